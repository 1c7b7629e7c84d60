// Packing, and passes over the blocks through the table of the instruction set in use.
#include <cassert>
#include <cmath>
#include <utility>

#include "paribus/math/nearest.hpp"
#include "paribus/math/nearest_table.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

namespace nearest = kernel::nearest;
using nearest::block;

double finite_or_0(double x) { return x - x == 0 ? x : 0; }

/// Centroids less the origin, grouped for the kernel, and |c|^2 / 2 of what T left of them.
template <class T>
struct Centroids {
  Centroids(const Matrix& c, View origin) : k{c.rows}, values(c.rows * c.columns), half(c.rows) {
    assert(k > 0 && c.columns == origin.size());
    const std::size_t d = c.columns, most = nearest::table<T>().most;
    for (std::size_t j = 0, width; j < k; j += width) {
      width = nearest::next_group(k - j, most);
      for (std::size_t r = 0; r < width; ++r) {
        double square = 0;
        for (std::size_t i = 0; i < d; ++i) {
          const T one = static_cast<T>(c(j + r, i) - origin[i]);
          values[j * d + i * width + r] = one;
          square += static_cast<double>(one) * static_cast<double>(one);
        }
        half[j + r] = static_cast<T>(square / 2);
      }
    }
  }
  std::size_t k;
  kernel::Buffer<T> values, half;
};

/// Assigns blocks from .. to - 1, a few at a time, and hands each to use(block, its first point, points, labels,
/// values) while it is in the cache.
template <class T, class Use>
void pass(const PointBlocks<T>& x, const Centroids<T>& c, std::size_t from, std::size_t to, Use use) {
  constexpr std::size_t most = 8;
  const std::size_t few = std::clamp<std::size_t>(16384 / (x.dimension() * block<T> * sizeof(T) + 1), 1, most);
  alignas(64) std::uint32_t label[most * block<T>];
  alignas(64) T value[most * block<T>];
  for (std::size_t b = from; b < to; b += few) {
    const std::size_t count = std::min(few, to - b);
    nearest::table<T>().assign(x.block(b), count, x.dimension(), c.values.data(), c.half.data(), c.k, label, value);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t first = (b + i) * block<T>;
      use(b + i, first, std::min(block<T>, x.size() - first), label + i * block<T>, value + i * block<T>);
    }
  }
}

}  // namespace

Vector origin_of(const Matrix& x) {
  const std::size_t n = x.rows, d = x.columns;
  Vector origin(d, 0.0), sum(d, 0.0), squares(d, 0.0);
  if (n == 0) return origin;
  for (std::size_t k = 0; k < d; ++k) origin[k] = finite_or_0(x(0, k));
  for (std::size_t i = 0; i < n; ++i) {
    const double* row = x.values.data() + i * d;
    for (std::size_t k = 0; k < d; ++k) {
      const double u = finite_or_0(row[k] - origin[k]);
      sum[k] += u;
      squares[k] += u * u;
    }
  }
  for (std::size_t k = 0; k < d; ++k) {
    const double m = sum[k] / static_cast<double>(n), mean = origin[k] + m;
    const double variance = squares[k] / static_cast<double>(n) - m * m;
    int exponent = 0;
    std::frexp(std::sqrt(variance), &exponent);
    const double grid = std::ldexp(1.0, exponent - 4);
    origin[k] = variance > 0 && std::isfinite(variance) ? std::round(mean / grid) * grid : mean;
  }
  return origin;
}

template <class T>
PointBlocks<T>::PointBlocks(const Matrix& x, View origin)
    : size_{x.rows}, origin_(origin.begin(), origin.end()), values_(blocks() * x.columns * kernel::panel<T>) {
  assert(origin.size() == x.columns);
  const std::size_t d = x.columns;
  T* to = values_.data();
  for (std::size_t first = 0; first < size_; first += kernel::panel<T>) {
    const std::size_t points = std::min(kernel::panel<T>, size_ - first);
    const double* from = x.values.data() + first * d;
    for (std::size_t k = 0; k < d; ++k, to += kernel::panel<T>)
      for (std::size_t p = 0; p < points; ++p) to[p] = static_cast<T>(from[p * d + k] - origin_[k]);
  }
}

template <class T>
void assign(const PointBlocks<T>& x, const Matrix& centroids, std::span<std::uint32_t> labels, Span squared) {
  const Centroids<T> c{centroids, x.origin()};
  pass<T>(x, c, 0, x.blocks(),
          [&](std::size_t b, std::size_t first, std::size_t points, const std::uint32_t* label, const T* value) {
            std::copy_n(label, points, labels.data() + first);
            if (squared.empty()) return;
            double s[block<T>] = {};
            for (std::size_t k = 0; k < x.dimension(); ++k)
              for (std::size_t p = 0; p < block<T>; ++p) {
                const double u = static_cast<double>(x.block(b)[k * block<T> + p]);
                s[p] += u * u;
              }
            for (std::size_t p = 0; p < points; ++p) {
              const double v = s[p] + 2 * static_cast<double>(value[p]);
              squared[first + p] = v < 0 ? 0 : v;  // a NaN stays one
            }
          });
}

template <class T>
ClusterSums assign_and_sum(const PointBlocks<T>& x, const Matrix& centroids, std::span<std::uint32_t> labels) {
  const std::size_t d = x.dimension(), k = centroids.rows, blocks = x.blocks();
  const Centroids<T> c{centroids, x.origin()};
  ClusterSums total{Matrix(k, d), std::vector<std::uint64_t>(k), 0};
  const std::size_t shards = std::min<std::size_t>(32, (blocks + 63) / 64);
  kernel::Buffer<double> sums(k * d);  // of one shard
  for (std::size_t s = 0; s < shards; ++s) {
    std::fill(sums.begin(), sums.end(), 0.0);
    pass<T>(x, c, s * blocks / shards, (s + 1) * blocks / shards,
            [&](std::size_t b, std::size_t first, std::size_t points, const std::uint32_t* label, const T*) {
              nearest::table<T>().add_up(x.block(b), d, label, sums.data());
              for (std::size_t p = 0; p < points; ++p) {
                ++total.counts[label[p]];
                total.changed += label[p] != labels[first + p];
                labels[first + p] = label[p];
              }
            });
    axpy(1, sums, total.sums.values);
  }
  return total;
}

template <class T>
void assign_and_move(const PointBlocks<T>& x, const Matrix& centroids, std::span<std::uint32_t> labels, ClusterSums& s) {
  const std::size_t d = x.dimension();
  s.changed = 0;
  pass<T>(x, Centroids<T>{centroids, x.origin()}, 0, x.blocks(),
          [&](std::size_t b, std::size_t first, std::size_t points, const std::uint32_t* label, const T*) {
            for (std::size_t p = 0; p < points; ++p) {
              const std::uint32_t before = std::exchange(labels[first + p], label[p]);
              if (before == label[p]) continue;
              ++s.changed, --s.counts[before], ++s.counts[label[p]];
              const T* at = x.block(b) + p;
              double *from = s.sums.row(before).data(), *to = s.sums.row(label[p]).data();
              for (std::size_t k = 0; k < d; ++k) {
                const double u = static_cast<double>(at[k * block<T>]);
                from[k] -= u, to[k] += u;
              }
            }
          });
}

template <class T>
void nearer(const PointBlocks<T>& x, std::size_t b, const T* seeds, std::size_t count, const T* before, T* out, std::size_t stride) {
  nearest::table<T>().nearer(x.block(b), x.dimension(), seeds, count, before, out, stride);
}

template <class T>
Vector squared_distances(const PointBlocks<T>& x, const Matrix& centroids, std::span<const std::uint32_t> labels) {
  const std::size_t d = x.dimension();
  Matrix c = centroids;
  for (std::size_t j = 0; j < c.rows; ++j)
    for (std::size_t k = 0; k < d; ++k) c(j, k) -= x.origin()[k];
  Vector squared(x.size());
  for (std::size_t b = 0; b < x.blocks(); ++b) {
    const std::size_t first = b * block<T>, points = std::min(block<T>, x.size() - first);
    const double* at[block<T>];
    for (std::size_t p = 0; p < points; ++p) at[p] = c.row(labels[first + p]).data();
    double* s = squared.data() + first;
    for (std::size_t k = 0; k < d; ++k)
      for (std::size_t p = 0; p < points; ++p) {
        const double u = static_cast<double>(x.block(b)[k * block<T> + p]) - at[p][k];
        s[p] += u * u;
      }
  }
  return squared;
}

template <class T>
double inertia(const PointBlocks<T>& x, const Matrix& centroids, std::span<const std::uint32_t> labels) {
  return sum(squared_distances(x, centroids, labels));
}

#define PARIBUS_NEAREST(T)                                                                                    \
  template class PointBlocks<T>;                                                                              \
  template void assign(const PointBlocks<T>&, const Matrix&, std::span<std::uint32_t>, Span);                 \
  template ClusterSums assign_and_sum(const PointBlocks<T>&, const Matrix&, std::span<std::uint32_t>);        \
  template void assign_and_move(const PointBlocks<T>&, const Matrix&, std::span<std::uint32_t>, ClusterSums&); \
  template void nearer(const PointBlocks<T>&, std::size_t, const T*, std::size_t, const T*, T*, std::size_t);  \
  template Vector squared_distances(const PointBlocks<T>&, const Matrix&, std::span<const std::uint32_t>);   \
  template double inertia(const PointBlocks<T>&, const Matrix&, std::span<const std::uint32_t>);
PARIBUS_NEAREST(float)
PARIBUS_NEAREST(double)
#undef PARIBUS_NEAREST

}  // namespace paribus
