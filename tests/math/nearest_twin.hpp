#pragma once
// Assignment and sums in plain C++, from the definitions in nearest.hpp: one loop per index, no blocks, no vectors.
// The kernels must agree with it to the bit.

#include <algorithm>
#include <cmath>
#include <limits>

#include "kernel_test_data.hpp"
#include "paribus/math/nearest.hpp"

namespace paribus::twin {

/// n x d of noise around `middle`. A vector of just that size, so that an address sanitizer sees what reads beyond.
inline Matrix cloud(std::size_t n, std::size_t d, std::uint64_t seed, double middle = 0) {
  Matrix x(n, d);
  Noise noise{seed};
  for (double& v : x.values) v = middle + noise();
  return x;
}

struct Nearest {
  std::uint32_t label;
  double squared;
};

template <class T>
Nearest nearest(const Matrix& x, std::size_t i, const Matrix& c, View origin) {
  T least = std::numeric_limits<T>::infinity();
  std::uint32_t label = 0;
  for (std::size_t j = 0; j < c.rows; ++j) {
    double square = 0;
    for (std::size_t k = 0; k < c.columns; ++k) {
      const double u = T(c(j, k) - origin[k]);
      square += u * u;
    }
    T v = T(square / 2);
    for (std::size_t k = 0; k < c.columns; ++k) v = std::fma(-T(x(i, k) - origin[k]), T(c(j, k) - origin[k]), v);
    if (v < least) least = v, label = static_cast<std::uint32_t>(j);
  }
  double square = 0;
  for (std::size_t k = 0; k < c.columns; ++k) {
    const double u = T(x(i, k) - origin[k]);
    square += u * u;
  }
  const double squared = square + 2 * double(least);
  return {label, squared < 0 ? 0 : squared};
}

template <class T>
ClusterSums sums(const Matrix& x, const std::vector<std::uint32_t>& labels, std::size_t k, View origin) {
  ClusterSums total{Matrix(k, x.columns), std::vector<std::uint64_t>(k), 0};
  const std::size_t block = 128 / sizeof(T), blocks = (x.rows + block - 1) / block;
  const std::size_t shards = std::min<std::size_t>(32, (blocks + 63) / 64);
  for (std::size_t s = 0; s < shards; ++s) {
    Matrix part(k, x.columns);
    const std::size_t end = std::min(x.rows, (s + 1) * blocks / shards * block);
    for (std::size_t i = s * blocks / shards * block; i < end; ++i) {
      ++total.counts[labels[i]];
      for (std::size_t j = 0; j < x.columns; ++j) part(labels[i], j) += double(T(x(i, j) - origin[j]));
    }
    for (std::size_t j = 0; j < part.values.size(); ++j) total.sums.values[j] += part.values[j];
  }
  return total;
}

}  // namespace paribus::twin
