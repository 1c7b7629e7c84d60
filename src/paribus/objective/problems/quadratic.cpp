// 1/2 sum_i l_i x_i^2 with eigenvalues log-spaced from mu to lambda_max: every optimizer's path is known exactly.
#include <cmath>

#include "paribus/objective/problem.hpp"

namespace paribus {
namespace {

class Bowl final : public Objective {
 public:
  explicit Bowl(Vector curvatures) : l_{std::move(curvatures)} {}
  std::size_t dimension() const override { return l_.size(); }
  double evaluate(View x, const Draw&, Span gradient) override {
    double value = 0;
    for (std::size_t i = 0; i < l_.size(); ++i) {
      value += 0.5 * l_[i] * x[i] * x[i];
      if (!gradient.empty()) gradient[i] = l_[i] * x[i];
    }
    return value;
  }
  void hessian_vector(View, const Draw&, View v, Span out) override {
    for (std::size_t i = 0; i < l_.size(); ++i) out[i] = l_[i] * v[i];
  }

 private:
  Vector l_;
};

class Quadratic final : public Problem {
 public:
  explicit Quadratic(const Settings& s)
      : n_{static_cast<std::size_t>(s.integer("dimension", 10, {1, 1e6}, "number of coordinates"))},
        mu_{s.real("mu", 1, positive, "smallest curvature")},
        lambda_{s.real("lambda_max", 100, positive, "largest curvature")} {}
  std::unique_ptr<Objective> objective() const override {
    Vector l(n_, lambda_);
    for (std::size_t i = 0; i + 1 < n_; ++i)
      l[i] = mu_ * std::pow(lambda_ / mu_, static_cast<double>(i) / static_cast<double>(n_ - 1));
    return std::make_unique<Bowl>(std::move(l));
  }
  Vector start() const override { return Vector(n_, 1.0); }
  Vector minimizer() const override { return Vector(n_, 0.0); }
  double least() const override { return 0; }

 private:
  std::size_t n_;
  double mu_, lambda_;
};

}  // namespace
namespace parts::problems {
extern const Entry<Problem> quadratic = entry<Problem, Quadratic>(
    {"quadratic", "quadratic", "an axis-aligned bowl with log-spaced curvatures", "½ Σ λᵢ xᵢ²", "Polyak 1964"});
}  // namespace parts::problems
}  // namespace paribus
