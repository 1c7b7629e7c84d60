#pragma once
// The density of a symmetric operator's spectrum, from products alone: stochastic Lanczos quadrature. From a random
// start of norm 1, m Lanczos steps give Gauss's rule for the spectral measure that this vector sees, exact for
// polynomials of degree 2m - 1; averaged over starts it is (1/n) sum_i delta(lambda - lambda_i).
// Sources: Golub & Welsch 1969; Ubaru, Chen & Saad 2017; Ghorbani, Krishnan & Xiao 2019.

#include "paribus/math/trace.hpp"

namespace paribus {

/// Nodes ascending, weights positive with sum 1.
struct GaussRule { Vector nodes, weights; };

/// One rule of at most m nodes (fewer where the Krylov space ends) per probe, numbered as in trace.hpp.
std::vector<GaussRule> spectral_rules(std::size_t n, const Operator&, std::size_t m, std::size_t probes, ProbeLaw,
                                             const StreamName&);

/// (1/n) tr A^power with its standard error over the probes. No bias for power <= 2m - 1.
ProbeMean spectral_moment(std::span<const GaussRule>, int power);

/// At each point, the density after smoothing by a normal law of standard deviation `width` > 0, and its standard
/// error over the probes. Integrates to 1. What is narrower than `width` or than the spacing of the nodes is not seen.
struct Density { Vector values, errors; };
Density spectral_density(std::span<const GaussRule>, View points, double width);

}  // namespace paribus
