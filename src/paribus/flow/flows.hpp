#pragma once
// Optimizers with momentum as flows of second order, each a field of its own, so that every integrator serves.

#include "paribus/flow/optimizer.hpp"

namespace paribus {

/// The heavy ball: theta'' + gamma theta' = F(theta), as a field over (theta, velocity): 2 P numbers.
/// Momentum with coefficient beta and step h is its discretization in the time sqrt(h) k, gamma = (1 - beta) / sqrt(h).
/// (Polyak 1964)
class HeavyBallFlow final : public Field {
 public:
  HeavyBallFlow(Field& inner, double gamma);  ///< the field must outlive it; friction gamma >= 0
  std::size_t dimension() const override { return 2 * inner_.dimension(); }
  double direction(View state, const Draw&, Span out) override;
  using Field::direction;
  bool smooth() const override { return inner_.smooth(); }

 private:
  Field& inner_;
  double gamma_;
};

/// Nesterov's flow theta'' + (3 / t) theta' = F(theta) from rest at t = 0, as a field over (theta, velocity, t):
/// 2 P + 1 numbers, t' = 1. At t = 0, where the velocity is 0, theta'' = F / 4. On a convex objective
/// L(theta(t)) - L* <= 2 |theta_0 - theta*|^2 / t^2. Nesterov's method with step h discretizes it in t = sqrt(h) k.
/// (Su, Boyd & Candes 2016)
class NesterovFlow final : public Field {
 public:
  explicit NesterovFlow(Field& inner);  ///< the field must outlive it
  std::size_t dimension() const override { return 2 * inner_.dimension() + 1; }
  double direction(View state, const Draw&, Span out) override;
  using Field::direction;
  bool smooth() const override { return inner_.smooth(); }

 private:
  Field& inner_;
};

/// theta at rest, and time 0 where the flow has a clock: the state a second-order flow begins with.
Vector from_rest(View theta, const Field& flow);

}  // namespace paribus
