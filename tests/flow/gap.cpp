// Gradient descent beside the flows that it follows: rates by formula, orders by measurement.
#include <gtest/gtest.h>

#include "odes.hpp"
#include "paribus/flow/flows.hpp"
#include "paribus/flow/gap.hpp"
#include "paribus/flow/modified_flow.hpp"

namespace paribus {
namespace {

using namespace odes;

std::unique_ptr<Objective> objective(const char* problem, const Choices& c = {}) {
  return get(problems(), problem, "problem").make(Settings{c, ""})->objective();
}
std::unique_ptr<Objective> bowl(std::int64_t n, double mu, double lambda) {
  return objective("quadratic", {{"dimension", {n}}, {"mu", {mu}}, {"lambda_max", {lambda}}});
}
std::unique_ptr<const Optimizer> optimizer(const char* name, const Choices& c = {}) {
  return get(optimizers(), name, "optimizer").make(Settings{c, ""});
}
const Choices fine{{"rtol", {1e-12}}, {"atol", {1e-14}}};

/// The largest distance of T / h steps from the gradient flow and from the modified one.
std::pair<double, double> gaps(Objective& f, const Vector& start, double h, std::uint64_t steps) {
  const auto path = iterates(*optimizer("gradient_descent"), f, start, h, even_steps(steps, 4096));
  ModifiedFlow modified{f, h};
  const auto largest = [&](Field& flow) {
    const Gap g = gap(path, h, *integrator("dop853", fine), flow, start);
    EXPECT_EQ(g.outcome, Outcome::finished);
    EXPECT_EQ(g.distances.size(), path.theta.size());
    return *std::max_element(g.distances.begin(), g.distances.end());
  };
  return {largest(f), largest(modified)};
}

TEST(BatchModifiedFlow, refuses_a_step_that_is_no_length_and_an_epoch_without_batches) {
  const auto f = bowl(1, 4, 4);
  const auto said = [&](std::vector<std::vector<std::uint32_t>> batches, double h) -> std::string {
    try {
      BatchModifiedFlow{*f, std::move(batches), h};
      return "accepted";
    } catch (const Error& e) {
      return e.what();
    }
  };
  EXPECT_EQ(said({{0}}, 0), "accepted");
  EXPECT_EQ(said({{0}}, -0.1), "a step of length -0.1; take a number from 0 on");
  EXPECT_EQ(said({{0}}, infinity), "a step of length inf; take a number from 0 on");
  EXPECT_EQ(said({{0}}, std::nan("")), "a step of length nan; take a number from 0 on");
  EXPECT_EQ(said({}, 0.1), "an epoch without batches; name 1 batch or more");
}

TEST(ModifiedFlow, of_curvature_4_at_step_0_1_has_the_published_rate_and_path) {
  const auto f = bowl(1, 4, 4);
  ModifiedFlow flow{*f, 0.1};
  Vector out(1);
  EXPECT_NEAR(flow.direction(Vector{2}, {}, out), 8 + 0.1 / 4 * 64, 1e-14);
  EXPECT_NEAR(out[0], -4.8 * 2, 1e-14);
  const Solution s = solve(*integrator("dop853", fine), flow, Vector{1}, {.to = 1});
  EXPECT_NEAR(s.phase.theta[0], 0.00822974704902, 1e-12);
  EXPECT_NEAR(solve(*integrator("dop853", fine), *f, Vector{1}, {.to = 1}).phase.theta[0], 0.01831563888873, 1e-12);
  EXPECT_NEAR(iterates(*optimizer("gradient_descent"), *f, {1}, 0.1, {10}).theta[0][0], 0.0060466176, 1e-15);
}

// Off a quadratic H turns with theta: against central differences of L + h/4 |grad L|^2.
TEST(ModifiedFlow, falls_along_its_own_potential) {
  for (const char* name : {"rosenbrock", "double_well"}) {
    const auto f = objective(name);
    const std::size_t n = f->dimension();
    ModifiedFlow flow{*f, 0.02};
    Vector at(n), out(n), none(n);
    for (std::size_t i = 0; i < n; ++i) at[i] = 0.3 + 0.4 * static_cast<double>(i);
    flow.direction(at, {}, out);
    for (std::size_t i = 0; i < n; ++i) {
      Vector up = at, down = at;
      up[i] += 1e-5, down[i] -= 1e-5;
      const double slope = (flow.direction(up, {}, none) - flow.direction(down, {}, none)) / 2e-5;
      EXPECT_NEAR(out[i], -slope, 1e-6 * (1 + std::abs(slope))) << name;
    }
  }
}

TEST(ModifiedFlow, refuses_a_step_that_is_none) {
  const auto f = bowl(1, 1, 1);
  EXPECT_THROW(ModifiedFlow(*f, -0.1), Error);
  EXPECT_THROW(ModifiedFlow(*f, std::nan("")), Error);
}

TEST(Gap, on_a_quadratic_is_the_formula) {
  const auto f = bowl(3, 0.5, 8);
  const double l[] = {0.5, 2, 8}, h = 0.05;
  const Vector start{1, -2, 0.5};
  double flow = 0, modified = 0;
  for (int k = 1; k <= 40; ++k) {
    double a = 0, b = 0;
    for (int i = 0; i < 3; ++i) {
      const double c = start[static_cast<std::size_t>(i)], x = std::pow(1 - h * l[i], k), t = k * h;
      a += std::pow(c * (x - std::exp(-l[i] * t)), 2),
          b += std::pow(c * (x - std::exp(-(l[i] + h * l[i] * l[i] / 2) * t)), 2);
    }
    flow = std::max(flow, std::sqrt(a)), modified = std::max(modified, std::sqrt(b));
  }
  const auto [to_flow, to_modified] = gaps(*f, start, h, 40);
  EXPECT_NEAR(to_flow, flow, 1e-10);
  EXPECT_NEAR(to_modified, modified, 1e-10);
}

TEST(Gap, has_order_one_to_the_flow_and_two_to_the_modified_flow) {
  for (const auto& [name, start, time] :
       {std::tuple{"rosenbrock", Vector{-1.2, 1}, 0.05}, {"double_well", Vector{0.1}, 4.0}}) {
    const auto f = objective(name);
    const double h = time / 8192;  // Rosenbrock's valley has curvatures of 1 300
    const auto [a, b] = gaps(*f, start, 2 * h, 4096);
    const auto [c, d] = gaps(*f, start, h, 8192);
    EXPECT_NEAR(std::log2(a / c), 1, 0.02) << name;
    EXPECT_NEAR(std::log2(b / d), 2, 0.02) << name;
  }
}

// With friction gamma kept and beta = 1 - gamma sqrt(h), momentum is a scheme of order 1 in its step sqrt(h).
TEST(Gap, of_momentum_to_the_heavy_ball_has_order_one_in_the_root_of_the_step) {
  const auto f = bowl(2, 1, 5);
  const double gamma = 1;
  const auto far = [&](std::uint64_t steps) {
    const double dt = 2 / static_cast<double>(steps);
    HeavyBallFlow flow{*f, gamma};
    const Vector start{1, -1};
    const auto path = iterates(*optimizer("momentum", {{"beta", {1 - gamma * dt}}}), *f, start, dt * dt, {steps});
    const Gap g = gap(path, dt, *integrator("dop853", fine), flow, from_rest(start, flow));
    EXPECT_EQ(g.end.size(), 4u);
    return g.distances.at(0);
  };
  EXPECT_NEAR(std::log2(far(1024) / far(2048)), 1, 0.01);
}

TEST(Gap, ends_where_the_iterates_end) {
  const auto f = bowl(1, 1, 1);
  const auto path = iterates(*optimizer("gradient_descent"), *f, {1}, 1e200, {1, 2, 3});
  EXPECT_EQ(path.outcome, Outcome::diverged);
  EXPECT_LT(path.theta.size(), 3u);
}

TEST(EvenSteps, end_at_the_last_and_are_all_of_a_few) {
  EXPECT_EQ(even_steps(4, 10), (std::vector<std::uint64_t>{1, 2, 3, 4}));
  EXPECT_EQ(even_steps(10, 4), (std::vector<std::uint64_t>{2, 5, 7, 10}));
  const auto many = even_steps(std::uint64_t{1} << 63, 3);
  EXPECT_EQ(many.back(), std::uint64_t{1} << 63);
  EXPECT_EQ(many.size(), 3u);
}

}  // namespace
}  // namespace paribus
