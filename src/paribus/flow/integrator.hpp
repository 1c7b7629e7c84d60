#pragma once
// An integrator is an optimizer that knows how far to trust itself. It is usable wherever an optimizer is: in
// integrate() it advances with the learning rate as its step; in solve() (flow/solve.hpp) it follows the flow from one
// time to another, to a tolerance if it can.

#include "paribus/flow/interpolate.hpp"
#include "paribus/flow/optimizer.hpp"

namespace paribus {

/// What theory says of a method, and what it was told to keep to.
struct Trust {
  /// Global error ~ h^order on smooth fields. Stochastic methods: the strong order, E|theta_h - theta(T)| ~ h^order.
  double order;
  /// The longest z = h lambda up to which theta' = -lambda theta does not grow; infinity: never grows. Of a symplectic
  /// method, whose field is a force: z = h^2 lambda on theta'' = -lambda theta.
  double stability;
  double dense_order = 3;             ///< theta(s) inside one step errs by ~ h^(1 + min(order, dense_order))
  double rtol = 0, atol = 0;          ///< relative and absolute tolerance of one step's error
  bool stochastic = false;            ///< takes the diffusion of a StochasticField into account
  bool symplectic = false;            ///< reads the field as a force and keeps a momentum in slot 0
  bool adaptive() const { return rtol > 0 || atol > 0; }  ///< chooses its steps, and may refuse one
};

/// `step` may refuse (Stepped::accepted = false): theta stays, and next_h, shorter, is to be tried. Adaptive methods
/// refuse when their estimate of the error is above tolerance, implicit ones when they cannot solve their equation.
class Integrator : public Optimizer {
 public:
  virtual Trust trust() const = 0;
  /// The estimated error of the last step tried, in units of the tolerance (accepted if <= 1); NaN: no estimate.
  virtual double estimate(const Phase&) const;
  /// Fills the path across the step of length h that led from `before` to `after`, both whole phases. To be called
  /// right after that step, with its scratch. Returns the calls of the field. Default: the cubic of Hermite.
  virtual int interpolate(const Phase& before, const Phase& after, Field&, const Draw&, double h, Scratch&,
                          Interpolant&) const;
};
const Catalogue<Integrator>& integrators();

}  // namespace paribus
