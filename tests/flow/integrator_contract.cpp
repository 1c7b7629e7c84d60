// What every integrator of the catalogue has to keep, and known single steps.
#include <gtest/gtest.h>

#include "paribus/flow/integrate.hpp"
#include "trust.hpp"

namespace paribus {
namespace {

using namespace odes;

class Integrators : public testing::TestWithParam<const Entry<Integrator>*> {
 protected:
  std::unique_ptr<const Integrator> m = GetParam()->make(Settings{});
  Bowl2 bowl;
};

Phase run(const Integrator& m, Field& f, Phase z, std::uint64_t steps) {
  FullBatch all;
  return integrate(m, f, std::move(z), {0.01, steps, {}}, all).phase;
}

TEST_P(Integrators, are_optimizers_that_go_downhill_or_keep_their_energy) {
  const Phase z = run(*m, bowl, start_phase(*m, bowl, {1, -2}), 50);
  const double before = bowl.evaluate(Vector{1, -2}, {}, {}), after = bowl.evaluate(z.theta, {}, {});
  if (!m->trust().symplectic) {
    EXPECT_LT(after, before);
  } else {
    const View p = z.slots[0];
    EXPECT_NEAR(after + dot(p, p) / 2, before, 1e-3 * before);
  }
}

TEST_P(Integrators, a_run_cut_in_two_and_resumed_is_the_run_in_one_piece) {
  const auto whole = run(*m, bowl, start_phase(*m, bowl, {1, -2}), 40);
  if (m->trust().adaptive()) {  // the loop's own step size is part of such a run: step by hand
    Phase a = start_phase(*m, bowl, {1, -2}), b;
    Scratch one{2};
    double h = 0.01;
    for (int i = 0; i < 20; ++i) h = m->step(a, bowl, {}, h, one).next_h;
    b = a;
    Scratch other{2};
    double k = h;
    for (int i = 0; i < 20; ++i) {
      h = m->step(a, bowl, {}, h, one).next_h;
      k = m->step(b, bowl, {}, k, other).next_h;
    }
    EXPECT_EQ(a.theta, b.theta);
    EXPECT_EQ(h, k);
    return;
  }
  for (const std::uint64_t cut : {1, 17, 39}) {
    Phase z = run(*m, bowl, start_phase(*m, bowl, {1, -2}), cut);
    z = run(*m, bowl, std::move(z), 40);
    EXPECT_EQ(whole.theta, z.theta) << "cut at " << cut;
  }
}

TEST_P(Integrators, a_field_at_rest_stays_at_rest) {
  const Phase z = run(*m, bowl, start_phase(*m, bowl, {0, 0}), 5);
  EXPECT_EQ(z.theta, Vector(2, 0.0));
}

TEST_P(Integrators, report_loss_and_norm_at_the_point_they_left_and_count_their_calls) {
  Phase z = start_phase(*m, bowl, {1, -2});
  Vector g(2);
  Scratch scratch{2};
  const double loss = bowl.evaluate(z.theta, {}, g);
  const Stepped s = m->step(z, bowl, {}, 0.01, scratch);
  EXPECT_DOUBLE_EQ(s.loss, loss);
  EXPECT_DOUBLE_EQ(s.gradient_norm, norm(g));
  if (std::string_view(GetParam()->name).find("_euler") != std::string_view::npos) return;  // they call the Hessian too
  Given f(2, [](View y, Span out) { out[0] = -y[1], out[1] = y[0]; });
  Phase w = start_phase(*m, f, {1, 0});
  for (int i = 0; i < 3; ++i) {
    const int before = f.calls;
    const Stepped t = m->step(w, f, {}, 0.01, scratch);
    EXPECT_EQ(t.evaluations, f.calls - before) << "step " << i;
  }
}

TEST_P(Integrators, begin_their_path_at_one_end_and_end_it_at_the_other) {
  const Phase before = start_phase(*m, bowl, {1, -2});
  Phase after = before;
  Scratch scratch{2};
  Interpolant path;
  const auto method = fixed(*GetParam());
  ASSERT_TRUE(method->step(after, bowl, {}, 0.01, scratch).accepted);
  method->interpolate(before, after, bowl, {}, 0.01, scratch, path);
  Vector at(2);
  path.at(0, at);
  EXPECT_EQ(at, before.theta);
  path.at(1, at);
  EXPECT_LT(distance(at, after.theta), 1e-15);
}

INSTANTIATE_TEST_SUITE_P(catalogue, Integrators, testing::ValuesIn(integrators()),
                         [](const auto& p) { return std::string(p.param->name); });

double decay(const char* name, double h, int steps) {
  Downhill f{[](double y) { return -y; }, [](double) { return -1.0; }};
  const auto m = fixed(get(integrators(), name, "integrator"));
  Phase z = start_phase(*m, f, {1});
  Scratch scratch{1};
  for (int i = 0; i < steps; ++i) m->step(z, f, {}, h, scratch);
  return z.theta[0];
}

// y' = -y from 1: Euler is (1 - h)^n, RK4 a Taylor polynomial, the pair of Dormand & Prince its R(z).
TEST(Steps, are_those_of_the_literature) {
  EXPECT_NEAR(decay("euler", 0.1, 10), 0.3486784401, 1e-12);
  EXPECT_NEAR(decay("euler", 0.1, 10) - std::exp(-1.0), -0.01920100107144, 1e-12);
  EXPECT_NEAR(decay("euler", 0.05, 20) - std::exp(-1.0), -0.0093935187629, 1e-12);
  EXPECT_NEAR(decay("rk4", 0.1, 10), 0.3678797744125, 1e-12);
  EXPECT_NEAR(decay("dopri5", 0.5, 1), 0.6065364583333, 1e-12);
  EXPECT_NEAR(decay("implicit_euler", 0.1, 10), std::pow(1.1, -10), 1e-9);
  EXPECT_NEAR(decay("exponential_euler", 3, 1), std::exp(-3.0), 1e-14);
  EXPECT_NEAR(decay("dop853", 0.5, 2), std::exp(-1.0), 2e-10);
}

TEST(Steps, of_dopri5_estimate_their_error_as_tabled) {
  Downhill f{[](double y) { return -y; }, [](double) { return -1.0; }};
  const Choices c{{"rtol", {1e-300}}, {"atol", {1.0}}, {"adaptive", {false}}};
  const auto m = integrator("dopri5", c);
  Phase z = start_phase(*m, f, {1});
  Scratch scratch{1};
  m->step(z, f, {}, 0.5, scratch);
  EXPECT_NEAR(m->estimate(z), 3.06640625e-5, 1e-15);
}

// theta(t) = exp(-H t) theta_0, H = [[2, 1], [1, 3]], t = 0.7.
TEST(Flow, of_a_quadratic_is_the_exponential_of_its_Hessian) {
  const std::pair<const char*, Choices> methods[] = {
      {"dopri5", {{"rtol", {1e-10}}, {"atol", {1e-12}}}}, {"dop853", {{"rtol", {1e-12}}, {"atol", {1e-13}}}}};
  for (const auto& [name, c] : methods) {
    Bowl2 f;
    const Solution s = solve(*integrator(name, c), f, Vector{1, -2}, {.to = 0.7});
    EXPECT_NEAR(s.phase.theta[0], 0.5658777298683, 1e-9) << name;
    EXPECT_NEAR(s.phase.theta[1], -0.4595292647271, 1e-9) << name;
  }
  Bowl2 f;
  const Solution s = solve(*integrator("exponential_euler"), f, Vector{1, -2}, {.to = 0.7, .h = 0.7});
  EXPECT_EQ(s.accepted, 1u);
  EXPECT_NEAR(s.phase.theta[0], 0.5658777298683, 1e-12);
  EXPECT_NEAR(s.phase.theta[1], -0.4595292647271, 1e-12);
}

// The field bends upward at x = 0: Newton has to cope with an indefinite I + h H (h = 3: 1 - 3).
TEST(ImplicitEuler, lands_on_a_solution_of_its_equation_where_the_objective_is_not_convex) {
  Downhill f{[](double y) { return y - y * y * y; }, [](double y) { return 1 - 3 * y * y; }};
  const auto m = integrator("implicit_euler");
  Phase z = start_phase(*m, f, {0.1});
  Scratch scratch{1};
  const Stepped s = m->step(z, f, {}, 3, scratch);
  ASSERT_TRUE(s.accepted);
  const double y = z.theta[0];
  EXPECT_NEAR(y, 0.1 + 3 * (y - y * y * y), 1e-9);
}

// Between the wells of (x^2 - 1)^2 / 4 and with h = 10 the equation has three roots. The one next to the start is the top
// of the proximal objective, to which Newton's method alone is drawn (it ends at -0.011); its minimum lies in the well.
TEST(ImplicitEuler, goes_down_to_the_proximal_point_and_not_to_the_top_next_to_it) {
  const auto f = get(problems(), "double_well", "problem").make(Settings{})->objective();
  const auto m = integrator("implicit_euler");
  for (const double start : {0.1, 0.02, -0.05, -0.3, 0.7}) {
    Phase z = start_phase(*m, *f, {start});
    Scratch scratch{1};
    const double h = 10;
    ASSERT_TRUE(m->step(z, *f, {}, h, scratch).accepted) << start;
    const auto proximal = [&](double y) { return std::pow(y * y - 1, 2) / 4 + std::pow(y - start, 2) / (2 * h); };
    double best = 0;  // of a fine grid
    for (double y = -2; y <= 2; y += 1e-4)
      if (proximal(y) < proximal(best)) best = y;
    EXPECT_NEAR(z.theta[0], best, 1e-4) << start;
    EXPECT_LE(proximal(z.theta[0]), proximal(best) + 1e-15) << start;
  }
}

TEST(Implicit, methods_say_that_they_need_an_objective) {
  Given f(1, [](View y, Span out) { out[0] = -y[0]; });
  for (const char* name : {"implicit_euler", "exponential_euler"}) {
    try {
      solve(*integrator(name), f, Vector{1}, {.to = 1, .h = 0.1});
      FAIL() << name;
    } catch (const Error& e) {
      EXPECT_NE(e.problem().find("not the gradient of an objective"), std::string::npos) << e.what();
      EXPECT_NE(e.advice().find("rkc"), std::string::npos);
    }
  }
}

// 400 curvatures from 1 to 1e4: an explicit method needs h <= 2e-4, these take h = 0.1.
TEST(Stiff, fields_are_followed_with_long_steps) {
  const Choices bowl{{"dimension", {std::int64_t{400}}}, {"mu", {1.0}}, {"lambda_max", {1e4}}};
  const auto f = get(problems(), "quadratic", "problem").make(Settings{bowl, ""})->objective();
  const auto end = [&](const char* name, const Choices& c, double h) {
    const Solution s = solve(*integrator(name, c), *f, Vector(400, 1.0), {.to = 1, .h = h});
    EXPECT_EQ(s.outcome, Outcome::finished) << name;
    return s;
  };
  const Choices tolerance{{"rtol", {1e-5}}, {"atol", {1e-7}}};
  const Solution rkc = end("rkc", tolerance, 1e-4), dopri5 = end("dopri5", tolerance, 1e-4);
  EXPECT_LT(5 * rkc.evaluations, dopri5.evaluations);
  EXPECT_NEAR(rkc.phase.theta[0], std::exp(-1.0), 1e-4);
  EXPECT_NEAR(end("implicit_euler", {}, 0.1).phase.theta[0], std::pow(1.1, -10), 1e-8);
  EXPECT_NEAR(end("exponential_euler", {{"products", {std::int64_t{300}}}}, 0.1).phase.theta[0], std::exp(-1.0), 1e-8);
}

}  // namespace
}  // namespace paribus
