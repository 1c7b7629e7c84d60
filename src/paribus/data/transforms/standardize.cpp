#include <algorithm>
#include <cmath>

#include "paribus/data/transforms/transforms.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {

Standardize Standardize::fit(View values, RowNumbers train) {
  Vector x;
  x.reserve(train.size());
  for (const auto r : train) x.push_back(values[r]);
  const auto [low, high] = std::minmax_element(x.begin(), x.end());
  // Constancy is decided by equality, not by sd == 0: the mean of n equal numbers may be off by an ulp.
  if (x.empty() || *low == *high) return {x.empty() ? 0 : x[0], 0};
  const double m = paribus::mean(x);
  for (double& v : x) v = (v - m) * (v - m);
  return {m, std::sqrt(paribus::mean(x))};
}

}  // namespace paribus
