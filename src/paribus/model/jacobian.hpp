#pragma once
// The Jacobian of a model's outputs, the neural tangent kernel, and the model linearized at one point.

#include "paribus/math/dense.hpp"
#include "paribus/model/output_map.hpp"

namespace paribus {

/// J = dz/dtheta, (n k) x P, row i k + c: output c of the i-th of the named rows (none: all). By n k pull-backs. Throws
/// Error if it would take more than 2 GB.
Matrix jacobian(OutputMap&, View theta, std::span<const std::uint32_t> rows = {});

/// The neural tangent kernel Theta = J M J^T, (n k) x (n k), column by column and without J: no memory beyond its own.
/// M is diagonal, what the descent is preconditioned by; empty: 1. With M = 1 / fan_in on weights it is the kernel of
/// the NTK parametrization. Exactly symmetric. Throws Error if it would take more than 2 GB, 16384 outputs of examples.
/// Source: Jacot, Gabriel & Hongler 2018.
Matrix tangent_kernel(OutputMap&, View theta, std::span<const std::uint32_t> rows = {}, View metric = {});

/// f_lin(theta; x) = f(theta_0; x) + J (theta - theta_0) under half the squared error, a quadratic in theta:
///   L = 1/(2n) |f_lin - y|^2,   grad L = J^T (f_lin - y) / n,   H = J^T J / n.
/// Source: Lee, Xiao, Schoenholz et al. 2019.
class Linearized final : public Objective {
 public:
  Linearized(std::unique_ptr<OutputMap>, View theta0);
  std::size_t dimension() const override { return theta0_.size(); }
  double evaluate(View theta, const Draw&, Span gradient) override;
  void hessian_vector(View theta, const Draw&, View v, Span out) override;
  /// f_lin at theta, n k numbers as in model/output_map.hpp.
  Vector outputs(View theta, std::span<const std::uint32_t> rows = {});

 private:
  std::unique_ptr<OutputMap> map_;
  Vector theta0_, f0_;
};

/// What full-batch training of the linearized model is made of. With Theta / n = U diag(eigenvalues) U^T and
/// coefficients = U^T (f(theta_0) - y), under squared error
///   f_t = y + U e^(-eigenvalues t) coefficients along gradient flow,
///   f_k = y + U (1 - eta eigenvalues)^k coefficients by gradient descent,
/// and the loss is 1/(2n) sum of the squares of what is left of the coefficients.
struct LinearizedFacts {
  Vector eigenvalues;    ///< ascending, n k; those of J^T J / n beside zeros
  Vector coefficients;
  Matrix vectors;        ///< U: column i belongs to eigenvalues[i]
};
LinearizedFacts linearized_facts(OutputMap&, View theta0);  ///< throws Error where tangent_kernel does
/// The same from a kernel that is known; with Theta = J M J^T, of a descent preconditioned by M.
LinearizedFacts linearized_facts(OutputMap&, View theta0, Matrix kernel);

}  // namespace paribus
