// Networks beside their linearizations: a linear model is its own, the closed form is the descent of the linearized
// objective, and the kernel of wide networks moves little.
#include "paribus/learner/linearization.hpp"

#include "paribus/flow/metric_flow.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/model/jacobian.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

Bench bench(const std::string& model, std::int64_t width = 6) {
  const Choices c{{"data.source", {"iris"}}, {"data.rows", {std::int64_t{30}}}};
  const auto data = prepare(load("iris"), DataSettings{Settings{c, "data."}}, {1, 0, "split"});
  Choices settings{{"precision", {"float64"}}};
  if (model == "mlp") settings["hidden_layer_sizes"] = {width};
  Bench b = bench_of(data, model, settings);
  b.loss = get(losses(), "squared_error", "loss").make(Settings{});
  return b;
}
Vector ones(const Bench& b) { return Vector(parameters(b.model->layout(b.shape)), 1.0); }

TEST(Linearization, TheMetricDividesByTheFanIn) {
  const Bench b = bench("mlp");  // 4 - 6 - 3
  const Vector m = ntk_metric(b.model->layout(b.shape));
  ASSERT_EQ(m.size(), 4 * 6 + 6 + 6 * 3 + 3u);
  EXPECT_EQ(m[0], 1 / 4.0);
  EXPECT_EQ(m[24], 1);
  EXPECT_EQ(m[30], 1 / 6.0);
  EXPECT_EQ(m.back(), 1);
}

TEST(Linearization, ALinearModelIsItsOwnLinearization) {
  const Bench b = bench("linear_regression");
  const Vector metric = ntk_metric(b.model->layout(b.shape));
  const Departure d = departure(b, start_theta(b, chance(0).start), metric, 0.3, 50, 8);
  ASSERT_EQ(d.outcome, Outcome::finished);
  ASSERT_EQ(d.at.back(), 50u);
  EXPECT_EQ(d.at.front(), 0u);
  for (std::size_t i = 0; i < d.at.size(); ++i) {
    EXPECT_LE(d.distance[i], 1e-12);
    EXPECT_NEAR(d.loss[i], d.linear_loss[i], 1e-12);
  }
  EXPECT_LT(d.loss.back(), 0.5 * d.loss.front());
  EXPECT_LE(d.kernel_change, 1e-14);
}

TEST(Linearization, TheClosedFormIsTheDescentOfTheLinearizedObjective) {
  const Bench b = bench("mlp");
  const Vector start = start_theta(b, chance(1).start), metric = ntk_metric(b.model->layout(b.shape));
  const Departure d = departure(b, start, metric, 0.4, 60, 6);
  ASSERT_EQ(d.outcome, Outcome::finished);
  // The same by descent: the linearized model is trained step by step, and both outputs are compared.
  Linearized linear{b.model->output_map(b.shape, b.train), start};
  MetricFlow flow{linear, metric};
  FullBatch all;
  const auto descent = get(optimizers(), "gradient_descent", "optimizer").make(Settings{});
  const auto line = integrate(*descent, flow, start_phase(*descent, flow, start), {0.4, 60}, all).phase.theta;
  Risk risk{*b.model, b.shape, b.train, *b.loss};
  MetricFlow curved{risk, metric};
  const auto end = integrate(*descent, curved, start_phase(*descent, curved, start), {0.4, 60}, all).phase.theta;
  const auto map = b.model->output_map(b.shape, b.train);
  Vector f0(map->size()), f(map->size()), f_lin = linear.outputs(line);
  map->evaluate(start, {}, f0), map->evaluate(end, {}, f);
  EXPECT_NEAR(d.linear_loss.back(), linear.evaluate(line, {}, {}), 1e-12);
  EXPECT_NEAR(d.loss.back(), risk.evaluate(end, {}, {}), 1e-12);
  axpy(-1, f_lin, f), axpy(-1, f0, f_lin);
  EXPECT_NEAR(d.distance.back(), norm(f) / norm(f_lin), 1e-10);
  EXPECT_GT(d.distance.back(), 0.01);
  const Matrix before = tangent_kernel(*map, start, {}, metric), after = tangent_kernel(*map, end, {}, metric);
  Vector moved = after.values;
  axpy(-1, before.values, moved);
  EXPECT_DOUBLE_EQ(d.kernel_change, norm(moved) / norm(before.values));
  // Facts for theory: the trace of the kernel, and the start's residual.
  double trace = 0;
  for (std::size_t i = 0; i < before.rows; ++i) trace += before(i, i);
  EXPECT_NEAR(sum(d.kernel), trace, 1e-11 * trace);
  EXPECT_NEAR(dot(d.residual, d.residual) / (2 * static_cast<double>(b.data->train.size())), d.loss.front(), 1e-12);
}

TEST(Linearization, WideNetworksDepartLess) {
  Vector distance, change;
  for (const std::int64_t width : {8, 512}) {
    const Bench b = bench("mlp", width);
    const Departure d = departure(b, start_theta(b, chance(0).start), ntk_metric(b.model->layout(b.shape)), 0.3, 40, 4);
    distance.push_back(d.distance.back()), change.push_back(d.kernel_change);
  }
  EXPECT_LT(distance[1],
            distance[0] / 8);  // 64 times as wide: between 64^-1/2 and 64^-1
  EXPECT_LT(change[1], change[0] / 8);
}

TEST(Linearization, ARunThatDivergesSaysSo) {
  const Bench b = bench("linear_regression");
  const Departure d = departure(b, start_theta(b, chance(0).start), ones(b), 50, 200, 10);
  EXPECT_EQ(d.outcome, Outcome::diverged);
  EXPECT_TRUE(std::isnan(d.kernel_change));
}

}  // namespace
}  // namespace paribus
