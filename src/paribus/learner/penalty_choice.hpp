#pragma once
// Which penalty of a path? The one whose predictions of rows that the fit did not see are best, in k-fold
// cross-validation inside the training part; or, by the rule of one standard error (Breiman et al. 1984), the largest
// penalty whose error is within one standard error of that.

#include "paribus/base/random.hpp"
#include "paribus/data/examples.hpp"
#include "paribus/learner/penalized.hpp"

namespace paribus {

struct PathErrors {
  Vector mean;     ///< squared error on rows left out, of each penalty: the mean over folds
  Vector error;    ///< its standard error
  std::size_t best() const;                  ///< of equal ones the largest penalty
  std::size_t within_one_error() const;      ///< the largest penalty with mean <= mean + error of the best
};

/// Penalties fall. Throws Error if there are fewer rows than folds.
PathErrors cross_validate(const Examples&, const Blocks&, CoordinateDescent::Rules, std::span<const Penalty>, std::size_t count,
                          const StreamName&);

}  // namespace paribus
