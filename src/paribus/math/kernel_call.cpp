// The public kernels: a call through the table of the instruction set in use.
#include <cassert>

#include "paribus/math/kernel_table.hpp"

namespace paribus::kernel {

using std::size_t;

template <class T> void pack(const double* w, size_t rows, size_t columns, Panels<T> out) { table<T>().pack(w, rows, columns, out); }
template <class T> void transpose(Panels<const T> w, Panels<T> wt) { table<T>().transpose(w, wt); }
template <class T> void pack_row(const double* b, size_t columns, T* out) { table<T>().pack(b, 1, columns, {out, 1, columns}); }
template <class T> void gather(Rows<const T> all, std::span<const std::uint32_t> rows, Rows<T> out) {
  table<T>().gather(all, rows, out);
}
template <class T> void product(Rows<const T> x, Panels<const T> w, Start<T> start, Activation f, Rows<T> y) {
  table<T>().product(x, w, start, f, y);
}
template <class T>
void pull_back(Rows<const T> dy, Panels<const T> wt, Start<T> start, Activation f, Rows<const T> h, Rows<T> dh) {
  table<T>().pull_back(dy, wt, start, f, h, dh);
}
template <class T> void weight_gradient(Rows<const T> x, Rows<const T> dy, double scale, bool add, double* g) {
  table<T>().weight_gradient(x, dy, scale, add, g);
}
void weight_gradient(Rows<const float> x, Rows<const float> dy, double scale, bool add, float* g) {
  assert(!add);
  table<float>().own_weight_gradient(x, dy, scale, add, g);
}
void bias_gradient(Rows<const float> dy, double scale, bool add, float* g) {
  assert(!add);
  table<float>().own_bias_gradient(dy, scale, add, g);
}
template <class T> void bias_gradient(Rows<const T> dy, double scale, bool add, double* g) {
  table<T>().bias_gradient(dy, scale, add, g);
}
template <class T> void push_forward(Activation f, Rows<const T> h, Rows<const T> ra, Rows<T> rh) {
  table<T>().push_forward(f, h, ra, rh);
}
template <class T> void bend(Activation f, Rows<const T> h, Rows<const T> ra, Rows<const T> da, Rows<T> rda) {
  table<T>().bend(f, h, ra, da, rda);
}
template <class T> double softmax_cross_entropy(Rows<const T> z, Rows<const T> y, Rows<T> dz) {
  return table<T>().softmax_cross_entropy(z, y, dz);
}
template <class T> void softmax_curvature(Rows<const T> z, Rows<const T> rz, Rows<T> rdz) {
  table<T>().softmax_curvature(z, rz, rdz);
}
template <class T> void softmax(Rows<T> z) { table<T>().softmax(z); }
template <class T> void company_cross_entropy(Rows<const T> z, Rows<const T> y, Rows<T> dz, double* sums) {
  table<T>().company_cross_entropy(z, y, dz, sums);
}
template <class T> void pack_company(std::span<const double* const> w, size_t rows, size_t columns, Panels<T> out) {
  table<T>().pack_company(w, rows, columns, out);
}
template <class T> void unpack_company(const T* g, size_t rows, size_t columns, std::span<T* const> out) {
  table<T>().unpack_company(g, rows, columns, out);
}
template <class T> void exp(std::span<T> x) { table<T>().exp(x); }
template <class T> void log(std::span<T> x) { table<T>().log(x); }
template <class T> void tanh(std::span<T> x) { table<T>().tanh(x); }

#define PARIBUS_KERNELS(T)                                                                             \
  template void pack(const double*, size_t, size_t, Panels<T>);                                        \
  template void transpose(Panels<const T>, Panels<T>);                                                 \
  template void pack_row(const double*, size_t, T*);                                                   \
  template void gather(Rows<const T>, std::span<const std::uint32_t>, Rows<T>);                        \
  template void product(Rows<const T>, Panels<const T>, Start<T>, Activation, Rows<T>);                \
  template void pull_back(Rows<const T>, Panels<const T>, Start<T>, Activation, Rows<const T>, Rows<T>);\
  template void weight_gradient(Rows<const T>, Rows<const T>, double, bool, double*);                  \
  template void bias_gradient(Rows<const T>, double, bool, double*);                                   \
  template void push_forward(Activation, Rows<const T>, Rows<const T>, Rows<T>);                       \
  template void bend(Activation, Rows<const T>, Rows<const T>, Rows<const T>, Rows<T>);                \
  template double softmax_cross_entropy(Rows<const T>, Rows<const T>, Rows<T>);                        \
  template void softmax_curvature(Rows<const T>, Rows<const T>, Rows<T>);                              \
  template void company_cross_entropy(Rows<const T>, Rows<const T>, Rows<T>, double*);                  \
  template void pack_company(std::span<const double* const>, size_t, size_t, Panels<T>);                \
  template void unpack_company(const T*, size_t, size_t, std::span<T* const>);                          \
  template void softmax(Rows<T>);                                                                      \
  template void exp(std::span<T>);                                                                     \
  template void log(std::span<T>);                                                                     \
  template void tanh(std::span<T>);
PARIBUS_KERNELS(float)
PARIBUS_KERNELS(double)
#undef PARIBUS_KERNELS

}  // namespace paribus::kernel
