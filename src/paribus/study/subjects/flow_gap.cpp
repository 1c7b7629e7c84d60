// Training as a differential equation: how far gradient descent strays from the gradient flow, and from the modified
// flow that it follows one order more closely (Barrett & Dherin 2021), until a fixed time. Both flows are solved to a
// tolerance far below the gap.
#include <algorithm>
#include <cmath>

#include "paribus/flow/gap.hpp"
#include "paribus/flow/modified_flow.hpp"
#include "paribus/learner/spectrum.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/follows.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

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
    out.words = {{"optimizer", setup.optimizer.kind}, {"objective", bench->quadratic ? "quadratic" : bench->why}};
    out.facts = {{"learning_rate", {h}}, {"time", {time_}}, {"steps", Vector(steps.begin(), steps.end())}};
    if (bench->quadratic) {
      const QuadraticFacts q = quadratic_facts(*bench, start);
      out.facts["eigenvalues"] = q.eigenvalues;
      for (const double e : q.energies) out.facts["coordinates"].push_back(std::sqrt(e));
    }

    const auto path = iterates(*setup.optimizer.optimizer, risk, start, h, steps);
    out.outcome = path.outcome;
    if (path.outcome != Outcome::finished) return miss(out, "training diverged"), out;
    const auto integrator = get(integrators(), "dop853", "integrator").make(Settings{accuracy(), ""});
    ModifiedFlow modified{risk, h};
    const Gap plain = gap(path, h, *integrator, risk, start), bent = gap(path, h, *integrator, modified, start);
    if (plain.outcome != Outcome::finished || bent.outcome != Outcome::finished)
      return miss(out, "a flow could not be followed to its tolerance"), out;
    out.facts["lambda_max"] = {
        std::max(sharpness(*bench, start, 1e-4).value, sharpness(*bench, plain.end, 1e-4).value)};
    report(out, plain, bent, way(start, plain.end));
    return out;
  }

  static double way(View from, View to) {
    Vector d(to.begin(), to.end());
    axpy(-1, from, d);
    return norm(d);
  }

  static void report(Result& out, const Gap& plain, const Gap& bent, double way) {
    const auto worst = [&](const Gap& g) { return *std::max_element(g.distances.begin(), g.distances.end()) / way; };
    if (!(way > 0)) return miss(out, "the flow does not move");
    if (!(worst(plain) <= explosion)) {
      out.outcome = Outcome::diverged;
      return miss(out, "training diverged");
    }
    out.scores = {{"gap_to_flow", worst(plain)}, {"gap_to_modified_flow", worst(bent)}};
  }

  static void miss(Result& out, const std::string& why) {
    for (const char* name : {"gap_to_flow", "gap_to_modified_flow"}) out.words[missing(name)] = why;
  }

  Choices accuracy() const { return {{"rtol", {tolerance_}}, {"atol", {tolerance_ * 1e-3}}}; }

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
