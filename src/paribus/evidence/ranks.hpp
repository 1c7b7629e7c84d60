#pragma once
// Several treatments over many data sets, by rank alone: scores of different sets have no common unit.
// Source: Demsar 2006, Statistical comparisons of classifiers over multiple data sets, section 3.2.2.

#include <cstdint>
#include <utility>
#include <vector>

#include "paribus/math/matrix.hpp"

namespace paribus {

struct RankTest {
  std::size_t sets = 0;
  Vector mean;                 ///< mean rank of each treatment: 1 is best on every set; ties share their ranks
  double chi_squared = 0;      ///< Friedman's, divided by `ties` as R's friedman.test does; k - 1 degrees of freedom
  double ties = 1;             ///< share of the variance of ranks that ties leave; 1: none. chi_squared * ties is Demsar's
  double f = 0, p = 1;         ///< Iman & Davenport 1980: (N - 1) chi^2 / (N (k - 1) - chi^2), and its p by F(k - 1, (k - 1)(N - 1))
  double critical = 0;         ///< Nemenyi's critical difference: q_level / sqrt(2) sqrt(k (k + 1) / (6 N))
  /// Largest groups of treatments, in order of mean rank, whose ends differ by less than the critical difference; each
  /// of at least two. They may overlap.
  std::vector<std::vector<std::size_t>> alike;
};

/// scores(set, treatment). Not finite scores rank last, and are ties of one another. At least two sets and treatments.
RankTest rank_test(const Matrix& scores, bool higher_is_better, double level);

/// Nemenyi's p of one pair: that ranks of k equal treatments lie as far apart anywhere.
double nemenyi_p(double difference, std::size_t treatments, std::size_t sets);

/// Ranks of one set, 1 the best; ties share the mean of theirs.
Vector ranks_of(View scores, bool higher_is_better);

}  // namespace paribus
