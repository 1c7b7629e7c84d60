// Runs side by side: each comes out, to the bit, as it would alone, whoever sits beside it.
#include <gtest/gtest.h>

#include "shared.hpp"

namespace paribus {
namespace {

std::vector<OptimizerSettings> many() {
  std::vector<OptimizerSettings> out;
  for (const char* kind : {"gradient_descent", "momentum", "nesterov", "adam", "lbfgs"})
    for (const double rate : {1e-3, 0.03, 0.5, 20.0, 1e9}) out.push_back(optimizer(kind, rate));
  return out;
}

void expect_same(const Trained& a, const Trained& b) {
  EXPECT_EQ(a.trajectory.outcome, b.trajectory.outcome);
  EXPECT_EQ(a.trajectory.phase.step, b.trajectory.phase.step);
  EXPECT_EQ(a.trajectory.phase.theta, b.trajectory.phase.theta);
  EXPECT_EQ(a.trajectory.phase.slots, b.trajectory.phase.slots);
  EXPECT_EQ(a.trajectory.phase.low, b.trajectory.phase.low);
  EXPECT_EQ(a.objective, b.objective);
  EXPECT_EQ(a.scores, b.scores);
}

TEST(Company, ChangesNoBit) {
  const auto accuracy = get(metrics(), "accuracy", "metric").make(Settings{});
  const Metric* list[] = {accuracy.get()};
  const auto all = many();
  for (const char* data : {"iris", "breast_cancer", "digits"})
    for (const double l2 : {0.0, 0.01})
      for (const std::int64_t batch : {0, 32}) {
        SCOPED_TRACE(std::string(data) + ", l2 " + std::to_string(l2) + ", batch " + std::to_string(batch));
        const Bench b = bench_of(prepared(data), "logistic_regression", {}, l2);
        const auto t = batch ? training({{"training.steps", whole(60)}, {"training.batch_size", whole(batch)}}) : training({{"training.steps", whole(40)}});
        ASSERT_NE(b.model->company(b.shape, b.train, *b.loss, b.l2), nullptr);
        for (const std::size_t first : {0u, 7u}) {  // 25 and 18 members: more than one company, and one with empty seats
          std::vector<const OptimizerSettings*> some;
          for (std::size_t i = first; i < all.size(); ++i) some.push_back(&all[i]);
          const auto together = train(b, t, some, chance(3), list, 5);
          ASSERT_EQ(together.size(), some.size());
          std::size_t lost = 0;
          for (std::size_t i = 0; i < some.size(); ++i) {
            expect_same(together[i], train(b, t, *some[i], chance(3), list, 5));
            lost += together[i].trajectory.outcome == Outcome::diverged;
          }
          if (l2 > 0) { EXPECT_GT(lost, 0u) << "a member that leaves early belongs to the test"; }
        }
      }
}

// With 32 classes the weights are pairs: together each step settles, alone only what is looked at does.
TEST(Company, ChangesNoBitOfPairs) {
  const auto all = many();
  Prepared data = *prepared("iris");
  for (Examples* part : {&data.train, &data.validation, &data.test}) {
    part->y = Matrix(part->x.rows, 32);
    for (std::size_t i = 0; i < part->y.rows; ++i) part->y(i, 7 * i % 32) = 1;
  }
  const Bench b = bench_of(std::make_shared<const Prepared>(std::move(data)), "logistic_regression", {}, 0);
  ASSERT_NE((Risk{*b.model, b.shape, b.train, *b.loss}.mirror()), nullptr);
  ASSERT_NE(b.model->company(b.shape, b.train, *b.loss, b.l2), nullptr);
  const auto t = training({{"training.steps", whole(60)}, {"training.batch_size", whole(32)}});
  std::vector<const OptimizerSettings*> some;
  for (const auto& o : all) some.push_back(&o);
  const auto together = train(b, t, some, chance(3), {}, 5);
  for (std::size_t i = 0; i < some.size(); ++i) expect_same(together[i], train(b, t, *some[i], chance(3), {}, 5));
}

// Squared error has a company of its own; the mean of classes' codes is as good a target as any.
TEST(Company, ChangesNoBitOfSquaredError) {
  const auto all = many();
  for (const char* data : {"diabetes", "digits"}) {
    const Bench b = bench_of(prepared(data), "linear_regression", {{"precision", {std::string("float32")}}}, 0.01);
    ASSERT_NE(b.model->company(b.shape, b.train, *b.loss, b.l2), nullptr);
    const auto t = training({{"training.steps", whole(30)}});
    std::vector<const OptimizerSettings*> some;
    for (const auto& o : all) some.push_back(&o);
    const auto together = train(b, t, some, chance(1), {}, 4);
    for (std::size_t i = 0; i < some.size(); ++i) expect_same(together[i], train(b, t, *some[i], chance(1), {}, 4));
  }
}

TEST(Company, IsNotForModelsThatGainNothing) {
  const Bench net = bench_of(prepared("iris"), "mlp");
  EXPECT_EQ(net.model->company(net.shape, net.train, *net.loss, 0), nullptr);
  const Bench wide = bench_of(prepared("iris"), "logistic_regression", {{"precision", {std::string("float64")}}});
  EXPECT_EQ(wide.model->company(wide.shape, wide.train, *wide.loss, 0), nullptr);
}

/// An optimizer that asks for the direction at another point than its theta.
class Ahead final : public Optimizer {
 public:
  Stepped step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const override {
    Vector ahead = z.theta;
    for (double& x : ahead) x *= 1.01;
    const std::span<float> f = scratch.at<float>(0);
    const double loss = field.direction(ahead, draw, f);
    double square = 0;
    for (std::size_t i = 0; i < f.size(); ++i) {
      z.theta[i] += h * static_cast<double>(f[i]);
      square += static_cast<double>(f[i]) * static_cast<double>(f[i]);
    }
    return {loss, std::sqrt(square), h};
  }
};

TEST(Company, AnswersOtherPointsByTheMembersOwnField) {
  const Bench b = bench_of(prepared("iris"), "logistic_regression");
  const Ahead ahead;
  const Vector start = start_theta(b, chance(0).start);
  Risk alone{*b.model, b.shape, b.train, *b.loss}, first{*b.model, b.shape, b.train, *b.loss}, second{*b.model, b.shape, b.train, *b.loss};
  FullBatch all;
  const Plan plan{0.3, 20, {}};
  const Trajectory expected = integrate(ahead, alone, start_phase(ahead, alone, start), plan, all);
  std::vector<Member> members;
  members.push_back({ahead, first, start_phase(ahead, first, start), plan});
  members.push_back({ahead, second, start_phase(ahead, second, start), {0.1, 20, {}}});
  const auto company = b.model->company(b.shape, b.train, *b.loss, 0);
  EXPECT_EQ(integrate(members, *company, all)[0].phase.theta, expected.phase.theta);
}

}  // namespace
}  // namespace paribus
