#pragma once
// A field whose direction at one point is known already; elsewhere it asks the field it stands for.

#include "paribus/objective/objective.hpp"

namespace paribus {

class Known final : public Field {
 public:
  explicit Known(Field& own);
  std::size_t dimension() const override { return own_.dimension(); }
  Precision precision() const override { return own_.precision(); }
  bool smooth() const override { return own_.smooth(); }
  kernel::Mirror* mirror() const override { return own_.mirror(); }
  double direction(View theta, const Draw&, Span out) override;
  double direction(View theta, const Draw&, std::span<float> out) override;

  /// Asks the field at theta, on all examples, and knows the answer. Returns the potential there.
  double ask(View theta);
  /// Told by another who has written narrow(): the direction at theta on those rows, and the potential there.
  void learn(View theta, std::span<const std::uint32_t> rows, double value);
  std::span<float> narrow() { return narrow_; }

 private:
  bool knows(View theta, const Draw&) const;
  Field& own_;
  bool any_ = false;
  Vector at_;                   ///< the point
  std::vector<std::uint32_t> rows_;
  std::vector<float> narrow_;   ///< its direction, in the precision of the field
  Vector wide_;
  double value_ = 0;
};

}  // namespace paribus
