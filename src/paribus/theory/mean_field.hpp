#pragma once
// Signals in a wide random network, in the limit of infinite width: layer by layer the squared length q of a signal
// and the correlation c of two signals follow maps of their own (Poole et al. 2016; Schoenholz et al. 2017).
//   q <- w E phi(sqrt(q) Z)^2 + b,   w and b the variances of weights (times fan-in) and biases

#include <limits>

#include "paribus/math/matrix.hpp"

namespace paribus {

/// The fixed point of a tanh network; weight > 0, bias >= 0.
struct MeanField {
  double length = 0;              ///< q*
  double chi = 0;                 ///< w E phi'(sqrt(q*) Z)^2: what a layer does to small differences and gradients
  double length_chi = 0;          ///< slope of the length map at q*: chi + w E phi''(.) phi(.)
  double correlation = 1;         ///< c*: below 1 in the chaotic phase, chi > 1
  double correlation_chi = 0;     ///< slope of the correlation map at c*: at c* = 1 chi if q* is finite and positive,
                                  ///< else 1: correlations near c* slower than exponentially, or not at all
};
MeanField tanh_mean_field(double weight, double bias);
/// ReLU: c* = 1, chi = w/2, and the slope of the correlation map is w/2 where w < 2 and b > 0. Elsewhere b counts for
/// nothing beside the signal: that map is the arc-cosine one (Cho & Saul 2009), with slope 1 and 1 - c ~ 1/L^2.
/// q* = b / (1 - w/2) where w < 2; else q* is infinite, or any start's where w = 2, b = 0 (NaN).
MeanField relu_mean_field(double weight, double bias);
double tanh_edge_of_chaos(double bias);  ///< the w at which chi = 1; bias >= 0

/// The number of layers after which a share 1/e of a deviation is left: 1 / |log chi|.
double depth_scale(double chi);

}  // namespace paribus
