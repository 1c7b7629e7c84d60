#pragma once
// Principal components (Pearson 1901; Hotelling 1933): the orthonormal directions in which n rows of d numbers vary most.
//   u = x - mean,  u^T W u / (n - 1) = V diag(variance) V^T,  n = sum of the weights,  scores z = u V
// No other plane of k dimensions is nearer to the rows in squares (Eckart & Young 1936). In each axis the coefficient of
// the largest size (the first of several) is positive, so that signs are no matter of chance.

#include "paribus/base/random.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

struct PrincipalComponents {
  enum class Path { gram, dual, svd, randomized };
  Path path = Path::gram;
  Vector center;              ///< d means
  Matrix axes;                ///< k x d, rows orthonormal, by falling variance
  Vector variance;            ///< k, of the scores, by n - 1
  double total = 0;           ///< variance of all d columns together
  /// Of `randomized`: the largest |C v - variance v| over the k axes, C the covariance, as a share of the first variance.
  /// So close does an eigenvalue of C lie to each variance. 0 on the exact paths, which work to the rounding.
  double residual = 0;

  double ratio(std::size_t j) const { return total > 0 ? variance[j] / total : 0; }   ///< explained variance ratio
  double rounding() const;    ///< a variance up to this may be what rounding left of none
};
const char* word(PrincipalComponents::Path);   ///< "eigenvalues of the columns' products", ...

/// The first k <= min(n, d), to the last digits. The eigenvalues of x^T x (d x d), or of x x^T (n x n) if rows are fewer
/// (Gram, dual), cost least, and know each variance to about 1e-16 of the largest; where a variance asked for is below
/// 1e-6 of the largest, a singular value decomposition of the rows themselves, which squares nothing, knows deviations to
/// about 1e-16 of the largest deviation.
/// Empty `weight`: every row counts once. Throws Error: fewer than 2 rows, k out of range, what is no number.
PrincipalComponents principal_components(const Matrix& x, std::size_t k, View weight = {});

/// The same by subspace iteration from random directions (Halko, Martinsson & Tropp 2011): k + 10 of them, drawn from the
/// stream, `powers` + 2 products with u^T W u, each a pass over the rows, and a Rayleigh-Ritz step in the last. Errors of the variances
/// fall as (variance[k + 10] / variance[j])^(2 powers + 2); `residual` says what is left.
PrincipalComponents randomized_components(const Matrix& x, std::size_t k, Stream, std::size_t powers = 7, View weight = {});

Matrix scores(const PrincipalComponents&, const Matrix& x);                   ///< n x k
Matrix reconstruction(const PrincipalComponents&, const Matrix& scores);      ///< n x d: mean + scores axes
Matrix loadings(const PrincipalComponents&);                                  ///< d x k: axis times the deviation of its scores
/// k x d: axes over the deviation of their scores, which then have variance 1. An axis of no variance becomes 0.
Matrix whitening(const PrincipalComponents&);
/// (x - center) axes^T in float64, row by row: what a row becomes depends on no other.
Matrix project(const Matrix& x, View center, const Matrix& axes);

}  // namespace paribus
