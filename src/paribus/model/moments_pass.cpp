#include "paribus/model/moments_pass.hpp"

#include <algorithm>

#include "paribus/math/vector.hpp"
#include "paribus/model/packed.hpp"

namespace paribus {

namespace {

/// out = S t, for t with k columns. Each element is one sum in the order of the rows of t.
void multiply(const Matrix& s, View t, std::size_t k, Span out) {
  std::fill(out.begin(), out.end(), 0.0);
  for (std::size_t i = 0; i < s.rows; ++i)
    for (std::size_t j = 0; j < s.columns; ++j) axpy(s(i, j), t.subspan(j * k, k), out.subspan(i * k, k));
}

}  // namespace

MomentsPass::MomentsPass(std::unique_ptr<Pass> rows, std::shared_ptr<const Packed> packed)
    : by_rows_{std::move(rows)}, packed_{std::move(packed)}, product_(packed_->moments().b.values.size()) {}

bool MomentsPass::pays(const Packed& p) { return p.features + 1 <= p.size / 2; }

double MomentsPass::evaluate(View theta, std::span<const std::uint32_t> rows, double weight, Span gradient) {
  if (!rows.empty()) return by_rows_->evaluate(theta, rows, weight, gradient);
  const Moments& m = packed_->moments();
  multiply(m.s, theta, m.b.columns, product_);
  const double loss = 0.5 * dot(theta, product_) - dot(theta, m.b.values) + m.half_square;
  for (std::size_t i = 0; i < gradient.size(); ++i) gradient[i] = weight * (product_[i] - m.b.values[i]);
  return loss;
}

void MomentsPass::hessian_vector(View theta, std::span<const std::uint32_t> rows, View v, Span out) {
  if (!rows.empty()) return by_rows_->hessian_vector(theta, rows, v, out);
  const Moments& m = packed_->moments();
  multiply(m.s, v, m.b.columns, out);
}

}  // namespace paribus
