#include "paribus/flow/optimizer.hpp"

namespace paribus {

Span Scratch::at(std::size_t i) {
  while (buffers_.size() <= i) buffers_.emplace_back(dimension_);
  return buffers_[i];
}

Phase start_phase(const Optimizer& optimizer, Vector theta) {
  Phase z;
  z.slots.assign(optimizer.slots(), Vector(theta.size(), 0.0));
  z.scalars.assign(optimizer.scalars(), 0.0);
  z.theta = std::move(theta);
  optimizer.begin(z);
  return z;
}

}  // namespace paribus
