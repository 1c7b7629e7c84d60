// Nesterov's accelerated gradient, in the form of Sutskever, Martens, Dahl & Hinton 2013 that evaluates the
// gradient at the stored point (as PyTorch does): theta here is the point looked ahead to.
//   v <- b v + F(theta),   theta <- theta + h (F(theta) + b v)
// On a quadratic it is stable while h < 2 (1 + b) / ((1 + 2 b) lambda_max).
#include "paribus/flow/optimizer.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class Nesterov final : public Optimizer {
 public:
  explicit Nesterov(const Settings& s) : beta_{s.real("beta", 0.9, fraction, "share of the velocity kept at each step")} {}
  std::size_t slots() const override { return 1; }
  Stepped step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const override {
    const Span f = scratch.at(0);
    const double loss = field.direction(z.theta, draw, f);
    Vector& v = z.slots[0];
    for (std::size_t i = 0; i < f.size(); ++i) {
      v[i] = beta_ * v[i] + f[i];
      z.theta[i] += h * (f[i] + beta_ * v[i]);
    }
    return {loss, norm(f), h};
  }

 private:
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
