#include "paribus/model/moments_pass.hpp"

#include <algorithm>

#include "paribus/math/vector.hpp"
#include "paribus/model/packed.hpp"

namespace paribus {

MomentsPass::MomentsPass(std::unique_ptr<Pass> rows, std::shared_ptr<const Packed> packed)
    : by_rows_{std::move(rows)}, packed_{std::move(packed)}, product_(packed_->moments().b.values.size()) {
  const std::size_t k = packed_->moments().b.columns, width = kernel::padded<double>(k);
  packed_t_.resize(kernel::panel_size<double>(packed_->features + 1, k));
  zeros_.assign(width, 0.0);
  rows_.resize((packed_->features + 1) * width);
}

void MomentsPass::multiply(View t, Span out) {
  const Moments& m = packed_->moments();
  const std::size_t d = m.b.rows, k = m.b.columns, width = kernel::padded<double>(k);
  const kernel::Panels<double> panels{packed_t_.data(), d, k};
  kernel::pack(t.data(), d, k, panels);
  const Rows<double> y{rows_.data(), d, k, width};
  kernel::product<double>(m.rows(), panels, {zeros_.data(), 0}, kernel::Activation::identity, y);
  for (std::size_t i = 0; i < d; ++i) std::copy_n(y[i], k, out.data() + i * k);
}

bool MomentsPass::pays(const Packed& p) { return p.features + 1 <= p.size / 2; }

double MomentsPass::evaluate(View theta, std::span<const std::uint32_t> rows, double weight, Span gradient) {
  if (!rows.empty()) return by_rows_->evaluate(theta, rows, weight, gradient);
  const Moments& m = packed_->moments();
  multiply(theta, product_);
  const double loss = 0.5 * dot(theta, product_) - dot(theta, m.b.values) + m.half_square;
  for (std::size_t i = 0; i < gradient.size(); ++i) gradient[i] = weight * (product_[i] - m.b.values[i]);
  return loss;
}

void MomentsPass::hessian_vector(View theta, std::span<const std::uint32_t> rows, View v, Span out, Precision precision) {
  if (!rows.empty()) return by_rows_->hessian_vector(theta, rows, v, out, precision);
  multiply(v, out);
}

}  // namespace paribus
