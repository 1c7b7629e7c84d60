#include "paribus/evidence/signs.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

#include "paribus/base/random.hpp"

namespace paribus {
namespace {

constexpr std::size_t exact_blocks = 16, random_patterns = 10000;

/// Sums over rows [first, last) of x under every pattern of their signs: pattern b flips row first + i where bit i is set.
Matrix table(const Matrix& x, std::size_t first, std::size_t last) {
  Matrix t(std::size_t{1} << (last - first), x.columns);
  for (std::size_t i = first; i < last; ++i)
    for (std::size_t k = 0; k < x.columns; ++k) t(0, k) += x(i, k);
  for (std::size_t b = 1; b < t.rows; ++b) {  // one more flip than the pattern without its lowest bit
    const std::size_t i = first + static_cast<std::size_t>(std::countr_zero(b));
    for (std::size_t k = 0; k < x.columns; ++k) t(b, k) = t(b & (b - 1), k) - 2 * x(i, k);
  }
  return t;
}

}  // namespace

Signs::Signs(std::size_t blocks)
    : blocks_{blocks}, exact_{blocks <= exact_blocks} {
  assert(blocks >= 1);
  count_ = exact_ ? std::size_t{1} << (blocks - 1) : random_patterns;
}

double Signs::smallest_p() const { return p(exact_ ? 1 : 0); }

double Signs::p(std::size_t reached) const {
  const double r = static_cast<double>(reached), all = static_cast<double>(count_);
  return exact_ ? r / all : (1 + r) / (1 + all);
}

void Signs::sums(const Matrix& x, const std::function<void(View)>& visit) const {
  assert(x.rows == blocks_);
  Vector s(x.columns);
  if (exact_) {  // two small tables instead of one of 2^15 rows
    const std::size_t half = 1 + (blocks_ - 1) / 2;
    const Matrix low = table(x, 1, half), high = table(x, half, blocks_);
    for (std::size_t h = 0; h < high.rows; ++h)
      for (std::size_t l = 0; l < low.rows; ++l) {
        for (std::size_t k = 0; k < s.size(); ++k) s[k] = x(0, k) + low(l, k) + high(h, k);
        visit(s);
      }
    return;
  }
  Stream stream{{0, 0, "sign_flip"}};  // always the same patterns: the same differences give the same p
  for (std::size_t b = 0; b < count_; ++b) {
    std::uint64_t bits = 0;
    std::copy_n(x.row(0).begin(), s.size(), s.begin());
    for (std::size_t i = 1; i < blocks_; ++i) {
      if (i % 64 == 1) bits = stream.bits();
      const double sign = bits & 1 ? -1 : 1;
      bits >>= 1;
      for (std::size_t k = 0; k < s.size(); ++k) s[k] += sign * x(i, k);
    }
    visit(s);
  }
}

}  // namespace paribus
