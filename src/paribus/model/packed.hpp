#pragma once
// Examples as the kernels read them: rows padded to whole vectors, on 64-byte boundaries.

#include <mutex>

#include "paribus/model/model.hpp"

namespace paribus {

/// The float64 rows are always there: Hessian products and float64 models use them. The float32 rows are made
/// at once if asked for, else when a float32 pass first needs them. Safe to share between threads.
struct Packed {
  Packed(const Examples&, Precision);
  std::size_t size, features, outputs;
  template <class T> Rows<const T> x() const;   ///< n x d
  template <class T> Rows<const T> y() const;   ///< n x k

 private:
  void narrow() const;  ///< makes the float32 rows, once
  kernel::Buffer<double> x64_, y64_;
  mutable kernel::Buffer<float> x32_, y32_;
  mutable std::once_flag narrowed_;
};

}  // namespace paribus
