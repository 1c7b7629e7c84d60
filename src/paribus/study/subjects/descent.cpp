// What gradient descent makes of the loss, beside the flows that it is taken for. Two numbers of one run over a fixed time:
// the loss at its end, which on a quadratic is known exactly for descent, for the gradient flow and for the modified flow;
// and the loss that descent follows. A flow that goes downhill on V at the velocity v = -grad V loses V(0) - V(T) = int |v|^2 dt.
// Descent's velocity at the middle of a step is (theta_(k+1) - theta_k) / h = -grad L(theta_k), so it behaves as if its V
// fell by h sum_k |grad L(theta_k)|^2, which is more than L falls: V = L + h/4 |grad L|^2 (Barrett & Dherin 2021).
#include <algorithm>
#include <cmath>

#include "paribus/flow/gap.hpp"
#include "paribus/learner/spectrum.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/follows.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

class Descent final : public RunByRun {
 public:
  explicit Descent(const Settings& s)
      : time_{s.real("time", 4, positive, "how long: a whole number of steps at every learning rate")},
        points_{static_cast<std::size_t>(s.integer("points", 100, {1, 100000}, "steps, evenly spaced, whose loss is kept"))} {}

  std::vector<Quantity> quantities() const override {
    return {{"implicit_penalty", "the penalty that descent feels at its start",
             "η Σ|∇L|² over the steps, the work of a flow with descent’s velocity, and what is left of L + η/4 |∇L|² at the "
             "end, less L at the start",
             "penalty"},
            {"felt_loss", "the loss that descent feels at its start", "the same with L at the start",
             "loss at the start", true, "modified_loss"},
            {"excess", "the loss left over", "training loss after the time T less the least that exists; of a quadratic alone",
             "loss", true, "objective"}};
  }

  void check(const Setup& s) const override {
    ask_gradient("descent", s);
    ask_all_rows("descent", s);
    ask_plain_descent("descent", s);
    ask_float64("float32 would hide the difference of the flows in its rounding", s);
    ask_whole_steps(time_, s.optimizer.learning_rate);
  }

 private:
  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const Setup setup{run.choices};
    const auto bench = shared.bench(setup, run.replicate);
    const Vector start = start_theta(*bench, shared.chance(run.replicate).start);
    Risk risk{*bench->model, bench->shape, bench->train, *bench->loss, bench->l2};
    const double h = setup.optimizer.learning_rate;
    const auto steps = ask_whole_steps(time_, h);
    Vector gradient(start.size());
    const double first = risk.evaluate(start, {}, gradient);

    Result out;
    out.subject = run.subject;
    out.words = words_of(setup.optimizer.kind, *bench);
    out.facts = {{"learning_rate", {h}},           {"step_time", {h}}, {"times", {time_}},
                 {"steps", {static_cast<double>(steps)}}, {"loss", {first}},  {"gradient_norm", {norm(gradient)}}};
    double least = 0;
    if (bench->quadratic) {
      const QuadraticFacts q = quadratic_facts(*bench, start);
      least = q.least_loss;
      out.facts["eigenvalues"] = q.eigenvalues, out.facts["energies"] = q.energies, out.facts["least_loss"] = {0};
    }

    Curve curve{bench->quadratic ? "excess" : "loss", {0}, {first - least}};
    const auto kept = even_steps(steps, points_);
    Plan plan{h, steps, {}};
    for (std::uint64_t k = 1; k <= steps; ++k) plan.watch_at.push_back(k);
    Vector slopes;  // |grad L|^2 at each point that was left
    const auto watch = [&](const Phase& z, const Stepped& last) {
      slopes.push_back(last.gradient_norm * last.gradient_norm);
      if (!(last.loss <= explosion * first)) return Go::diverged;
      if (std::binary_search(kept.begin(), kept.end(), z.step))
        curve.at.push_back(static_cast<double>(z.step)), curve.values.push_back(risk.evaluate(z.theta, {}, {}) - least);
      return Go::on;
    };
    FullBatch all;
    const Trajectory t =
        integrate(*setup.optimizer.optimizer, risk, start_phase(*setup.optimizer.optimizer, risk, start), plan, all, watch);
    out.outcome = t.outcome;
    for (const char* name : {"implicit_penalty", "felt_loss", "excess"})
      if (t.outcome != Outcome::finished) out.words[missing(name)] = "training diverged";
    if (t.outcome != Outcome::finished) return out;
    const double end = risk.evaluate(t.phase.theta, {}, gradient);
    out.facts["lambda_max"] = {std::max(sharpness(*bench, start, 1e-4).value, sharpness(*bench, t.phase.theta, 1e-4).value)};
    out.scores["felt_loss"] = end + h / 4 * dot(gradient, gradient) + h * sum(slopes);
    out.scores["implicit_penalty"] = out.scores["felt_loss"] - first;
    if (bench->quadratic)
      out.scores["excess"] = end - least;
    else
      out.words[missing("excess")] = "the least loss is known of a quadratic alone";
    out.curves.push_back(std::move(curve));
    return out;
  }

  double time_;
  std::size_t points_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> descent = entry<Subject, Descent>(
    {"descent", "descent beside flows", "measures how gradient descent’s loss falls, and the loss whose flow it follows",
     "V(0) = V(T) + η Σ|∇L(θₖ)|², V = L + η/4 |∇L|²; on a quadratic L(T) - min L", "Barrett & Dherin 2021"});
}  // namespace parts::subjects
}  // namespace paribus
