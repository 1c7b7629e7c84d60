#pragma once
// The kernels in plain C++, written from their definitions: one loop per index, no vectors, no blocking.
// Products must agree with these to the bit; functions with exp, log and tanh to a few ulp.

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "paribus/math/kernel.hpp"

namespace paribus::twin {

using namespace paribus::kernel;

/// Where column j of row k stands in panels.
template <class T>
std::size_t place(std::size_t rows, std::size_t columns, std::size_t k, std::size_t j) {
  const std::size_t p = j / panel<T>, width = std::min(panel<T>, padded<T>(columns) - p * panel<T>);
  return p * panel<T> * rows + k * width + j % panel<T>;
}

template <class T>
void pack(const double* w, std::size_t rows, std::size_t columns, Panels<T> out) {
  std::fill_n(out.data, panel_size<T>(rows, columns), T(0));
  for (std::size_t k = 0; k < rows; ++k)
    for (std::size_t j = 0; j < columns; ++j) out.data[place<T>(rows, columns, k, j)] = T(w[k * columns + j]);
}

template <class T>
void transpose(Panels<const T> w, Panels<T> wt) {
  std::fill_n(wt.data, panel_size<T>(w.columns, w.rows), T(0));
  for (std::size_t k = 0; k < w.rows; ++k)
    for (std::size_t j = 0; j < w.columns; ++j)
      wt.data[place<T>(w.columns, w.rows, j, k)] = w.data[place<T>(w.rows, w.columns, k, j)];
}

/// f, and f' as a function of y = f(a).
template <class T>
T value(Activation f, T a) {
  return f == Activation::tanh ? std::tanh(a) : f == Activation::relu ? (a < 0 ? T(0) : a) : a;
}
template <class T>
T slope(Activation f, T y) {
  return f == Activation::tanh ? std::fma(-y, y, T(1)) : f == Activation::relu ? T(y > 0) : T(1);
}

template <class T>
void product(Rows<const T> x, Panels<const T> w, Start<T> start, Activation f, Rows<T> y) {
  for (std::size_t i = 0; i < y.rows; ++i)
    for (std::size_t j = 0; j < y.columns; ++j) {
      T s = start.data[i * start.stride + j];
      for (std::size_t k = 0; k < x.columns; ++k) s = std::fma(x[i][k], w.data[place<T>(w.rows, w.columns, k, j)], s);
      y[i][j] = value(f, s);
    }
}

template <class T>
void pull_back(Rows<const T> dy, Panels<const T> wt, Start<T> start, Activation f, Rows<const T> h, Rows<T> dh) {
  twin::product(dy, wt, start, Activation::identity, dh);
  for (std::size_t i = 0; i < h.rows; ++i)
    for (std::size_t j = 0; j < h.columns; ++j) dh[i][j] *= slope(f, h[i][j]);
}

/// G = double, or T: then `scale` is rounded to it first and nothing is added.
template <class T, class G>
void weight_gradient(Rows<const T> x, Rows<const T> dy, double scale, bool add, G* g) {
  for (std::size_t k = 0; k < x.columns; ++k)
    for (std::size_t j = 0; j < dy.columns; ++j) {
      T s = 0;
      for (std::size_t i = 0; i < x.rows; ++i) s = std::fma(x[i][k], dy[i][j], s);
      G& out = g[k * dy.columns + j];
      out = add ? std::fma(G(scale), G(s), out) : G(scale) * G(s);
    }
}

template <class T, class G>
void bias_gradient(Rows<const T> dy, double scale, bool add, G* g) {
  for (std::size_t j = 0; j < dy.columns; ++j) {
    T even = 0, odd = 0;
    for (std::size_t i = 0; i < dy.rows; ++i) (i % 2 ? odd : even) += dy[i][j];
    const G s = G(T(even + odd));
    g[j] = add ? std::fma(G(scale), s, g[j]) : G(scale) * s;
  }
}

template <class T>
void push_forward(Activation f, Rows<const T> h, Rows<const T> ra, Rows<T> rh) {
  for (std::size_t i = 0; i < h.rows; ++i)
    for (std::size_t j = 0; j < h.columns; ++j) rh[i][j] = ra[i][j] * slope(f, h[i][j]);
}
template <class T>
void bend(Activation f, Rows<const T> h, Rows<const T> ra, Rows<const T> da, Rows<T> rda) {
  for (std::size_t i = 0; i < h.rows; ++i)
    for (std::size_t j = 0; j < h.columns; ++j)
      if (f == Activation::tanh) rda[i][j] = std::fma(-2 * h[i][j], ra[i][j] * da[i][j], rda[i][j]);
}

template <class T>
void softmax(Rows<T> z) {
  for (std::size_t i = 0; i < z.rows; ++i) {
    const T m = *std::max_element(z[i], z[i] + z.columns);
    T s = 0;
    for (std::size_t j = 0; j < z.columns; ++j) s += z[i][j] = std::exp(z[i][j] - m);
    for (std::size_t j = 0; j < z.columns; ++j) z[i][j] /= s;
  }
}

template <class T>
double softmax_cross_entropy(Rows<const T> z, Rows<const T> y, Rows<T> dz) {
  double total = 0;
  for (std::size_t i = 0; i < z.rows; ++i) {
    const T m = *std::max_element(z[i], z[i] + z.columns);
    T s = 0, t = 0;
    for (std::size_t j = 0; j < z.columns; ++j) {
      s += dz[i][j] = std::exp(z[i][j] - m);
      t += y[i][j] * (z[i][j] - m);
    }
    for (std::size_t j = 0; j < z.columns; ++j) dz[i][j] = dz[i][j] / s - y[i][j];
    total += double(std::log(s)) - double(t);
  }
  return total;
}

template <class T>
void softmax_curvature(Rows<const T> z, Rows<const T> rz, Rows<T> rdz) {
  std::vector<T> p(z.columns);
  for (std::size_t i = 0; i < z.rows; ++i) {
    std::copy_n(z[i], z.columns, p.data());
    softmax(Rows<T>{p.data(), 1, z.columns, z.columns});
    T m = 0;
    for (std::size_t j = 0; j < z.columns; ++j) m += p[j] * rz[i][j];
    for (std::size_t j = 0; j < z.columns; ++j) rdz[i][j] = p[j] * (rz[i][j] - m);
  }
}

}  // namespace paribus::twin
