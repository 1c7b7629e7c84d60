#pragma once
// Optimizers with momentum as flows of second order, each a field of its own, so that every integrator serves.

#include "paribus/flow/optimizer.hpp"

namespace paribus {

/// The heavy ball: theta'' + gamma theta' = F(theta), as a field over (theta, velocity): 2 P numbers.
/// Momentum with coefficient beta and step h is its discretization in the time sqrt(h) k, gamma = (1 - beta) / sqrt(h).
/// (Polyak 1964; with beta kept as h falls it is a gradient flow that momentum follows: Kovachki & Stuart 2021)
/// With `ahead` = a > 0 the field is asked where the ball will be, F(theta + a theta'): a resistance by the curvature
/// besides, -a H theta' to first order, which is what Nesterov's method adds. (after Shi, Du, Jordan & Su 2022)
class HeavyBallFlow final : public Field {
 public:
  HeavyBallFlow(Field& inner, double gamma, double ahead = 0);  ///< the field must outlive it; friction gamma >= 0
  std::size_t dimension() const override { return 2 * inner_.dimension(); }
  double direction(View state, const Draw&, Span out) override;
  using Field::direction;
  bool smooth() const override { return inner_.smooth(); }

 private:
  Field& inner_;
  double gamma_, ahead_;
  Vector point_;
};

/// What momentum (or, with `ahead`, Nesterov's method) of friction gamma follows one order more closely, s = sqrt(h) the
/// time of a step:  (1 - gamma s / 2) theta'' + gamma theta' = F(theta + s theta'), without s theta' for momentum, started
/// at the velocity s/2 F(theta_0) of the first step's middle (3/2 s F for Nesterov, whose first step is 2 s^2 F).
/// By expanding both recursions in s. For momentum this is the high-resolution equation of Shi, Du, Jordan & Su 2022 with
/// gamma = 2 sqrt(mu) / (1 + sqrt(mu) s); for Nesterov it is theirs up to O(h), with s Hess L theta' written as a gradient
/// asked ahead. The velocity at the start and the order in h are ours: tests/flow/solve_flows.cpp.
/// With u = t / sqrt(1 - gamma s / 2) for the time it is a heavy ball again.
struct RefinedBall {
  HeavyBallFlow flow;
  double step;   ///< what passes of u in one step
  Vector state;  ///< at its start
};
RefinedBall refined_ball(Field& inner, View theta, double gamma, double s, bool ahead);  ///< gamma s < 1

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
