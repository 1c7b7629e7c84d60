#pragma once
// A way to find groups among points that nobody has labeled.

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "paribus/base/catalogue.hpp"
#include "paribus/base/random.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

/// The group of each point: 0, 1, 2, ...
using Labels = std::vector<std::uint32_t>;
inline constexpr std::uint32_t no_group = std::numeric_limits<std::uint32_t>::max();   ///< of a point that is in none

/// A mixture of normal distributions.
struct Mixture {
  Vector weights;                   ///< k numbers that sum to 1
  Matrix means;                     ///< k x d
  std::vector<Matrix> covariances;  ///< k times d x d
};

/// How a point that was not there joins the groups: by no rule, the group of the nearest center, or the likeliest part of
/// the mixture.
enum class Joins { by_no_rule, nearest, likeliest };

struct Groups {
  Labels labels;
  std::size_t groups = 0;
  Matrix centers = {};       ///< groups x d; no rows: this way knows none
  double objective = std::numeric_limits<double>::quiet_NaN();   ///< what this way makes small, if anything
  bool settled = true;       ///< it ended by itself, not because its iterations were used up
  Mixture mixture = {};      ///< a part for each group; no weights: the groups are none. (Weights of groups that were left out are missing)
  std::size_t shrunken = 0;  ///< parts of the mixture whose likelihood is the doing of the floor of its variances
  std::size_t parameters = 0;   ///< free numbers of the density whose mean -log-likelihood of a row is `objective`; 0: none
  Vector heights = {};       ///< how far apart the two were that became one, from single rows to one group of all (ward: √(2 growth of the squares), as SciPy has it); empty: nothing was united
};

class Clustering {
 public:
  virtual ~Clustering() = default;
  /// Groups of the rows of x (finite numbers). The same stream gives the same groups. Throws Error: no rows, fewer rows
  /// than groups, more rows than this way can take.
  virtual Groups group(const Matrix& x, std::size_t groups, const StreamName&) const = 0;
  /// Whether it makes as many groups as it is told; otherwise it finds their number itself.
  virtual bool told() const { return true; }
  virtual Joins joins() const { return Joins::by_no_rule; }
};
const Catalogue<Clustering>& clusterings();

/// The groups of these numbers, under new ones in that order; points of others are in none.
Groups renumbered(Groups, std::span<const std::uint32_t> order);
/// Those that have points: a way that is asked for more groups than points differ leaves some empty.
Groups filled(Groups);
/// The largest first; of equals the earlier.
Groups by_size(Groups);
std::vector<std::size_t> sizes(const Groups&);

/// Throws Error unless 1 <= groups <= rows.
void check_groups(const Matrix& x, std::size_t groups, std::string_view way);

}  // namespace paribus
