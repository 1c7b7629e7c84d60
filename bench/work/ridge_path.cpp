// Ridge regression at 50 penalties with the exact error of each row left out, 100,000 x 200; the best is fitted.
#include <algorithm>
#include <cmath>

#include "../samples.hpp"
#include "../work.hpp"
#include "paribus/math/ridge_path.hpp"

namespace bench::works {

Answer ridge_path(const Job& job) {
  const paribus::Examples& e = regression(job.reduced() ? 2000 : 0);
  const double n = static_cast<double>(e.size()), d = static_cast<double>(e.x.columns);
  paribus::Vector penalties(50);
  for (std::size_t k = 0; k < penalties.size(); ++k) penalties[k] = std::pow(10.0, -6 + 8 * static_cast<double>(k) / 49);
  const Stopwatch watch;
  const auto path = paribus::ridge_path(e.x, e.y.values, {}, true, penalties);
  // Products of the columns, rows turned into their eigenvectors, and for each penalty a residual and a leverage per row.
  Answer a = watch.answer(0, 3 * n * d * d + 4 * 50 * n * d);
  const auto best = std::ranges::min_element(path.loo) - path.loo.begin();
  a.loss = path.loo[static_cast<std::size_t>(best)];
  a.also["penalty"] = penalties[static_cast<std::size_t>(best)];
  return a;
}

}  // namespace bench::works
