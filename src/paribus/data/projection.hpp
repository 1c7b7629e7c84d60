#pragma once
// Fewer columns than the table has: the last step of a preprocessing. z = (x - center) axes^T, where the axes are
// principal components of the training rows (math/principal.hpp), or directions that chance chose and no row had a say in:
//   gaussian  each number N(0, 1) / sqrt(k)
//   sparse    sqrt(3 / k) times +1, 0 or -1 with chances 1/6, 2/3, 1/6 (Achlioptas 2003)
// Both keep the squared distance of two rows on average, and to within a share epsilon with a chance that grows with k
// (Johnson & Lindenstrauss 1984), however many columns there were.

#include <string>

#include "paribus/base/random.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

struct Projection {
  std::string how;            ///< "pca", "randomized_pca", "gaussian", "sparse"; "": there is none
  Vector center;              ///< d
  Matrix axes;                ///< k x d
  std::string note = {};      ///< what was found, for the reader: a sentence. Not kept.

  bool none() const { return how.empty(); }
  /// From the training rows x, as the settings want it. Throws Error: more components than rows or columns (pca), whitening of what is no pca.
  static Projection fit(const std::string& how, std::size_t k, bool whiten, const Matrix& x, View weight, const StreamName&);
  std::string name(std::size_t j) const;    ///< of column j: "component 1", "projection 1"
  Matrix apply(const Matrix& x) const;      ///< n x k
};

/// k x d by chance, in the scale that keeps distances.
Matrix gaussian_axes(std::size_t k, std::size_t d, Stream);
Matrix sparse_axes(std::size_t k, std::size_t d, Stream);

}  // namespace paribus
