// Adam: a step of about h in every coordinate, whatever the size of the gradient.
//   m <- b1 m + (1 - b1) g,   v <- b2 v + (1 - b2) g^2
//   theta <- theta - h (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)
// No fixed stability limit: the step does not grow with the gradient, so it wanders rather than diverges.
#include <cmath>

#include "paribus/flow/optimizer.hpp"
#include "paribus/math/update.hpp"

namespace paribus {
namespace {

class Adam final : public Optimizer {
 public:
  explicit Adam(const Settings& s)
      : beta1_{s.real("beta1", 0.9, fraction, "memory of the mean gradient")},
        beta2_{s.real("beta2", 0.999, fraction, "memory of the mean squared gradient")},
        epsilon_{s.real("epsilon", 1e-8, {1e-30, infinity}, "keeps the division finite")} {}
  std::size_t slots() const override { return 2; }
  Precision works_in(Precision field) const override { return field; }
  std::size_t scalars() const override { return 2; }  // b1^t and b2^t, as running products: no pow in a record
  void begin(Phase& z) const override { z.scalars = {1.0, 1.0}; }
  Stepped step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const override {
    return field.precision() == Precision::float32 ? advance<float>(z, field, draw, h, scratch)
                                                   : advance<double>(z, field, draw, h, scratch);
  }

 private:
  template <class T>
  Stepped advance(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const {
    const std::span<T> f = scratch.at<T>(0);
    const double loss = field.direction(z.theta, draw, f);
    z.scalars[0] *= beta1_;
    z.scalars[1] *= beta2_;
    const kernel::AdamStep s{h / (1 - z.scalars[0]), beta1_, beta2_, epsilon_, 1 / (1 - z.scalars[1])};
    const double squares = kernel::adam(s, f, z.slots[0].as<T>(), z.slots[1].as<T>(), z.theta, Paired{z, field});
    return {loss, std::sqrt(squares), h};
  }
  double beta1_, beta2_, epsilon_;
};

}  // namespace
namespace parts::optimizers {
extern const Entry<Optimizer> adam = entry<Optimizer, Adam>(
    {"adam", "Adam", "scales each coordinate's step by a running size of its gradient",
     "m <- b1 m + (1 - b1) g; v <- b2 v + (1 - b2) g^2; theta <- theta - h m^ / (sqrt(v^) + eps), ^ = bias-corrected",
     "Kingma & Ba 2015, Algorithm 1"});
}  // namespace parts::optimizers
}  // namespace paribus
