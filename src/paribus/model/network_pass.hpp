#pragma once
// One run's computing place: rows come in blocks, partial gradients of a block are summed in T, blocks in
// float64. The blocks follow from the number of rows alone, so the order of every sum does too.

#include "paribus/model/packed.hpp"
#include "paribus/model/tangent.hpp"

namespace paribus {

/// Cuts the rows of a draw into blocks of at most `capacity` and brings the named rows together.
template <class T>
class Feed {
 public:
  static constexpr std::size_t capacity = 128;  ///< a block of 64-wide layers stays in the second cache
  Feed(Shape shape) : x_{capacity, shape.features}, y_{capacity, shape.outputs} {}
  struct Part { Rows<const T> x, y; bool first; };
  template <class Visit>
  void each(const Packed&, std::span<const std::uint32_t> rows, Visit&&);

 private:
  Tile<T> x_, y_;
};

template <class T>
class NetworkPass final : public Pass {
 public:
  NetworkPass(std::vector<Layer>, kernel::Activation, std::shared_ptr<const Packed>, const Loss&);
  double evaluate(View theta, std::span<const std::uint32_t> rows, Span gradient) override;
  void hessian_vector(View theta, std::span<const std::uint32_t> rows, View v, Span out) override;
  Matrix predict(View theta, const Packed& examples) override;

 private:
  /// Made at the first Hessian product: most runs never ask for one.
  struct Second { Tangent tangent; Feed<double> feed; };
  std::vector<Layer> layers_;
  kernel::Activation activation_;
  std::shared_ptr<const Packed> packed_;
  const Loss& loss_;
  Sweep<T> sweep_;
  Feed<T> feed_;
  std::unique_ptr<Second> second_;
};

}  // namespace paribus
