#include "paribus/objective/objective.hpp"

namespace paribus {

double Objective::direction(View theta, const Draw& draw, Span out) {
  const double value = evaluate(theta, draw, out);
  for (double& x : out) x = -x;
  return value;
}

}  // namespace paribus
