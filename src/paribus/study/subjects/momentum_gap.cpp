// Momentum as a differential equation of second order: how far momentum and Nesterov's method stray from the heavy ball
// theta'' + gamma theta' = -grad L, and from its refinement (flow/flows.hpp), until a fixed time. The friction gamma is kept
// as the rate h falls, so each rate has its own beta = 1 - gamma sqrt(h), and a step takes the time sqrt(h).
#include <algorithm>
#include <cmath>

#include "paribus/flow/flows.hpp"
#include "paribus/study/follows.hpp"
#include "paribus/study/subject.hpp"
#include "paribus/study/two_gaps.hpp"

namespace paribus {
namespace {

constexpr TwoQuantities names{"gap_to_heavy_ball", "gap_to_refined_heavy_ball"};

class MomentumGap final : public RunByRun {
 public:
  explicit MomentumGap(const Settings& s)
      : time_{s.real("time", 4, positive, "how long the ball is followed; a whole number of roots of every learning rate")},
        friction_{s.real("friction", 1, positive, "γ of the ball: the optimizer keeps 1 - γ√η of its velocity, whatever its beta")},
        points_{static_cast<std::size_t>(s.integer(
            "points", 200, {1, 100000}, "steps, evenly spaced, at which the iterate is held against the flows"))},
        tolerance_{
            s.real("tolerance", 1e-10, {1e-13, 1e-3},
                   "relative error that the solver of the flows may make in one step; the gap should be far larger")} {}

  std::vector<Quantity> quantities() const override {
    const std::string how = ", the largest on the way, as a share of how far the ball comes, |θ(T) - θ(0)|";
    return {{"gap_to_heavy_ball", "the gap to the heavy ball", "|θₖ - θ(k√η)| to the solution of θ'' + γθ' = -∇L" + how, "share"},
            {"gap_to_refined_heavy_ball", "the gap to the refined ball",
             "|θₖ - θ(k√η)| to the solution of (1 - γ√η/2)θ'' + γθ' = -∇L(θ), for Nesterov -∇L(θ + √η θ')" + how, "share"}};
  }

  void check(const Setup& s) const override {
    ask_gradient("momentum_gap", s);
    ask_all_rows("momentum_gap", s);
    if ((s.optimizer.kind != "momentum" && s.optimizer.kind != "nesterov") || s.optimizer.in_limits)
      throw Error("momentum_gap speaks of momentum and of Nesterov’s method at a rate as it is given",
                  "write optimizer.kind = \"momentum\" and optimizer.learning_rate_unit = \"absolute\"");
    ask_float64("float32 would hide the gap in its rounding", s);
    const double step = std::sqrt(s.optimizer.learning_rate), k = std::max(1.0, std::round(time_ / step));
    if (!whole_steps(time_, step))
      throw Error("the time " + shortest(time_) + " is no whole number of steps of √" + shortest(s.optimizer.learning_rate),
                  "take a learning rate whose root divides it, for example " + shortest(time_ / k * (time_ / k)));
    if (!(friction_ * step < 1))
      throw Error("at a learning rate of " + shortest(s.optimizer.learning_rate) + " a friction of " + shortest(friction_) +
                      " keeps nothing of the velocity",
                  "take a learning rate below " + shortest(1 / (friction_ * friction_)));
  }

 private:
  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const Setup setup{run.choices};
    const auto bench = shared.bench(setup, run.replicate);
    const Vector start = start_theta(*bench, shared.chance(run.replicate).start);
    Risk risk{*bench->model, bench->shape, bench->train, *bench->loss, bench->l2};
    const std::string& kind = setup.optimizer.kind;
    const double h = setup.optimizer.learning_rate, s = std::sqrt(h), beta = 1 - friction_ * s;
    const auto steps = even_steps(*whole_steps(time_, s), points_);

    Result out;
    out.subject = run.subject;
    out.words = words_of(kind, *bench);
    out.facts = {{"learning_rate", {h}}, {"friction", {friction_}}, {"beta", {beta}}, {"time", {time_}},
                 {"steps", Vector(steps.begin(), steps.end())}};
    tell_quadratic(out, *bench, start);

    const auto optimizer = get(optimizers(), kind, "optimizer").make(Settings{Choices{{"beta", {beta}}}, ""});
    const auto path = iterates(*optimizer, risk, start, h, steps);
    out.outcome = path.outcome;
    if (path.outcome != Outcome::finished) return miss(out, names, "training diverged"), out;
    const auto integrator = gap_solver(tolerance_);
    HeavyBallFlow ball{risk, friction_};
    RefinedBall refined = refined_ball(risk, start, friction_, s, kind == "nesterov");
    const Gap plain = gap(path, s, *integrator, ball, from_rest(start, ball)),
              bent = gap(path, refined.step, *integrator, refined.flow, refined.state);
    if (plain.outcome != Outcome::finished || bent.outcome != Outcome::finished)
      return miss(out, names, "a flow could not be followed to its tolerance"), out;
    const View end = View(plain.end).first(start.size());
    out.facts["lambda_max"] = {std::max(sharpness(*bench, start, 1e-4).value, sharpness(*bench, end, 1e-4).value)};
    score_gaps(out, names, plain, bent, start, end, "the ball does not move");
    return out;
  }

  double time_, friction_;
  std::size_t points_;
  double tolerance_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> momentum_gap = entry<Subject, MomentumGap>(
    {"momentum_gap", "gap to the heavy ball", "measures how far momentum and Nesterov’s method stray from the balls that they follow",
     "maxₖ |θₖ - θ(k√η)| / |θ(T) - θ(0)|, θ'' + γθ' = -∇L and its refinement, β = 1 - γ√η",
     "Polyak 1964; after Shi, Du, Jordan & Su 2022"});
}  // namespace parts::subjects
}  // namespace paribus
