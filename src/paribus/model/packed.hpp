#pragma once
// Examples as the kernels read them: rows padded to whole vectors, on 64-byte boundaries.

#include <mutex>

#include "paribus/model/model.hpp"

namespace paribus {

/// Second moments of [x 1] and y: all that squared error of a linear model asks of the data.
struct Moments {
  Matrix s;             ///< (d+1) x (d+1): (1/n) [x 1]^T [x 1]
  Matrix b;             ///< (d+1) x k: (1/n) [x 1]^T y
  double half_square;   ///< 1/2 sum y^2 / n
  kernel::Buffer<double> packed;   ///< s in the kernels' stride
  Rows<const double> rows() const { return {packed.data(), s.rows, s.columns, kernel::stride<double>(s.columns)}; }
};

/// The float64 rows are always there: Hessian products and float64 models use them. The float32 rows are made
/// at once if asked for, else when a float32 pass first needs them. Safe to share between threads.
struct Packed {
  Packed(const Examples&, Precision);
  std::size_t size, features, outputs;
  template <class T> Rows<const T> x() const;   ///< n x d
  template <class T> Rows<const T> y() const;   ///< n x k
  const Moments& moments() const;               ///< made when first asked for

 private:
  void narrow() const;  ///< makes the float32 rows, once
  kernel::Buffer<double> x64_, y64_;
  mutable kernel::Buffer<float> x32_, y32_;
  mutable std::once_flag narrowed_, summed_;
  mutable Moments moments_;
};

}  // namespace paribus
