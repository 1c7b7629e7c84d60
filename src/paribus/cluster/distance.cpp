#include "paribus/cluster/distance.hpp"

#include <cassert>

namespace paribus {

double squared_distance(View a, View b) {
  assert(a.size() == b.size());
  double lane[8] = {};
  std::size_t k = 0;
  for (; k + 8 <= a.size(); k += 8)
    for (std::size_t j = 0; j < 8; ++j) {
      const double u = a[k + j] - b[k + j];
      lane[j] += u * u;
    }
  for (std::size_t j = 0; k < a.size(); ++j, ++k) lane[j] += (a[k] - b[k]) * (a[k] - b[k]);
  for (std::size_t half = 4; half > 0; half /= 2)
    for (std::size_t j = 0; j < half; ++j) lane[j] += lane[j + half];
  return lane[0];
}

}  // namespace paribus
