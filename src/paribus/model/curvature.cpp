#include "paribus/model/curvature.hpp"

#include <algorithm>
#include <cstring>

namespace paribus {

template <class T>
Curvature<T>::Curvature(const std::vector<Layer>& layers, kernel::Activation activation, std::shared_ptr<const Packed> packed,
                        const Loss& loss, std::size_t memory)
    : layers_{layers}, memory_{memory}, packed_{std::move(packed)}, loss_{loss}, sweep_{layers, activation},
      tangent_{sweep_, Feed<T>::capacity}, feed_{{layers.front().in, layers.back().out}} {}

template <class T>
bool Curvature<T>::prepare(View theta, std::span<const std::uint32_t> rows) {
  // The bytes of both, not their values: a NaN is itself, and 0 is not -0.
  const bool here = theta_.size() == theta.size() && std::memcmp(theta_.data(), theta.data(), theta.size_bytes()) == 0 &&
                    std::ranges::equal(rows_, rows) && !traces_.empty();
  if (here) return true;
  theta_.assign(theta.begin(), theta.end());
  rows_.assign(rows.begin(), rows.end());
  sweep_.read(theta, true);
  std::size_t width = 0;
  for (const Layer& l : layers_) width += 2 * kernel::stride<T>(l.out);
  const std::size_t blocks = Feed<T>::blocks(Feed<T>::count(*packed_, rows));
  const bool all = blocks * Feed<T>::capacity * width * sizeof(T) <= memory_;
  traces_.resize(all ? blocks : 1, Trace<T>{layers_, Feed<T>::capacity});
  return false;
}

template <class T>
void Curvature<T>::multiply(View theta, std::span<const std::uint32_t> rows, View v, Span out) {
  const bool here = prepare(theta, rows);
  const std::size_t n = Feed<T>::count(*packed_, rows);
  const bool remembered = here && traces_.size() == Feed<T>::blocks(n);
  tangent_.read(v);
  feed_.each(*packed_, rows, [&](const auto& part) {
    const std::size_t size = part.x.rows;
    Trace<T>& trace = traces_.size() > 1 ? traces_[part.block] : traces_[0];
    if (!remembered) {
      const Rows<T> z = sweep_.forward(part.x, trace);
      loss_.evaluate(Rows<const T>(z), part.y, trace.da.back().first(size));
      sweep_.backward(size, trace);
    }
    const Rows<T> rz = tangent_.forward(part.x, trace);
    loss_.curvature(Rows<const T>(trace.h.back().first(size)), part.y, Rows<const T>(rz), tangent_.error(size));
    tangent_.backward(part.x, trace, 1 / static_cast<double>(n), part.block > 0, out);
  });
}

template class Curvature<float>;
template class Curvature<double>;

}  // namespace paribus
