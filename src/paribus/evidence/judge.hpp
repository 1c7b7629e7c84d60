#pragma once
// Ways of judging a declared family of paired comparisons. The family is judged together, since the
// correction for many comparisons belongs to the family and not to one of its members.

#include <vector>

#include "paribus/base/catalogue.hpp"
#include "paribus/evidence/verdict.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

/// What may be concluded about: fixed by what varied between the blocks.
enum class Population { starts, new_data };  ///< "random starts, on this split" / "new data of this kind"
std::string_view word(Population);

/// Differences treatment - reference, one per block (replicate, dataset, fold). Not finite values rank worst:
/// a judge that needs numbers answers "cannot tell" and says why.
struct Comparison { Vector differences; };

struct Family {
  double margin = 0;            ///< the smallest difference that would matter, in the metric's unit
  double level = 0.05;          ///< of the whole family
  double test_over_train = 0;   ///< n_test / n_train, for the corrected resampled t
};

class Judge {
 public:
  virtual ~Judge() = default;
  virtual Population population() const = 0;
  /// One verdict per comparison, in order. Throws Error on an empty family or differences of unequal length.
  virtual std::vector<Verdict> judge(std::span<const Comparison>, const Family&) const = 0;
  /// The smallest corrected p that `blocks` blocks can give a family of `comparisons`.
  virtual double smallest_p(std::size_t blocks, std::size_t comparisons) const = 0;
};
const Catalogue<Judge>& judges();

/// Refuses, by name, a judge that does not fit what varied, and a family that cannot reject at its level.
void check_family(const Entry<Judge>&, Population, std::size_t blocks, std::size_t comparisons, double level);

}  // namespace paribus
