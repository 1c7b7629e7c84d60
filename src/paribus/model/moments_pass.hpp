#pragma once
// A linear model under squared error sees the data only through their second moments. With S = (1/n) [x 1]^T [x 1],
// B = (1/n) [x 1]^T y and T the parameters as a (d+1) x k matrix (weights, then the bias row: theta as it lies),
//   L = 1/2 tr(T^T S T) - tr(T^T B) + 1/2 tr(y^T y) / n,   grad L = S T - B,   (grad^2 L) V = S V:
// the same objective as a pass over the rows, at a cost that does not grow with their number.

#include "paribus/model/model.hpp"

namespace paribus {

/// Full batches by moments; named rows and predictions by the pass it is given.
class MomentsPass final : public Pass {
 public:
  MomentsPass(std::unique_ptr<Pass> rows, std::shared_ptr<const Packed>);
  double evaluate(View theta, std::span<const std::uint32_t> rows, double weight, Span gradient) override;
  double evaluate(View theta, std::span<const std::uint32_t> rows, double weight, std::span<float> gradient) override {
    return by_rows_->evaluate(theta, rows, weight, gradient);
  }
  void hessian_vector(View theta, std::span<const std::uint32_t> rows, View v, Span out, Precision) override;
  Matrix predict(View theta, const Packed& examples) override { return by_rows_->predict(theta, examples); }

  /// Pays while the moments are smaller than the data.
  static bool pays(const Packed&);

 private:
  std::unique_ptr<Pass> by_rows_;
  std::shared_ptr<const Packed> packed_;
  void multiply(View t, Span out);   ///< out = S t
  Vector product_;                   ///< S T
  kernel::Buffer<double> packed_t_, zeros_, rows_;
};

}  // namespace paribus
