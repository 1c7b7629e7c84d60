#pragma once
// Forward and backward through a chain of dense layers, for one block of rows:
//   h_0 = x,   a_l = h_{l-1} W_l + b_l,   h_l = f(a_l) for all layers but the last,   z = a_L.
// Everything it writes to is allocated once, at construction.

#include "paribus/math/mirror.hpp"
#include "paribus/model/model.hpp"

namespace paribus {

/// in x out weights at theta[weights ..], row-major, then out biases at theta[bias ..].
struct Layer {
  std::size_t in, out, weights, bias;
};
std::vector<Layer> layers(Shape, std::span<const std::size_t> hidden);

/// A block of numbers, rows x columns, in the kernels' stride.
template <class T>
class Tile {
 public:
  Tile(std::size_t rows, std::size_t columns)
      : columns_{columns}, stride_{kernel::stride<T>(columns)}, data_(rows * stride_, T(0)) {}
  Rows<T> first(std::size_t rows) { return {data_.data(), rows, columns_, stride_}; }
  Rows<const T> first(std::size_t rows) const { return {data_.data(), rows, columns_, stride_}; }

 private:
  std::size_t columns_, stride_;
  kernel::Buffer<T> data_;
};

/// What a sweep leaves behind, per layer: h_l (the last: z), and da_l, the loss's derivative by a_l.
template <class T>
struct Trace {
  Trace(std::span<const Layer>, std::size_t rows);
  std::vector<Tile<T>> h, da;
};

/// The parameters of one layer in packed form; the transpose serves the way back.
template <class T>
struct PackedLayer {
  explicit PackedLayer(const Layer&);
  /// `known`: the weights stand here already.
  void read(const Layer&, View theta, bool transposed, bool known = false);
  kernel::Panels<const T> w(const Layer& l) const { return {weights.data(), l.in, l.out}; }
  kernel::Panels<const T> wt(const Layer& l) const { return {transpose.data(), l.out, l.in}; }
  kernel::Buffer<T> weights, transpose, bias;
};

template <class T>
class Sweep {
 public:
  Sweep(std::vector<Layer>, kernel::Activation);
  Sweep(Sweep&&) = default;   // no copies: the mirror points into the packed layers
  void read(View theta, bool backward);
  /// Of the layers that it can hold, or null. While their theta is behind, `read` finds them as they should be.
  kernel::Mirror* mirror() const { return mirror_.get(); }
  Rows<T> forward(Rows<const T> x, Trace<T>&) const;    ///< z[n x k]
  /// All da_l, from that of the last layer, which the loss has written.
  void backward(std::size_t rows, Trace<T>&) const;
  /// g = [g +] scale * dL/dtheta.
  template <class G>
  void gradient(Rows<const T> x, const Trace<T>&, double scale, bool add, std::span<G> g) const;

 private:
  template <class U> friend class Tangent;
  kernel::Start<T> zeros() const { return {zeros_.data(), 0}; }

  std::vector<Layer> layers_;
  kernel::Activation activation_;
  std::vector<PackedLayer<T>> packed_;
  kernel::Buffer<T> zeros_;
  std::unique_ptr<kernel::Mirror> mirror_;
};

}  // namespace paribus
