#pragma once
// The door between the wings: a model's mean loss over examples, as an Objective in theta.

#include "paribus/model/model.hpp"
#include "paribus/objective/objective.hpp"

namespace paribus {

/// Adds weight * d/dtheta of l2/2 ||weights||^2 (biases left out) to a gradient, or to none if it is empty; returns the
/// penalty itself.
template <class G>
double penalize(std::span<const Block>, double l2, View theta, double weight, std::span<G> gradient);

/// Cheap, one per run; model and packed examples are shared and const.
class Risk final : public Objective {
 public:
  /// l2 >= 0 adds l2/2 * ||weights||^2 (biases are left out). `curvature`: what Hessian products are computed in.
  Risk(const Model&, Shape, std::shared_ptr<const Packed>, const Loss&, double l2 = 0, Precision curvature = Precision::float64);
  std::size_t dimension() const override;
  double evaluate(View theta, const Draw& draw, Span gradient) override { return weighted(theta, draw, 1, gradient); }
  double direction(View theta, const Draw& draw, Span out) override { return weighted(theta, draw, -1, out); }
  double direction(View theta, const Draw& draw, std::span<float> out) override { return weighted(theta, draw, -1, out); }
  Precision precision() const override { return precision_; }
  bool smooth() const override { return smooth_; }
  kernel::Mirror* mirror() const override { return l2_ == 0 ? pass_->mirror() : nullptr; }   // a penalty reads theta
  void hessian_vector(View theta, const Draw&, View v, Span out) override;
  Matrix predict(View theta, const Packed& examples) { return pass_->predict(theta, examples); }
  const std::vector<Block>& layout() const { return layout_; }

 private:
  template <class G>
  double weighted(View theta, const Draw&, double weight, std::span<G> gradient);
  std::vector<Block> layout_;
  std::unique_ptr<Pass> pass_;
  Precision precision_, curvature_;
  bool smooth_;
  double l2_;
};

}  // namespace paribus
