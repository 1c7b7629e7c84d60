#pragma once
// A family of comparisons judged by Student's t: p corrected by Holm, intervals by Bonferroni.

#include "paribus/evidence/judge.hpp"

namespace paribus {

struct TRule {
  double variance_factor = 0;            ///< variance of the mean over that of one difference: 1/n, or larger if they are dependent
  Population population = Population::starts;
  std::string method, assumption;
};

/// Differences that are not finite, or all equal but not 0, are no matter for a t test: the first give "cannot tell", the others are
/// judged by their signs, and both say why.
std::vector<Verdict> judge_by_t(std::span<const Comparison>, const Family&, const TRule&);

/// "1 comparison" or "Holm correction for 5 comparisons, Bonferroni intervals".
std::string corrected_for(std::size_t comparisons);

}  // namespace paribus
