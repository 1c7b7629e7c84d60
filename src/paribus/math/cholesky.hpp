#pragma once
// A symmetric positive definite matrix as L L^T, kept to be solved with many times.

#include "paribus/math/matrix.hpp"

namespace paribus {

class Cholesky {
 public:
  /// The lower triangle of a (n x n) is read. A pivot below n 2^-52 of its diagonal element is lost in rounding.
  explicit Cholesky(Matrix a);
  bool positive() const { return failed_ == size(); }
  std::size_t failed() const { return failed_; }   ///< the first pivot that is not positive; n: none
  double pivot() const { return pivot_; }          ///< that pivot
  std::size_t size() const { return l_.rows; }
  const Matrix& factor() const { return l_; }      ///< L; above its diagonal stands what a held
  // Only if positive():
  void lower(Span b) const;                        ///< b <- L^-1 b
  void upper(Span b) const;                        ///< b <- L^-T b
  Vector solve(View b) const;                      ///< a^-1 b
  Matrix inverse() const;                          ///< a^-1, symmetric to the bit

 private:
  Matrix l_;
  std::size_t failed_;
  double pivot_ = 0;
};

}  // namespace paribus
