#include "paribus/flow/optimizer.hpp"

namespace paribus {

Phase start_phase(const Optimizer& optimizer, const Field& field, Vector theta) {
  Phase z;
  z.slots.assign(optimizer.slots(field), Memory{theta.size(), optimizer.works_in(field.precision())});
  z.scalars.assign(optimizer.scalars(), 0.0);
  z.theta = std::move(theta);
  optimizer.begin(z);
  return z;
}

}  // namespace paribus
