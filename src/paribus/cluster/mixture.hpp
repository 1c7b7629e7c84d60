#pragma once
// A mixture of normal distributions, by expectation and maximization in turn. (Dempster, Laird & Rubin 1977)
//   p(x) = sum_j w_j N(x; m_j, C_j)

#include "paribus/cluster/clustering.hpp"

namespace paribus {

struct MixtureRules {
  bool diagonal = false;            ///< covariances without what is off the diagonal
  double floor = 1e-6;              ///< added to each variance, so that none becomes 0
  std::uint64_t iterations = 1000;
  double tolerance = 1e-6;          ///< it ends when the mean log-likelihood of a row changes by less
};

struct MixtureFit {
  Mixture mixture;
  Matrix shares;                    ///< n x k: how likely each row comes from each part; rows sum to 1
  Vector log_likelihood;            ///< mean over rows, before each maximization; never falls, but for the floor and rounding
  bool settled = false;
};

/// Begins with a maximization, as if every row came from the part that `start` says (each part has a row). Throws Error
/// if a covariance is singular in spite of its floor.
MixtureFit fit_mixture(const Matrix& x, const Labels& start, std::size_t parts, const MixtureRules&);

/// Parts that some direction of lies within ten times the floor of its variances: such a part has next to no extent there,
/// and what it adds to the likelihood says how small the floor is. (Day 1969: without a floor there is no greatest likelihood)
std::size_t shrunken_parts(const Mixture&, double floor);

/// Free numbers of a mixture of k parts in d dimensions.
std::size_t free_parameters(std::size_t k, std::size_t d, bool diagonal);

/// shares(i, j) of the mixture, each row's by itself, and the mean log-likelihood of a row.
double expectation(const Matrix& x, const Mixture&, Matrix& shares);

}  // namespace paribus
