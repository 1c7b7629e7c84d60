#include "paribus/model/sweep.hpp"

#include <algorithm>

namespace paribus {

std::vector<Layer> layers(Shape shape, std::span<const std::size_t> hidden) {
  std::vector<Layer> out;
  std::size_t in = shape.features, offset = 0;
  const auto add = [&](std::size_t width) {
    out.push_back({in, width, offset, offset + in * width});
    offset += (in + 1) * width;
    in = width;
  };
  for (const std::size_t width : hidden) add(width);
  add(shape.outputs);
  return out;
}

template <class T>
PackedLayer<T>::PackedLayer(const Layer& l)
    : weights(kernel::panel_size<T>(l.in, l.out)), transpose(kernel::panel_size<T>(l.out, l.in)),
      bias(kernel::padded<T>(l.out)) {}

template <class T>
void PackedLayer<T>::read(const Layer& l, View theta, bool transposed) {
  const double* w = theta.data() + l.weights;
  kernel::pack(w, l.in, l.out, kernel::Panels<T>{weights.data(), l.in, l.out});
  kernel::pack_row(theta.data() + l.bias, l.out, bias.data());
  if (transposed) kernel::pack_transposed(w, l.in, l.out, kernel::Panels<T>{transpose.data(), l.out, l.in});
}

template <class T>
Sweep<T>::Sweep(std::vector<Layer> all, kernel::Activation activation, std::size_t rows)
    : layers_{std::move(all)}, activation_{activation} {
  std::size_t widest = 0;
  for (const Layer& l : layers_) {
    packed_.emplace_back(l);
    h_.emplace_back(rows, l.out);
    d_.emplace_back(rows, l.out);
    widest = std::max(widest, l.out);
  }
  zeros_.assign(kernel::padded<T>(widest), T(0));
}

template <class T>
void Sweep<T>::read(View theta, bool backward) {
  // Nobody asks for the derivative by x, so the first layer needs no transpose.
  for (std::size_t l = 0; l < layers_.size(); ++l) packed_[l].read(layers_[l], theta, backward && l > 0);
}

template <class T>
Rows<T> Sweep<T>::forward(Rows<const T> x) {
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const Rows<T> h = h_[l].first(x.rows);
    kernel::product<T>(input(l, x), packed_[l].w(layers_[l]), {packed_[l].bias.data(), 0}, h);
    if (l + 1 < layers_.size()) kernel::activate(activation_, h);
  }
  return h_.back().first(x.rows);
}

template <class T>
void Sweep<T>::backward(Rows<const T> x, double scale, bool add, Span g) {
  for (std::size_t l = layers_.size(); l-- > 0;) {
    const Rows<const T> d = d_[l].first(x.rows);
    kernel::weight_gradient<T>(input(l, x), d, scale, add, g.data() + layers_[l].weights);
    kernel::bias_gradient<T>(d, scale, add, g.data() + layers_[l].bias);
    if (l == 0) continue;
    const Rows<T> below = d_[l - 1].first(x.rows);
    kernel::product<T>(d, packed_[l].wt(layers_[l]), zeros(), below);
    kernel::pull_back<T>(activation_, h_[l - 1].first(x.rows), below);
  }
}

template struct PackedLayer<float>;
template struct PackedLayer<double>;
template class Sweep<float>;
template class Sweep<double>;

}  // namespace paribus
