#pragma once
// Covariances of pure noise: n independent rows of p independent numbers of variance s, gamma = p / n. As both grow the
// eigenvalues of X^T X / n fill an interval with a known density, and a direction of more variance is seen or drowned.

#include "paribus/math/matrix.hpp"

namespace paribus::random_matrix {

/// s (1 -+ sqrt(gamma))^2, the ends of the bulk. Source: Marchenko & Pastur 1967.
struct Edges { double low, high; };
Edges edges(double gamma, double variance = 1);
/// sqrt((high - x)(x - low)) / (2 pi gamma s x) between the edges, else 0. Of gamma > 1 a share 1 - 1/gamma lies at 0 besides.
double density(double x, double gamma, double variance = 1);
/// The number below which half of the mass lies, gamma in (0, 1].
double median(double gamma);

/// What becomes of a direction of population variance `spike` among variances of 1. Sources: Baik, Ben Arous & Péché
/// 2005; Paul 2007.
double spike_threshold(double gamma);                 ///< 1 + sqrt(gamma): below it nothing is seen
double spike_variance(double spike, double gamma);    ///< where its sample eigenvalue goes: spike (1 + gamma / (spike - 1)), or the upper edge
double spike_overlap(double spike, double gamma);     ///< squared cosine of sample and population direction, 0 below the threshold

/// Singular values of a noisy matrix are kept above this many times their median; beta = rows / columns in (0, 1], or
/// the other way about. Source: Gavish & Donoho 2014; 2.858 for a square matrix.
double gavish_donoho_factor(double beta);

}  // namespace paribus::random_matrix
