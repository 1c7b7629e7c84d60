#include "paribus/flow/integrator.hpp"

#include <limits>

namespace paribus {

double Integrator::estimate(const Phase&) const { return std::numeric_limits<double>::quiet_NaN(); }

int Integrator::interpolate(const Phase& before, const Phase& after, Field& field, const Draw& draw, double h,
                            Scratch& scratch, Interpolant& path) const {
  const Span f0 = scratch.at(0), f1 = scratch.at(1);
  field.direction(before.theta, draw, f0);
  field.direction(after.theta, draw, f1);
  path.cubic(before.theta, after.theta, f0, f1, h);
  return 2;
}

}  // namespace paribus
