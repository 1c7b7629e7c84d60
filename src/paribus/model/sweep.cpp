#include "paribus/model/sweep.hpp"

#include <algorithm>
#include <cassert>

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

namespace {

/// Whether kernel::Mirror can hold a layer's weights.
template <class T>
bool mirrored(const Layer& l) {
  return std::is_same_v<T, float> && l.weights % kernel::panel<float> == 0 && l.out % kernel::panel<float> == 0;
}

}  // namespace

template <class T>
PackedLayer<T>::PackedLayer(const Layer& l)
    : weights(kernel::panel_size<T>(l.in, l.out)), transpose(kernel::panel_size<T>(l.out, l.in)),
      bias(kernel::padded<T>(l.out)) {}

template <class T>
void PackedLayer<T>::read(const Layer& l, View theta, bool transposed, bool known) {
  if (!known) kernel::pack(theta.data() + l.weights, l.in, l.out, kernel::Panels<T>{weights.data(), l.in, l.out});
  kernel::pack_row(theta.data() + l.bias, l.out, bias.data());
  if (transposed) kernel::transpose(this->w(l), kernel::Panels<T>{transpose.data(), l.out, l.in});
}

template <class T>
Trace<T>::Trace(std::span<const Layer> layers, std::size_t rows) {
  for (const Layer& l : layers) {
    h.emplace_back(rows, l.out);
    da.emplace_back(rows, l.out);
  }
}

template <class T>
Sweep<T>::Sweep(std::vector<Layer> all, kernel::Activation activation) : layers_{std::move(all)}, activation_{activation} {
  std::size_t widest = 0;
  for (const Layer& l : layers_) {
    packed_.emplace_back(l);
    widest = std::max(widest, l.out);
  }
  zeros_.assign(kernel::padded<T>(widest), T(0));
  if constexpr (std::is_same_v<T, float>)
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      if (!mirrored<T>(layers_[l])) continue;
      if (!mirror_) mirror_ = std::make_unique<kernel::Mirror>();
      mirror_->blocks.push_back({layers_[l].weights, layers_[l].in, layers_[l].out, packed_[l].weights.data()});
    }
}

template <class T>
void Sweep<T>::read(View theta, bool backward) {
  const bool behind = mirror_ && mirror_->of;
  assert(!behind || mirror_->of == theta.data());
  // Nobody asks for the derivative by x, so the first layer needs no transpose.
  for (std::size_t l = 0; l < layers_.size(); ++l)
    packed_[l].read(layers_[l], theta, backward && l > 0, behind && mirrored<T>(layers_[l]));
}

template <class T>
Rows<T> Sweep<T>::forward(Rows<const T> x, Trace<T>& t) const {
  Rows<const T> in = x;
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const auto f = l + 1 < layers_.size() ? activation_ : kernel::Activation::identity;
    const Rows<T> h = t.h[l].first(x.rows);
    kernel::product<T>(in, packed_[l].w(layers_[l]), {packed_[l].bias.data(), 0}, f, h);
    in = h;
  }
  return t.h.back().first(x.rows);
}

template <class T>
void Sweep<T>::backward(std::size_t rows, Trace<T>& t) const {
  for (std::size_t l = layers_.size(); --l > 0;)
    kernel::pull_back<T>(t.da[l].first(rows), packed_[l].wt(layers_[l]), zeros(), activation_, t.h[l - 1].first(rows),
                         t.da[l - 1].first(rows));
}

template <class T>
template <class G>
void Sweep<T>::gradient(Rows<const T> x, const Trace<T>& t, double scale, bool add, std::span<G> g) const {
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const Rows<const T> in = l == 0 ? x : t.h[l - 1].first(x.rows), da = t.da[l].first(x.rows);
    kernel::weight_gradient(in, da, scale, add, g.data() + layers_[l].weights);
    kernel::bias_gradient(da, scale, add, g.data() + layers_[l].bias);
  }
}

template struct Trace<float>;
template struct Trace<double>;
template struct PackedLayer<float>;
template struct PackedLayer<double>;
template class Sweep<float>;
template class Sweep<double>;
template void Sweep<float>::gradient(Rows<const float>, const Trace<float>&, double, bool, Span) const;
template void Sweep<float>::gradient(Rows<const float>, const Trace<float>&, double, bool, std::span<float>) const;
template void Sweep<double>::gradient(Rows<const double>, const Trace<double>&, double, bool, Span) const;

}  // namespace paribus
