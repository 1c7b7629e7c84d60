#pragma once
// Forward, backward and tangent through a residual network of equal width, for one block of rows:
//   h_0 = x W_0 + b_0,   g_l = f(h_{l-1} W_l + b_l),  h_l = h_{l-1} + s g_l,  l = 1 .. L,   z = h_L W_{L+1} + b_{L+1}.
// With s = T/L this is Euler's method for h' = f(h W(t) + b(t)) on [0, T].
// Sources: Haber & Ruthotto 2017; Chen, Rubanova, Bettencourt & Duvenaud 2018.

#include "paribus/model/sweep.hpp"

namespace paribus {

/// L + 2 layers: input, blocks, output. Blocks that share their weights are layers at the same place of theta.
std::vector<Layer> residual_layers(Shape, std::size_t width, std::size_t depth, bool shared);

/// What a sweep leaves behind: h_l (the last: z), g_l at [l-1], and da_l, the loss's derivative by what f was taken of.
template <class T>
struct ResidualTrace {
  ResidualTrace(std::span<const Layer>, std::size_t rows);
  std::vector<Tile<T>> h, g, da;
  Tile<T> dh;   ///< the loss's derivative by h_l, on its way back
};

template <class T>
class ResidualSweep {
 public:
  ResidualSweep(std::vector<Layer>, kernel::Activation, double step);
  void read(View theta, bool backward);
  Rows<T> forward(Rows<const T> x, ResidualTrace<T>&) const;   ///< z[n x k]
  /// All da_l, from that of the last layer, which the loss has written:
  ///   da_l = s f'(a_l) dh_l,   dh_{l-1} = dh_l + da_l W_l^T.
  void backward(std::size_t rows, ResidualTrace<T>&) const;
  /// g = [g +] scale * dL/dtheta.
  void gradient(Rows<const T> x, const ResidualTrace<T>&, double scale, bool add, Span g) const;

 private:
  template <class U> friend class ResidualTangent;
  kernel::Start<T> zeros() const { return {zeros_.data(), 0}; }
  /// The layer was not met before: its packed parameters and its gradient are its own.
  bool first(std::size_t l) const { return l == 0 || layers_[l].weights != layers_[l - 1].weights; }
  const PackedLayer<T>& packed(std::size_t l) const { return packed_[slot_[l]]; }

  std::vector<Layer> layers_;
  kernel::Activation activation_;
  T step_;
  std::vector<std::size_t> slot_;        ///< of each layer, in packed_
  std::vector<PackedLayer<T>> packed_;
  kernel::Buffer<T> zeros_;
};

/// The R-operator of such a sweep (model/tangent.hpp), with
///   R{h_l} = R{h_{l-1}} + s R{g_l},   R{da_l} = s f' R{dh_l} + (f'' / f') R{a_l} da_l,
///   R{dh_{l-1}} = R{dh_l} + R{da_l} W_l^T + da_l V_l^T.
template <class T>
class ResidualTangent {
 public:
  ResidualTangent(const ResidualSweep<T>&, std::size_t rows);   ///< the sweep must outlive it
  void read(View v);
  Rows<T> forward(Rows<const T> x, const ResidualTrace<T>&);    ///< R{z}
  Rows<T> error(std::size_t n) { return rda_.back().first(n); } ///< where the loss's curvature writes R{dz}
  /// out = [out +] scale * H v.
  void backward(Rows<const T> x, const ResidualTrace<T>&, double scale, bool add, Span out);

 private:
  const ResidualSweep<T>& sweep_;
  std::vector<PackedLayer<T>> v_;
  std::vector<Tile<T>> ra_, rh_, rda_;
  Tile<T> rg_, rdh_;
};

}  // namespace paribus
