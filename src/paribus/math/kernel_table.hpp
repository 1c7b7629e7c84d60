#pragma once
// The kernels of one instruction set. kernel.cpp fills one table per set and takes the one of target().

#include "paribus/math/kernel.hpp"

namespace paribus::kernel {

template <class T>
struct Table {
  void (*pack)(const double*, std::size_t, std::size_t, Panels<T>);
  void (*pack_transposed)(const double*, std::size_t, std::size_t, Panels<T>);
  void (*product)(Rows<const T>, Panels<const T>, Start<T>, Rows<T>);
  void (*weight_gradient)(Rows<const T>, Rows<const T>, double, bool, double*);
  void (*bias_gradient)(Rows<const T>, double, bool, double*);
  void (*activate)(Activation, Rows<T>);
  void (*push_forward)(Activation, Rows<const T>, Rows<T>);
  void (*pull_back_tangent)(Activation, Rows<const T>, Rows<const T>, Rows<T>, Rows<T>);
  double (*softmax_cross_entropy)(Rows<const T>, Rows<const T>, Rows<T>);
  void (*softmax_curvature)(Rows<const T>, Rows<const T>, Rows<T>);
  void (*softmax)(Rows<T>);
  void (*exp)(std::span<T>);
  void (*log)(std::span<T>);
  void (*tanh)(std::span<T>);
};

template <class T>
const Table<T>& table();  ///< of target()

}  // namespace paribus::kernel
