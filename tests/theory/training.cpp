// Training curves with closed forms: linearized networks, linear networks, early stopping.
#include <cmath>

#include "paribus/math/dense.hpp"
#include "paribus/math/vector.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

TEST(LinearizedTraining, is_gradient_descent_on_a_linear_model) {
  Matrix x(4, 2), kernel(4, 4);  // J: the rows of a linear model; one target is out of reach
  x.values = {1, 0.5, -1, 2, 0.3, 0.3, 2, -1};
  const Vector y{1, 0, 2, -1};
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 4; ++j) kernel(i, j) = dot(x.row(i), x.row(j));
  const SymmetricEigen e = symmetric_eigen(kernel);
  Vector residual(4, 0.0);
  for (std::size_t i = 0; i < 4; ++i) axpy(-y[i], e.vectors.row(i), residual);
  const double h = 0.3;
  Vector w(2, 0.0), losses, steps;
  for (int t = 0; t <= 40; ++t) {
    Vector g(2, 0.0);
    double loss = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const double r = dot(x.row(i), w) - y[i];
      loss += r * r / 8;
      axpy(r / 4, x.row(i), g);
    }
    losses.push_back(loss), steps.push_back(t);
    axpy(-h, g, w);
  }
  Facts facts{{"kernel_eigenvalues", e.values},
              {"residual_coordinates", residual},
              {"examples", {4}},
              {"learning_rate", {h}},
              {"steps", steps}};
  const auto p = foretold("linearized_training", facts, {{"optimizer", "gradient_descent"}, {"model", "linearized"}});
  EXPECT_EQ(p.kind, Kind::equality);
  for (std::size_t i = 0; i < steps.size(); ++i) EXPECT_NEAR(p.values[i], losses[i], 1e-13);
  // Along the flow: the limit of small steps to the same time.
  facts["times"] = {6};
  facts["learning_rate"] = {6e-6};
  facts["steps"] = {1e6};
  EXPECT_NEAR(value("linearized_training", facts, {{"optimizer", "gradient_flow"}}),
              value("linearized_training", facts, {{"optimizer", "gradient_descent"}}), 1e-6);
}

TEST(LinearizedTraining, says_whether_the_kernel_stayed) {
  const auto judged = [](Facts more, Words words) {
    more.insert({{"kernel_eigenvalues", {1}}, {"residual_coordinates", {1}}, {"examples", {1}}, {"times", {1}}});
    words["optimizer"] = "gradient_flow";
    return foretold("linearized_training", more, words).assumption;
  };
  EXPECT_EQ(judged({}, {}), Assumption::unknown);
  EXPECT_EQ(judged({{"kernel_change", {0.01}}}, {}), Assumption::met);
  EXPECT_EQ(judged({{"kernel_change", {0.5}}}, {}), Assumption::broken);
  EXPECT_EQ(judged({{"kernel_change", {0.5}}}, {{"model", "linearized"}}), Assumption::met);
}

TEST(LinearizedTraining, has_no_half_steps) {
  const Facts facts{{"kernel_eigenvalues", {1}}, {"residual_coordinates", {1}}, {"examples", {1}},
                    {"learning_rate", {0.1}},    {"steps", {1.5}}};
  EXPECT_NE(theory("linearized_training").objection(facts, {{"optimizer", "gradient_descent"}}).find("no whole number"),
            std::string::npos);
}

TEST(NtkWidth, foretells_a_slope_of_minus_one_half) {
  const auto p = foretold("ntk_width", {},
                          {{"optimizer", "gradient_descent"}, {"parametrization", "ntk"}, {"loss", "squared_error"}});
  EXPECT_EQ(p.kind, Kind::trend);
  EXPECT_EQ(p.values[0], -0.5);
  EXPECT_EQ(p.assumption, Assumption::met);
  EXPECT_EQ(foretold("ntk_width", {}, {{"optimizer", "gradient_descent"}, {"loss", "cross_entropy"}}).assumption,
            Assumption::broken);
  EXPECT_EQ(foretold("ntk_width", {}, {{"optimizer", "gradient_descent"}}).assumption, Assumption::unknown);
  EXPECT_FALSE(theory("ntk_width").predict({}, {{"optimizer", "adam"}}));
}

TEST(NtkWidth, foretells_a_slope_of_minus_one_where_the_kernel_is_known_to_move_little) {
  const Words words{{"optimizer", "gradient_descent"}, {"parametrization", "ntk"}, {"loss", "squared_error"}};
  for (const char* quantity : {"distance_from_linearization", "kernel_change"}) {
    Words asked = words;
    asked["quantity"] = quantity;
    const auto p = foretold("ntk_width", {{"kernel_change", {0.099}}}, asked);
    EXPECT_EQ(p.kind, Kind::trend);
    EXPECT_EQ(p.values[0], -1);
    EXPECT_EQ(p.axis, quantity);
    EXPECT_EQ(p.assumption, Assumption::met);
    EXPECT_EQ(foretold("ntk_width", {{"kernel_change", {0.1}}}, asked).assumption, Assumption::broken);
  }
  EXPECT_EQ(foretold("ntk_width", {{"kernel_change", {0.01}}}, {{"optimizer", "gradient_descent"}}).assumption,
            Assumption::unknown);
}

TEST(DeepLinearModes, has_the_published_trajectory) {
  const Facts facts{{"singular_values", {2}}, {"start_strengths", {0.01}}, {"times", {0, 3, 1e6}}, {"least_loss", {1}}};
  const auto u = foretold("deep_linear_modes", facts);
  EXPECT_NEAR(u.values[0], 0.01, 1e-16);
  EXPECT_NEAR(u.values[1], 1.997557589814, 1e-12);
  EXPECT_EQ(u.values[2], 2);
  EXPECT_NEAR(value("deep_linear_modes", facts, {{"quantity", "half_rise_time"}}), 1.323326206181, 1e-12);
  EXPECT_NEAR(foretold("deep_linear_modes", facts, {{"quantity", "objective"}}).values[1],
              1 + std::pow(2 - 1.997557589814, 2) / 2, 1e-13);
}

TEST(DeepLinearModes, solves_the_equation_of_the_two_layers) {
  // a' = (s - ab) b, b' = (s - ab) a by the midpoint rule, from a = b.
  double a = 0.2, b = 0.2, worst = 0;
  const double s = 1.5, h = 1e-4;
  for (int k = 1; k <= 30000; ++k) {
    const double e = s - a * b, am = a + h / 2 * e * b, bm = b + h / 2 * e * a, em = s - am * bm;
    a += h * em * bm, b += h * em * am;
    if (k % 3000 == 0)
      worst = std::max(
          worst, std::abs(a * b - value("deep_linear_modes",
                                        {{"singular_values", {s}}, {"start_strengths", {0.04}}, {"times", {k * h}}})));
  }
  EXPECT_LT(worst, 1e-7);
  EXPECT_EQ(foretold("deep_linear_modes",
                     {{"singular_values", {s}}, {"start_strengths", {0.04}}, {"times", {1}}, {"imbalance", {0.1}}})
                .assumption,
            Assumption::broken);
}

TEST(DeepLinearModes, knows_its_assumption_only_where_all_of_it_was_measured) {
  const Facts known{{"singular_values", {2}}, {"start_strengths", {0.01}}, {"times", {1}},
                    {"imbalance", {0}},       {"input_anisotropy", {0}},   {"misalignment", {0}}};
  const auto judged = [](const Facts& facts, const char* optimizer = "gradient_flow") {
    return foretold("deep_linear_modes", facts, {{"optimizer", optimizer}});
  };
  EXPECT_EQ(judged(known).assumption, Assumption::met);
  EXPECT_EQ(judged(known, "gradient_descent").assumption, Assumption::unknown);
  EXPECT_EQ(judged(known, "adam").assumption, Assumption::broken);
  EXPECT_EQ(foretold("deep_linear_modes", known).assumption, Assumption::unknown);
  for (const auto& [name, why] : std::map<std::string, std::string>{
           {"imbalance", "balanced"}, {"input_anisotropy", "white"}, {"misalignment", "singular vectors"}}) {
    Facts facts = known;
    facts.erase(name);
    EXPECT_EQ(judged(facts).assumption, Assumption::unknown) << name;
    facts[name] = {0.1};
    EXPECT_EQ(judged(facts).assumption, Assumption::broken) << name;
    EXPECT_NE(judged(facts).why.find(why), std::string::npos) << name;
  }
}

TEST(DeepLinearModes, gradient_descent_loses_the_balance_in_proportion_to_its_step) {
  // One weight per layer, unbalanced: b^2 - a^2 is conserved by the flow, and drifts under gradient descent.
  const auto drift = [](double h) {
    double a = 0.1, b = 0.5;
    for (int k = 0; k < std::lround(4 / h); ++k) {
      const double e = 2 - a * b, g = e * b;
      b += h * e * a, a += h * g;
    }
    return std::abs(b * b - a * a - 0.24);
  };
  const auto p = foretold("deep_linear_modes", {}, {{"optimizer", "gradient_descent"}, {"quantity", "balance_drift"}});
  EXPECT_NEAR(std::log2(drift(0.002) / drift(0.001)), p.values[0], 0.02);
  EXPECT_EQ(p.kind, Kind::trend);
  EXPECT_EQ(value("deep_linear_modes", {}, {{"optimizer", "gradient_flow"}, {"quantity", "balance_drift"}}), 0);
}

TEST(EarlyStoppingRidge, the_bound_holds_everywhere_and_is_sharp) {
  double worst = 0;
  const Words words{{"objective", "quadratic"}};
  for (double s = 1e-3; s < 1e3; s *= 1.01)
    for (const double noise : {0.0, 0.01, 1.0, 100.0}) {
      const Facts facts{{"eigenvalues", {s, 0}},
                        {"signal", {noise < 100 ? 1.0 : 0, 0}},
                        {"noise_variance", {noise}},
                        {"examples", {10}},
                        {"time", {1}}};
      worst = std::max(worst, value("early_stopping_ridge", facts, words));
    }
  const auto p = foretold("early_stopping_ridge", {{"time", {1}}}, words);
  EXPECT_EQ(p.kind, Kind::upper);
  EXPECT_LT(worst, p.values[0]);
  EXPECT_GT(worst, 1.685);
}

TEST(EarlyStoppingRidge, is_about_the_gradient_flow) {
  const Facts facts{
      {"eigenvalues", {2}}, {"signal", {3}}, {"noise_variance", {5}}, {"examples", {10}}, {"time", {0.5}}};
  for (const char* quantity : {"risk_ratio", "risk", "ridge_risk", "ridge_penalty"}) {
    Words words{{"objective", "quadratic"}, {"quantity", quantity}};
    EXPECT_EQ(foretold("early_stopping_ridge", facts, words).assumption, Assumption::unknown) << quantity;
    for (const auto& [optimizer, assumption] :
         std::map<std::string, Assumption>{{"gradient_flow", Assumption::met},
                                           {"gradient_descent", Assumption::unknown},
                                           {"momentum", Assumption::broken}}) {
      words["optimizer"] = optimizer;
      EXPECT_EQ(foretold("early_stopping_ridge", facts, words).assumption, assumption) << quantity << optimizer;
    }
  }
}

TEST(EarlyStoppingRidge, has_the_two_risks_of_one_direction) {
  const Facts facts{
      {"eigenvalues", {2}}, {"signal", {3}}, {"noise_variance", {5}}, {"examples", {10}}, {"time", {0.5}}};
  Words words{{"objective", "quadratic"}, {"quantity", "risk"}};
  const double kept = 1 - std::exp(-1.0), ridge_kept = 2.0 / (2 + 2);  // l = 1/t = 2
  EXPECT_NEAR(value("early_stopping_ridge", facts, words), 9 * (1 - kept) * (1 - kept) + 0.5 * kept * kept / 2, 1e-14);
  words["quantity"] = "ridge_risk";
  EXPECT_NEAR(value("early_stopping_ridge", facts, words),
              9 * (1 - ridge_kept) * (1 - ridge_kept) + 0.5 * ridge_kept * ridge_kept / 2, 1e-14);
  words["quantity"] = "ridge_penalty";
  EXPECT_EQ(value("early_stopping_ridge", facts, words), 2);
}

}  // namespace
}  // namespace paribus
