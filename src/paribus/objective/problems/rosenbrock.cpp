// Rosenbrock's valley: 100 (y - x^2)^2 + (1 - x)^2, curved and ill-conditioned (condition 2508 at the minimum).
#include "paribus/objective/problem.hpp"

namespace paribus {
namespace {

class Valley final : public Objective {
 public:
  std::size_t dimension() const override { return 2; }
  double evaluate(View t, const Draw&, Span gradient) override {
    const double x = t[0], y = t[1], a = y - x * x, b = 1 - x;
    if (!gradient.empty()) {
      gradient[0] = -400 * x * a - 2 * b;
      gradient[1] = 200 * a;
    }
    return 100 * a * a + b * b;
  }
  void hessian_vector(View t, const Draw&, View v, Span out) override {
    const double x = t[0], y = t[1];
    out[0] = (1200 * x * x - 400 * y + 2) * v[0] - 400 * x * v[1];
    out[1] = -400 * x * v[0] + 200 * v[1];
  }
};

class Rosenbrock final : public Problem {
 public:
  std::unique_ptr<Objective> objective() const override { return std::make_unique<Valley>(); }
  Vector start() const override { return {-1.2, 1}; }
  Vector minimizer() const override { return {1, 1}; }
  double least() const override { return 0; }
};

}  // namespace
namespace parts::problems {
extern const Entry<Problem> rosenbrock = entry<Problem, Rosenbrock>(
    {"rosenbrock", "Rosenbrock's valley", "a curved, narrow valley in two coordinates", "100 (y - x²)² + (1 - x)²",
     "Rosenbrock 1960; Moré, Garbow & Hillstrom 1981"});
}  // namespace parts::problems
}  // namespace paribus
