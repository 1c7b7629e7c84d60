// Compiled once per instruction set (Highway's foreach_target includes this very file again), then chosen by
// target() at the first call.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "paribus/math/scatter.cpp"
#include "hwy/foreach_target.h"  // before highway.h

#include <limits>

#include "hwy/highway.h"
#include "paribus/math/kernel_product-inl.hpp"
#include "paribus/math/scatter_table.hpp"

HWY_BEFORE_NAMESPACE();
namespace paribus::kernel::scatter {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace products = paribus::kernel::HWY_NAMESPACE;

using std::size_t;
using Vec = products::Vec<double>;
inline constexpr size_t own = HWY_LANES(double);
inline constexpr int rows_at_once = own;  // times two vectors: 16 sums in 32 registers, 8 in 16

void add_product(const double* a, const double* b, size_t rows, double* c, size_t stride) {
  const hn::ScalableTag<double> d;
  for (size_t i = 0; i < block; i += rows_at_once)
    for (size_t j = 0; j < block; j += 2 * own) {
      Vec sum[rows_at_once][2];
      for (auto& row : sum) row[0] = row[1] = hn::Zero(d);
      products::chain<rows_at_once, 2, true>(a + i, block, b + j, block, rows, sum);
      for (size_t r = 0; r < rows_at_once; ++r)
        for (size_t v = 0; v < 2; ++v) {
          double* const to = c + (i + r) * stride + j + v * own;
          hn::Store(hn::Add(hn::Load(d, to), sum[r][v]), d, to);
        }
    }
}

void pack(const double* x, size_t stride, size_t rows, const double* origin, double* out) {
  const hn::ScalableTag<double> d;
  Vec o[block / own];
  for (size_t v = 0; v < block / own; ++v) o[v] = hn::LoadU(d, origin + v * own);
  for (size_t k = 0; k < rows; ++k, x += stride, out += block)
    for (size_t v = 0; v < block / own; ++v) hn::Store(hn::Sub(hn::LoadU(d, x + v * own), o[v]), d, out + v * own);
}

constexpr Table all{add_product, pack};
const Table* the_table() { return &all; }

}  // namespace HWY_NAMESPACE
}  // namespace paribus::kernel::scatter
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace paribus::kernel::scatter {

HWY_EXPORT(the_table);

// target() comes first: it may have to take instruction sets away before Highway looks.
const Table& table() {
  static const Table& chosen = (target(), *HWY_DYNAMIC_DISPATCH(the_table)());
  return chosen;
}

}  // namespace paribus::kernel::scatter
#endif
