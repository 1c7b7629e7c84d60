// Momentum as a flow: against solutions by formula.
#include <gtest/gtest.h>

#include "odes.hpp"
#include "paribus/flow/flows.hpp"
#include "paribus/flow/integrate.hpp"
#include "paribus/flow/stochastic.hpp"

namespace paribus {
namespace {

using namespace odes;

std::unique_ptr<Objective> bowl(double mu, double lambda) {
  const Choices c{{"dimension", {std::int64_t{2}}}, {"mu", {mu}}, {"lambda_max", {lambda}}};
  return get(problems(), "quadratic", "problem").make(Settings{c, ""})->objective();
}

const Choices fine{{"rtol", {1e-11}}, {"atol", {1e-13}}};

// theta'' + g theta' + l theta = 0 from rest: over- and underdamped.
TEST(HeavyBallFlow, is_the_damped_oscillator) {
  const auto f = bowl(0.1, 9);
  const double g = 1, t = 4;
  HeavyBallFlow flow{*f, g};
  for (const char* name : {"dopri5", "dop853"}) {
    const Solution s = solve(*integrator(name, fine), flow, from_rest(Vector{1, 2}, flow), {.to = t});
    const double r = std::sqrt(g * g / 4 - 0.1), w = std::sqrt(9 - g * g / 4);
    const double e = std::exp(-g * t / 2), slow = std::cosh(r * t) + g / (2 * r) * std::sinh(r * t),
                 fast = std::cos(w * t) + g / (2 * w) * std::sin(w * t);
    EXPECT_NEAR(s.phase.theta[0], e * slow, 1e-9) << name;
    EXPECT_NEAR(s.phase.theta[1], 2 * e * fast, 1e-9) << name;
  }
}

// Without friction the energy stays.
TEST(HeavyBallFlow, keeps_its_energy_without_friction) {
  const auto f = bowl(1, 4);
  HeavyBallFlow flow{*f, 0};
  const Solution s = solve(*integrator("dop853", fine), flow, from_rest(Vector{1, 1}, flow), {.to = 50});
  const View z = s.phase.theta;
  EXPECT_NEAR(f->evaluate(z.first(2), {}, {}) + (z[2] * z[2] + z[3] * z[3]) / 2, 2.5, 1e-8);
}

// Su, Boyd & Candes 2016: on l theta^2 / 2 the flow from rest is 2 theta_0 J_1(t sqrt l) / (t sqrt l).
TEST(NesterovFlow, is_a_Bessel_function_on_a_quadratic_and_keeps_its_bound) {
  const auto f = bowl(0.5, 30);
  NesterovFlow flow{*f};
  Course course{.to = 12, .at = {0, 0.01, 1, 3, 6, 12}};
  const Solution s = solve(*integrator("dop853", fine), flow, from_rest(Vector{1, -2}, flow), course);
  ASSERT_EQ(s.states.size(), 6u);
  for (std::size_t i = 1; i < s.times.size(); ++i) {
    const double t = s.times[i];
    for (const auto& [at, start, l] : {std::tuple{0, 1.0, 0.5}, {1, -2.0, 30.0}}) {
      const double x = t * std::sqrt(l);
      EXPECT_NEAR(s.states[i][static_cast<std::size_t>(at)], 2 * start * std::cyl_bessel_j(1, x) / x, 1e-9) << t;
    }
    EXPECT_NEAR(s.states[i][4], t, 1e-12);
    EXPECT_LE(f->evaluate(View(s.states[i]).first(2), {}, {}), 2 * 5.0 / (t * t));
  }
}

// At t = 0 theta' / t tends to theta'': a quarter of the force is left; afterwards 3 / t of the velocity is lost.
TEST(NesterovFlow, begins_without_a_division_by_zero) {
  const auto f = bowl(1, 4);
  NesterovFlow flow{*f};
  Vector out(5);
  flow.direction(from_rest(Vector{1, 1}, flow), {}, out);
  EXPECT_EQ(out, (Vector{0, 0, -0.25, -1, 1}));
  flow.direction(Vector{1, 1, 0.5, 1, 2}, {}, out);
  EXPECT_EQ(out, (Vector{0.5, 1, -1.75, -5.5, 1}));
}

// Nesterov's and Polyak's methods discretize these flows in the time sqrt(h) k: half the distance for a quarter of h.
TEST(Momentum, is_a_discretization_of_the_heavy_ball_flow) {
  const auto f = bowl(1, 4);
  const double g = 1, t = 3;
  HeavyBallFlow flow{*f, g};
  const Vector end = solve(*integrator("dop853", fine), flow, from_rest(Vector{1, 1}, flow), {.to = t}).phase.theta;
  const auto gap = [&](double h) {
    const Choices c{{"beta", {1 - g * std::sqrt(h)}}};
    const auto momentum = get(optimizers(), "momentum", "optimizer").make(Settings{c, ""});
    FullBatch all;
    const auto steps = static_cast<std::uint64_t>(std::llround(t / std::sqrt(h)));
    const Vector theta = integrate(*momentum, *f, start_phase(*momentum, *f, {1, 1}), {h, steps, {}}, all).phase.theta;
    return distance(theta, end);
  };
  EXPECT_NEAR(std::log2(gap(1e-4) / gap(0.25e-4)), 1, 0.05);
}

// One order more: a quarter of the distance for a quarter of h.
TEST(RefinedBall, is_followed_one_order_more_closely) {
  const auto f = bowl(1, 4);
  const double g = 1, t = 3;
  for (const char* name : {"momentum", "nesterov"}) {
    const auto gap = [&](double h) {
      const double s = std::sqrt(h);
      const int steps = static_cast<int>(std::lround(t / s));
      const auto m = get(optimizers(), name, "optimizer").make(Settings{Choices{{"beta", {1 - g * s}}}, ""});
      RefinedBall ball = refined_ball(*f, Vector{1, 1}, g, s, std::string_view(name) == "nesterov");
      const double end = ball.step * steps;
      const Vector there = solve(*integrator("dop853", fine), ball.flow, ball.state, {.to = end}).phase.theta;
      FullBatch all;
      const Plan plan{h, static_cast<std::uint64_t>(steps), {}};
      const Vector here = integrate(*m, *f, start_phase(*m, *f, {1, 1}), plan, all).phase.theta;
      return std::hypot(here[0] - there[0], here[1] - there[1]);
    };
    EXPECT_NEAR(gap(4e-6) / gap(1e-6), 4, 0.05) << name;
  }
}

// With the field asked ahead, a line is resisted by its slope: theta'' + (g + a l) theta' + l theta = 0.
TEST(HeavyBallFlow, that_looks_ahead_is_resisted_by_the_curvature) {
  const auto f = bowl(1, 4);
  HeavyBallFlow flow{*f, 0.5, 0.1};
  Vector out(4);
  flow.direction(Vector{1, 2, 3, -1}, {}, out);
  EXPECT_NEAR(out[2], -1 - (0.5 + 0.1 * 1) * 3, 1e-15);
  EXPECT_NEAR(out[3], -8 + (0.5 + 0.1 * 4) * 1, 1e-15);
}

TEST(Flows, say_what_is_wrong) {
  const auto f = bowl(1, 4);
  EXPECT_THROW(HeavyBallFlow(*f, -1), Error);
}

TEST(Flows, RefuseAFieldWhoseChanceTheyWouldLose) {
  const auto well = get(problems(), "double_well", "problem").make(Settings{})->objective();
  Langevin chance{*well, 0.1};
  EXPECT_THROW(HeavyBallFlow(chance, 1), Error);
  EXPECT_THROW(NesterovFlow{chance}, Error);
  EXPECT_NO_THROW(NesterovFlow{*well});
}

}  // namespace
}  // namespace paribus
