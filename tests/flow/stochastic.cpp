// Flows with chance: moments, strong orders and passage times that are known.
#include <gtest/gtest.h>

#include "paribus/math/distribution.hpp"
#include "strong_order.hpp"

namespace paribus {
namespace {

using namespace odes;

TEST(StrongOrders, of_Euler_and_Maruyama_is_one_half) {
  const auto [order, error] = strong_order("euler_maruyama");
  EXPECT_NEAR(order, 0.5, 0.02 + 3 * error);
  EXPECT_LT(error, 0.02);
}

TEST(StrongOrders, of_Milstein_is_one) {
  const auto [order, error] = strong_order("milstein");
  EXPECT_NEAR(order, 1, 0.02 + 3 * error);
  EXPECT_LT(error, 0.02);
}

// Ornstein-Uhlenbeck dX = -2 X dt + 0.5 dW from 1, 15 steps of 0.05: Euler-Maruyama's own mean and variance, which lie
// 27 and 18 standard errors from those of the process itself (0.22313, 0.05939).
TEST(EulerMaruyama, has_the_moments_of_its_own_recursion) {
  constexpr std::size_t paths = 200'000;
  const Choices c{{"dimension", {std::int64_t{paths}}}, {"mu", {2.0}}, {"lambda_max", {2.0}}};
  const auto bowl = get(problems(), "quadratic", "problem").make(Settings{c, ""})->objective();
  Langevin f{*bowl, 0.125};
  Course course{.to = 0.75, .h = 0.05};
  course.noise = StreamName{3, 0, "paths"};
  const Vector x = solve(*integrator("euler_maruyama"), f, Vector(paths, 1.0), course).phase.theta;
  EXPECT_NEAR(mean(x), 0.2058911320946, 4 * std::sqrt(0.063 / paths));
  EXPECT_NEAR(variance(x), 0.06300058169242, 4 * 0.063 * std::sqrt(2.0 / paths));
  // Constant noise does not bend: Milstein takes the same steps.
  EXPECT_EQ(x, solve(*integrator("milstein"), f, Vector(paths, 1.0), course).phase.theta);
}

TEST(Langevin, comes_to_rest_at_its_temperature) {
  constexpr std::size_t paths = 20'000;
  const Choices c{{"dimension", {std::int64_t{paths}}}, {"mu", {2.0}}, {"lambda_max", {2.0}}};
  const auto bowl = get(problems(), "quadratic", "problem").make(Settings{c, ""})->objective();
  Langevin f{*bowl, 0.125};
  Course course{.to = 5, .h = 0.05};
  course.noise = StreamName{4, 0, "paths"};
  const Vector x = solve(*integrator("euler_maruyama"), f, Vector(paths, 1.0), course).phase.theta;
  EXPECT_NEAR(variance(x), 0.06578947368421, 4 * 0.066 * std::sqrt(2.0 / paths));
}

// V = (x^2 - 1)^2 / 4 at D = 0.1: the mean time from -1 to the pass at 0 is 30.82130247267 (by quadrature). Steps of h
// warm the valley by h V''/ 2 of its temperature and so shorten the time, by 1.2 % at this h.
TEST(DoubleWell, is_left_after_the_mean_first_passage_time) {
  const auto well = get(problems(), "double_well", "problem").make(Settings{})->objective();
  Langevin f{*well, 0.1};
  constexpr double h = 0.005;
  constexpr int paths = 250;
  const double barrier = -barrier_shift(std::sqrt(0.2), h);
  Vector times;
  for (int i = 0; i < paths; ++i) {
    Course course{.to = 2000, .h = h};
    course.noise = StreamName{5, static_cast<std::uint64_t>(i), "escape"};
    course.events = {{"pass", [&](double, View x) { return x[0] - barrier; }, Event::Crossing::rising, true}};
    const Solution s = solve(*integrator("euler_maruyama"), f, Vector{-1}, course);
    ASSERT_EQ(s.outcome, Outcome::stopped);
    times.push_back(s.phase.time);
  }
  const Interval in = mean_interval(mean(times), std::sqrt(variance(times)), paths, 0.99);
  EXPECT_LT(in.low, 30.82130247267);
  EXPECT_GT(in.high, 30.82130247267);
  EXPECT_LT(in.high - in.low, 12);
}

TEST(Chance, comes_from_named_streams_alone) {
  Geometric f(5, 0.1, 0.5);
  const auto m = integrator("euler_maruyama");
  Course course{.to = 1, .h = 0.1};
  course.noise = StreamName{1, 2, "paths"};
  const Vector a = solve(*m, f, Vector(5, 1.0), course).phase.theta;
  EXPECT_EQ(a, solve(*m, f, Vector(5, 1.0), course).phase.theta);
  course.noise->replicate = 3;
  EXPECT_NE(a, solve(*m, f, Vector(5, 1.0), course).phase.theta);
  // Every step has chance of its own: the five increments of one coordinate differ.
  Geometric g(1, 0, 1);
  Vector w{0};
  course.at = {};
  Phase z = start_phase(*m, g, {1});
  for (int i = 1; i <= 3; ++i) {
    z = solve(*m, g, std::move(z), {.from = 0.1 * (i - 1), .to = 0.1 * i, .h = 0.1, .noise = course.noise}).phase;
    w.push_back(g.W[0]);
  }
  EXPECT_NE(w[1] - w[0], w[2] - w[1]);
  EXPECT_NE(w[2] - w[1], w[3] - w[2]);
}

TEST(Chance, that_is_missing_or_unfit_is_an_error) {
  Geometric f(2, 0.1, 0.5);
  const auto problem = [&](const char* name, Field& field, bool noise) -> std::string {
    Course course{.to = 1, .h = 0.1};
    if (noise) course.noise = StreamName{1, 1, "x"};
    try {
      solve(*integrator(name), field, Vector(field.dimension(), 1.0), course);
    } catch (const Error& e) {
      return e.problem();
    }
    return "nothing";
  };
  EXPECT_EQ(problem("rk4", f, true), "this integrator would leave out the chance of a stochastic field");
  EXPECT_EQ(problem("milstein", f, false), "a stochastic field needs chance, and none is named");
  EXPECT_EQ(problem("milstein", f, true), "nothing");
  Bowl2 bowl;
  EXPECT_THROW(Langevin(bowl, -1), Error);

  class Mixed final : public StochasticField {
   public:
    std::size_t dimension() const override { return 1; }
    std::size_t noises() const override { return 3; }
    double direction(View, const Draw&, Span out) override { return out[0] = 0; }
    using Field::direction;
    Diffusion diffusion() const override { return Diffusion::general; }
    void diffuse(View, const Draw&, View dW, Span out) override { out[0] = dW[0] + dW[1] + dW[2]; }
  } mixed;
  EXPECT_EQ(problem("milstein", mixed, true),
            "milstein needs noise i to act on coordinate i alone, and this field mixes its noises");
  EXPECT_EQ(problem("euler_maruyama", mixed, true), "nothing");
}

}  // namespace
}  // namespace paribus
