#pragma once
// The Lanczos recurrence, which turns products with a large symmetric operator into a small tridiagonal matrix T.
// After m products A V = V T + beta_m v_{m+1} e_m^T with V n x m orthonormal. Whatever asks a symmetric operator for
// its spectrum starts from here.

#include <functional>

#include "paribus/math/dense.hpp"

namespace paribus {

using Operator = std::function<void(View v, Span out)>;  ///< out = A v, A symmetric n x n

/// w <- w minus its part in the span of the orthonormal `basis`. Twice is enough (Parlett 1980): after the second
/// pass w is orthogonal to the basis to working precision.
void orthogonalize(Span w, std::span<const Vector> basis);

class Krylov {
 public:
  explicit Krylov(Vector start);               ///< of norm 1
  /// One product: T gets a row. Not once closed.
  void grow(const Operator&);
  std::size_t size() const { return alpha_.size(); }
  /// beta_m |last weight| is the residual of a Ritz vector with these weights, in exact arithmetic.
  double left() const { return beta_.back(); }
  /// The space is invariant up to rounding, or all of R^n, or what the operator gave is not finite.
  bool closed() const { return closed_; }
  SymmetricEigen ritz() const;                 ///< of T: column j holds the weights of Ritz vector j
  Vector combine(View weights) const;          ///< V weights

 private:
  std::vector<Vector> basis_;
  Vector alpha_, beta_, next_;
  double norm_ = 0;                            ///< the largest |A v| seen
  bool closed_ = false;
};

}  // namespace paribus
