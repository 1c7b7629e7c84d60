#pragma once
// The loss of one example, its derivatives by the k outputs, and the link from outputs to predictions.

#include "paribus/base/catalogue.hpp"
#include "paribus/math/kernel.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

/// Rows come as the kernels want them: on 64 bytes, padded to whole virtual vectors with zeros.
class Loss {
 public:
  virtual ~Loss() = default;
  /// Sum over rows of the loss of outputs z against targets y; dz = dloss/dz (sum, not mean).
  virtual double evaluate(Rows<const float> z, Rows<const float> y, Rows<float> dz) const = 0;
  virtual double evaluate(Rows<const double> z, Rows<const double> y, Rows<double> dz) const = 0;
  /// The same for a company (math/kernel.hpp); sums[r] += the loss of member r.
  virtual void evaluate(Rows<const float> z, Rows<const float> y, Rows<float> dz, std::span<double> sums) const = 0;
  /// rdz = (d^2 loss/dz^2) rz, row by row (the Gauss-Newton middle term).
  virtual void curvature(Rows<const float> z, Rows<const float> y, Rows<const float> rz, Rows<float> rdz) const = 0;
  virtual void curvature(Rows<const double> z, Rows<const double> y, Rows<const double> rz, Rows<double> rdz) const = 0;
  /// Outputs to predictions, in place: softmax for cross_entropy, identity for squared_error.
  virtual void link(Matrix& z) const = 0;
  virtual bool quadratic() const = 0;  ///< in the outputs (then a linear model's objective is a quadratic)
};
const Catalogue<Loss>& losses();

}  // namespace paribus
