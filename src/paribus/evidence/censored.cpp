#include "paribus/evidence/censored.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "paribus/evidence/order.hpp"

namespace paribus {

Duration median_duration(View steps, double confidence) {
  Duration d;
  Vector late(steps.begin(), steps.end());
  for (double& s : late)
    if (!std::isfinite(s)) {
      s = std::numeric_limits<double>::infinity();
      ++d.never;
    }
  d.runs = steps.size();
  d.value = middle(late);
  const Interval within = median_interval(late, 1 - confidence);
  d.low = std::max(0.0, within.low);
  d.high = within.high;
  return d;
}

}  // namespace paribus
