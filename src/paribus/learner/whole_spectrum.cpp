#include "paribus/learner/whole_spectrum.hpp"

#include "paribus/model/hessian.hpp"

namespace paribus {

WholeSpectrum whole_spectrum(const Bench& bench, View theta, std::size_t nodes, std::size_t probes, std::size_t dense,
                             const StreamName& name) {
  Risk risk{*bench.model, bench.shape, bench.train, *bench.loss, bench.l2};
  const std::size_t n = risk.dimension();
  const Operator h = hessian(risk, theta);
  WholeSpectrum out;
  Extremes ends = extreme_eigenpairs(n, h, 1, 1);
  out.low = std::move(ends.low[0]), out.high = std::move(ends.high[0]);
  out.rules = spectral_rules(n, h, nodes, probes, ProbeLaw::rademacher, name);
  // A probe of signs has the squared norm n, so a rule's first moment is v^T H v / n.
  const ProbeMean mean = spectral_moment(out.rules, 1);
  out.trace = {mean.value * static_cast<double>(n), mean.error * static_cast<double>(n)};
  if (n <= dense) out.exact = symmetric_eigen(dense_hessian(risk, theta)).values;
  return out;
}

}  // namespace paribus
