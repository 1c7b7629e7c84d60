#include "paribus/flow/modified_flow.hpp"

#include <cassert>
#include <cmath>

#include "paribus/base/choices.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {

ModifiedFlow::ModifiedFlow(Objective& objective, double h)
    : objective_{objective}, h_{h}, gradient_(objective.dimension()) {
  if (!(h >= 0) || std::isinf(h)) throw Error("a step of length " + shortest(h), "take a number from 0 on");
}

double ModifiedFlow::direction(View theta, const Draw& draw, Span out) {
  assert(theta.size() == gradient_.size() && out.size() == gradient_.size());
  const double loss = objective_.evaluate(theta, draw, gradient_);
  objective_.hessian_vector(theta, draw, gradient_, out);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = -(gradient_[i] + h_ / 2 * out[i]);
  return loss + h_ / 4 * dot(gradient_, gradient_);
}

}  // namespace paribus
