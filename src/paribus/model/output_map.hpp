#pragma once
// A model's outputs as a function of its parameters, on given examples, and its derivative: what the neural tangent
// kernel and the linearized model are made of. No loss is in it.

#include "paribus/model/packed.hpp"

namespace paribus {

/// theta -> z, the outputs before the link, exact and in float64 whatever the model's precision. With n rows named
/// (none: all examples) and k outputs, z is flat: output c of the i-th row stands at i k + c, and so do the rows of the
/// Jacobian J = dz/dtheta, n k x P. Not shared between threads.
class OutputMap {
 public:
  explicit OutputMap(std::shared_ptr<const Packed> packed) : packed_{std::move(packed)} {}
  virtual ~OutputMap() = default;
  const Packed& examples() const { return *packed_; }
  std::size_t size(std::span<const std::uint32_t> rows = {}) const {   ///< n k
    return (rows.empty() ? packed_->size : rows.size()) * packed_->outputs;
  }
  virtual std::size_t dimension() const = 0;                                              ///< P
  virtual void evaluate(View theta, std::span<const std::uint32_t> rows, Span z) = 0;
  /// out[n k] = J v
  virtual void push_forward(View theta, std::span<const std::uint32_t> rows, View v, Span out) = 0;
  /// out[P] = J^T w
  virtual void pull_back(View theta, std::span<const std::uint32_t> rows, View w, Span out) = 0;

 protected:
  std::shared_ptr<const Packed> packed_;
};

}  // namespace paribus
