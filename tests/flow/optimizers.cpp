// Contracts over the catalogue of optimizers, and their limits on a quadratic.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "paribus/flow/integrate.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/objective/problem.hpp"

namespace paribus {
namespace {

Choices bowl(double mu, double lambda, int n) {
  return {{"dimension", {std::int64_t{n}}}, {"mu", {mu}}, {"lambda_max", {lambda}}};
}

std::unique_ptr<Objective> quadratic(double mu, double lambda, int n = 10) {
  const Choices c = bowl(mu, lambda, n);
  return get(problems(), "quadratic", "problem").make(Settings{c, ""})->objective();
}

Phase run(const Optimizer& o, Objective& f, Phase z, double h, std::uint64_t steps) {
  FullBatch all;
  return integrate(o, f, std::move(z), {h, z.step + steps, {}}, all).phase;
}

class Optimizers : public testing::TestWithParam<const Entry<Optimizer>*> {
 protected:
  std::unique_ptr<const Optimizer> optimizer = GetParam()->make(Settings{});
};

TEST_P(Optimizers, the_same_phase_gives_the_same_phase_to_the_bit) {
  auto f = quadratic(1, 50);
  const auto a = run(*optimizer, *f, start_phase(*optimizer, *f, Vector(10, 1.0)), 0.01, 37);
  const auto b = run(*optimizer, *f, start_phase(*optimizer, *f, Vector(10, 1.0)), 0.01, 37);
  EXPECT_EQ(a.theta, b.theta);
  EXPECT_EQ(a.slots, b.slots);
}

TEST_P(Optimizers, a_run_cut_in_two_and_resumed_is_the_run_in_one_piece) {
  auto f = quadratic(1, 50);
  const auto whole = run(*optimizer, *f, start_phase(*optimizer, *f, Vector(10, 1.0)), 0.01, 40);
  for (const std::uint64_t cut : {1, 17, 39}) {
    Phase z = run(*optimizer, *f, start_phase(*optimizer, *f, Vector(10, 1.0)), 0.01, cut);
    FullBatch all;
    z = integrate(*optimizer, *f, std::move(z), {0.01, 40, {}}, all).phase;
    EXPECT_EQ(whole.theta, z.theta) << "cut at " << cut;
    EXPECT_EQ(whole.step, z.step);
  }
}

TEST_P(Optimizers, a_minimum_at_rest_is_a_fixed_point) {
  auto f = quadratic(1, 50);
  const auto z = run(*optimizer, *f, start_phase(*optimizer, *f, Vector(10, 0.0)), 0.1, 5);
  EXPECT_EQ(z.theta, Vector(10, 0.0));
}

TEST_P(Optimizers, small_steps_go_downhill) {
  auto f = quadratic(1, 50);
  const Vector start(10, 1.0);
  const auto z = run(*optimizer, *f, start_phase(*optimizer, *f, start), 1e-3, 20);
  EXPECT_LT(f->evaluate(z.theta, {}, {}), f->evaluate(start, {}, {}));
}

TEST_P(Optimizers, reports_the_loss_and_gradient_norm_at_the_point_it_left) {
  auto f = quadratic(1, 50);
  Phase z = start_phase(*optimizer, *f, Vector(10, 1.0));
  Vector g(10);
  const double loss = f->evaluate(z.theta, {}, g);
  Scratch scratch{10};
  const Stepped s = optimizer->step(z, *f, {}, 0.01, scratch);
  EXPECT_DOUBLE_EQ(s.loss, loss);
  EXPECT_DOUBLE_EQ(s.gradient_norm, norm(g));
}

INSTANTIATE_TEST_SUITE_P(catalogue, Optimizers, testing::ValuesIn(optimizers()),
                         [](const auto& p) { return std::string(p.param->name); });

// Polyak 1964: at h = 2/(mu+L) both errors shrink by exactly (kappa-1)/(kappa+1) = 9/11 a step.
TEST(GradientDescent, shrinks_at_the_optimal_rate) {
  auto f = quadratic(1, 10, 2);
  const auto o = get(optimizers(), "sgd", "optimizer").make(Settings{});
  const auto z = run(*o, *f, start_phase(*o, *f, {1, 1}), 2.0 / 11, 20);
  EXPECT_NEAR(z.theta[0], 0.01807159502138, 1e-12);
  EXPECT_NEAR(z.theta[1], 0.01807159502138, 1e-12);
}

// Kingma & Ba 2015: with bias correction the first step is -h sign(g), to epsilon.
TEST(Adam, first_step_is_the_rate_times_the_sign) {
  auto f = quadratic(1, 100);
  const auto o = get(optimizers(), "adam", "optimizer").make(Settings{});
  const auto z = run(*o, *f, start_phase(*o, *f, Vector(10, 1.0)), 0.01, 1);
  for (const double x : z.theta) EXPECT_NEAR(x, 0.99, 1e-9);
}

// The largest stable rate on a quadratic with lambda_max = 10, by growth over many steps at 0.1 % either side.
TEST(Limits, are_where_theory_puts_them) {
  const std::pair<const char*, double> limits[] = {
      {"gradient_descent", 0.2}, {"momentum", 0.38}, {"nesterov", 0.1357142857142857}};
  for (const auto& [name, limit] : limits) {
    auto f = quadratic(1, 10);
    const auto o = get(optimizers(), name, "optimizer").make(Settings{});
    const auto size = [&](double h) { return norm(run(*o, *f, start_phase(*o, *f, Vector(10, 1.0)), h, 20000).theta); };
    EXPECT_LT(size(0.999 * limit), 1e-3) << name;
    EXPECT_GT(size(1.001 * limit), 1e3) << name;
  }
}

TEST(Integrate, names_a_run_that_is_no_longer_a_number_diverged) {
  auto f = quadratic(1, 10);
  const auto o = get(optimizers(), "gradient_descent", "optimizer").make(Settings{});
  FullBatch all;
  const auto t = integrate(*o, *f, start_phase(*o, *f, Vector(10, 1.0)), {100, 10000, {}}, all);
  EXPECT_EQ(t.outcome, Outcome::diverged);
  EXPECT_LT(t.phase.step, 10000u);
}

TEST(Integrate, watches_at_the_named_steps_and_stops_when_told) {
  auto f = quadratic(1, 10);
  const auto o = get(optimizers(), "gradient_descent", "optimizer").make(Settings{});
  FullBatch all;
  std::vector<std::uint64_t> seen;
  const auto t = integrate(*o, *f, start_phase(*o, *f, Vector(10, 1.0)), {0.01, 50, {0, 3, 20, 50}}, all,
                           [&](const Phase& z, const Stepped&) {
                             seen.push_back(z.step);
                             return z.step == 20 ? Go::stop : Go::on;
                           });
  EXPECT_EQ(seen, (std::vector<std::uint64_t>{0, 3, 20}));
  EXPECT_EQ(t.outcome, Outcome::stopped);
}

TEST(MiniBatches, cover_every_example_once_an_epoch_in_a_new_order) {
  MiniBatches batches{10, 4, {1, 0, "batches"}};
  std::vector<std::vector<std::uint32_t>> epochs(2);
  for (std::uint64_t step = 0; step < 6; ++step) {
    const auto rows = batches.rows(step);
    EXPECT_EQ(rows.size(), step % 3 == 2 ? 2u : 4u);
    epochs[step / 3].insert(epochs[step / 3].end(), rows.begin(), rows.end());
  }
  EXPECT_NE(epochs[0], epochs[1]);
  for (auto& e : epochs) {
    std::sort(e.begin(), e.end());
    std::vector<std::uint32_t> all(10);
    std::iota(all.begin(), all.end(), 0u);
    EXPECT_EQ(e, all);
  }
  // Any step can be asked for first: a resumed run meets the same rows.
  MiniBatches fresh{10, 4, {1, 0, "batches"}};
  const auto late = fresh.rows(4);
  const std::vector<std::uint32_t> a(late.begin(), late.end());
  MiniBatches other{10, 4, {1, 0, "batches"}};
  other.rows(0);
  const auto b = other.rows(4);
  EXPECT_TRUE(std::equal(a.begin(), a.end(), b.begin(), b.end()));
}

TEST(LogSpacedSteps, begin_at_zero_and_end_at_the_last) {
  EXPECT_EQ(log_spaced_steps(100, 4), (std::vector<std::uint64_t>{0, 1, 10, 100}));
  EXPECT_EQ(log_spaced_steps(1, 20), (std::vector<std::uint64_t>{0, 1}));
}

}  // namespace
}  // namespace paribus
