#pragma once
// Does a way of grouping find the same groups in other rows of the same data?

#include "paribus/cluster/clustering.hpp"

namespace paribus {

/// Mean over pairs of subsamples (that share of the rows, without replacement) of the adjusted Rand index of their
/// groups on the rows that both have. 1: the same groups every time. NaN where it could not be less: one group, or as
/// many as rows of a subsample; NaN also where a pair shares no two rows. Pair p draws from stream.at(p). (Ben-Hur,
/// Elisseeff & Guyon 2002)
double stability(const Matrix& x, const Clustering&, std::size_t groups, std::size_t pairs, double share, const StreamName&);

}  // namespace paribus
