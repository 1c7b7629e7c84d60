#pragma once
// The R-operator: the derivative of a whole backward sweep along a direction v of the parameters, which is the
// Hessian times v. Source: Pearlmutter 1994, Fast exact multiplication by the Hessian.

#include "paribus/model/sweep.hpp"

namespace paribus {

/// With R{.} = d/de at theta + e v:
///   R{a_l} = R{h_{l-1}} W_l + h_{l-1} V_l + c_l,   R{h_l} = f' R{a_l}
///   R{dW_l} = R{h_{l-1}}^T da_l + h_{l-1}^T R{da_l}
///   R{da_{l-1}} = f' (R{da_l} W_l^T + da_l V_l^T) + (f'' / f') R{a_{l-1}} da_{l-1}
template <class T>
class Tangent {
 public:
  Tangent(const Sweep<T>&, std::size_t rows);   ///< the sweep must outlive it
  void read(View v);
  Rows<T> forward(Rows<const T> x, const Trace<T>&);                    ///< R{z}
  Rows<T> error(std::size_t n) { return rda_.back().first(n); }         ///< where the loss's curvature writes R{dz}
  /// out = [out +] scale * H v.
  void backward(Rows<const T> x, const Trace<T>&, double scale, bool add, Span out);

 private:
  const Sweep<T>& sweep_;
  std::vector<PackedLayer<T>> v_;
  std::vector<Tile<T>> ra_, rh_, rda_;
};

}  // namespace paribus
