// Models trained by the flow: what a run reports, and that cells of a replicate meet the same start and rows.
#include "paribus/learner/descent.hpp"

#include "paribus/learner/learner.hpp"
#include "paribus/learner/spectrum.hpp"
#include "paribus/math/dense.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

TEST(Sharpness, IsTheLargestEigenvalueOfTheDenseHessian) {
  const Bench b = bench_of(prepared("iris"), "mlp", {{"hidden_layer_sizes", {Value::List{whole(3)}}}, {"precision", {std::string("float64")}}}, 0.01);
  Vector theta = start_theta(b, chance(0).start);
  for (int stage = 0; stage < 2; ++stage) {
    Risk risk{*b.model, b.shape, b.train, *b.loss, b.l2};
    const std::size_t n = risk.dimension();
    ASSERT_EQ(n, 4 * 3 + 3 + 3 * 3 + 3u);
    Matrix h(n, n);
    for (std::size_t j = 0; j < n; ++j) {
      Vector unit(n, 0.0), column(n);
      unit[j] = 1;
      risk.hessian_vector(theta, {}, unit, column);
      for (std::size_t i = 0; i < n; ++i) h(i, j) = column[i];
    }
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < i; ++j) EXPECT_NEAR(h(i, j), h(j, i), 1e-12);
    const double dense = symmetric_eigen(h).values.back();
    EXPECT_NEAR(sharpness(b, theta, 1e-9).value, dense, 1e-9 * dense);
    theta = train(b, training({{"training.steps", whole(100)}}), optimizer("gradient_descent", 0.5), chance(0), {}, 3).trajectory.phase.theta;
  }
}

TEST(Diverged, RunsScoreTheWorst) {
  const Bench b = bench_of(prepared("digits"), "mlp");
  std::vector<std::unique_ptr<const Metric>> owned;
  std::vector<const Metric*> list;
  for (const char* name : {"accuracy", "balanced_accuracy", "brier", "log_loss"}) list.push_back(owned.emplace_back(get(metrics(), name, "metric").make(Settings{})).get());
  const Trained t = train(b, training({{"training.steps", whole(50)}}), optimizer("gradient_descent", 1e9), chance(0), list, 10);
  EXPECT_EQ(t.trajectory.outcome, Outcome::diverged);
  EXPECT_TRUE(std::isinf(t.end));
  ASSERT_EQ(t.scores.size(), 4u);
  EXPECT_EQ(t.scores[0].back(), 0);
  EXPECT_EQ(t.scores[1].back(), 0);
  EXPECT_EQ(t.scores[2].back(), 2);   // all probability on one wrong class
  EXPECT_EQ(t.scores[3].back(), list[3]->worst());
  for (const auto& s : t.scores) EXPECT_EQ(s.size(), t.at.size());
  EXPECT_EQ(t.objective.size(), t.at.size());
  // Predictions that are no numbers score the worst as well, never by luck.
  Matrix broken(b.data->validation.size(), 10, 0.1);
  broken(3, 3) = std::nan("");
  EXPECT_EQ(score(b, broken, b.data->validation, *list[0]), 0);
}

TEST(Scores, OfNumbersSpeakOfTheTargetsOwnUnit) {
  const Bench b = bench_of(prepared("diabetes"), "linear_regression");
  const auto rmse = get(metrics(), "rmse", "metric").make(Settings{});
  // One standard deviation off in the units of training is target_sd off in the target's own.
  Matrix off = b.data->validation.y;
  for (double& v : off.values) v += 1;
  EXPECT_NEAR(score(b, off, b.data->validation, *rmse), b.data->target_sd, 1e-9);
  EXPECT_GT(b.data->target_sd, 50);
}

TEST(Baselines, AreTheirDefinitions) {
  const auto iris = prepared("wine");
  const auto majority = get(learners(), "majority", "learner").make(Settings{})->fit(*iris, {1, 0, "start"});
  const Matrix z = majority->predict(iris->validation);
  Vector share(3, 0.0);
  for (const auto label : iris->train.label) share[static_cast<std::size_t>(label)] += 1;
  ASSERT_EQ(z.rows, iris->validation.size());
  for (std::size_t i = 0; i < z.rows; ++i)
    for (std::size_t k = 0; k < 3; ++k) EXPECT_DOUBLE_EQ(z(i, k), share[k] / static_cast<double>(iris->train.size()));
  EXPECT_NE(share[0], share[1]);

  const auto diabetes = prepared("diabetes");
  const Matrix flat = get(learners(), "mean", "learner").make(Settings{})->fit(*diabetes, {1, 0, "start"})->predict(diabetes->train);
  Bench b;
  b.data = diabetes;
  for (const double v : flat.values) EXPECT_NEAR(v, 0, 1e-12);  // of the standardized target
  EXPECT_NEAR(score(b, flat, diabetes->train, *get(metrics(), "r2", "metric").make(Settings{})), 0, 1e-9);
  EXPECT_THROW(get(learners(), "mean", "learner").make(Settings{})->fit(*iris, {}), Error);
  EXPECT_THROW(get(learners(), "majority", "learner").make(Settings{})->fit(*diabetes, {}), Error);
}

/// Writes down the rows of every step and the first point; moves by `speed`.
struct Probe : Optimizer {
  explicit Probe(double v) : speed{v} {}
  double speed;
  mutable Vector first;
  mutable std::vector<std::vector<std::uint32_t>> rows;
  Stepped step(Phase& z, Field& f, const Draw& d, double h, Scratch& s) const override {
    if (first.empty()) first = z.theta;
    rows.emplace_back(d.rows.begin(), d.rows.end());
    const double loss = f.direction(z.theta, d, s.at(0));
    for (std::size_t i = 0; i < z.theta.size(); ++i) z.theta[i] += speed * h * s.at(0)[i];
    return {loss, 1, h};
  }
};

TEST(Pairing, CellsOfAReplicateMeetTheSameStartAndRows) {
  const Bench b = bench_of(prepared("iris"), "mlp");
  const auto probe = [&](double speed, std::uint64_t replicate) {
    auto p = std::make_shared<Probe>(speed);
    OptimizerSettings o = optimizer("gradient_descent", 0.1);
    o.optimizer = p;
    train(b, training({{"training.steps", whole(25)}, {"training.batch_size", whole(16)}}), o, chance(replicate), {}, 3);
    return p;
  };
  const auto a = probe(0.1, 0), same = probe(3, 0), other = probe(0.1, 1);
  EXPECT_EQ(a->first, same->first);
  EXPECT_EQ(a->rows, same->rows);
  EXPECT_NE(a->first, other->first);
  EXPECT_NE(a->rows, other->rows);
  // 90 rows in batches of 16: each epoch meets every row once.
  ASSERT_EQ(a->rows.size(), 25u);
  std::vector<int> met(90, 0);
  for (std::size_t step = 0; step < 6; ++step)
    for (const auto r : a->rows[step]) ++met.at(r);
  EXPECT_EQ(met, std::vector<int>(90, 1));
  EXPECT_NE(a->rows[0], a->rows[6]);
}

TEST(Budgets, InEpochsAreStepsOfTheirBatches) {
  const auto steps = [](const Choices& c, std::uint64_t n) { return training(c).steps(n); };
  EXPECT_EQ(steps({{"training.epochs", whole(3)}, {"training.batch_size", whole(16)}}, 90), 18u);
  EXPECT_EQ(steps({{"training.epochs", whole(3)}}, 90), 3u);
  EXPECT_EQ(steps({{"training.epochs", whole(3)}, {"training.batch_size", whole(1000)}}, 90), 3u);
  EXPECT_EQ(steps({{"training.steps", whole(7)}}, 90), 7u);
  EXPECT_EQ(steps({{"training.full_batch.steps", whole(9)}, {"training.mini_batch.steps", whole(11)}}, 90), 9u);
  EXPECT_EQ(steps({{"training.full_batch.steps", whole(9)}, {"training.mini_batch.steps", whole(11)}, {"training.batch_size", whole(16)}}, 90), 11u);
  EXPECT_EQ(training({{"training.epochs", whole(3)}}).budget(), "3 epochs");
}

}  // namespace
}  // namespace paribus
