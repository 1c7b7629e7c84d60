// On a linear model with squared error everything about training is known in closed form.
#include "paribus/learner/spectrum.hpp"
#include "paribus/math/dense.hpp"
#include "paribus/theory/theory.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

/// [x 1], row by row.
Matrix with_ones(const Matrix& x) {
  Matrix out(x.rows, x.columns + 1, 1);
  for (std::size_t i = 0; i < x.rows; ++i) std::copy(x.row(i).begin(), x.row(i).end(), out.row(i).begin());
  return out;
}

TEST(Linear, OneStepIsTheFormula) {
  const Bench b = bench_of(prepared("diabetes"), "linear_regression");
  const Vector start = start_theta(b, chance(0).start);
  const Trained t = train(b, training({{"training.steps", whole(1)}}), optimizer("gradient_descent", 0.25), chance(0), {}, 5);
  // theta <- theta - h (1/n) [x 1]^T ([x 1] theta - y), with plain loops
  const Matrix x = with_ones(b.data->train.x);
  Vector gradient(start.size(), 0);
  for (std::size_t i = 0; i < x.rows; ++i) {
    double error = -b.data->train.y(i, 0);
    for (std::size_t j = 0; j < x.columns; ++j) error += x(i, j) * start[j];
    for (std::size_t j = 0; j < x.columns; ++j) gradient[j] += x(i, j) * error / static_cast<double>(x.rows);
  }
  ASSERT_EQ(t.trajectory.phase.theta.size(), x.columns);
  for (std::size_t j = 0; j < x.columns; ++j) EXPECT_NEAR(t.trajectory.phase.theta[j], start[j] - 0.25 * gradient[j], 1e-13);
  EXPECT_EQ(t.at, (std::vector<std::uint64_t>{0, 1}));
  EXPECT_LT(t.end, t.start);
}

TEST(Linear, ConvergesToLeastSquares) {
  const Bench b = bench_of(prepared("diabetes"), "linear_regression");
  const double rate = 1 / sharpness(b, start_theta(b, chance(0).start)).value;
  const Trained t = train(b, training({{"training.steps", whole(20000)}}), optimizer("nesterov", rate), chance(0), {}, 5);
  const Vector expected = least_squares(with_ones(b.data->train.x), b.data->train.y.values);
  for (std::size_t j = 0; j < expected.size(); ++j) EXPECT_NEAR(t.trajectory.phase.theta[j], expected[j], 1e-8);
}

TEST(Linear, ConvergesToRidgeWhoseBiasIsFree) {
  const double l2 = 0.3;
  const Bench b = bench_of(prepared("diabetes"), "linear_regression", {}, l2);
  const Trained t = train(b, training({{"training.steps", whole(4000)}}), optimizer("gradient_descent", 0.2), chance(0), {}, 5);
  const Matrix x = with_ones(b.data->train.x);
  const double n = static_cast<double>(x.rows);
  Matrix h = gram(x);
  Vector right(x.columns, 0);
  for (double& v : h.values) v /= n;
  for (std::size_t j = 0; j + 1 < x.columns; ++j) h(j, j) += l2;
  for (std::size_t i = 0; i < x.rows; ++i)
    for (std::size_t j = 0; j < x.columns; ++j) right[j] += x(i, j) * b.data->train.y(i, 0) / n;
  const Vector expected = solve_positive(h, right);
  for (std::size_t j = 0; j < expected.size(); ++j) EXPECT_NEAR(t.trajectory.phase.theta[j], expected[j], 1e-10);
}

// All 569 rows, standardized with 1/n: the largest eigenvalue of X^T X / n has been published to 13 digits.
TEST(Linear, CurvatureOfBreastCancer) {
  const Dataset d = load("breast_cancer");
  auto all = std::make_shared<Prepared>(*prepared("breast_cancer"));
  all->train.x = Matrix(d.rows(), d.features());
  all->train.y = Matrix(d.rows(), 2, 0.5);
  std::size_t j = 0;
  for (const auto& c : d.columns) {
    if (c.role != Role::feature) continue;
    double mean = 0, square = 0;
    for (const double v : c.values) mean += v / static_cast<double>(d.rows());
    for (const double v : c.values) square += (v - mean) * (v - mean) / static_cast<double>(d.rows());
    for (std::size_t i = 0; i < d.rows(); ++i) all->train.x(i, j) = (c.values[i] - mean) / std::sqrt(square);
    ++j;
  }
  ASSERT_EQ(d.rows(), 569u);
  ASSERT_EQ(j, 30u);
  const Bench b = bench_of(all, "linear_regression");
  const Eigenpair top = sharpness(b, start_theta(b, chance(0).start), 1e-9);
  EXPECT_TRUE(top.converged);
  EXPECT_NEAR(top.value, 13.28160768226, 1e-9);
  // The bias decouples (every feature has mean 0) and brings the eigenvalue 1.
  const SymmetricEigen eigen = symmetric_eigen(b.train->moments().s);
  EXPECT_NEAR(eigen.values.back(), 13.28160768226, 1e-9);
  EXPECT_NEAR(eigen.values.front(), 0.000133044822821, 1e-13);
}

TEST(Linear, LossCurveIsTheOneOfTheory) {
  const Bench b = bench_of(prepared("digits"), "linear_regression");
  const Vector start = start_theta(b, chance(0).start);
  const QuadraticFacts q = quadratic_facts(b, start);
  const auto theory = get(theories(), "quadratic_loss_curve", "theory").make(Settings{});
  for (const std::string kind : {"gradient_descent", "momentum", "nesterov"})
    for (const double share : {0.1, 0.9}) {
      const double rate = share * 2 / q.eigenvalues.back();
      const Trained t = train(b, training({{"training.steps", whole(300)}}), optimizer(kind, rate), chance(0), {}, 20);
      Facts facts{{"eigenvalues", q.eigenvalues}, {"energies", q.energies}, {"least_loss", {q.least_loss}}, {"learning_rate", {rate}}, {"beta", {0.9}}};
      facts["steps"] = Vector(t.at.begin(), t.at.end());
      if (kind == "nesterov" && share > 0.5) continue;  // beyond its limit
      const auto p = theory->predict(facts, {{"optimizer", kind}, {"objective", "quadratic"}});
      ASSERT_TRUE(p);
      ASSERT_EQ(p->values.size(), t.objective.size());
      ASSERT_GE(t.at.size(), 15u);
      // Nesterov's recursion speaks of the point that looks ahead, which is the one that the optimizer stores.
      for (std::size_t i = 0; i < t.at.size(); ++i)
        EXPECT_LE(std::abs(p->values[i] - t.objective[i]), 1e-10 * t.start) << kind << " at " << t.at[i] << ", rate " << share;
    }
}

}  // namespace
}  // namespace paribus
