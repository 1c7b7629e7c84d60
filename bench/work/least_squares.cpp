// Linear regression in closed form, 100,000 x 200: coefficients and intercept, without what can be inferred from them.
#include <cmath>

#include "../samples.hpp"
#include "../work.hpp"
#include "paribus/math/refined_least_squares.hpp"

namespace bench::works {

Answer least_squares(const Job& job) {
  const paribus::Examples& e = regression(job.reduced() ? 2000 : 0);
  const double n = static_cast<double>(e.size()), d = static_cast<double>(e.x.columns);
  const Stopwatch watch;
  const auto fit = paribus::refined_least_squares({e.x}, e.y.values);
  Answer a = watch.answer(0, n * d * d);   // of the products of the columns
  const auto best = numbers<double>("regress.solution");
  double off = 0, whole = 0;
  for (std::size_t k = 0; k < best.size(); ++k) off += std::pow(fit.coefficients.high[k] - best[k], 2), whole += best[k] * best[k];
  a.loss = std::sqrt(off / whole);
  a.also["corrections"] = fit.iterations;
  return a;
}

}  // namespace bench::works
