#pragma once
// What is likely to be wrong with a table, before anything is learned from it: columns that tell the target or name the
// row, rows that stand twice, numbers far from all others, columns that nearly depend on each other.

#include <string>
#include <vector>

#include "paribus/data/description.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

/// How the number features lie together, over the rows without a missing one of them, each in units of its deviation.
struct Geometry {
  std::size_t rows = 0, columns = 0;   ///< used; constant columns are left out
  double condition = 0;                ///< largest over smallest singular value of these columns; infinite: they depend on each other
  double effective_rank = 0;           ///< exp of the entropy of the shares of variance (Roy & Vetterli 2007): 1 .. columns
  Vector singular;                     ///< those values, falling; one that may be rounding alone is 0
  struct Pair { std::string a, b; double correlation = 0; };
  std::vector<Pair> close;             ///< |correlation| >= 0.95, the closest first
  Pair closest;                        ///< of all pairs, whatever its correlation
  std::vector<std::string> names;      ///< of the first 30 of these columns
  Matrix correlation;                  ///< between those
  /// Leverage of a row (Hoaglin & Welsch 1978): 1/n + its squared distance from the mean in the metric of the columns, over
  /// n - 1. The mean is (columns + 1) / n; 1 means that a fit goes through that row whatever its target is.
  struct Leverage { std::size_t row; double value; };   ///< rows count from 1
  std::vector<Leverage> leverage;      ///< of each row used, the largest first
  double high = 0;                     ///< three times the mean
  std::size_t high_leverage = 0;       ///< rows above that
};
/// Nothing useful (0 columns) of fewer than 3 complete rows or of more than 2000 columns.
Geometry geometry(const Dataset&);

struct Suspicion {
  enum class Kind { target_copy, identifier, time, outliers, imbalance, across_split };
  Kind kind;
  std::string column;   ///< "" if it is about rows
  std::string text;     ///< a sentence without its end
};
/// Target copies: a feature that equals the target, follows it with |correlation| >= 0.999, or tells its class in all rows.
/// Identifiers: words or ascending whole numbers, each there once. Time: a name or words such as dates, or numbers that go
/// up with the rows. Outliers: further than 10 of the column's robust deviations (1.4826 MAD) from its median. Imbalance: a
/// class below a tenth of what an even share would be. Across a split: rows of the default split's test part that stand
/// in its training part too (of tables of up to 2e7 numbers).
std::vector<Suspicion> suspicions(const Dataset&);

/// A table and what its numbers say of it.
struct Diagnosis {
  Diagnosis(const Dataset& data) : table{data}, geometry{paribus::geometry(data)}, suspicions{paribus::suspicions(data)} {}
  Description table;
  Geometry geometry;
  std::vector<Suspicion> suspicions;
};

/// Geometry and suspicions as text, with the shape of each number column in bars.
std::string diagnosis(const Diagnosis&);

// Its pieces, with typographic signs.
std::string condition_words(const Geometry&);   ///< "condition number 21.7; effective rank 6.15"
std::string leverage_words(const Geometry&);    ///< the largest, and how many are high
std::string close_words(const Geometry&);       ///< pairs of columns that are close; "" if there is none

}  // namespace paribus
