#include "paribus/objective/objective.hpp"

#include <algorithm>

namespace paribus {

double Field::direction(View theta, const Draw& draw, std::span<float> out) {
  Vector wide(out.size());
  const double value = direction(theta, draw, Span{wide});
  std::transform(wide.begin(), wide.end(), out.begin(), [](double x) { return static_cast<float>(x); });
  return value;
}

double Objective::direction(View theta, const Draw& draw, Span out) {
  const double value = evaluate(theta, draw, out);
  for (double& x : out) x = -x;
  return value;
}

}  // namespace paribus
