// Blocks of rows are packed into panels of columns, then every pair of panels meets while both are in the cache.
#include <algorithm>
#include <cassert>

#include "paribus/math/scatter.hpp"
#include "paribus/math/scatter_table.hpp"

namespace paribus {
namespace {

using kernel::scatter::block;

/// One block of rows as panels; behind the d columns stands one of ones, whose products are the sums.
class Panel {
 public:
  Panel(std::size_t d, View origin)
      : d_{d}, count_{(d + block) / block}, origin_(count_ * block), values_(count_ * step) {
    if (!origin.empty()) std::ranges::copy(origin, origin_.begin());
  }
  static constexpr std::size_t step = scatter_rows * block + block;  // off a power of two, which would share cache sets
  std::size_t count() const { return count_; }
  const double* operator[](std::size_t p) const { return values_.data() + p * step; }

  void fill(Rows<const double> x, std::size_t from, std::size_t rows) {
    const std::size_t whole = d_ / block, rest = d_ % block;
    for (std::size_t k = 0; k < rows; k += 8)  // a few rows at a time: their cache lines are used to the end
      for (std::size_t p = 0; p < whole; ++p)
        kernel::scatter::table().pack(x[from + k] + p * block, x.stride, std::min<std::size_t>(8, rows - k), origin_.data() + p * block,
                                      at(p) + k * block);
    for (std::size_t k = 0; k < rows; ++k) {
      double* const to = at(whole) + k * block;
      for (std::size_t j = 0; j < rest; ++j) to[j] = x[from + k][whole * block + j] - origin_[whole * block + j];
      to[rest] = 1;
    }
  }
  void weigh(const Panel& from, const double* weight, std::size_t rows) {
    for (std::size_t p = 0; p < count_; ++p)
      for (std::size_t k = 0; k < rows; ++k)
        for (std::size_t j = 0; j < block; ++j) at(p)[k * block + j] = weight[k] * from[p][k * block + j];
  }

 private:
  double* at(std::size_t p) { return values_.data() + p * step; }
  std::size_t d_, count_;
  kernel::Buffer<double> origin_, values_;
};

}  // namespace

Scatter scatter(Rows<const double> x, View origin, View weight) {
  const std::size_t n = x.rows, d = x.columns;
  assert(origin.empty() || origin.size() == d);
  assert(weight.empty() || weight.size() == n);
  Panel plain{d, origin}, weighed{weight.empty() ? 0 : d, {}};
  const std::size_t width = plain.count() * block;
  kernel::Buffer<double> c(width * width);
  for (std::size_t from = 0; from < n; from += scatter_rows) {
    const std::size_t rows = std::min(scatter_rows, n - from);
    plain.fill(x, from, rows);
    if (!weight.empty()) weighed.weigh(plain, weight.data() + from, rows);
    const Panel& left = weight.empty() ? plain : weighed;
    for (std::size_t q = 0; q < plain.count(); ++q)
      for (std::size_t p = 0; p <= q; ++p)
        kernel::scatter::table().add_product(left[p], plain[q], rows, c.data() + p * block * width + q * block, width);
  }
  Scatter out{Matrix(d, d), Vector(d), c[d * width + d]};
  for (std::size_t i = 0; i < d; ++i) {
    out.sums[i] = c[i * width + d];
    for (std::size_t j = i; j < d; ++j) out.products(i, j) = out.products(j, i) = c[i * width + j];
  }
  return out;
}

}  // namespace paribus
