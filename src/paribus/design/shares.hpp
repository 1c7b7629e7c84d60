#pragma once
// From variances to shares, with an interval and a noise floor.

#include <functional>

#include "paribus/design/design.hpp"

namespace paribus {

using Terms = std::vector<std::vector<std::size_t>>;   ///< factors of each term; the noise is not among them

inline constexpr int resamples = 1000, relabelings = 200;

/// Each variance over `total`, then 1 - their sum (not below 0) for the noise. All 0 when nothing varied.
Vector shares_of(Vector variances, double total);

/// Shares of the terms and, last, of the noise. `resample()` gives the same shares from replicates drawn with
/// replacement. Interval: c +- t s, cut to [0, 1] and never leaving out the share itself. s is the standard deviation
/// over 1000 resamples, enlarged by sqrt(units / (units - 1)); t the 97.5 % point with units - 1 degrees of freedom;
/// c = 2 share - mean of resamples takes away what noise adds to every term. The percentiles of the resamples
/// themselves are too narrow for few replicates. NaN for one unit.
/// Source: Efron & Tibshirani 1993, An Introduction to the Bootstrap (standard error and bias).
std::vector<Share> with_intervals(const Terms&, const Vector& shares, std::size_t units, const std::function<Vector()>& resample);

/// The share that 95 % of random relabelings stay below: a term without any effect exceeds it with probability
/// at most 5 %. `relabel()` gives one such share.
double noise_floor(const std::function<double()>& relabel);

/// Weights of n units drawn with replacement: counts over n.
Vector resampled_weights(std::size_t n, Stream&);

}  // namespace paribus
