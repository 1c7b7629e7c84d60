#pragma once
// The gap statistic: how much smaller the squares within groups are than those that the same way of grouping finds where
// there are no groups. Points without groups are drawn evenly from the box around the data along their principal axes.
//   gap(k) = mean over references of log W*_k - log W_k          (Tibshirani, Walther & Hastie 2001)
// Their choice is the smallest k with gap(k) >= gap(k+1) - s(k+1).

#include "paribus/cluster/clustering.hpp"

namespace paribus {

struct GapStatistic {
  double gap;     ///< infinite if W is 0: every point is its own mean
  double error;   ///< s: standard deviation of log W* over the references, with n, times sqrt(1 + 1 / references)
};

/// The groups of x are given; those of reference r are drawn and found with stream.at(r). At least one reference.
GapStatistic gap_statistic(const Matrix& x, const Groups&, const Clustering&, std::size_t groups, std::size_t references, const StreamName&);

}  // namespace paribus
