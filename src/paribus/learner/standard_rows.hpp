#pragma once
// The training rows of a classification in coordinates that are good to compute in: each column less its weighted mean
// (if an intercept takes that up) and divided by its weighted standard deviation.

#include "paribus/data/examples.hpp"
#include "paribus/math/kernel.hpp"

namespace paribus {

class StandardRows {
 public:
  /// Rows of weight 0 and classes without rows are left out, and so are columns that do not vary or whose numbers stand
  /// in `without`. `weights`: n, or empty for ones. Throws Error: one class only; no weight; spread out of range.
  StandardRows(const Prepared&, View weights, bool intercept, std::span<const std::size_t> without = {});
  StandardRows(const StandardRows&) = delete;
  StandardRows& operator=(const StandardRows&) = delete;

  std::size_t size() const { return label.size(); }
  std::size_t features() const { return used.size(); }              ///< d
  std::size_t width() const { return used.size() + intercept; }     ///< d, and one for the intercept
  std::size_t classes() const { return present.size(); }
  /// Rows from, from + stride, ... in the new coordinates, the intercept's 1 last, padded with zeros.
  template <class T>
  void block(std::size_t from, std::size_t stride, Rows<T> out) const;
  View raw(std::size_t i) const { return table_->row(i); }          ///< d numbers r; the row is (r - shift) * factor

  bool intercept;
  std::vector<std::size_t> used;         ///< columns of the data, ascending
  std::vector<std::size_t> constant;     ///< columns that do not vary
  std::vector<std::size_t> present;      ///< classes of the data that have rows, ascending
  std::vector<std::uint32_t> row;        ///< of each row, its number in the data
  std::vector<std::uint32_t> label;      ///< of each row, an index into present
  Vector weight;                         ///< of each row; they sum to 1
  double total;                          ///< what the weights summed to
  Vector center, scale;                  ///< of the d columns, in units of the data
  Vector shift, factor;                  ///< from raw() to the new coordinates

 private:
  Matrix copy_;
  const Matrix* table_;
};

}  // namespace paribus
