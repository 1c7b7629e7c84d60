// The public kernels: a call through the table of the instruction set in use.
#include <algorithm>
#include <cstring>

#include "paribus/math/kernel_table.hpp"

namespace paribus::kernel {

using std::size_t;

template <class T> void pack(const double* w, size_t rows, size_t columns, Panels<T> out) { table<T>().pack(w, rows, columns, out); }
template <class T> void pack_transposed(const double* w, size_t rows, size_t columns, Panels<T> out) {
  table<T>().pack_transposed(w, rows, columns, out);
}
template <class T> void pack_row(const double* b, size_t columns, T* out) { table<T>().pack(b, 1, columns, {out, 1, columns}); }
template <class T> void gather(Rows<const T> all, std::span<const std::uint32_t> rows, Rows<T> out) {
  for (size_t i = 0; i < rows.size(); ++i) std::memcpy(out[i], all[rows[i]], padded<T>(all.columns) * sizeof(T));
}
template <class T> void product(Rows<const T> x, Panels<const T> w, Start<T> start, Rows<T> y) {
  table<T>().product(x, w, start, y);
}
template <class T> void weight_gradient(Rows<const T> x, Rows<const T> dy, double scale, bool add, double* g) {
  table<T>().weight_gradient(x, dy, scale, add, g);
}
template <class T> void bias_gradient(Rows<const T> dy, double scale, bool add, double* g) {
  table<T>().bias_gradient(dy, scale, add, g);
}
template <class T> void activate(Activation f, Rows<T> y) { table<T>().activate(f, y); }
// The chain rule multiplies by f' in either direction.
template <class T> void pull_back(Activation f, Rows<const T> y, Rows<T> dy) { table<T>().push_forward(f, y, dy); }
template <class T> void push_forward(Activation f, Rows<const T> y, Rows<T> ry) { table<T>().push_forward(f, y, ry); }
template <class T> void pull_back_tangent(Activation f, Rows<const T> y, Rows<const T> ry, Rows<T> dy, Rows<T> rdy) {
  table<T>().pull_back_tangent(f, y, ry, dy, rdy);
}
template <class T> double softmax_cross_entropy(Rows<const T> z, Rows<const T> y, Rows<T> dz) {
  return table<T>().softmax_cross_entropy(z, y, dz);
}
template <class T> void softmax_curvature(Rows<const T> z, Rows<const T> rz, Rows<T> rdz) {
  table<T>().softmax_curvature(z, rz, rdz);
}
template <class T> void softmax(Rows<T> z) { table<T>().softmax(z); }
template <class T> void exp(std::span<T> x) { table<T>().exp(x); }
template <class T> void log(std::span<T> x) { table<T>().log(x); }
template <class T> void tanh(std::span<T> x) { table<T>().tanh(x); }

#define PARIBUS_KERNELS(T)                                                                             \
  template void pack(const double*, size_t, size_t, Panels<T>);                                        \
  template void pack_transposed(const double*, size_t, size_t, Panels<T>);                             \
  template void pack_row(const double*, size_t, T*);                                                   \
  template void gather(Rows<const T>, std::span<const std::uint32_t>, Rows<T>);                        \
  template void product(Rows<const T>, Panels<const T>, Start<T>, Rows<T>);                            \
  template void weight_gradient(Rows<const T>, Rows<const T>, double, bool, double*);                  \
  template void bias_gradient(Rows<const T>, double, bool, double*);                                   \
  template void activate(Activation, Rows<T>);                                                         \
  template void pull_back(Activation, Rows<const T>, Rows<T>);                                         \
  template void push_forward(Activation, Rows<const T>, Rows<T>);                                      \
  template void pull_back_tangent(Activation, Rows<const T>, Rows<const T>, Rows<T>, Rows<T>);         \
  template double softmax_cross_entropy(Rows<const T>, Rows<const T>, Rows<T>);                        \
  template void softmax_curvature(Rows<const T>, Rows<const T>, Rows<T>);                              \
  template void softmax(Rows<T>);                                                                      \
  template void exp(std::span<T>);                                                                     \
  template void log(std::span<T>);                                                                     \
  template void tanh(std::span<T>);
PARIBUS_KERNELS(float)
PARIBUS_KERNELS(double)
#undef PARIBUS_KERNELS

}  // namespace paribus::kernel
