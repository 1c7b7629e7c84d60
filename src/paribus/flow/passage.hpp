#pragma once
// When a random path in one coordinate first reaches a point: many walkers at once, each with chance of its own.

#include "paribus/flow/integrator.hpp"
#include "paribus/flow/stochastic.hpp"

namespace paribus {

/// Copies of a field of one coordinate, side by side: coordinate i is walker i.
class Crowd final : public StochasticField {
 public:
  Crowd(StochasticField& one, std::size_t walkers);  ///< the field must outlive it; Error unless it has one coordinate
  std::size_t dimension() const override { return walkers_; }
  double direction(View theta, const Draw&, Span out) override;   ///< has no potential: NaN
  using Field::direction;
  bool smooth() const override { return one_.smooth(); }
  Diffusion diffusion() const override { return one_.diffusion(); }
  void diffuse(View theta, const Draw&, View dW, Span out) override;
  void bend(View theta, const Draw&, Span out) override;

 private:
  StochasticField& one_;
  std::size_t walkers_;
};

struct Passage {
  double start = -1, barrier = 1;          ///< reached from below if start < barrier, else from above
  double h = 0.01;                         ///< length of a step
  std::size_t walkers = 100;
  std::uint64_t most_steps = 100'000'000;  ///< of one walker
  StreamName noise;                        ///< block "step k" for step k
};

/// Times at which walkers were first found at or beyond the barrier, ascending; those that were not within most_steps
/// are left out. A walker is looked at after each step, so a path between two looks goes unseen: give the barrier
/// shifted by barrier_shift (flow/stochastic.hpp) for the time of the path itself. Error if start and barrier are the
/// same, or a number is out of its range.
Vector passage_times(const Integrator&, StochasticField& one, const Passage&);

}  // namespace paribus
