// A chemist's objective, not a network: how fast an enzyme works at concentration x, v = V x / (K + x), fitted to
// twelve measurements (the enzyme with puromycin: Treloar 1974, in R as `Puromycin`). The class brings values and
// gradients; the rest is Paribus: the spectrum at the minimum, the flow that leads there, and each optimizer with its
// stability limit.

#include <array>
#include <cmath>
#include <cstdio>

#include "paribus/flow/integrate.hpp"
#include "paribus/flow/solve.hpp"
#include "paribus/math/lanczos.hpp"
#include "paribus/objective/differenced.hpp"
#include "paribus/theory/theory.hpp"

namespace {
using namespace paribus;

/// L(theta) = mean squared error / 2, rates in units of 100: theta = (V / 100, K / 0.1).
class Enzyme final : public Differenced {
 public:
  std::size_t dimension() const override { return 2; }
  double evaluate(View theta, const Draw&, Span gradient) override {
    static constexpr std::array x{.02, .02, .06, .06, .11, .11, .22, .22, .56, .56, 1.1, 1.1};
    static constexpr std::array v{76., 47., 97., 107., 123., 139., 159., 152., 191., 201., 207., 200.};
    const double V = theta[0], K = 0.1 * theta[1], n = x.size();
    double loss = 0, by_V = 0, by_K = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double share = x[i] / (K + x[i]), miss = V * share - v[i] / 100;
      loss += miss * miss / (2 * n);
      by_V += miss * share / n;
      by_K -= miss * V * share / (K + x[i]) / n;
    }
    if (!gradient.empty()) gradient[0] = by_V, gradient[1] = 0.1 * by_K;
    return loss;
  }
};

}  // namespace

int main() {
  Enzyme enzyme;
  const Vector start{1, 1};

  // The flow dtheta/dt = -grad L, until it stands.
  const auto dopri5 = get(integrators(), "dopri5", "integrator").make({});
  const Solution flow = solve(*dopri5, enzyme, start, {.from = 0, .to = 3000});
  const Vector& end = flow.phase.theta;
  std::printf("the flow ends at V = %.2f, K = %.5f (%llu evaluations)\n", 100 * end[0], 0.1 * end[1],
              static_cast<unsigned long long>(flow.evaluations));

  const Operator hessian = [&](View u, Span out) { enzyme.hessian_vector(end, {}, u, out); };
  const Extremes ends = extreme_eigenpairs(2, hessian, 1, 1);
  const double lambda = ends.high[0].value;
  std::printf("curvature there from %.5f to %.5f, known to %.0e\n", ends.low[0].value, lambda, ends.high[0].residual + 1e-16);

  const auto limit = get(theories(), "stability_limit", "theory").make({});
  std::printf("%-18s %10s %10s %10s\n", "optimizer", "limit", "V", "K");
  for (const auto* entry : optimizers()) {
    const auto optimizer = entry->make({});
    Facts facts{{"lambda_max", {lambda}}, {"beta", {0.9}}};
    const auto foretold = limit->predict(facts, {{"optimizer", std::string(entry->name)}, {"objective", "not quadratic"}});
    const double h = foretold ? foretold->values[0] / 4 : 0.01;  // a quarter of where theory sees it break
    FullBatch all;
    const auto run = integrate(*optimizer, enzyme, start_phase(*optimizer, enzyme, start), {.h = h, .steps = 20000}, all);
    std::printf("%-18s %10.4g %10.2f %10.5f\n", std::string(entry->name).c_str(), foretold ? foretold->values[0] : NAN,
                100 * run.phase.theta[0], 0.1 * run.phase.theta[1]);
  }
}
