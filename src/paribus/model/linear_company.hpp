#pragma once
// Several linear models on the same rows as one: their weights stand side by side in one matrix, so that one product
// serves all of them, and softmax has a member in every lane. Alone, ten outputs fill ten of sixteen lanes and two
// outputs two.

#include "paribus/model/feed.hpp"

namespace paribus {

class LinearCompany final : public Company {
 public:
  LinearCompany(Shape, std::shared_ptr<const Packed>, const Loss&, double l2);
  std::size_t seats() const override { return kernel::lanes<float>; }
  void directions(std::span<const View> theta, const Draw&, std::span<double> value,
                  std::span<const std::span<float>> out) override;

 private:
  Shape shape_;
  std::vector<Block> layout_;
  std::shared_ptr<const Packed> packed_;
  const Loss& loss_;
  double l2_;
  Feed<float> feed_;
  kernel::Buffer<float> weights_, bias_, gradient_;   ///< gradient: weights, then biases, of all seats
  Vector sum_;                                        ///< the same over several blocks
  Tile<float> z_, dz_;
};

}  // namespace paribus
