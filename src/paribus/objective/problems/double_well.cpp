// Two valleys and a pass: V = (x^2 - 1)^2 / 4, with minima at -1 and 1 (V'' = 2) and the pass at 0 (V = 1/4, V'' = -1).
// The flow is known: x' = x - x^3 gives x(t) = x_0 / sqrt(x_0^2 + (1 - x_0^2) e^(-2t)).
#include "paribus/objective/problem.hpp"

namespace paribus {
namespace {

class TwoValleys final : public Objective {
 public:
  std::size_t dimension() const override { return 1; }
  double evaluate(View t, const Draw&, Span gradient) override {
    const double x = t[0], a = x * x - 1;
    if (!gradient.empty()) gradient[0] = x * a;
    return a * a / 4;
  }
  void hessian_vector(View t, const Draw&, View v, Span out) override { out[0] = (3 * t[0] * t[0] - 1) * v[0]; }
};

class DoubleWell final : public Problem {
 public:
  std::unique_ptr<Objective> objective() const override { return std::make_unique<TwoValleys>(); }
  Vector start() const override { return {0.1}; }
  Vector minimizer() const override { return {1}; }
  double least() const override { return 0; }
};

}  // namespace
namespace parts::problems {
extern const Entry<Problem> double_well = entry<Problem, DoubleWell>(
    {"double_well", "double well", "two valleys and a pass between them, in one coordinate", "(x² - 1)²/4",
     "Kramers 1940; Gardiner, Handbook of Stochastic Methods, 2004"});
}  // namespace parts::problems
}  // namespace paribus
