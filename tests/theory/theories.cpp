// Theories against what the optimizers really do on quadratics.
#include <gtest/gtest.h>

#include <cmath>

#include "paribus/flow/integrate.hpp"
#include "paribus/objective/problem.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

TEST(StabilityLimit, gives_the_published_limits_at_curvature_10) {
  const Facts facts{{"lambda_max", {10}}, {"beta", {0.9}}};
  const auto limit = [&](const char* o) {
    return theory("stability_limit").predict(facts, {{"optimizer", o}, {"objective", "quadratic"}})->values[0];
  };
  EXPECT_DOUBLE_EQ(limit("gradient_descent"), 0.2);
  EXPECT_DOUBLE_EQ(limit("momentum"), 0.38);
  EXPECT_NEAR(limit("nesterov"), 0.1357142857142857, 1e-15);
}

TEST(StabilityLimit, predicts_nothing_for_adam_and_says_why) {
  const Words words{{"optimizer", "adam"}, {"objective", "quadratic"}};
  EXPECT_FALSE(theory("stability_limit").predict({{"lambda_max", {10}}}, words));
  EXPECT_NE(theory("stability_limit").silence(words).find("does not grow with the gradient"), std::string::npos);
}

TEST(StabilityLimit, names_the_broken_assumption) {
  const auto p = theory("stability_limit").predict({{"lambda_max", {1}}}, {{"optimizer", "gradient_descent"}, {"objective", "cross-entropy"}});
  EXPECT_EQ(p->assumption, Prediction::Assumption::broken);
  EXPECT_EQ(p->kind, Prediction::Kind::law);
  EXPECT_NE(p->why.find("cross-entropy"), std::string::npos);
}

TEST(StabilityLimit, scales_inversely_with_the_loss) {
  const Words w{{"optimizer", "momentum"}, {"objective", "quadratic"}};
  const auto a = theory("stability_limit").predict({{"lambda_max", {2}}, {"beta", {0.5}}}, w);
  const auto b = theory("stability_limit").predict({{"lambda_max", {6}}, {"beta", {0.5}}}, w);
  EXPECT_NEAR(a->values[0] / b->values[0], 3, 1e-15);
}

// The curve must lie on the measured one to 1e-10 of the first loss, at double roots and beyond the limit too.
TEST(QuadraticLossCurve, lies_on_the_measured_curve) {
  const auto problem = get(problems(), "quadratic", "problem").make(Settings{});
  Vector l(10), energy(10, 1.0);
  {
    auto f = problem->objective();
    for (std::size_t i = 0; i < 10; ++i) {
      Vector e(10, 0.0), he(10);
      e[i] = 1;
      f->hessian_vector(e, {}, e, he);
      l[i] = he[i];
    }
  }
  const double double_root = std::pow((1 - std::sqrt(0.9)), 2) / 1.0;  // heavy ball with h mu = (1 - sqrt b)^2
  for (const char* name : {"gradient_descent", "momentum", "nesterov"})
    for (const double h : {1e-3, double_root, 0.013, 0.019}) {
      const auto optimizer = get(optimizers(), name, "optimizer").make(Settings{});
      auto f = problem->objective();
      const double first = f->evaluate(problem->start(), {}, {});
      Vector steps, measured;
      FullBatch all;
      integrate(*optimizer, *f, start_phase(*optimizer, *f, problem->start()), {h, 300, {0, 1, 2, 5, 10, 50, 100, 300}}, all,
                [&](const Phase& z, const Stepped&) {
                  steps.push_back(static_cast<double>(z.step));
                  measured.push_back(f->evaluate(z.theta, {}, {}));
                  return Go::on;
                });
      const Facts facts{{"eigenvalues", l}, {"energies", energy}, {"least_loss", {0}}, {"learning_rate", {h}},
                        {"beta", {0.9}}, {"steps", steps}};
      const auto p = theory("quadratic_loss_curve").predict(facts, {{"optimizer", name}, {"objective", "quadratic"}});
      ASSERT_TRUE(p);
      for (std::size_t i = 0; i < steps.size(); ++i)
        EXPECT_NEAR(p->values[i], measured[i], 1e-10 * std::max(first, measured[i])) << name << " h=" << h << " step " << steps[i];
    }
}

TEST(QuadraticLossCurve, is_silent_outside_its_assumption) {
  const Facts facts{{"eigenvalues", {1}}, {"energies", {1}}, {"least_loss", {0}}, {"learning_rate", {0.1}}, {"steps", {1}}};
  EXPECT_FALSE(theory("quadratic_loss_curve").predict(facts, {{"optimizer", "adam"}, {"objective", "quadratic"}}));
  EXPECT_FALSE(theory("quadratic_loss_curve").predict(facts, {{"optimizer", "momentum"}, {"objective", "cross-entropy"}}));
}

}  // namespace
}  // namespace paribus
