// Descent in a metric is plain descent in other parameters.
#include "paribus/flow/metric_flow.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "paribus/flow/integrate.hpp"

namespace paribus {
namespace {

/// L = 1/2 (theta_0^2 + 9 theta_1^2) + theta_0 theta_1.
class Bowl final : public Objective {
 public:
  std::size_t dimension() const override { return 2; }
  double evaluate(View t, const Draw&, Span g) override {
    if (!g.empty()) g[0] = t[0] + t[1], g[1] = 9 * t[1] + t[0];
    return (t[0] * t[0] + 9 * t[1] * t[1]) / 2 + t[0] * t[1];
  }
  void hessian_vector(View, const Draw&, View v, Span out) override { out[0] = v[0] + v[1], out[1] = 9 * v[1] + v[0]; }
};

/// The same in omega = M^-1/2 theta: its gradient is M^1/2 grad L.
class Reparametrized final : public Field {
 public:
  explicit Reparametrized(Vector metric) : root_{std::move(metric)} {
    for (double& r : root_) r = std::sqrt(r);
  }
  std::size_t dimension() const override { return 2; }
  double direction(View omega, const Draw& draw, Span out) override {
    const double loss = bowl_.direction(Vector{root_[0] * omega[0], root_[1] * omega[1]}, draw, out);
    for (std::size_t i = 0; i < 2; ++i) out[i] *= root_[i];
    return loss;
  }
  using Field::direction;
  const Vector& root() const { return root_; }

 private:
  Vector root_;
  Bowl bowl_;
};

TEST(MetricFlow, IsThePlainFlowOfOtherParameters) {
  const Vector metric{4, 0.25};
  Bowl bowl;
  MetricFlow flow{bowl, metric};
  Reparametrized other{metric};
  FullBatch all;
  const auto descent = get(optimizers(), "gradient_descent", "optimizer").make(Settings{});
  const Plan plan{0.1, 25};
  const auto here = integrate(*descent, flow, start_phase(*descent, flow, {1, -2}), plan, all);
  const auto there =
      integrate(*descent, other, start_phase(*descent, other, {1 / other.root()[0], -2 / other.root()[1]}), plan, all);
  for (std::size_t i = 0; i < 2; ++i)
    EXPECT_NEAR(here.phase.theta[i], other.root()[i] * there.phase.theta[i], 1e-14) << i;
  // One step by hand: theta + h M (-grad).
  const auto one = integrate(*descent, flow, start_phase(*descent, flow, {1, -2}), {0.1, 1}, all);
  EXPECT_DOUBLE_EQ(one.phase.theta[0], 1 + 0.1 * 4 * 1);
  EXPECT_DOUBLE_EQ(one.phase.theta[1], -2 + 0.1 * 0.25 * 17);
}

TEST(MetricFlow, KnowsThePotentialAndTheSmoothnessOfTheFieldInside) {
  Bowl bowl;
  MetricFlow flow{bowl, {1, 2}};
  Vector out(2);
  EXPECT_EQ(flow.direction(Vector{1, -2}, {}, out), (1 + 36) / 2.0 - 2);
  EXPECT_EQ(flow.dimension(), 2u);
  EXPECT_TRUE(flow.smooth());
}

}  // namespace
}  // namespace paribus
