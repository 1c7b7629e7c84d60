#pragma once
// The range of k independent standard normal numbers: how far apart the largest and the smallest lie. It is the
// studentized range with infinitely many degrees of freedom, of Tukey's and Nemenyi's comparisons of all pairs.

namespace paribus {

/// P(range of k <= q) = k integral of phi(z) (Phi(z) - Phi(z - q))^(k - 1) dz, to 1e-12. k >= 2.
double normal_range_cdf(double q, int k);
double normal_range_quantile(double p, int k);   ///< 0 < p < 1

}  // namespace paribus
