#pragma once
// Joint sign patterns of paired differences: under the null hypothesis treatment and reference of a block are
// exchangeable, so every pattern of signs over the blocks was equally likely. One pattern serves all
// comparisons of a family at once, which is how their dependence enters the correction.

#include <functional>

#include "paribus/math/matrix.hpp"

namespace paribus {

class Signs {
 public:
  explicit Signs(std::size_t blocks);
  bool exact() const { return exact_; }          ///< all patterns (up to 16 blocks), else 10 000 random ones
  /// Patterns visited. The first block keeps its sign: a pattern and its mirror image give mirrored sums.
  std::size_t count() const { return count_; }
  /// The smallest p that a two-sided test over these patterns can give.
  double smallest_p() const;
  /// p of a statistic that `reached` of the visited patterns attain or pass: exact share, or (1 + r) / (1 + count).
  double p(std::size_t reached) const;
  /// Calls visit(sums) once per pattern: sums[k] = sum over blocks i of sign_i x(i, k). x[blocks x k].
  void sums(const Matrix& x, const std::function<void(View)>& visit) const;

 private:
  std::size_t blocks_, count_;
  bool exact_;
};

}  // namespace paribus
