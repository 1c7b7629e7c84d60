#include "paribus/model/network_pass.hpp"

#include <algorithm>
#include <cassert>

namespace paribus {
namespace {

Shape shape_of(const std::vector<Layer>& layers) { return {layers.front().in, layers.back().out}; }

std::size_t parameters(const std::vector<Layer>& layers) { return layers.back().bias + layers.back().out; }

std::size_t count(const Packed& packed, std::span<const std::uint32_t> rows) {
  return rows.empty() ? packed.size : rows.size();
}

}  // namespace

template <class T>
template <class Visit>
void Feed<T>::each(const Packed& packed, std::span<const std::uint32_t> rows, Visit&& visit) {
  const Rows<const T> x = packed.x<T>(), y = packed.y<T>();
  const std::size_t n = count(packed, rows), blocks = (n + capacity - 1) / capacity;
  for (std::size_t b = 0; b < blocks; ++b) {
    // Blocks of nearly equal size: a last block of one row would pay the cost of a whole one.
    const std::size_t from = b * n / blocks, size = (b + 1) * n / blocks - from;
    if (rows.empty()) {
      visit(Part{{x[from], size, x.columns, x.stride}, {y[from], size, y.columns, y.stride}, b == 0});
    } else {
      const Rows<T> xb = x_.first(size), yb = y_.first(size);
      kernel::gather(x, rows.subspan(from, size), xb);
      kernel::gather(y, rows.subspan(from, size), yb);
      visit(Part{xb, yb, b == 0});
    }
  }
}

template <class T>
NetworkPass<T>::NetworkPass(std::vector<Layer> all, kernel::Activation activation,
                            std::shared_ptr<const Packed> packed, const Loss& loss)
    : layers_{std::move(all)}, activation_{activation}, packed_{std::move(packed)}, loss_{loss},
      sweep_{layers_, activation_, Feed<T>::capacity}, feed_{shape_of(layers_)} {
  assert(packed_->features == layers_.front().in && packed_->outputs == layers_.back().out);
  packed_->x<T>();  // so that no step pays for the making of the float32 rows
}

template <class T>
double NetworkPass<T>::evaluate(View theta, std::span<const std::uint32_t> rows, Span gradient) {
  assert(theta.size() == parameters(layers_) && (gradient.empty() || gradient.size() == theta.size()));
  sweep_.read(theta, !gradient.empty());
  const double n = static_cast<double>(count(*packed_, rows));
  double loss = 0;
  feed_.each(*packed_, rows, [&](const auto& part) {
    const Rows<T> z = sweep_.forward(part.x);
    loss += loss_.evaluate(Rows<const T>(z), part.y, sweep_.error(part.x.rows));
    if (!gradient.empty()) sweep_.backward(part.x, 1 / n, !part.first, gradient);
  });
  return loss / n;
}

template <class T>
void NetworkPass<T>::hessian_vector(View theta, std::span<const std::uint32_t> rows, View v, Span out) {
  assert(theta.size() == parameters(layers_) && v.size() == theta.size() && out.size() == theta.size());
  if (!second_)
    second_.reset(new Second{{layers_, activation_, Feed<double>::capacity}, {shape_of(layers_)}});
  Tangent& tangent = second_->tangent;
  tangent.read(theta, v);
  const double n = static_cast<double>(count(*packed_, rows));
  second_->feed.each(*packed_, rows, [&](const auto& part) {
    const auto [z, rz] = tangent.forward(part.x);
    const auto [dz, rdz] = tangent.error(part.x.rows);
    loss_.evaluate(Rows<const double>(z), part.y, dz);
    loss_.curvature(Rows<const double>(z), part.y, Rows<const double>(rz), rdz);
    tangent.backward(part.x, 1 / n, !part.first, out);
  });
}

template <class T>
Matrix NetworkPass<T>::predict(View theta, const Packed& examples) {
  assert(examples.features == layers_.front().in);
  sweep_.read(theta, false);
  const Rows<const T> x = examples.x<T>();
  Matrix out(examples.size, layers_.back().out);
  for (std::size_t from = 0; from < x.rows; from += Feed<T>::capacity) {
    const std::size_t size = std::min(Feed<T>::capacity, x.rows - from);
    const Rows<T> z = sweep_.forward({x[from], size, x.columns, x.stride});
    for (std::size_t i = 0; i < size; ++i) std::copy_n(z[i], z.columns, out.row(from + i).data());
  }
  loss_.link(out);
  return out;
}

template class NetworkPass<float>;
template class NetworkPass<double>;

}  // namespace paribus
