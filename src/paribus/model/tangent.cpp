#include "paribus/model/tangent.hpp"

namespace paribus {

Tangent::Tangent(std::vector<Layer> all, kernel::Activation activation, std::size_t rows)
    : primal_{std::move(all), activation, rows} {
  for (const Layer& l : primal_.layers_) {
    v_.emplace_back(l);
    rh_.emplace_back(rows, l.out);
    rd_.emplace_back(rows, l.out);
  }
}

void Tangent::read(View theta, View v) {
  primal_.read(theta, true);
  for (std::size_t l = 0; l < v_.size(); ++l) v_[l].read(primal_.layers_[l], v, l > 0);
}

Tangent::Outputs Tangent::forward(Rows<const double> x) {
  const Rows<double> z = primal_.forward(x);
  const auto& layers = primal_.layers_;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const Rows<double> r = rh_[l].first(x.rows);
    kernel::product<double>(primal_.input(l, x), v_[l].w(layers[l]), {v_[l].bias.data(), 0}, r);
    if (l > 0)  // R{x} = 0: the examples do not move
      kernel::product<double>(rh_[l - 1].first(x.rows), primal_.packed_[l].w(layers[l]), {r.data, r.stride}, r);
    if (l + 1 < layers.size()) kernel::push_forward<double>(primal_.activation_, primal_.h_[l].first(x.rows), r);
  }
  return {z, rh_.back().first(x.rows)};
}

void Tangent::backward(Rows<const double> x, double scale, bool add, Span out) {
  const auto& layers = primal_.layers_;
  for (std::size_t l = layers.size(); l-- > 0;) {
    const Rows<double> d = primal_.d_[l].first(x.rows), rd = rd_[l].first(x.rows);
    double* const g = out.data() + layers[l].weights;
    kernel::weight_gradient<double>(primal_.input(l, x), rd, scale, add, g);
    kernel::bias_gradient<double>(rd, scale, add, out.data() + layers[l].bias);
    if (l == 0) continue;
    kernel::weight_gradient<double>(rh_[l - 1].first(x.rows), d, scale, true, g);
    const Rows<double> below = primal_.d_[l - 1].first(x.rows), rbelow = rd_[l - 1].first(x.rows);
    const auto wt = primal_.packed_[l].wt(layers[l]), vt = v_[l].wt(layers[l]);
    kernel::product<double>(d, wt, primal_.zeros(), below);
    kernel::product<double>(rd, wt, primal_.zeros(), rbelow);
    kernel::product<double>(d, vt, {rbelow.data, rbelow.stride}, rbelow);
    kernel::pull_back_tangent<double>(primal_.activation_, primal_.h_[l - 1].first(x.rows),
                                      rh_[l - 1].first(x.rows), below, rbelow);
  }
}

}  // namespace paribus
