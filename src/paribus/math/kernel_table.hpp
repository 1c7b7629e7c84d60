#pragma once
// The kernels of one instruction set. kernel.cpp fills one table per set and takes the one of target().

#include "paribus/math/kernel.hpp"

namespace paribus::kernel {

template <class T>
struct Table {
  void (*pack)(const double*, std::size_t, std::size_t, Panels<T>);
  void (*gather)(Rows<const T>, std::span<const std::uint32_t>, Rows<T>);
  void (*transpose)(Panels<const T>, Panels<T>);
  void (*product)(Rows<const T>, Panels<const T>, Start<T>, Activation, Rows<T>);
  void (*pull_back)(Rows<const T>, Panels<const T>, Start<T>, Activation, Rows<const T>, Rows<T>);
  void (*weight_gradient)(Rows<const T>, Rows<const T>, double, bool, double*);
  void (*bias_gradient)(Rows<const T>, double, bool, double*);
  void (*own_weight_gradient)(Rows<const T>, Rows<const T>, double, bool, T*);
  void (*own_bias_gradient)(Rows<const T>, double, bool, T*);
  void (*push_forward)(Activation, Rows<const T>, Rows<const T>, Rows<T>);
  void (*bend)(Activation, Rows<const T>, Rows<const T>, Rows<const T>, Rows<T>);
  double (*softmax_cross_entropy)(Rows<const T>, Rows<const T>, Rows<T>);
  void (*softmax_curvature)(Rows<const T>, Rows<const T>, Rows<T>);
  void (*softmax)(Rows<T>);
  void (*company_cross_entropy)(Rows<const T>, Rows<const T>, Rows<T>, double*);
  void (*pack_company)(std::span<const double* const>, std::size_t, std::size_t, Panels<T>);
  void (*unpack_company)(const T*, std::size_t, std::size_t, std::span<T* const>);
  void (*exp)(std::span<T>);
  void (*log)(std::span<T>);
  void (*tanh)(std::span<T>);
};

template <class T>
const Table<T>& table();  ///< of target()

}  // namespace paribus::kernel
