#include "paribus/flow/sgd_flow.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/base/choices.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {

SgdFlow::SgdFlow(Objective& objective, std::uint32_t rows, std::uint32_t batch, double h, int order)
    : objective_{objective}, rows_{rows}, batch_{batch}, h_{h}, order_{order}, gradient_(objective.dimension()),
      row_(objective.dimension()) {
  if (!(h >= 0) || std::isinf(h)) throw Error("a step of length " + shortest(h), "take a number from 0 on");
  if (rows < 1 || batch < 1) throw Error("there is no noise in the gradients of no rows", "take 1 row or more");
  if (order != 1 && order != 2)
    throw Error("there is no equation of order " + std::to_string(order) + " for SGD here", "take 1 or 2");
}

double SgdFlow::direction(View theta, const Draw&, Span out) {
  const double loss = objective_.evaluate(theta, {}, gradient_);
  std::ranges::fill(out, 0.0);
  if (order_ == 2) objective_.hessian_vector(theta, {}, gradient_, out);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = -(gradient_[i] + h_ / 2 * out[i]);
  return order_ == 1 ? loss : loss + h_ / 4 * dot(gradient_, gradient_);
}

// sum_i (g_i - g) dW_i = sum_i g_i (dW_i - mean dW)
void SgdFlow::diffuse(View theta, const Draw&, View dW, Span out) {
  const double mean = sum(dW) / rows_;
  std::ranges::fill(out, 0.0);
  for (std::uint32_t i = 0; i < rows_; ++i) {
    objective_.evaluate(theta, {.rows = {&i, 1}}, row_);
    axpy(dW[i] - mean, row_, out);
  }
  scale(std::sqrt(h_ / rows_ / batch_), out);
}

}  // namespace paribus
