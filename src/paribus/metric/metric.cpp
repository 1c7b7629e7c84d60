#include "paribus/metric/metric.hpp"

#include <cmath>

namespace paribus {

bool Metric::bounded() const { return std::isfinite(worst()); }

}  // namespace paribus
