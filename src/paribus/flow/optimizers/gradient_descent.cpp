// Gradient descent is explicit Euler's method: theta <- theta + h F(theta).
// On a quadratic it is stable while h < 2 / lambda_max, the stability interval (-2, 0) of Euler's method.
#include "paribus/flow/optimizer.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class GradientDescent final : public Optimizer {
 public:
  Stepped step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const override {
    const Span f = scratch.at(0);
    const double loss = field.direction(z.theta, draw, f);
    for (std::size_t i = 0; i < f.size(); ++i) z.theta[i] += h * f[i];
    return {loss, norm(f), h};
  }
};

}  // namespace
namespace parts::optimizers {
extern const Entry<Optimizer> gradient_descent = entry<Optimizer, GradientDescent>(
    {"gradient_descent", "gradient descent", "steps against the gradient: explicit Euler's method for the flow",
     "theta <- theta - h grad L(theta)", "Cauchy 1847", "sgd gd"});
}  // namespace parts::optimizers
}  // namespace paribus
