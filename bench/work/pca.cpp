// The first 50 principal components of Fashion-MNIST, to the last digits.
#include <algorithm>

#include "../samples.hpp"
#include "../work.hpp"
#include "paribus/math/principal.hpp"

namespace bench::works {

Answer pca(const Job& job) {
  const auto numbers = bench::numbers<float>("fashion.x", job.reduced() ? 2000 * 784 : 0);
  paribus::Matrix x(numbers.size() / 784, 784);
  std::copy_n(numbers.begin(), x.values.size(), x.values.begin());
  const Stopwatch watch;
  const auto p = principal_components(x, 50);
  // Of the products of columns, each once.
  Answer a = watch.answer(0, static_cast<double>(x.rows) * 784 * 785);
  double kept = 0;
  for (const double v : p.variance) kept += v;
  a.loss = 1 - kept / p.total;   // the share of the variance that is lost
  return a;
}

}  // namespace bench::works
