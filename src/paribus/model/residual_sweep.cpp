#include "paribus/model/residual_sweep.hpp"

namespace paribus {
namespace {

using kernel::Activation;

/// out = from + s g
template <class T>
void advance(Rows<const T> from, T s, Rows<const T> g, Rows<T> out) {
  for (std::size_t i = 0; i < out.rows; ++i)
    for (std::size_t j = 0; j < out.columns; ++j) out[i][j] = from[i][j] + s * g[i][j];
}

template <class T>
void multiply(T s, Rows<T> x) {
  for (std::size_t i = 0; i < x.rows; ++i)
    for (std::size_t j = 0; j < x.columns; ++j) x[i][j] *= s;
}

/// y = start + x w
template <class T>
void add_product(Rows<const T> x, kernel::Panels<const T> w, Rows<T> start, Rows<T> y) {
  kernel::product<T>(x, w, {start.data, start.stride}, Activation::identity, y);
}

}  // namespace

std::vector<Layer> residual_layers(Shape shape, std::size_t width, std::size_t depth, bool shared) {
  std::vector<Layer> out = layers(shape, std::vector(shared ? 2 : depth + 1, width));
  const Layer block = out[1];
  if (shared) out.insert(out.begin() + 1, depth - 1, block);
  return out;
}

template <class T>
ResidualTrace<T>::ResidualTrace(std::span<const Layer> layers, std::size_t rows) : dh{rows, layers.front().out} {
  for (std::size_t l = 0; l < layers.size(); ++l) {
    h.emplace_back(rows, layers[l].out);
    da.emplace_back(rows, layers[l].out);
    if (l > 0 && l + 1 < layers.size()) g.emplace_back(rows, layers[l].out);
  }
}

template <class T>
ResidualSweep<T>::ResidualSweep(std::vector<Layer> all, Activation activation, double step)
    : layers_{std::move(all)}, activation_{activation}, step_{static_cast<T>(step)} {
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    if (first(l)) packed_.emplace_back(layers_[l]);
    slot_.push_back(packed_.size() - 1);
  }
  zeros_.assign(kernel::padded<T>(layers_.front().out), T(0));
}

template <class T>
void ResidualSweep<T>::read(View theta, bool backward) {
  for (std::size_t l = 0; l < layers_.size(); ++l)
    if (first(l)) packed_[slot_[l]].read(layers_[l], theta, backward && l > 0);
}

template <class T>
Rows<T> ResidualSweep<T>::forward(Rows<const T> x, ResidualTrace<T>& t) const {
  const std::size_t last = layers_.size() - 1;
  Rows<const T> in = x;
  for (std::size_t l = 0; l <= last; ++l) {
    const bool block = l > 0 && l < last;
    const Rows<T> h = t.h[l].first(x.rows), g = block ? t.g[l - 1].first(x.rows) : h;
    const Activation f = block ? activation_ : Activation::identity;
    kernel::product<T>(in, packed(l).w(layers_[l]), {packed(l).bias.data(), 0}, f, g);
    if (block) advance<T>(in, step_, g, h);
    in = h;
  }
  return t.h.back().first(x.rows);
}

template <class T>
void ResidualSweep<T>::backward(std::size_t rows, ResidualTrace<T>& t) const {
  const std::size_t last = layers_.size() - 1;
  const Rows<T> dh = t.dh.first(rows);
  kernel::product<T>(t.da[last].first(rows), packed(last).wt(layers_[last]), zeros(), Activation::identity, dh);
  for (std::size_t l = last; --l > 0;) {
    const Rows<T> da = t.da[l].first(rows);
    kernel::push_forward<T>(activation_, t.g[l - 1].first(rows), dh, da);
    multiply(step_, da);
    add_product<T>(da, packed(l).wt(layers_[l]), dh, l == 1 ? t.da[0].first(rows) : dh);
  }
}

template <class T>
void ResidualSweep<T>::gradient(Rows<const T> x, const ResidualTrace<T>& t, double scale, bool add, Span g) const {
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const Rows<const T> in = l == 0 ? x : t.h[l - 1].first(x.rows), da = t.da[l].first(x.rows);
    kernel::weight_gradient<T>(in, da, scale, add || !first(l), g.data() + layers_[l].weights);
    kernel::bias_gradient<T>(da, scale, add || !first(l), g.data() + layers_[l].bias);
  }
}

template struct ResidualTrace<float>;
template struct ResidualTrace<double>;
template class ResidualSweep<float>;
template class ResidualSweep<double>;

template <class T>
ResidualTangent<T>::ResidualTangent(const ResidualSweep<T>& sweep, std::size_t rows)
    : sweep_{sweep}, rg_{rows, sweep.layers_.front().out}, rdh_{rows, sweep.layers_.front().out} {
  for (std::size_t l = 0; l < sweep_.layers_.size(); ++l) {
    const Layer& layer = sweep_.layers_[l];
    if (sweep_.first(l)) v_.emplace_back(layer);
    ra_.emplace_back(rows, layer.out);
    rh_.emplace_back(rows, layer.out);
    rda_.emplace_back(rows, layer.out);
  }
}

template <class T>
void ResidualTangent<T>::read(View v) {
  for (std::size_t l = 0; l < sweep_.layers_.size(); ++l)
    if (sweep_.first(l)) v_[sweep_.slot_[l]].read(sweep_.layers_[l], v, l > 0);
}

template <class T>
Rows<T> ResidualTangent<T>::forward(Rows<const T> x, const ResidualTrace<T>& t) {
  const auto& layers = sweep_.layers_;
  const std::size_t last = layers.size() - 1, n = x.rows;
  for (std::size_t l = 0; l <= last; ++l) {
    const PackedLayer<T>& v = v_[sweep_.slot_[l]];
    const bool block = l > 0 && l < last;
    const Rows<T> ra = block ? ra_[l].first(n) : rh_[l].first(n);   // without f, R{a} is R{h}
    kernel::product<T>(l == 0 ? x : t.h[l - 1].first(n), v.w(layers[l]), {v.bias.data(), 0}, Activation::identity, ra);
    if (l > 0) add_product<T>(rh_[l - 1].first(n), sweep_.packed(l).w(layers[l]), ra, ra);
    if (!block) continue;
    kernel::push_forward<T>(sweep_.activation_, t.g[l - 1].first(n), ra, rg_.first(n));
    advance<T>(rh_[l - 1].first(n), sweep_.step_, rg_.first(n), rh_[l].first(n));
  }
  return rh_[last].first(n);
}

template <class T>
void ResidualTangent<T>::backward(Rows<const T> x, const ResidualTrace<T>& t, double scale, bool add, Span out) {
  const auto& layers = sweep_.layers_;
  const std::size_t last = layers.size() - 1, n = x.rows;
  const Rows<T> rdh = rdh_.first(n);
  const kernel::Panels<const T> wt = sweep_.packed(last).wt(layers[last]);
  kernel::product<T>(rda_[last].first(n), wt, sweep_.zeros(), Activation::identity, rdh);
  add_product<T>(t.da[last].first(n), v_[sweep_.slot_[last]].wt(layers[last]), rdh, rdh);
  for (std::size_t l = last; --l > 0;) {
    const Rows<T> rda = rda_[l].first(n), below = l == 1 ? rda_[0].first(n) : rdh;
    const Rows<const T> g = t.g[l - 1].first(n), da = t.da[l].first(n);
    kernel::push_forward<T>(sweep_.activation_, g, rdh, rda);
    multiply(sweep_.step_, rda);
    kernel::bend<T>(sweep_.activation_, g, ra_[l].first(n), da, rda);
    add_product<T>(rda, sweep_.packed(l).wt(layers[l]), rdh, below);
    add_product<T>(da, v_[sweep_.slot_[l]].wt(layers[l]), below, below);
  }
  for (std::size_t l = 0; l <= last; ++l) {
    const Rows<const T> rda = rda_[l].first(n);
    double* const to = out.data() + layers[l].weights;
    kernel::weight_gradient<T>(l == 0 ? x : t.h[l - 1].first(n), rda, scale, add || !sweep_.first(l), to);
    kernel::bias_gradient<T>(rda, scale, add || !sweep_.first(l), out.data() + layers[l].bias);
    if (l > 0) kernel::weight_gradient<T>(rh_[l - 1].first(n), t.da[l].first(n), scale, true, to);
  }
}

template class ResidualTangent<float>;
template class ResidualTangent<double>;

}  // namespace paribus
