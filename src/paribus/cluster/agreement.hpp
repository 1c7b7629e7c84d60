#pragma once
// How far two groupings of the same points agree. The names of groups have no say: only who is with whom. Points in no
// group (no_group) count as one more group.

#include "paribus/cluster/clustering.hpp"

namespace paribus {

/// Adjusted Rand index: 1 for the same groups, 0 in the mean for groups of these sizes by chance, at least -1/2. Of all
/// pairs of points, with s the pairs together in both, a and b in one and in the other, m = a b / pairs:
/// (s - m) / ((a + b) / 2 - m). 1 where that is 0/0: both have one group, or both only single points. (Hubert & Arabie 1985)
double adjusted_rand(const Labels&, const Labels&);

/// Mutual information over the mean of the two entropies, in [0, 1]; 1 if both entropies are 0. Groups by chance do not
/// score 0: the more groups, the more. (Strehl & Ghosh 2002, with the arithmetic mean)
double normalized_information(const Labels&, const Labels&);

}  // namespace paribus
