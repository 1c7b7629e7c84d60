// A field without a potential: the expected update of a table of action values, F(Q) = r + gamma max Q' - Q. The same
// integrators and optimizers serve it, though it is no gradient: a step of length 1 is value iteration, the flow leads
// to the same Q*, and both close in at the rate that the discount gamma allows (Puterman 1994, theorem 6.3.1).
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "paribus/flow/integrate.hpp"
#include "paribus/flow/solve.hpp"

namespace paribus {
namespace {

/// Two states, two actions. In state 0: stay for 1, or go to 1 for 0. In state 1: go to 0 for 2, or stay for 1/2.
class Bellman final : public Field {
 public:
  static constexpr double gamma = 0.9;
  std::size_t dimension() const override { return 4; }
  bool smooth() const override { return false; }  // the maximum bends
  using Field::direction;
  double direction(View q, const Draw&, Span out) override {
    static constexpr double reward[] = {1, 0, 2, 0.5};
    static constexpr std::size_t next[] = {0, 1, 0, 1};
    for (std::size_t i = 0; i < 4; ++i) out[i] = reward[i] + gamma * std::max(q[2 * next[i]], q[2 * next[i] + 1]) - q[i];
    return std::nan("");  // no loss falls along it
  }
};

double value(View q, std::size_t state) { return std::max(q[2 * state], q[2 * state + 1]); }
double distance(View q) { return std::max(std::abs(value(q, 0) - 10), std::abs(value(q, 1) - 11)); }

TEST(Bellman, AStepOfLengthOneIsValueIteration) {
  Bellman field;
  FullBatch all;
  const auto descent = get(optimizers(), "gradient_descent", "optimizer").make(Settings{});
  const auto run = integrate(*descent, field, start_phase(*descent, field, Vector(4, 0.0)), {.h = 1, .steps = 10}, all);
  EXPECT_EQ(run.outcome, Outcome::finished);
  EXPECT_NEAR(distance(run.phase.theta), 3.486784401, 1e-12) << "gamma^10 |V*|";
}

TEST(Bellman, TheFlowReachesTheSameValues) {
  Bellman field;
  const auto dopri5 = get(integrators(), "dopri5", "integrator").make(Settings{});
  Course course{.from = 0, .to = 300};
  course.at = {50, 100};
  const Solution flow = solve(*dopri5, field, Vector(4, 0.0), course);
  ASSERT_EQ(flow.outcome, Outcome::finished);
  EXPECT_NEAR(value(flow.phase.theta, 0), 10, 1e-4);
  EXPECT_NEAR(value(flow.phase.theta, 1), 11, 1e-4);
  // The slowest way is e^-(1 - gamma) t.
  EXPECT_NEAR(std::log(distance(flow.states[0]) / distance(flow.states[1])) / 50, 1 - Bellman::gamma, 2e-3);
}

}  // namespace
}  // namespace paribus
