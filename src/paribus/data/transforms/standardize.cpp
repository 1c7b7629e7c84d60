#include <algorithm>
#include <cmath>

#include "paribus/data/transforms.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {

Standardize Standardize::fit(View values, RowNumbers train, View weight) {
  Vector x, w;
  x.reserve(train.size());
  for (const auto r : train) x.push_back(values[r]);
  if (!weight.empty())
    for (const auto r : train) w.push_back(weight[r]);
  const auto average = [&w](View v) { return w.empty() ? paribus::mean(v) : dot(w, v) / sum(w); };
  const auto [low, high] = std::minmax_element(x.begin(), x.end());
  // Constancy is decided by equality, not by sd == 0: the mean of n equal numbers may be off by an ulp.
  if (x.empty() || *low == *high) return {x.empty() ? 0 : x[0], 0};
  const double m = average(x);
  for (double& v : x) v = (v - m) * (v - m);
  return {m, std::sqrt(average(x))};
}

}  // namespace paribus
