// Signum: every coordinate moves by h, in the direction of the sign of its running gradient.
//   m <- b m + (1 - b) g,   theta <- theta - h sign(m)
// Its step knows no size of the gradient, so it never settles within h of a minimum.
#include "paribus/flow/optimizer.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class Signum final : public Optimizer {
 public:
  explicit Signum(const Settings& s) : beta_{s.real("beta", 0.9, fraction, "memory of the mean gradient")} {}
  std::size_t slots() const override { return 1; }
  Stepped step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const override {
    const Span f = scratch.at(0);  // F = -g
    const double loss = field.direction(z.theta, draw, f);
    const Span m = z.slots[0], theta = z.theta;
    for (std::size_t i = 0; i < f.size(); ++i) {
      m[i] = beta_ * m[i] + (1 - beta_) * f[i];
      theta[i] += h * static_cast<double>((m[i] > 0) - (m[i] < 0));
    }
    return {loss, norm(f), h};
  }

 private:
  double beta_;
};

}  // namespace
namespace parts::optimizers {
extern const Entry<Optimizer> signum = entry<Optimizer, Signum>(
    {"signum", "Signum", "moves every coordinate by the learning rate, along the sign of its running gradient",
     "m <- b m + (1 - b) g; theta <- theta - h sign(m)", "Bernstein et al. 2018"});
}  // namespace parts::optimizers
}  // namespace paribus
