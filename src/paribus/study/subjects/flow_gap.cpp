// Training as a differential equation: how far gradient descent strays from the gradient flow, and from the modified
// flow that it follows one order more closely (Barrett & Dherin 2021), until a fixed time. Both flows are solved to a
// tolerance far below the gap.
#include <algorithm>

#include "paribus/flow/modified_flow.hpp"
#include "paribus/study/follows.hpp"
#include "paribus/study/subject.hpp"
#include "paribus/study/two_gaps.hpp"

namespace paribus {
namespace {

constexpr TwoQuantities names{"gap_to_flow", "gap_to_modified_flow"};

class FlowGapSubject final : public RunByRun {
 public:
  explicit FlowGapSubject(const Settings& s)
      : time_{s.real("time", 4, positive,
                     "how long the flow is followed; a whole number of steps at every learning rate")},
        points_{static_cast<std::size_t>(s.integer(
            "points", 200, {1, 100000}, "steps, evenly spaced, at which the iterate is held against the flows"))},
        tolerance_{
            s.real("tolerance", 1e-10, {1e-13, 1e-3},
                   "relative error that the solver of the flows may make in one step; the gap should be far larger")} {}

  std::vector<Quantity> quantities() const override {
    const std::string how = ", the largest on the way, as a share of how far the gradient flow comes, |θ(T) - θ(0)|";
    return {{"gap_to_flow", "the gap to the gradient flow", "|θₖ - θ(kη)| to the solution of θ' = -∇L" + how, "share",
             true, "largest_gap_to_flow"},
            {"gap_to_modified_flow", "the gap to the modified flow",
             "|θₖ - θ(kη)| to the solution of θ' = -∇(L + η/4 |∇L|²)" + how, "share", true,
             "largest_gap_to_modified_flow"}};
  }

  void check(const Setup& s) const override {
    ask_gradient("flow_gap", s);
    ask_all_rows("flow_gap", s);
    ask_plain_descent("flow_gap", s);
    ask_float64("float32 would hide the gap in its rounding", s);
    ask_whole_steps(time_, s.optimizer.learning_rate);
  }

 private:
  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const Setup setup{run.choices};
    const auto bench = shared.bench(setup, run.replicate);
    const Vector start = start_theta(*bench, shared.chance(run.replicate).start);
    Risk risk{*bench->model, bench->shape, bench->train, *bench->loss, bench->l2};
    const double h = setup.optimizer.learning_rate;
    const auto steps = even_steps(ask_whole_steps(time_, h), points_);

    Result out;
    out.subject = run.subject;
    out.words = words_of(setup.optimizer.kind, *bench);
    out.facts = {{"learning_rate", {h}}, {"time", {time_}}, {"steps", Vector(steps.begin(), steps.end())}};
    tell_quadratic(out, *bench, start);

    const auto path = iterates(*setup.optimizer.optimizer, risk, start, h, steps);
    out.outcome = path.outcome;
    if (path.outcome != Outcome::finished) return miss(out, names, "training diverged"), out;
    const auto integrator = gap_solver(tolerance_);
    ModifiedFlow modified{risk, h};
    const Gap plain = gap(path, h, *integrator, risk, start), bent = gap(path, h, *integrator, modified, start);
    if (plain.outcome != Outcome::finished || bent.outcome != Outcome::finished)
      return miss(out, names, "a flow could not be followed to its tolerance"), out;
    out.facts["lambda_max"] = {
        std::max(sharpness(*bench, start, 1e-4).value, sharpness(*bench, plain.end, 1e-4).value)};
    score_gaps(out, names, plain, bent, start, plain.end, "the flow does not move");
    return out;
  }

  double time_;
  std::size_t points_;
  double tolerance_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> flow_gap = entry<Subject, FlowGapSubject>(
    {"flow_gap", "gap to the flow", "measures how far gradient descent strays from the flows that it follows",
     "maxₖ |θₖ - θ(kη)| / |θ(T) - θ(0)|, θ' = -∇L or θ' = -∇(L + η/4 |∇L|²)",
     "Hairer, Nørsett & Wanner 1993; Barrett & Dherin 2021"});
}  // namespace parts::subjects
}  // namespace paribus
