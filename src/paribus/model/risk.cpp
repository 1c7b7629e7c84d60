#include "paribus/model/risk.hpp"

#include "paribus/math/vector.hpp"

namespace paribus {

Risk::Risk(const Model& model, Shape shape, std::shared_ptr<const Packed> packed, const Loss& loss, double l2)
    : layout_{model.layout(shape)}, pass_{model.pass(shape, std::move(packed), loss)}, l2_{l2} {}

std::size_t Risk::dimension() const { return parameters(layout_); }

double Risk::evaluate(View theta, const Draw& draw, Span gradient) {
  double value = pass_->evaluate(theta, draw.rows, gradient);
  if (l2_ == 0) return value;
  for (const Block& b : layout_) {
    if (b.bias) continue;
    const View w = theta.subspan(b.offset, b.rows * b.columns);
    value += l2_ / 2 * dot(w, w);
    if (!gradient.empty()) axpy(l2_, w, gradient.subspan(b.offset, w.size()));
  }
  return value;
}

void Risk::hessian_vector(View theta, const Draw& draw, View v, Span out) {
  pass_->hessian_vector(theta, draw.rows, v, out);
  if (l2_ == 0) return;
  for (const Block& b : layout_)
    if (!b.bias) axpy(l2_, v.subspan(b.offset, b.rows * b.columns), out.subspan(b.offset, b.rows * b.columns));
}

}  // namespace paribus
