#pragma once
// Hessian products of one run, in T: float64, or where three digits are enough (the curvature at a point that a break
// was reached at) float32, in half the time and with a relative error of about 1e-6.

#include "paribus/model/feed.hpp"
#include "paribus/model/tangent.hpp"

namespace paribus {

template <class T>
class Curvature {
 public:
  /// `memory`: bytes that may be spent on remembering, for each run that asks for products.
  Curvature(const std::vector<Layer>&, kernel::Activation, std::shared_ptr<const Packed>, const Loss&,
            std::size_t memory = std::size_t{128} << 20);
  /// out = (Hessian of the mean loss over the rows at theta) v. At the theta and rows of the call before, what does not
  /// depend on v is remembered, as far as its memory goes: that changes the time and no bit.
  void multiply(View theta, std::span<const std::uint32_t> rows, View v, Span out);

 private:
  bool prepare(View theta, std::span<const std::uint32_t> rows);  ///< whether the traces are those of this point

  std::vector<Layer> layers_;
  std::size_t memory_;
  std::shared_ptr<const Packed> packed_;
  const Loss& loss_;
  Sweep<T> sweep_;
  Tangent<T> tangent_;
  Feed<T> feed_;
  std::vector<Trace<T>> traces_;      ///< one per block, or a single one for all in turn
  Vector theta_;                      ///< the point they belong to
  std::vector<std::uint32_t> rows_;
};

}  // namespace paribus
