#pragma once
// Factors, and ways to choose their levels *and* read the answers: both in one class, since an estimator is
// valid only for the plan it was made for.

#include <optional>
#include <vector>

#include "paribus/base/catalogue.hpp"
#include "paribus/base/random.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

/// One mathematical choice under study.
struct Factor {
  std::string address;              ///< "optimizer.learning_rate"
  std::vector<Value> levels;        ///< in order; for a range: its grid
  bool range = false;               ///< given as from/to: levels lie on a line, random designs may draw between
  double from = 0, to = 0;
  bool logarithmic = false, whole = false;
  Where where;
};

/// One cell of a plan: a value per factor, in the order of the factors.
using Cell = std::vector<Value>;

/// The share of the response's variance that a factor, a pair, or the replicate carries.
struct Share {
  std::vector<std::size_t> factors;   ///< one or two indices; empty: the replicate and all that is left (noise)
  double share = 0, low = 0, high = 0;   ///< estimate and bootstrap interval over replicates
  double floor = 0;                   ///< noise floor: the share that 95 % of random relabelings stay below; NaN for the noise
};

class Design {
 public:
  virtual ~Design() = default;
  /// Number of cells, counted without making them (saturates at the largest 64-bit number).
  virtual std::uint64_t count(std::span<const Factor>) const = 0;
  virtual std::vector<Cell> plan(std::span<const Factor>, const StreamName&) const = 0;
  /// response(cell, replicate). Throws Error if the plan is not this design's own.
  virtual std::vector<Share> analyze(std::span<const Factor>, const std::vector<Cell>& plan, const Matrix& response,
                                     const StreamName&) const = 0;
};
const Catalogue<Design>& designs();

}  // namespace paribus
