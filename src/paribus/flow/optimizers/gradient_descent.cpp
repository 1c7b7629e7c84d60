// Gradient descent is explicit Euler's method: theta <- theta + h F(theta).
// On a quadratic it is stable while h < 2 / lambda_max, the stability interval (-2, 0) of Euler's method.
#include <cmath>

#include "paribus/flow/optimizer.hpp"
#include "paribus/math/update.hpp"

namespace paribus {
namespace {

class GradientDescent final : public Optimizer {
 public:
  Precision works_in(Precision field) const override { return field; }
  Stepped step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const override {
    return field.precision() == Precision::float32 ? advance<float>(z, field, draw, h, scratch)
                                                   : advance<double>(z, field, draw, h, scratch);
  }

 private:
  template <class T>
  Stepped advance(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const {
    const std::span<T> f = scratch.at<T>(0);
    const double loss = field.direction(z.theta, draw, f);
    return {loss, std::sqrt(kernel::euler(h, f, z.theta, Paired{z, field})), h};
  }
};

}  // namespace
namespace parts::optimizers {
extern const Entry<Optimizer> gradient_descent = entry<Optimizer, GradientDescent>(
    {"gradient_descent", "gradient descent", "steps against the gradient: explicit Euler's method for the flow",
     "theta <- theta - h grad L(theta)", "Cauchy 1847", "sgd gd"});
}  // namespace parts::optimizers
}  // namespace paribus
