#include "paribus/flow/optimizer.hpp"

#include <cassert>

namespace paribus {

Phase start_phase(const Optimizer& optimizer, const Field& field, Vector theta) {
  Phase z;
  const Precision memory = optimizer.works_in(field.precision());
  z.slots.assign(optimizer.slots(), Memory{theta.size(), memory});
  if (memory == Precision::float32 && field.mirror()) z.low.resize(theta.size());
  z.scalars.assign(optimizer.scalars(), 0.0);
  z.theta = std::move(theta);
  optimizer.begin(z);
  return z;
}

Paired::Paired(Phase& z, const Field& field) : z_{z} {
  kernel::Mirror* const mirror = z.low.empty() ? nullptr : field.mirror();
  if (!mirror) return;
  assert(!mirror->of || mirror->of == z.theta.data());   // a field belongs to one run
  pairs_.emplace(kernel::Pairs{*mirror, z.low});
  if (!mirror->of) split(z.theta, *pairs_);
}

Paired::~Paired() {
  if (!pairs_) return;
  pairs_->mirror.of = z_.theta.data();
  if (!pairs_->mirror.open) join(*pairs_, z_.theta);
}

void settle(Phase& z, const Field& field) {
  kernel::Mirror* const mirror = field.mirror();
  if (!mirror || !mirror->of) return;
  assert(mirror->of == z.theta.data() && z.low.size() == z.theta.size());
  kernel::join({*mirror, z.low}, z.theta);
}

}  // namespace paribus
