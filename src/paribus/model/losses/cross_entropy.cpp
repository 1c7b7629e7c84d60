// Cross-entropy of a softmax over the outputs (logits), stable by taking the largest logit out of the sum.
//   loss = log sum_j e^z_j - sum_j y_j z_j,   p = softmax(z),   dz = p - y,   d^2 = diag(p) - p p^T
#include <algorithm>

#include "paribus/model/loss.hpp"

namespace paribus {
namespace {

class CrossEntropy final : public Loss {
 public:
  double evaluate(Rows<const float> z, Rows<const float> y, Rows<float> dz) const override {
    return kernel::softmax_cross_entropy(z, y, dz);
  }
  double evaluate(Rows<const double> z, Rows<const double> y, Rows<double> dz) const override {
    return kernel::softmax_cross_entropy(z, y, dz);
  }
  void evaluate(Rows<const float> z, Rows<const float> y, Rows<float> dz, std::span<double> sums) const override {
    kernel::company_cross_entropy(z, y, dz, sums.data());
  }
  void curvature(Rows<const float> z, Rows<const float>, Rows<const float> rz, Rows<float> rdz) const override {
    kernel::softmax_curvature(z, rz, rdz);
  }
  void curvature(Rows<const double> z, Rows<const double>, Rows<const double> rz, Rows<double> rdz) const override {
    kernel::softmax_curvature(z, rz, rdz);
  }
  void link(Matrix& z) const override {
    const std::size_t width = kernel::padded<double>(z.columns);
    kernel::Buffer<double> rows(z.rows * width, 0.0);
    for (std::size_t i = 0; i < z.rows; ++i) std::ranges::copy(z.row(i), rows.begin() + static_cast<std::ptrdiff_t>(i * width));
    kernel::softmax(Rows<double>{rows.data(), z.rows, z.columns, width});
    for (std::size_t i = 0; i < z.rows; ++i) std::copy_n(rows.data() + i * width, z.columns, z.row(i).data());
  }
  bool quadratic() const override { return false; }
};

}  // namespace
namespace parts::losses {
extern const Entry<Loss> cross_entropy = entry<Loss, CrossEntropy>(
    {"cross_entropy", "cross-entropy", "minus the logarithm of the probability given to the true class",
     "log sum_j exp(z_j) - z_class, mean over the examples", "Good 1952", "log_loss softmax"});
}  // namespace parts::losses
}  // namespace paribus
