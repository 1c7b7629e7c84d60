#pragma once
// One run's computing place for a chain of dense layers.

#include "paribus/model/curvature.hpp"

namespace paribus {

template <class T>
class NetworkPass final : public Pass {
 public:
  NetworkPass(std::vector<Layer>, kernel::Activation, std::shared_ptr<const Packed>, const Loss&);
  double evaluate(View theta, std::span<const std::uint32_t> rows, double weight, Span gradient) override {
    return run(theta, rows, weight, gradient);
  }
  double evaluate(View theta, std::span<const std::uint32_t> rows, double weight, std::span<float> gradient) override;
  kernel::Mirror* mirror() const override { return sweep_.mirror(); }
  void hessian_vector(View theta, std::span<const std::uint32_t> rows, View v, Span out, Precision) override;
  Matrix predict(View theta, const Packed& examples) override;

 private:
  template <class G>
  double run(View theta, std::span<const std::uint32_t> rows, double weight, std::span<G> gradient);
  std::vector<Layer> layers_;
  kernel::Activation activation_;
  std::shared_ptr<const Packed> packed_;
  const Loss& loss_;
  Sweep<T> sweep_;
  Trace<T> trace_;
  Feed<T> feed_;
  Vector sum_;                                    ///< of several blocks' gradients, where float32 is asked for
  std::unique_ptr<Curvature<double>> curvature_;  ///< made at the first Hessian product: most runs never ask for one
  std::unique_ptr<Curvature<float>> narrow_curvature_;
};

}  // namespace paribus
