#pragma once
// Equations and functions of a symmetric operator given by its products, for implicit and exponential steps.

#include "paribus/flow/optimizer.hpp"
#include "paribus/math/krylov.hpp"

namespace paribus {

/// How such a computation went.
struct Products {
  int count = 0;           ///< of the operator
  bool converged = false;
};

/// x with |b - A x| <= tolerance |b|, A symmetric and perhaps indefinite, by the minimal residual method of Paige &
/// Saunders 1975, from x = 0. Uses scratch `first` to `first` + 6.
Products minimal_residual(const Operator& a, View b, Span x, double tolerance, int most, Scratch&, std::size_t first);

/// out = phi_1(-h A) b with phi_1(z) = (e^z - 1) / z, from the Krylov space of A and b: |b| V phi_1(-h T) e_1.
/// Converged when the share of the last basis vector times h beta, which Saad 1992 found to be close to the error, is
/// at most tolerance |out|.
Products phi_product(const Operator& a, double h, View b, Span out, double tolerance, int most);

}  // namespace paribus
