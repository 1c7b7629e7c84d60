#pragma once
// One run's computing place for a residual network.

#include "paribus/model/feed.hpp"
#include "paribus/model/residual_sweep.hpp"

namespace paribus {

template <class T>
class ResidualPass final : public Pass {
 public:
  ResidualPass(std::vector<Layer>, kernel::Activation, double step, std::shared_ptr<const Packed>, const Loss&);
  double evaluate(View theta, std::span<const std::uint32_t> rows, double weight, Span gradient) override;
  double evaluate(View theta, std::span<const std::uint32_t> rows, double weight, std::span<float> gradient) override;
  void hessian_vector(View theta, std::span<const std::uint32_t> rows, View v, Span out, Precision) override;
  Matrix predict(View theta, const Packed& examples) override;

 private:
  /// Sweeps in C; the tangent only where Hessian products are asked for.
  template <class C>
  struct Place {
    explicit Place(const ResidualPass& p)
        : sweep{p.layers_, p.activation_, p.step_}, trace{p.layers_, Feed<C>::capacity},
          feed{{p.packed_->features, p.packed_->outputs}} {}
    ResidualSweep<C> sweep;
    ResidualTrace<C> trace;
    Feed<C> feed;
    std::unique_ptr<ResidualTangent<C>> tangent;
  };
  template <class C> Place<C>& place();
  template <class C> void multiply(View theta, std::span<const std::uint32_t> rows, View v, Span out);

  std::vector<Layer> layers_;
  kernel::Activation activation_;
  double step_;
  std::shared_ptr<const Packed> packed_;
  const Loss& loss_;
  std::unique_ptr<Place<float>> narrow_;
  std::unique_ptr<Place<double>> wide_;
  Vector sum_;   ///< a gradient, where float32 is asked for
};

}  // namespace paribus
