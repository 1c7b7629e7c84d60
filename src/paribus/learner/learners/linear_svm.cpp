// A linear separation with a wide margin, one for each class against the others, by dual coordinate descent.
//   min over w  (1/2) |w|^2 + C sum_i loss(y_i w.x_i),  loss(z) = max(0, 1 - z)^2 or max(0, 1 - z)
// The dual has one number a_i in [0, U] per row, w = sum a_i y_i x_i, and each is minimized over alone:
//   a_i <- clamp(a_i - (y_i w.x_i - 1 + D a_i) / (|x_i|^2 + D)),  squared hinge: U = infinity, D = 1/(2C); hinge: U = C, D = 0
// As in liblinear the intercept is one more weight, of a column of ones, and is penalized with the others.
#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/learner/learner.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class Fit final : public Fitted {
 public:
  /// weights[m x (d + 1)], the intercept first: one row for two classes, else one for each.
  Fit(Matrix weights, std::optional<FitSummary> s) : weights_{std::move(weights)}, summary_{std::move(s)} {}
  Matrix predict(const Examples& e) const override {
    const std::size_t m = weights_.rows;
    Matrix z(e.size(), m == 1 ? 2 : m);
    for (std::size_t i = 0; i < z.rows; ++i) {
      for (std::size_t c = 0; c < m; ++c) z(i, m == 1 ? 1 : c) = weights_(c, 0) + dot(weights_.row(c).subspan(1), e.x.row(i));
      if (m == 1) z(i, 0) = -z(i, 1);
    }
    return z;
  }
  Kept keep() const override { return {{{"loss", "hinge"}}, {{"weights", weights_}}}; }   // scores, and no probabilities
  std::optional<FitSummary> summary() const override { return summary_; }

 private:
  Matrix weights_;
  std::optional<FitSummary> summary_;
};

struct Rule {
  double c;
  bool squared, intercept;
  double tolerance;
  std::size_t max_iter;
};

struct Passes {
  std::size_t count = 0;
  bool settled = false;
};

/// Rows [1 x] or [0 x] as they are met; fills w.
Passes separate(const Matrix& x, const std::vector<std::int8_t>& sign, View weight, const Rule& rule, Stream& stream, Span w) {
  const std::size_t n = x.rows;
  Vector a(n), square(n);
  for (std::size_t i = 0; i < n; ++i) square[i] = dot(x.row(i), x.row(i)) + (rule.intercept ? 1 : 0);
  std::ranges::fill(w, 0.0);
  auto order = permutation(static_cast<std::uint32_t>(n), stream);
  const Span slopes = w.subspan(1);
  Passes passes;
  while (!passes.settled && passes.count < rule.max_iter) {
    double highest = -infinity, lowest = infinity;
    stream.shuffle(order);
    for (const std::uint32_t i : order) {
      const double c = rule.c * weight[i];
      if (c == 0) continue;
      const double most = rule.squared ? infinity : c, diagonal = rule.squared ? 0.5 / c : 0;
      const double gradient = sign[i] * (w[0] + dot(slopes, x.row(i))) - 1 + diagonal * a[i];
      const double projected = a[i] == 0 ? std::min(gradient, 0.0) : a[i] == most ? std::max(gradient, 0.0) : gradient;
      highest = std::max(highest, projected), lowest = std::min(lowest, projected);
      if (projected == 0) continue;
      const double before = a[i];
      a[i] = std::clamp(a[i] - gradient / (square[i] + diagonal), 0.0, most);   // a row of zeros, by no square: all it may
      const double step = (a[i] - before) * sign[i];
      axpy(step, x.row(i), slopes);
      if (rule.intercept) w[0] += step;
    }
    ++passes.count;
    passes.settled = highest - lowest <= rule.tolerance;
  }
  return passes;
}

class LinearSvm final : public Learner {
 public:
  explicit LinearSvm(const Settings& s)
      : rule_{s.real("C", 1, positive, "weight of the losses beside (1/2) |w|^2, as in scikit-learn; features share the penalty, so let them have one scale"),
              s.word("loss", "squared_hinge", {"squared_hinge", "hinge"}, "of a row at margin z: max(0, 1 - z), or its square") == "squared_hinge",
              s.flag("intercept", true, "a constant beside the features, penalized with them"),
              s.real("tolerance", 1e-4, {1e-14, 1}, "the spread of the dual's projected gradient at which a separation is found"),
              static_cast<std::size_t>(s.integer("max_iter", 1000, {1, 1e9}, "passes over the rows, at most"))} {}

  std::unique_ptr<Fitted> fit(const Prepared& data, const StreamName&) const override {
    check_task("linear_svm", Task::classification, data, "use model.kind = \"ridge\", or another model of numbers");
    const Examples& e = data.train;
    const std::size_t m = e.y.columns == 2 ? 1 : e.y.columns;
    const Vector weight = e.weight.empty() ? Vector(e.size(), 1) : e.weight;
    Matrix weights(m, e.x.columns + 1);
    std::vector<std::int8_t> sign(e.size());
    Passes all{0, true};
    for (std::size_t c = 0; c < m; ++c) {
      const auto of = static_cast<std::int32_t>(m == 1 ? 1 : c);
      for (std::size_t i = 0; i < sign.size(); ++i) sign[i] = e.label[i] == of ? 1 : -1;
      Stream stream{{0, 0, "rows"}};   // one order for all: there is one minimum, and the way to it is no chance of the model
      const Passes p = separate(e.x, sign, weight, rule_, stream, weights.row(c));
      all = {std::max(all.count, p.count), all.settled && p.settled};
    }
    FitSummary s;
    for (std::size_t c = 0; c < m; ++c) {
      const std::string of = m == 1 ? "" : text::printable(data.classes[c]) + ": ";
      if (rule_.intercept) s.terms.push_back({of + "(intercept)", weights(c, 0)});
      for (std::size_t j = 0; j < data.features.size(); ++j) s.terms.push_back({of + data.features[j], weights(c, j + 1)});
    }
    s.numbers = {{"passes", "passes over the rows", static_cast<double>(all.count)}};
    if (!all.settled) s.notes.push_back("stopped after max_iter passes, before the tolerance was reached: give features one scale, a smaller C, or more passes");
    return std::make_unique<Fit>(std::move(weights), std::move(s));
  }
  std::optional<Task> only() const override { return Task::classification; }
  std::unique_ptr<Fitted> restore(const Kept& kept) const override {
    return std::make_unique<Fit>(kept_array(kept, "weights", kept.outputs == 2 ? 1 : kept.outputs, kept.features ? kept.features + 1 : 0), std::nullopt);
  }
  bool probabilities() const override { return false; }
  bool one_scale() const override { return true; }
  bool draws() const override { return false; }

 private:
  Rule rule_;
};

}  // namespace
namespace parts::learners {
extern const Entry<Learner> linear_svm = entry<Learner, LinearSvm>(
    {"linear_svm", "linear support vector machine", "separates each class from the others by a plane with the widest margin, rows that lie too near being paid for",
     "min over w (1/2) |w|^2 + C sum_i max(0, 1 - y_i w.x_i)^2", "Cortes & Vapnik 1995; Hsieh, Chang, Lin, Keerthi & Sundararajan 2008", "linear_svc svm"});
}  // namespace parts::learners
}  // namespace paribus
