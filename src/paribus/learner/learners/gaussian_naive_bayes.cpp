// Each class a normal distribution with independent features; what is most probable by Bayes' rule.
#include <algorithm>
#include <cmath>

#include "paribus/learner/learner.hpp"
#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class Fit final : public Fitted {
 public:
  /// means and variances[k x d], shares[1 x k]. A class of share 0 is never predicted.
  Fit(Matrix means, Matrix variances, Matrix shares)
      : means_{std::move(means)}, variances_{std::move(variances)}, shares_{std::move(shares)}, constant_(shares_.columns) {
    constexpr double tau = 6.283185307179586477;
    Vector logs(means_.columns);
    for (std::size_t c = 0; c < constant_.size(); ++c) {
      for (std::size_t j = 0; j < logs.size(); ++j) logs[j] = exact::log(tau * variances_(c, j));
      constant_[c] = exact::log(shares_(0, c)) - sum(logs) / 2;
    }
  }

  Matrix predict(const Examples& e) const override {
    Matrix z(e.size(), constant_.size());
    Vector squares(means_.columns);
    for (std::size_t i = 0; i < z.rows; ++i) {
      const View x = e.x.row(i);
      const Span row = z.row(i);
      for (std::size_t c = 0; c < row.size(); ++c) {
        for (std::size_t j = 0; j < x.size(); ++j) squares[j] = (x[j] - means_(c, j)) * (x[j] - means_(c, j)) / variances_(c, j);
        row[c] = constant_[c] - sum(squares) / 2;
      }
      const double most = *std::ranges::max_element(row);
      if (!std::isfinite(most)) {   // farther from every class than numbers go
        std::ranges::copy(shares_.row(0), row.begin());
        continue;
      }
      double total = 0;
      for (double& v : row) total += v = exact::exp(v - most);
      for (double& v : row) v /= total;
    }
    return z;
  }
  Kept keep() const override { return {{}, {{"means", means_}, {"variances", variances_}, {"shares", shares_}}}; }

 private:
  Matrix means_, variances_, shares_;
  Vector constant_;   // log share - (1/2) sum_j log(2 pi variance_j)
};

class GaussianNaiveBayes final : public Learner {
 public:
  explicit GaussianNaiveBayes(const Settings& s)
      : smoothing_{s.real("var_smoothing", 1e-9, {0, infinity, true, true}, "share of the largest variance of any feature that is added to every variance, for features that are constant within a class")} {}

  std::unique_ptr<Fitted> fit(const Prepared& data, const StreamName&) const override {
    check_task("gaussian_naive_bayes", Task::classification, data, "use model.kind = \"least_squares\", or another model of numbers");
    const Examples& e = data.train;
    const std::size_t n = e.size(), d = e.x.columns, k = e.y.columns;
    Matrix means(k, d), variances(k, d, 1), shares(1, k);
    Vector w(n, 1), column(n), of(n);
    if (!e.weight.empty()) w = e.weight;
    const double total = sum(w);
    double largest = 0;
    for (std::size_t j = 0; j < d; ++j) {
      for (std::size_t i = 0; i < n; ++i) column[i] = e.x(i, j);
      largest = std::max(largest, moments(column, w, total).second);
    }
    if (!(largest > 0)) throw Error("all features are constant: nothing tells the classes apart", "use model.kind = \"majority\"");
    if (!std::isfinite(largest)) throw Error("a feature's variance is beyond the range of numbers", "write data.scale = \"standard\", or rescale it");
    for (std::size_t c = 0; c < k; ++c) {
      for (std::size_t i = 0; i < n; ++i) of[i] = w[i] * e.y(i, c);
      const double count = sum(of);
      shares(0, c) = count / total;
      if (count == 0) continue;
      for (std::size_t j = 0; j < d; ++j) {
        for (std::size_t i = 0; i < n; ++i) column[i] = e.x(i, j);
        const auto [mean, variance] = moments(column, of, count);
        means(c, j) = mean, variances(c, j) = variance + smoothing_ * largest;
      }
    }
    return std::make_unique<Fit>(std::move(means), std::move(variances), std::move(shares));
  }

  std::optional<Task> only() const override { return Task::classification; }
  bool draws() const override { return false; }
  std::unique_ptr<Fitted> restore(const Kept& kept) const override {
    const Matrix &means = kept_array(kept, "means", kept.outputs, kept.features), &variances = kept_array(kept, "variances", means.rows, means.columns);
    const Matrix& shares = kept_array(kept, "shares", 1, means.rows);
    if (std::ranges::any_of(variances.values, [](double v) { return !(v > 0); }) || std::ranges::any_of(shares.values, [](double v) { return v < 0; }) || !(sum(shares.values) > 0))
      throw Error("the model's variances or shares are not positive", "fit it again");
    return std::make_unique<Fit>(means, variances, shares);
  }

 private:
  /// Mean and variance (divided by the total weight), in two passes.
  static std::pair<double, double> moments(const Vector& x, const Vector& w, double total) {
    const double mean = dot(x, w) / total;
    Vector square(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) square[i] = (x[i] - mean) * (x[i] - mean);
    return {mean, dot(square, w) / total};
  }

  double smoothing_;
};

}  // namespace
namespace parts::learners {
extern const Entry<Learner> gaussian_naive_bayes = entry<Learner, GaussianNaiveBayes>(
    {"gaussian_naive_bayes", "Gaussian naive Bayes", "takes each feature as normal within each class, and features as independent of one another",
     "P(c | x) ~ share_c prod_j N(x_j; mean_cj, variance_cj)", "Hand & Yu 2001, Idiot's Bayes: not so stupid after all?", "gaussian_nb naive_bayes"});
}  // namespace parts::learners
}  // namespace paribus
