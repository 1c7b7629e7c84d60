// What the gradient flow of a linear network conserves, and by how much gradient descent does not. Between a layer and the
// next, W_l^T W_l + b_l^T b_l - W_(l+1) W_(l+1)^T (rows times W: outputs = x W + b) stays as it was at the start, whatever
// the data; a step of gradient descent changes it by the square of the step (Arora, Cohen & Hazan 2018).
#include <algorithm>
#include <cmath>

#include "paribus/learner/spectrum.hpp"
#include "paribus/math/dense.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/follows.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

class Balance final : public RunByRun {
 public:
  explicit Balance(const Settings& s)
      : time_{s.real("time", 4, positive, "how long it is trained: a whole number of steps at every learning rate")} {}

  std::vector<Quantity> quantities() const override {
    return {{"balance_drift", "the drift of the balance",
             "change of WₗᵀWₗ + bₗᵀbₗ - Wₗ₊₁Wₗ₊₁ᵀ until the time T, as a share of these products at the start", "share"}};
  }

  void check(const Setup& s) const override {
    if (s.kind != "mlp" || s.model_text.find("model.mlp.activation = \"identity\"\n") == std::string::npos)
      throw Error("balance speaks of linear networks", "write model.kind = \"mlp\" and model.mlp.activation = \"identity\"");
    ask_float64("float32 would hide the drift in its rounding", s);
    if (s.training.batch_size || s.training.l2 > 0)
      throw Error("balance speaks of descent on all rows without a penalty", "write training.batch_size = \"all\" and training.l2 = 0");
    if (s.optimizer.in_limits)
      throw Error("balance speaks of a rate that divides the time", "write optimizer.learning_rate_unit = \"absolute\"");
    ask_whole_steps(time_, s.optimizer.learning_rate);
  }

 private:
  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const Setup setup{run.choices};
    const auto bench = shared.bench(setup, run.replicate);
    const Vector start = start_theta(*bench, shared.chance(run.replicate).start);
    Risk risk{*bench->model, bench->shape, bench->train, *bench->loss, 0};
    const double h = setup.optimizer.learning_rate, first = risk.evaluate(start, {}, {});
    FullBatch all;
    const Plan plan{h, ask_whole_steps(time_, h), {}};
    const Trajectory t =
        integrate(*setup.optimizer.optimizer, risk, start_phase(*setup.optimizer.optimizer, risk, start), plan, all);
    Result out;
    out.subject = run.subject;
    out.outcome = t.outcome;
    out.words = {{"optimizer", setup.optimizer.kind}};
    out.facts = {{"learning_rate", {h}}};
    if (t.outcome == Outcome::finished && all_finite(t.phase.theta))
      out.facts["lambda_max"] = {std::max(sharpness(*bench, start, 1e-4).value, sharpness(*bench, t.phase.theta, 1e-4).value)};
    if (t.outcome == Outcome::finished && risk.evaluate(t.phase.theta, {}, {}) <= explosion * first)
      out.scores["balance_drift"] = drift(risk.layout(), start, t.phase.theta);
    else
      out.outcome = Outcome::diverged, out.words[missing("balance_drift")] = "training diverged";
    return out;
  }

  static double drift(const std::vector<Block>& layout, View start, View end) {
    double changed = 0, size = 0;
    for (std::size_t l = 0; l + 3 < layout.size(); l += 2) {
      Matrix before = inner(start, layout, l), after = inner(end, layout, l);
      const Matrix outer_before = outer(start, layout[l + 2]), outer_after = outer(end, layout[l + 2]);
      size += norm(before.values) + norm(outer_before.values);
      axpy(-1, before.values, after.values), axpy(-1, outer_after.values, after.values), axpy(1, outer_before.values, after.values);
      changed += norm(after.values);
    }
    return changed / size;
  }

  /// W^T W + b^T b: of the weights with their bias as a further row.
  static Matrix inner(View theta, const std::vector<Block>& layout, std::size_t l) {
    const Block &w = layout[l], &b = layout[l + 1];
    Matrix rows(w.rows + 1, w.columns);
    std::copy_n(theta.begin() + static_cast<std::ptrdiff_t>(w.offset), w.rows * w.columns, rows.values.begin());
    std::copy_n(theta.begin() + static_cast<std::ptrdiff_t>(b.offset), b.columns * b.rows, rows.row(w.rows).begin());
    return gram(rows);
  }
  /// W W^T
  static Matrix outer(View theta, const Block& w) {
    Matrix turned(w.columns, w.rows);
    for (std::size_t i = 0; i < w.rows; ++i)
      for (std::size_t j = 0; j < w.columns; ++j) turned(j, i) = theta[w.offset + i * w.columns + j];
    return gram(turned);
  }

  double time_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> balance = entry<Subject, Balance>(
    {"balance", "balance of layers", "measures how far gradient descent strays from what the flow of a linear network conserves",
     "WₗᵀWₗ + bₗᵀbₗ - Wₗ₊₁Wₗ₊₁ᵀ, its change until a fixed time", "Arora, Cohen & Hazan 2018"});
}  // namespace parts::subjects
}  // namespace paribus
