#include "paribus/model/risk.hpp"

#include <cassert>

#include "paribus/math/mirror.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {

Risk::Risk(const Model& model, Shape shape, std::shared_ptr<const Packed> packed, const Loss& loss, double l2,
           Precision curvature)
    : layout_{model.layout(shape)}, pass_{model.pass(shape, std::move(packed), loss)},
      precision_{model.precision()}, curvature_{curvature}, smooth_{model.smooth()}, l2_{l2} {}

std::size_t Risk::dimension() const { return parameters(layout_); }

template <class G>
double penalize(std::span<const Block> layout, double l2, View theta, double weight, std::span<G> gradient) {
  if (l2 == 0) return 0;
  double value = 0;
  for (const Block& b : layout) {
    if (b.bias) continue;
    const View w = theta.subspan(b.offset, b.rows * b.columns);
    value += l2 / 2 * dot(w, w);
    if (gradient.empty()) continue;
    G* const g = gradient.data() + b.offset;
    for (std::size_t i = 0; i < w.size(); ++i) g[i] = static_cast<G>(static_cast<double>(g[i]) + weight * l2 * w[i]);
  }
  return value;
}
template double penalize(std::span<const Block>, double, View, double, Span);
template double penalize(std::span<const Block>, double, View, double, std::span<float>);

template <class G>
double Risk::weighted(View theta, const Draw& draw, double weight, std::span<G> gradient) {
  const double value = pass_->evaluate(theta, draw.rows, weight, gradient);
  return value + penalize(layout_, l2_, theta, weight, gradient);
}
template double Risk::weighted(View, const Draw&, double, Span);
template double Risk::weighted(View, const Draw&, double, std::span<float>);

void Risk::hessian_vector(View theta, const Draw& draw, View v, Span out) {
  assert(!mirror() || mirror()->of != theta.data());
  pass_->hessian_vector(theta, draw.rows, v, out, curvature_);
  if (l2_ == 0) return;
  for (const Block& b : layout_)
    if (!b.bias) axpy(l2_, v.subspan(b.offset, b.rows * b.columns), out.subspan(b.offset, b.rows * b.columns));
}

}  // namespace paribus
