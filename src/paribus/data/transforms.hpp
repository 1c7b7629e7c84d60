#pragma once
// Transforms: `fit` sees the rows of the training part and nothing else; `apply` treats all rows alike.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "paribus/data/dataset.hpp"

namespace paribus {

using RowNumbers = std::span<const std::uint32_t>;

/// Mean 0 and standard deviation 1 (population: divided by n) on the training rows. A feature that is constant
/// there carries no information and becomes 0 everywhere.
struct Standardize {
  double mean = 0, sd = 0;                ///< sd 0: constant
  static Standardize fit(View values, RowNumbers train, View weight = {});   ///< of each row; none given: 1
  double apply(double x) const { return sd > 0 ? (x - mean) / sd : 0.0; }
  double undo(double z) const { return mean + sd * z; }
};

/// One column of 0 and 1 for every category seen in training; an unseen one is 0 in all of them.
struct OneHot {
  std::vector<std::size_t> levels;        ///< indices into the column's categories, ascending
  static OneHot fit(const Column&, RowNumbers train);
  bool knows(double category) const;
};

/// The value that stands in for a missing one.
struct Impute {
  double value = 0;
  /// `how`: "mean" (a column of categories: most frequent) or "most_frequent" (on a tie the smallest number, the
  /// first category), each row counted as often as its weight says. Throws Error if the training part has no value at all.
  static Impute fit(const Column&, RowNumbers train, const std::string& how, View weight = {});
};

}  // namespace paribus
