// What solve promises besides accuracy: outputs, events, ends, errors.
#include <gtest/gtest.h>

#include "odes.hpp"

namespace paribus {
namespace {

using namespace odes;

Given circle() { return {2, [](View y, Span f) { f[0] = -y[1], f[1] = y[0]; }}; }

Choices tolerance(double t) { return {{"rtol", {t}}, {"atol", {t}}}; }

TEST(Outputs, come_at_the_times_that_were_named_and_lie_on_the_solution) {
  for (const auto& [name, error] : {std::pair{"dopri5", 1e-8}, {"dop853", 1e-8}, {"rkc", 1e-5}}) {
    Given f = circle();
    Course course{.from = 1, .to = 9, .at = {1, 1.5, 2, 2, 5.25, 9}};
    const Solution s = solve(*integrator(name, tolerance(1e-9)), f, Vector{1, 0}, course);
    ASSERT_EQ(s.times, course.at) << name;
    for (std::size_t i = 0; i < s.times.size(); ++i) {
      EXPECT_NEAR(s.states[i][0], std::cos(s.times[i] - 1), error) << name << " at " << s.times[i];
      EXPECT_NEAR(s.states[i][1], std::sin(s.times[i] - 1), error) << name << " at " << s.times[i];
    }
    EXPECT_EQ(s.states.back(), s.phase.theta);
    EXPECT_EQ(s.phase.time, 9);
    EXPECT_EQ(s.evaluations, static_cast<std::uint64_t>(f.calls)) << name;
    EXPECT_EQ(s.accepted, s.phase.step);
  }
}

TEST(Outputs, go_to_a_witness_if_there_is_one_and_do_not_change_the_solution) {
  Given f = circle();
  const auto m = integrator("dopri5");
  const Solution plain = solve(*m, f, Vector{1, 0}, {.to = 3});
  Vector seen;
  Course course{.to = 3, .at = {0, 1, 2, 3}};
  course.witness = [&](double t, View) { seen.push_back(t); };
  const Solution s = solve(*m, f, Vector{1, 0}, course);
  EXPECT_EQ(seen, course.at);
  EXPECT_TRUE(s.states.empty());
  EXPECT_EQ(s.phase.theta, plain.phase.theta);
  EXPECT_EQ(s.accepted, plain.accepted);
}

// The path inside one step errs by h^(1 + min(order, dense order)): halve the step, and see.
TEST(Paths, have_the_order_they_promise) {
  for (const auto* e : integrators()) {
    const std::unique_ptr<const Integrator> m = e->make(Settings{});
    const Trust trust = m->trust();
    if (trust.stochastic || trust.symplectic || e->name == "implicit_euler" || e->name == "exponential_euler") continue;
    const double expected = 1 + std::min(trust.order, trust.dense_order);
    const auto error = [&](double h) {
      Given f(2, [](View y, Span out) { out[0] = y[0] * std::cos(y[1]), out[1] = 1; });
      const Phase before = start_phase(*m, f, {1, 0});
      Phase after = before;
      Scratch scratch{2};
      Interpolant path;
      const Choices fixed{{"adaptive", {false}}};
      const auto method = trust.adaptive() ? e->make(Settings{fixed, ""}) : e->make(Settings{});
      method->step(after, f, {}, h, scratch);
      method->interpolate(before, after, f, {}, h, scratch, path);
      Vector y(2);
      double worst = 0;
      for (int i = 1; i < 10; ++i) {
        path.at(i / 10.0, y);
        worst = std::max(worst, std::abs(y[0] - std::exp(std::sin(h * i / 10))));
      }
      return worst;
    };
    const double h = expected > 6 ? 0.4 : 0.02, order = std::log2(error(h) / error(h / 2));
    EXPECT_NEAR(order, expected, expected > 6 ? 0.5 : 0.2) << e->name;
  }
}

// sin t = 1/2 rising: pi/6 + 2 pi k; falling: 5 pi/6 + 2 pi k.
TEST(Events, are_located_to_ten_digits_in_their_order) {
  Given f = circle();
  const auto g = [](double, View y) { return y[1] - 0.5; };
  const auto m = integrator("dop853", {{"rtol", {1e-13}}, {"atol", {1e-14}}});
  for (const auto& [crossing, times] :
       {std::pair{Event::Crossing::either, Vector{M_PI / 6, 5 * M_PI / 6, 13 * M_PI / 6, 17 * M_PI / 6}},
        {Event::Crossing::rising, Vector{M_PI / 6, 13 * M_PI / 6}},
        {Event::Crossing::falling, Vector{5 * M_PI / 6, 17 * M_PI / 6}}}) {
    Course course{.to = 10};
    course.events = {{"half", g, crossing}};
    const Solution s = solve(*m, f, Vector{1, 0}, course);
    ASSERT_EQ(s.met.size(), times.size());
    for (std::size_t i = 0; i < times.size(); ++i) {
      EXPECT_NEAR(s.met[i].time, times[i], 1e-10);
      EXPECT_NEAR(s.met[i].theta[1], 0.5, 1e-10);
    }
    EXPECT_EQ(s.outcome, Outcome::finished);
  }
}

TEST(Events, that_stop_end_the_solution_with_a_phase_that_can_go_on) {
  Given f = circle();
  const auto m = integrator("dopri5", tolerance(1e-11));
  Course course{.to = 10, .at = {1, 1.5, 2, 5}};
  course.events = {{"late", [](double t, View) { return t - 1.25; }},
                   {"down", [](double, View y) { return y[0]; }, Event::Crossing::falling, true},
                   {"never", [](double, View) { return 1.0; }, Event::Crossing::either, true}};
  const Solution s = solve(*m, f, Vector{1, 0}, course);
  EXPECT_EQ(s.outcome, Outcome::stopped);
  EXPECT_EQ(s.why, "'down' at t = 1.57080");
  ASSERT_EQ(s.met.size(), 2u);
  EXPECT_EQ(s.met[0].event, 0u);
  EXPECT_NEAR(s.met[0].time, 1.25, 1e-12);
  EXPECT_NEAR(s.met[1].time, M_PI / 2, 1e-10);
  EXPECT_EQ(s.times, (Vector{1, 1.5}));
  EXPECT_EQ(s.phase.time, s.met[1].time);
  const Solution on = solve(*m, f, s.phase, {.from = s.phase.time, .to = M_PI});
  EXPECT_NEAR(on.phase.theta[0], -1, 1e-9);
  EXPECT_NEAR(on.phase.theta[1], 0, 1e-9);
}

TEST(Solve, finds_a_first_step_and_a_blow_up) {
  Given f(1, [](View y, Span out) { out[0] = y[0] * y[0]; });  // 1 / (1 - t)
  for (const char* name : {"dopri5", "dop853", "rkc"}) {
    const Solution s = solve(*integrator(name, tolerance(1e-8)), f, Vector{1}, {.to = 2});
    EXPECT_EQ(s.outcome, Outcome::diverged) << name;
    EXPECT_NEAR(s.phase.time, 1, 1e-3) << name;
    EXPECT_FALSE(s.why.empty());
  }
  const Solution euler = solve(*integrator("euler"), f, Vector{1}, {.to = 20, .h = 0.1});
  EXPECT_EQ(euler.outcome, Outcome::diverged);
  Given nowhere(1, [](View, Span out) { out[0] = std::nan(""); });
  EXPECT_EQ(solve(*integrator("dopri5"), nowhere, Vector{1}, {.to = 1}).outcome, Outcome::diverged);
}

TEST(Solve, stops_when_its_steps_are_spent_and_takes_whole_steps) {
  Given f = circle();
  const Solution s = solve(*integrator("rk4"), f, Vector{1, 0}, {.to = 1, .h = 0.01, .most_steps = 50});
  EXPECT_EQ(s.outcome, Outcome::stopped);
  EXPECT_NEAR(s.phase.time, 0.5, 1e-12);
  const Solution whole = solve(*integrator("rk4"), f, Vector{1, 0}, {.to = 1, .h = 0.3});
  EXPECT_EQ(whole.accepted, 4u);
  EXPECT_EQ(whole.phase.time, 1);
  EXPECT_EQ(solve(*integrator("rk4"), f, Vector{1, 0}, {.to = 1, .h = 0.1}).accepted, 10u);
}

TEST(Solve, the_same_course_gives_the_same_bits) {
  Given f = circle();
  const Solution a = solve(*integrator("dop853"), f, Vector{1, 0}, {.to = 5}),
                 b = solve(*integrator("dop853"), f, Vector{1, 0}, {.to = 5});
  EXPECT_EQ(a.phase.theta, b.phase.theta);
  EXPECT_EQ(a.evaluations, b.evaluations);
}

TEST(Solve, says_what_is_wrong_with_a_course) {
  const auto problem = [](const char* name, const Vector& start, const Course& c) -> std::string {
    Given f = circle();
    try {
      solve(*integrator(name), f, start, c);
    } catch (const Error& e) {
      EXPECT_FALSE(e.advice().empty());
      return e.problem();
    }
    return "nothing";
  };
  EXPECT_EQ(problem("rk4", {1, 0}, {.to = 1}), "this integrator does not choose its steps, and no length is given");
  EXPECT_EQ(problem("dopri5", {1, 0, 0}, {.to = 1}), "the field has 2 coordinates, the start 3");
  EXPECT_EQ(problem("dopri5", {1, 0}, {.from = 1, .to = 1}), "a course runs from 1 to 1");
  EXPECT_EQ(problem("dopri5", {1, 0}, {.to = 1, .h = -1}), "a step of length -1");
  EXPECT_EQ(problem("dopri5", {1, 0}, {.to = 1, .at = {0.5, 0.25}}), "the time 0.25 is not in its place");
  EXPECT_EQ(problem("dopri5", {1, 0}, {.to = 1, .at = {2}}), "the time 2 is not in its place");
}

}  // namespace
}  // namespace paribus
