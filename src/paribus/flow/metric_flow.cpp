#include "paribus/flow/metric_flow.hpp"

#include <algorithm>
#include <cassert>

#include "paribus/flow/stochastic.hpp"

namespace paribus {

MetricFlow::MetricFlow(Field& inner, Vector metric) : inner_{inner}, metric_{std::move(metric)} {
  refuse_chance(inner);
  assert(metric_.size() == inner.dimension());
  assert(std::all_of(metric_.begin(), metric_.end(), [](double m) { return m > 0; }));
}

double MetricFlow::direction(View theta, const Draw& draw, Span out) {
  const double value = inner_.direction(theta, draw, out);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] *= metric_[i];
  return value;
}

}  // namespace paribus
