#pragma once
// Forward and backward through a chain of dense layers, for one block of rows:
//   h_0 = x,   a_l = h_{l-1} W_l + b_l,   h_l = f(a_l) for all layers but the last,   z = a_L.
// Everything it writes to is allocated once, at construction.

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

 private:
  std::size_t columns_, stride_;
  kernel::Buffer<T> data_;
};

/// The parameters of one layer in packed form; the transpose serves the way back.
template <class T>
struct PackedLayer {
  explicit PackedLayer(const Layer&);
  void read(const Layer&, View theta, bool transposed);
  kernel::Panels<const T> w(const Layer& l) const { return {weights.data(), l.in, l.out}; }
  kernel::Panels<const T> wt(const Layer& l) const { return {transpose.data(), l.out, l.in}; }
  kernel::Buffer<T> weights, transpose, bias;
};

template <class T>
class Sweep {
 public:
  Sweep(std::vector<Layer>, kernel::Activation, std::size_t rows);
  void read(View theta, bool backward);
  Rows<T> forward(Rows<const T> x);       ///< z[n x k]
  Rows<T> error(std::size_t n) { return d_.back().first(n); }  ///< where the loss writes dz[n x k]
  /// g = [g +] scale * dL/dtheta, given x, the last forward and dz in error(). Uses up the errors.
  void backward(Rows<const T> x, double scale, bool add, Span g);

 private:
  friend class Tangent;
  Rows<const T> input(std::size_t l, Rows<const T> x) { return l == 0 ? x : Rows<const T>(h_[l - 1].first(x.rows)); }
  kernel::Start<T> zeros() const { return {zeros_.data(), 0}; }

  std::vector<Layer> layers_;
  kernel::Activation activation_;
  std::vector<PackedLayer<T>> packed_;
  std::vector<Tile<T>> h_, d_;            ///< per layer: h_l (the last: z), and the loss's derivative by a_l
  kernel::Buffer<T> zeros_;
};

}  // namespace paribus
