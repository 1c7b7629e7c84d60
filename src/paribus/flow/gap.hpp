#pragma once
// How far the iterates of an optimizer stray from a flow that they are meant to follow.

#include "paribus/flow/integrate.hpp"
#include "paribus/flow/solve.hpp"

namespace paribus {

/// About `count` whole numbers in (0, last], evenly spaced, ending at `last`; all of them if there are no more.
std::vector<std::uint64_t> even_steps(std::uint64_t last, std::size_t count);

/// Where an optimizer was.
struct Iterates {
  Outcome outcome = Outcome::finished;
  std::vector<std::uint64_t> steps;  ///< those asked for that were reached
  std::vector<Vector> theta;         ///< after that many steps
  Phase end;                         ///< what it remembers after the last step it took
};
/// Takes steps.back() steps of size h on all rows; `steps` ascending, from 1 on.
Iterates iterates(const Optimizer&, Field&, Vector start, double h, const std::vector<std::uint64_t>& steps);

/// Distances of the iterates from a flow.
struct Gap {
  Outcome outcome = Outcome::finished;  ///< of the solution of the flow
  Vector distances;                     ///< |theta_k - theta(k dt)|, one per iterate reached by the flow
  Vector end;                           ///< the flow's state at the last of these times
};
/// Follows `flow` from `state` at time 0 and meets the iterate after k steps at time k dt. The flow's first coordinates
/// are the iterates'; a flow of second order has more.
Gap gap(const Iterates&, double dt, const Integrator&, Field& flow, Vector state);

}  // namespace paribus
