// Nesterov's accelerated gradient, in the form of Sutskever, Martens, Dahl & Hinton 2013 that evaluates the
// gradient at the stored point (as PyTorch does): theta here is the point looked ahead to.
//   v <- b v + F(theta),   theta <- theta + h (F(theta) + b v)
// On a quadratic it is stable while h < 2 (1 + b) / ((1 + 2 b) lambda_max).
#include <cmath>

#include "paribus/flow/optimizer.hpp"
#include "paribus/math/update.hpp"

namespace paribus {
namespace {

class Nesterov final : public Optimizer {
 public:
  explicit Nesterov(const Settings& s) : beta_{s.real("beta", 0.9, fraction, "share of the velocity kept at each step")} {}
  std::size_t slots() const override { return 1; }
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
    return {loss, std::sqrt(kernel::nesterov(h, beta_, f, z.slots[0].as<T>(), z.theta, Paired{z, field})), h};
  }
  double beta_;
};

}  // namespace
namespace parts::optimizers {
extern const Entry<Optimizer> nesterov = entry<Optimizer, Nesterov>(
    {"nesterov", "Nesterov", "momentum with the gradient at the point looked ahead to",
     "v <- beta v - grad L(theta); theta <- theta + h (beta v - grad L(theta))",
     "Nesterov 1983; Sutskever, Martens, Dahl & Hinton 2013", "nag"});
}  // namespace parts::optimizers
}  // namespace paribus
