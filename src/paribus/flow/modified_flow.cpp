#include "paribus/flow/modified_flow.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

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

BatchModifiedFlow::BatchModifiedFlow(Objective& objective, std::vector<std::vector<std::uint32_t>> batches, double h)
    : objective_{objective}, batches_{std::move(batches)}, h_{h}, gradient_(objective.dimension()),
      product_(objective.dimension()) {
  if (!(h >= 0) || std::isinf(h)) throw Error("a step of length " + shortest(h), "take a number from 0 on");
  if (batches_.empty()) throw Error("an epoch without batches", "name 1 batch or more");
}

double BatchModifiedFlow::direction(View theta, const Draw& draw, Span out) {
  const double share = 1 / static_cast<double>(batches_.size());
  double potential = 0;
  std::ranges::fill(out, 0.0);
  for (const auto& rows : batches_) {
    Draw batch = draw;
    batch.rows = rows;
    potential += share * objective_.evaluate(theta, batch, gradient_);
    axpy(-share, gradient_, out);
    if (h_ == 0) continue;
    objective_.hessian_vector(theta, batch, gradient_, product_);
    axpy(-share * h_ / 2, product_, out);
    potential += share * h_ / 4 * dot(gradient_, gradient_);
  }
  return potential;
}

}  // namespace paribus
