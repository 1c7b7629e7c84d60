#include "paribus/model/tangent.hpp"

namespace paribus {

template <class T>
Tangent<T>::Tangent(const Sweep<T>& sweep, std::size_t rows) : sweep_{sweep} {
  for (const Layer& l : sweep_.layers_) {
    v_.emplace_back(l);
    ra_.emplace_back(rows, l.out);
    rh_.emplace_back(rows, l.out);
    rda_.emplace_back(rows, l.out);
  }
}

template <class T>
void Tangent<T>::read(View v) {
  for (std::size_t l = 0; l < v_.size(); ++l) v_[l].read(sweep_.layers_[l], v, l > 0);
}

template <class T>
Rows<T> Tangent<T>::forward(Rows<const T> x, const Trace<T>& t) {
  using kernel::Activation;
  const auto& layers = sweep_.layers_;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const Rows<const T> in = l == 0 ? x : t.h[l - 1].first(x.rows);
    const Rows<T> ra = ra_[l].first(x.rows);
    kernel::product<T>(in, v_[l].w(layers[l]), {v_[l].bias.data(), 0}, Activation::identity, ra);
    if (l > 0)  // R{x} = 0: the examples do not move
      kernel::product<T>(rh_[l - 1].first(x.rows), sweep_.packed_[l].w(layers[l]), {ra.data, ra.stride}, Activation::identity, ra);
    if (l + 1 < layers.size()) kernel::push_forward<T>(sweep_.activation_, t.h[l].first(x.rows), ra, rh_[l].first(x.rows));
  }
  return ra_.back().first(x.rows);
}

template <class T>
void Tangent<T>::backward(Rows<const T> x, const Trace<T>& t, double scale, bool add, Span out) {
  using kernel::Activation;
  const auto& layers = sweep_.layers_;
  for (std::size_t l = layers.size(); l-- > 0;) {
    const Rows<const T> da = t.da[l].first(x.rows), rda = rda_[l].first(x.rows);
    double* const g = out.data() + layers[l].weights;
    kernel::weight_gradient<T>(l == 0 ? x : t.h[l - 1].first(x.rows), rda, scale, add, g);
    kernel::bias_gradient<T>(rda, scale, add, out.data() + layers[l].bias);
    if (l == 0) continue;
    kernel::weight_gradient<T>(rh_[l - 1].first(x.rows), da, scale, true, g);
    const Rows<T> below = rda_[l - 1].first(x.rows);
    const Rows<const T> h = t.h[l - 1].first(x.rows);
    kernel::product<T>(rda, sweep_.packed_[l].wt(layers[l]), sweep_.zeros(), Activation::identity, below);
    kernel::pull_back<T>(da, v_[l].wt(layers[l]), {below.data, below.stride}, sweep_.activation_, h, below);
    kernel::bend<T>(sweep_.activation_, h, ra_[l - 1].first(x.rows), t.da[l - 1].first(x.rows), below);
  }
}

template class Tangent<float>;
template class Tangent<double>;

}  // namespace paribus
