#pragma once
// The R-operator: the derivative of a whole backward sweep along a direction v of the parameters, which is the
// Hessian times v. Always in float64: spectra and curvature are worth exactness more than speed.
// Source: Pearlmutter 1994, Fast exact multiplication by the Hessian.

#include "paribus/model/sweep.hpp"

namespace paribus {

/// With R{.} = d/de at theta + e v:
///   R{a_l} = R{h_{l-1}} W_l + h_{l-1} V_l + c_l,   R{h_l} = f'(a_l) R{a_l}
///   R{dW_l} = R{h_{l-1}}^T da_l + h_{l-1}^T R{da_l},   R{dh} = R{da} W^T + da V^T
///   R{da} = f' R{dh} + f'' R{a} dh
class Tangent {
 public:
  Tangent(std::vector<Layer>, kernel::Activation, std::size_t rows);
  void read(View theta, View v);
  struct Outputs { Rows<double> z, rz; };
  Outputs forward(Rows<const double> x);
  Outputs error(std::size_t n) { return {primal_.error(n), rd_.back().first(n)}; }  ///< dz by the loss, rdz by its curvature
  /// out = [out +] scale * H v. Uses up the errors.
  void backward(Rows<const double> x, double scale, bool add, Span out);

 private:
  Sweep<double> primal_;
  std::vector<PackedLayer<double>> v_;
  std::vector<Tile<double>> rh_, rd_;
};

}  // namespace paribus
