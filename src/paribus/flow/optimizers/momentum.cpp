// Heavy ball: a damped particle in the landscape, theta'' + c theta' = F(theta).
//   v <- b v + F(theta),   theta <- theta + h v
// On a quadratic it is stable while h < 2 (1 + b) / lambda_max.
#include <cmath>

#include "paribus/flow/optimizer.hpp"
#include "paribus/math/update.hpp"

namespace paribus {
namespace {

class Momentum final : public Optimizer {
 public:
  explicit Momentum(const Settings& s) : beta_{s.real("beta", 0.9, fraction, "share of the velocity kept at each step")} {}
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
    return {loss, std::sqrt(kernel::heavy_ball(h, beta_, f, z.slots[0].as<T>(), z.theta, Paired{z, field})), h};
  }
  double beta_;
};

}  // namespace
namespace parts::optimizers {
extern const Entry<Optimizer> momentum = entry<Optimizer, Momentum>(
    {"momentum", "momentum", "heavy ball: keeps a share of its velocity",
     "v <- beta v - grad L(theta); theta <- theta + h v", "Polyak 1964", "heavy_ball"});
}  // namespace parts::optimizers
}  // namespace paribus
