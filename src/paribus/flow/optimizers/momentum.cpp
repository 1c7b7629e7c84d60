// Heavy ball: a damped particle in the landscape, theta'' + c theta' = F(theta).
//   v <- b v + F(theta),   theta <- theta + h v
// On a quadratic it is stable while h < 2 (1 + b) / lambda_max.
#include "paribus/flow/optimizer.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class Momentum final : public Optimizer {
 public:
  explicit Momentum(const Settings& s) : beta_{s.real("beta", 0.9, fraction, "share of the velocity kept at each step")} {}
  std::size_t slots() const override { return 1; }
  Stepped step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const override {
    const Span f = scratch.at(0);
    const double loss = field.direction(z.theta, draw, f);
    Vector& v = z.slots[0];
    for (std::size_t i = 0; i < f.size(); ++i) {
      v[i] = beta_ * v[i] + f[i];
      z.theta[i] += h * v[i];
    }
    return {loss, norm(f), h};
  }

 private:
  double beta_;
};

}  // namespace
namespace parts::optimizers {
extern const Entry<Optimizer> momentum = entry<Optimizer, Momentum>(
    {"momentum", "momentum", "heavy ball: keeps a share of its velocity",
     "v <- beta v - grad L(theta); theta <- theta + h v", "Polyak 1964", "heavy_ball"});
}  // namespace parts::optimizers
}  // namespace paribus
