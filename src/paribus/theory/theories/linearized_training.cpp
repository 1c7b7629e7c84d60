// The training curve of a model that stays linear in its parameters, f = f0 + J (theta - theta0), under squared error
// L = 1/2n sum r^2. In the eigenvectors of the kernel K = J J^T (all outputs of all n examples), each residual shrinks
// by itself: r_i(t) = exp(-k_i t / n) r_i along the gradient flow, (1 - h k_i / n)^s r_i after s steps.
#include <cmath>

#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

using Kind = Prediction::Kind;
using Assumption = Prediction::Assumption;

/// Wide networks move their kernel little. How little is enough is nowhere proved; a tenth is our line.
void judge(const Given& g, Prediction& p) {
  if (g.is("model", "linearized")) p.assumption = Assumption::met, p.kind = Kind::equality;
  else if (g["kernel_change"] < 0) return;
  else if (g["kernel_change"] < 0.1) p.assumption = Assumption::met;
  else p.assumption = Assumption::broken, p.why = "the kernel moved by " + shortest(g["kernel_change"]) + " of itself";
}

double loss(const Given& g, const std::function<double(double kernel)>& left) {
  const Vector &kernel = g.all("kernel_eigenvalues"), &residual = g.all("residual_coordinates");
  double sum = 0;
  for (std::size_t i = 0; i < kernel.size(); ++i) {
    const double r = residual[i] * left(kernel[i]);
    sum += r * r;
  }
  return sum / (2 * g["examples"]);
}

std::string flow(const Given& g, Prediction& p) {
  for (const double t : g.all("times"))
    p.values.push_back(loss(g, [&](double k) { return std::exp(-k * t / g["examples"]); }));
  judge(g, p);
  return "";
}

std::string descent(const Given& g, Prediction& p) {
  const double h = g["learning_rate"];
  for (const double s : g.all("steps"))
    p.values.push_back(loss(g, [&](double k) { return std::pow(1 - h * k / g["examples"], s); }));
  judge(g, p);
  return "";
}

std::vector<Need> needed(std::vector<Need> clock) {
  clock.insert(clock.end(),
               {numbers("kernel_eigenvalues", {}), numbers("residual_coordinates", {}, "kernel_eigenvalues"),
                number("examples", {1}), word("model", {}, ""), number("kernel_change", {}, -1)});
  return clock;
}

class LinearizedTraining final : public Formulary {
 public:
  LinearizedTraining()
      : Formulary{{{"objective", Kind::law, "1/2n Σ exp(-2κt/n) r²", "the kernel stays as it is at the start",
                    needed({word("optimizer", {"gradient_flow"}), numbers("times", {0})}), flow},
                   {"objective", Kind::law, "1/2n Σ (1-ηκ/n)²ˢ r²", "the kernel stays as it is at the start",
                    needed({word("optimizer", {"gradient_descent"}), number("learning_rate", positive),
                            whole(numbers("steps", {0}))}),
                    descent}}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> linearized_training =
    entry<Theory, LinearizedTraining>({"linearized_training", "linearized training",
                                       "the loss of a network that trains as its linearization at the start does",
                                       "L = 1/2n Σ exp(-2κᵢt/n) rᵢ² along the flow, (1-ηκᵢ/n)²ˢ rᵢ² after s steps",
                                       "Jacot, Gabriel & Hongler 2018; Lee et al. 2019"});
}  // namespace parts::theories
}  // namespace paribus
