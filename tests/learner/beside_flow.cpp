// Optimizers beside the flow of a quadratic, whose flow is known.
#include "paribus/learner/beside_flow.hpp"

#include <algorithm>

#include "paribus/learner/spectrum.hpp"
#include "paribus/math/dense.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

class BesideAFlow : public testing::Test {
 protected:
  const Bench bench = bench_of(prepared("diabetes"), "linear_regression");
  const Vector start = start_theta(bench, chance(0).start);
  const QuadraticFacts facts = quadratic_facts(bench, start);
  /// L* + 1/2 sum l c^2 exp(-2 l t)
  double loss(double t) const {
    double out = facts.least_loss;
    for (std::size_t i = 0; i < facts.eigenvalues.size(); ++i)
      out += 0.5 * facts.eigenvalues[i] * facts.energies[i] * std::exp(-2 * facts.eigenvalues[i] * t);
    return out;
  }
  /// How far the track came.
  static double way(const Track& t) {
    double square = 0;
    for (std::size_t i = 0; i < t.theta[0].size(); ++i) square += std::pow(t.theta.back()[i] - t.theta[0][i], 2);
    return std::sqrt(square);
  }
  BesideFlow beside(double time, std::vector<OptimizerSettings> all) const {
    return beside_flow(bench, start, time, all, 50);
  }
};

TEST_F(BesideAFlow, TheFlowHasTheLossOfTheFormula) {
  const auto b = beside(3, {optimizer("gradient_descent", 0.1)});
  ASSERT_EQ(b.flow.times.size(), 51u);
  EXPECT_EQ(b.flow.times.front(), 0);
  EXPECT_EQ(b.flow.times.back(), 3);
  for (std::size_t i = 0; i < b.flow.times.size(); ++i) EXPECT_NEAR(b.flow.loss[i], loss(b.flow.times[i]), 1e-5) << i;
  EXPECT_NEAR(b.sharpness, facts.eigenvalues.back(), 1e-3 * facts.eigenvalues.back());
  EXPECT_NEAR(b.flow.sharpness, b.sharpness, 2e-3 * b.sharpness);
}

TEST_F(BesideAFlow, GradientDescentIsAsFarAsTheFormulaSays) {
  const double h = 0.1;
  const auto t = beside(3, {optimizer("gradient_descent", h)}).optimizers.at(0);
  EXPECT_EQ(t.steps, 30u);
  EXPECT_EQ(t.times.size(), t.loss.size());
  EXPECT_EQ(t.times.size(), t.distance.size());
  EXPECT_EQ(t.times.size(), t.theta.size());
  EXPECT_EQ(t.times[1], h);  // early steps are not passed over
  double square = 0;
  for (std::size_t i = 0; i < facts.eigenvalues.size(); ++i) {
    const double l = facts.eigenvalues[i];
    square += facts.energies[i] * std::pow(std::pow(1 - h * l, 30) - std::exp(-l * 3), 2);
  }
  EXPECT_NEAR(t.distance.back(), std::sqrt(square), 1e-5);
}

// With momentum b the time of a step is h / (1 - b): by that clock a small step follows the same flow, and by any
// other it does not.
TEST_F(BesideAFlow, MomentumKeepsNearByItsOwnClock) {
  const auto settings = optimizer("momentum", 1e-4);
  EXPECT_NEAR(clock_rate(settings), 10, 1e-12);
  EXPECT_EQ(clock_rate(optimizer("gradient_descent", 1)), 1);
  EXPECT_EQ(clock_rate(optimizer("adam", 1)), 1);
  const auto t = beside(3, {settings}).optimizers.at(0);
  EXPECT_EQ(t.steps, 3000u);
  EXPECT_NEAR(t.times.back(), 3, 1e-9);
  EXPECT_NEAR(t.loss.back(), loss(3), 0.01 * (loss(0) - loss(3)));
  EXPECT_LT(t.distance.back(), 0.01 * way(t));
}

// Adam in plain loops, and the eigenvalues of the dense D^-1/2 H D^-1/2 at its end.
TEST_F(BesideAFlow, AdamFeelsTheCurvatureDividedByWhatItDividesBy) {
  const double h = 0.05, b1 = 0.9, b2 = 0.999, epsilon = 1e-8;
  const auto t = beside(2, {optimizer("adam", h), optimizer("momentum", 0.01)}).optimizers;
  EXPECT_FALSE(t[1].felt_sharpness);
  Risk risk{*bench.model, bench.shape, bench.train, *bench.loss, bench.l2};
  const std::size_t d = risk.dimension();
  Vector theta = start, g(d), m(d), v(d), scale(d);
  for (int step = 1; step <= 40; ++step) {
    risk.evaluate(theta, {}, g);
    for (std::size_t i = 0; i < d; ++i) {
      m[i] = b1 * m[i] + (1 - b1) * g[i], v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
      scale[i] = std::sqrt(v[i] / (1 - std::pow(b2, step))) + epsilon;
      theta[i] -= h * m[i] / (1 - std::pow(b1, step)) / scale[i];
    }
  }
  EXPECT_EQ(t[0].steps, 40u);
  Matrix felt(d, d);
  for (std::size_t j = 0; j < d; ++j) {
    Vector unit(d), column(d);
    unit[j] = 1;
    risk.hessian_vector(theta, {}, unit, column);
    for (std::size_t i = 0; i < d; ++i) felt(i, j) = column[i] / std::sqrt(scale[i] * scale[j]);
  }
  const double expected = symmetric_eigen(felt).values.back();
  ASSERT_TRUE(t[0].felt_sharpness);
  EXPECT_NEAR(*t[0].felt_sharpness, expected, 3e-3 * expected);
  EXPECT_GT(std::abs(expected - t[0].sharpness), 0.1 * expected);   // it is another number than the sharpness
}

TEST(BesideABentFlow, SaysThatItBends) {
  for (const char* activation : {"relu", "tanh"}) {
    const Bench bench = bench_of(prepared("iris"), "mlp", {{"activation", {std::string(activation)}}, {"hidden_layer_sizes", {Value::List{whole(8)}}}});
    const auto b = beside_flow(bench, start_theta(bench, chance(0).start), 20, std::vector{optimizer("gradient_descent", 0.1)}, 50);
    EXPECT_EQ(b.smooth, std::string(activation) == "tanh");
    EXPECT_EQ(b.kinks.empty(), b.smooth) << activation;
    for (const Kink& k : b.kinks) EXPECT_TRUE(0 <= k.from && k.from <= k.to && k.to <= 20);
  }
}

TEST_F(BesideAFlow, ATrackEndsWhereItDiverges) {
  const auto t = beside(300, {optimizer("gradient_descent", 3)}).optimizers.at(0);
  EXPECT_EQ(t.outcome, Outcome::diverged);
  EXPECT_TRUE(std::isnan(t.sharpness));
  EXPECT_EQ(t.times.size(), t.distance.size());
  EXPECT_LT(t.times.back(), 300);
  for (const double l : t.loss) EXPECT_LE(l, explosion * t.loss[0]);
  EXPECT_THROW(beside(1, {optimizer("gradient_descent", 2)}), Error);
}

}  // namespace
}  // namespace paribus
