// Where SGD comes to rest on least squares, beside the exact second moment of its recursion.
#include "paribus/learner/stationary.hpp"

#include <utility>

#include "paribus/flow/drawn.hpp"
#include "paribus/math/lyapunov.hpp"
#include "paribus/math/vector.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

Matrix design(const Examples& e) {
  Matrix x(e.size(), e.x.columns + 1);
  for (std::size_t i = 0; i < x.rows; ++i) {
    std::ranges::copy(e.x.row(i), x.row(i).begin());
    x(i, x.columns - 1) = 1;
  }
  return x;
}

/// S of all outputs, along the eigenvectors of H, from the rows alone.
Vector exact(const Bench& b, const Bowl& bottom, double rate, double batch) {
  const Matrix x = design(b.data->train);
  const Matrix& y = b.data->train.y;
  const BatchRecursion recursion{x, drawn_with_replacement(batch)};
  Matrix noise(x.columns, x.columns);
  for (std::size_t i = 0; i < x.rows; ++i)
    for (std::size_t j = 0; j < y.columns; ++j) {
      double r = -y(i, j);
      for (std::size_t m = 0; m < x.columns; ++m) r += x(i, m) * bottom.minimum(m, j);
      for (std::size_t u = 0; u < x.columns; ++u)
        for (std::size_t v = 0; v < x.columns; ++v)
          noise(u, v) += rate * rate * r * r * x(i, u) * x(i, v) / (batch * static_cast<double>(x.rows));
    }
  const Matrix s = recursion.stationary(rate, noise);
  Vector out(x.columns);
  for (std::size_t i = 0; i < out.size(); ++i)
    for (std::size_t u = 0; u < out.size(); ++u)
      for (std::size_t v = 0; v < out.size(); ++v) out[i] += bottom.vectors(u, i) * s(u, v) * bottom.vectors(v, i);
  return out;
}

Rest at_rest(const Bench& b, const Bowl& bottom, double rate, std::uint32_t batch, std::uint64_t steps) {
  DrawnBatches batches{static_cast<std::uint32_t>(b.data->train.size()), batch, {1, 0, "batches"}};
  return rest(b, bottom, *optimizer("gradient_descent", rate).optimizer, {rate, steps}, batches);
}

TEST(Bowl, IsTheMinimumWithItsCurvatures) {
  for (const char* source : {"diabetes", "iris"}) {  // one output, and three
    const Bench b = bench_of(prepared(source), "linear_regression");
    const Bowl bottom = bowl(b);
    Risk risk{*b.model, b.shape, b.train, *b.loss};
    Vector g(risk.dimension()), shifted = bottom.minimum.values;
    EXPECT_DOUBLE_EQ(risk.evaluate(shifted, {}, g), bottom.least);
    EXPECT_LT(norm(g), 1e-12);
    // Away from it by 0.1 along v_i of the last output, the loss is higher by lambda_i / 200.
    const std::size_t k = b.shape.outputs, i = 1;
    for (std::size_t m = 0; m < bottom.minimum.rows; ++m) shifted[m * k + k - 1] += 0.1 * bottom.vectors(m, i);
    EXPECT_NEAR(risk.evaluate(shifted, {}, {}) - bottom.least, bottom.eigenvalues[i] / 200, 1e-13);
  }
}

TEST(Bowl, OfFeaturesThatDependOnOneAnotherIsRefused) {
  auto data = std::make_shared<Prepared>(*prepared("iris"));
  for (std::size_t i = 0; i < data->train.size(); ++i) data->train.x(i, 0) = 2 * data->train.x(i, 1);
  const Bench b = bench_of(data, "linear_regression");
  try {
    bowl(b);
    FAIL();
  } catch (const Error& e) {
    EXPECT_NE(e.problem().find("depend on one another"), std::string::npos) << e.what();
  }
}

TEST(Rest, HasTheExactSecondMomentAlongEveryDirection) {
  for (const auto& [source, batch] : {std::pair{"diabetes", 4u}, std::pair{"iris", 1u}}) {
    const Bench b = bench_of(prepared(source), "linear_regression");
    const Bowl bottom = bowl(b);
    const double rate = 0.1;
    const Rest r = at_rest(b, bottom, rate, batch, 400'000);
    ASSERT_EQ(r.outcome, Outcome::finished);
    const Vector s = exact(b, bottom, rate, batch);
    for (std::size_t i = 0; i < s.size(); ++i) {
      Vector one(s.size(), 0.0);
      one[i] = 1;
      const Averaged a = averaged(r, one);
      EXPECT_NEAR(a.value, s[i], 4.5 * a.error) << source << " " << i;
      // Tight enough to tell the exact law from that of one curvature for all batches, S = eta^2 C / (1 - (1 - eta
      // H)^2).
      EXPECT_LT(a.error, (bottom.eigenvalues[i] > 0.1 ? 0.03 : 0.2) * s[i]) << source << " " << i;
    }
    const Averaged loss = averaged(r, bottom.eigenvalues);
    EXPECT_NEAR(loss.value / dot(s, bottom.eigenvalues), 1, 0.02);
  }
}

TEST(Rest, InShuffledEpochsHasFarLessNoise) {
  const Bench b = bench_of(prepared("iris"), "linear_regression");
  const Bowl bottom = bowl(b);
  MiniBatches epochs{static_cast<std::uint32_t>(b.data->train.size()), 1, {1, 0, "batches"}};
  const Rest r = rest(b, bottom, *optimizer("gradient_descent", 0.01).optimizer, {0.01, 100'000}, epochs);
  const Vector s = exact(b, bottom, 0.01, 1);
  EXPECT_LT(r.energies.front(), 0.3 * s.front());
}

TEST(Rest, MeasuresAfterTheBurnInAlone) {
  const Bench b = bench_of(prepared("iris"), "linear_regression");
  const Bowl bottom = bowl(b);
  const auto blocks = [&](double burn_in, std::size_t count) {
    DrawnBatches batches{static_cast<std::uint32_t>(b.data->train.size()), 4, {1, 0, "batches"}};
    return rest(b, bottom, *optimizer("gradient_descent", 0.1).optimizer, {0.1, 3200, burn_in, count}, batches);
  };
  const Rest all = blocks(0, 8), half = blocks(0.5, 4);
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 5; ++j) EXPECT_EQ(half.blocks(i, j), all.blocks(i + 4, j));
  EXPECT_EQ(half.phase.theta, all.phase.theta);
  EXPECT_EQ(half.phase.step, 3200u);
}

TEST(Rest, BeyondItsLimitDiverges) {
  const Bench b = bench_of(prepared("iris"), "linear_regression");
  const Bowl bottom = bowl(b);
  EXPECT_EQ(at_rest(b, bottom, 2.0, 1, 20'000).outcome, Outcome::diverged);
}

TEST(Averaged, IsTheMeanWithTheErrorOfItsBlocks) {
  Rest r;
  r.energies = {2, 10};
  r.blocks = Matrix(3, 2);
  r.blocks.values = {1, 9, 2, 10, 3, 11};
  const Vector weights{1, 0.5};
  const Averaged a = averaged(r, weights);
  EXPECT_DOUBLE_EQ(a.value, 7);
  EXPECT_DOUBLE_EQ(a.error, std::sqrt(2.25 / 3));  // block means 5.5, 7, 8.5
}

}  // namespace
}  // namespace paribus
