#pragma once
// Intervals and tests by order statistics alone: they need no number to be finite, only to be comparable.

#include "paribus/math/distribution.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

/// The distribution-free interval of a median: the k-th smallest and the k-th largest of n values, k as large
/// as P(Binomial(n, 1/2) < k) <= level / 2 allows. Infinite when n is too small. A NaN may be anything.
/// Source: Hahn & Meeker 1991, Statistical Intervals.
Interval median_interval(View values, double level);

/// The middle value, or the mean of the two middle ones; NaN only if the values that decide it are NaN.
double middle(View values);

/// Two-sided exact sign test of "the median is 0". Zeros and NaNs count against the larger side.
double sign_test(View differences);

}  // namespace paribus
