// Gradient descent beside the flows that it follows, and past the edge of its stability.
#include <cmath>

#include "paribus/flow/integrate.hpp"
#include "paribus/objective/problem.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

const Words on_quadratic{{"optimizer", "gradient_descent"}, {"objective", "quadratic"}};

Words asking(const char* quantity, Words words = on_quadratic) {
  words["quantity"] = quantity;
  return words;
}

TEST(GradientFlowCurve, is_half_the_curvature_weighted_square_of_the_exact_flow) {
  // H = [2 1; 1 3], x0 = (1, -2): at t = 0.7 the flow is at (0.5658777298683, -0.4595292647271).
  const double root = std::sqrt(5.0), low = (5 - root) / 2, high = (5 + root) / 2;
  const auto along = [](double l) {  // squared coordinate of x0 along the eigenvector (1, l - 2)
    const double p = 1 - 2 * (l - 2);
    return p * p / (1 + (l - 2) * (l - 2));
  };
  const double x = 0.5658777298683, y = -0.4595292647271, loss = (2 * x * x + 2 * x * y + 3 * y * y) / 2;
  const Facts facts{{"eigenvalues", {low, high}},
                    {"energies", {along(low), along(high)}},
                    {"least_loss", {0.25}},
                    {"times", {0, 0.7}}};
  const auto p = foretold("gradient_flow_curve", facts, on_quadratic);
  EXPECT_NEAR(p.values[0], 0.25 + 5, 1e-12);  // 1/2 (2 - 4 + 12)
  EXPECT_NEAR(p.values[1], 0.25 + loss, 1e-11);
  EXPECT_EQ(p.assumption, Assumption::unknown);  // met by the flow itself
  EXPECT_NE(p.why.find("steps are short"), std::string::npos);
  const auto judged = [&](const char* optimizer) {
    return foretold("gradient_flow_curve", facts, {{"optimizer", optimizer}, {"objective", "quadratic"}}).assumption;
  };
  EXPECT_EQ(judged("gradient_flow"), Assumption::met);
  EXPECT_EQ(judged("momentum"), Assumption::broken);
  EXPECT_EQ(foretold("gradient_flow_curve", facts, {{"objective", "quadratic"}}).assumption, Assumption::unknown);
}

TEST(QuadraticLossCurve, is_exact_at_the_double_roots_of_both_momenta) {
  // At a double root r the error is r^t (1 + t (e1/r - 1)): rates alone miss the factor t.
  const double b = 0.81, l = 2.0;
  const struct { const char* optimizer; double rate, root, first; } cases[]{
      {"momentum", std::pow(1 - std::sqrt(b), 2) / l, std::sqrt(b), 1 - std::pow(1 - std::sqrt(b), 2)},
      {"nesterov", std::pow((1 - b) / (1 + b), 2) / l, 0, 0}};
  for (auto c : cases) {
    const double shrink = 1 - c.rate * l;
    if (c.root == 0) c.root = (1 + b) * shrink / 2, c.first = (1 + b) * shrink - b;
    Vector steps, expected;
    for (const int t : {0, 1, 2, 3, 10, 40, 200}) {
      const double e = std::pow(c.root, t) * (1 + t * (c.first / c.root - 1));
      steps.push_back(t), expected.push_back(l * e * e / 2);
    }
    const auto p = foretold("quadratic_loss_curve",
                            {{"eigenvalues", {l}},
                             {"energies", {1}},
                             {"least_loss", {0}},
                             {"learning_rate", {c.rate}},
                             {"beta", {b}},
                             {"steps", steps}},
                            {{"optimizer", c.optimizer}, {"objective", "quadratic"}});
    for (std::size_t i = 0; i < steps.size(); ++i)
      EXPECT_NEAR(p.values[i] / expected[i], 1, 1e-6) << c.optimizer << " step " << steps[i];
  }
}

TEST(QuadraticLossCurve, has_no_half_steps) {
  Facts facts{{"eigenvalues", {1}}, {"energies", {1}}, {"least_loss", {0}}, {"learning_rate", {0.1}}, {"steps", {2}}};
  EXPECT_TRUE(theory("quadratic_loss_curve").predict(facts, on_quadratic));
  for (const double t : {2.5, 1e308}) {
    facts["steps"] = {t};
    EXPECT_FALSE(theory("quadratic_loss_curve").predict(facts, on_quadratic)) << t;
  }
}

TEST(QuadraticLossCurve, grows_beyond_the_numbers_without_ceasing_to_be_one) {
  const auto p = foretold("quadratic_loss_curve",
                          {{"eigenvalues", {100}},
                           {"energies", {1}},
                           {"least_loss", {0}},
                           {"learning_rate", {1}},
                           {"beta", {0.9}},
                           {"steps", {10, 5000}}},
                          {{"optimizer", "momentum"}, {"objective", "quadratic"}});
  EXPECT_TRUE(std::isfinite(p.values[0]));
  EXPECT_EQ(p.values[1], infinity);
}

/// |x - e^(-rt) c| after the optimizer itself has run k steps on 1/2 sum l x^2.
TEST(FlowGap, is_the_distance_that_gradient_descent_keeps_from_the_flow) {
  const Vector l{0.3, 2, 7}, c{1, -2, 0.5};
  for (const double h : {0.1, 0.05, 0.2}) {
    Vector x = c;
    const int k = static_cast<int>(std::lround(1.4 / h));
    for (int i = 0; i < k; ++i)
      for (std::size_t j = 0; j < 3; ++j) x[j] -= h * l[j] * x[j];
    double flow = 0, modified = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      flow += std::pow(x[j] - c[j] * std::exp(-l[j] * k * h), 2);
      modified += std::pow(x[j] - c[j] * std::exp(-(l[j] + h * l[j] * l[j] / 2) * k * h), 2);
    }
    const Facts facts{{"eigenvalues", l}, {"coordinates", c}, {"learning_rate", {h}}, {"time", {1.4}}};
    EXPECT_NEAR(value("flow_gap", facts, on_quadratic), std::sqrt(flow), 1e-14);
    EXPECT_NEAR(value("flow_gap", facts, asking("gap_to_modified_flow")), std::sqrt(modified), 1e-14);
  }
}

// At the steps 1, 4 and 14 of the path above, over the way that the flow goes in the time of 14 steps.
TEST(FlowGap, the_largest_is_a_share_of_the_way) {
  const Vector l{0.3, 2, 7}, c{1, -2, 0.5};
  const double h = 0.1;
  for (const bool modified : {false, true}) {
    double most = 0, way = 0;
    for (const int k : {1, 4, 14}) {
      double square = 0;
      for (std::size_t j = 0; j < 3; ++j) {
        double x = c[j];
        for (int i = 0; i < k; ++i) x -= h * l[j] * x;
        square += std::pow(x - c[j] * std::exp(-(l[j] + (modified ? h * l[j] * l[j] / 2 : 0)) * k * h), 2);
      }
      most = std::max(most, std::sqrt(square));
    }
    for (std::size_t j = 0; j < 3; ++j) way += std::pow(c[j] - c[j] * std::exp(-l[j] * 1.4), 2);
    const Facts facts{{"eigenvalues", l}, {"coordinates", c}, {"learning_rate", {h}}, {"steps", {1, 4, 14}}};
    EXPECT_NEAR(value("flow_gap", facts, asking(modified ? "largest_gap_to_modified_flow" : "largest_gap_to_flow")),
                most / std::sqrt(way), 1e-14);
  }
  const Facts still{{"eigenvalues", {0}}, {"coordinates", {1}}, {"learning_rate", {h}}, {"steps", {1}}};
  Words exact = asking("largest_gap_to_flow");
  exact["kind"] = "equality";
  EXPECT_EQ(theory("flow_gap").objection(still, exact), "the flow does not move");
}

TEST(FlowGap, counts_its_steps_upward_by_whole_numbers) {
  Facts facts{{"eigenvalues", {1}}, {"coordinates", {1}}, {"learning_rate", {0.1}}};
  const Words words{{"optimizer", "gradient_descent"}, {"objective", "quadratic"}, {"kind", "equality"},
                    {"quantity", "largest_gap_to_flow"}};
  const auto objection = [&](Vector steps) {
    facts["steps"] = std::move(steps);
    return theory("flow_gap").objection(facts, words);
  };
  EXPECT_EQ(objection({1, 2, 5}), "");
  EXPECT_NE(objection({1, 2.5}).find("no whole number"), std::string::npos);
  EXPECT_NE(objection({1, 5, 2}).find("ascending"), std::string::npos);
  EXPECT_NE(objection({1, 2, 2}).find("ascending"), std::string::npos);
}

TEST(FlowGap, has_the_error_of_eulers_method_and_its_orders) {
  const auto gap = [](const char* quantity, double h) {
    return value("flow_gap", {{"eigenvalues", {1}}, {"coordinates", {1}}, {"learning_rate", {h}}, {"time", {1}}},
                 asking(quantity));
  };
  EXPECT_NEAR(gap("gap_to_flow", 0.1), 0.01920100107144, 1e-13);
  EXPECT_NEAR(gap("gap_to_flow", 0.05), 0.0093935187629, 1e-13);
  for (const auto& [quantity, order] : {std::pair{"gap_to_flow", 1.0}, {"gap_to_modified_flow", 2.0}}) {
    EXPECT_NEAR(std::log2(gap(quantity, 2.0 / 1024) / gap(quantity, 1.0 / 1024)), order, 0.01) << quantity;
    const auto p = foretold("flow_gap", {}, asking(quantity, {{"optimizer", "gradient_descent"}}));
    EXPECT_EQ(p.kind, Kind::trend);
    EXPECT_EQ(p.values[0], order);
    EXPECT_EQ(p.assumption, Assumption::unknown);
  }
}

TEST(FlowGap, a_slope_is_that_of_small_steps) {
  const auto judged = [](double h) {
    return foretold("flow_gap", {{"learning_rate", {h}}, {"lambda_max", {10}}}, {{"optimizer", "gradient_descent"}})
        .assumption;
  };
  EXPECT_EQ(judged(0.01), Assumption::met);
  EXPECT_EQ(judged(0.03), Assumption::broken);
  Words both = on_quadratic;
  both["kind"] = "trend";  // the slope also where the exact value is known
  EXPECT_EQ(
      foretold("flow_gap", {{"eigenvalues", {1}}, {"coordinates", {1}}, {"learning_rate", {0.1}}, {"time", {1}}}, both)
          .kind,
      Kind::trend);
}

TEST(ModifiedEquation, has_the_rates_of_curvature_4_at_step_0_1) {
  const Facts facts{
      {"eigenvalues", {4}}, {"energies", {1}}, {"least_loss", {0}}, {"learning_rate", {0.1}}, {"times", {1}}};
  EXPECT_NEAR(value("modified_equation", facts, asking("exact_rate")), 5.10825623766, 1e-11);
  EXPECT_DOUBLE_EQ(value("modified_equation", facts, asking("rate")), 4.8);
  EXPECT_NEAR(value("modified_equation", facts, on_quadratic), 2 * std::pow(0.00822974704902, 2), 1e-14);
  EXPECT_NEAR(std::exp(-value("modified_equation", facts, asking("exact_rate"))), std::pow(0.6, 10), 1e-15);
  EXPECT_FALSE(
      theory("modified_equation").predict({{"eigenvalues", {10}}, {"learning_rate", {0.1}}}, asking("exact_rate")));
}

TEST(ModifiedEquation, is_that_of_gradient_descent) {
  const Facts facts{{"eigenvalues", {4}}, {"energies", {1}}, {"least_loss", {0}},    {"learning_rate", {0.1}},
                    {"times", {1}},       {"loss", {1}},     {"gradient_norm", {1}}};
  for (const char* quantity : {"objective", "rate", "exact_rate", "modified_loss", "implicit_penalty"}) {
    Words words = asking(quantity);
    const bool exact = quantity == std::string("rate") || quantity == std::string("exact_rate");
    EXPECT_EQ(foretold("modified_equation", facts, words).assumption, exact ? Assumption::met : Assumption::unknown);
    for (const auto& [curvature, judged] : {std::pair{1.9, Assumption::met}, {2.0, Assumption::broken}}) {
      Facts curved = facts;
      curved["lambda_max"] = {curvature};  // at a rate of 0.1
      EXPECT_EQ(foretold("modified_equation", curved, words).assumption, exact ? Assumption::met : judged) << quantity;
    }
    words["optimizer"] = "adam";
    EXPECT_EQ(foretold("modified_equation", facts, words).assumption, Assumption::broken) << quantity;
    words.erase("optimizer");
    EXPECT_EQ(foretold("modified_equation", facts, words).assumption, Assumption::unknown) << quantity;
  }
}

TEST(ModifiedEquation, adds_a_quarter_of_the_step_times_the_squared_slopes_of_the_batches) {
  // |grad L|^2 and the spread about it add up to the mean of |grad L_k|^2: here slopes 1 and 5.
  const Facts facts{{"loss", {2}}, {"gradient_norm", {3}}, {"learning_rate", {0.1}}, {"batch_gradient_spread", {4}}};
  EXPECT_NEAR(value("modified_equation", facts, {{"quantity", "modified_loss"}}), 2 + 0.1 / 4 * (1 + 25) / 2, 1e-15);
  EXPECT_NEAR(value("modified_equation", facts, {{"quantity", "implicit_penalty"}}), 0.1 / 4 * (1 + 25) / 2, 1e-15);
}

Facts at_rate(double h) { return {{"learning_rate", {h}}, {"beta", {0.9}}, {"beta1", {0.9}}}; }

TEST(EdgeOfStability, has_the_published_levels) {
  const auto level = [](const char* optimizer) {
    return value("edge_of_stability", at_rate(0.38), {{"optimizer", optimizer}});
  };
  EXPECT_NEAR(level("gradient_descent"), 2 / 0.38, 1e-14);
  EXPECT_NEAR(level("momentum"), 10, 1e-13);
  EXPECT_NEAR(level("adam"), 100, 1e-12);  // 38/h
  EXPECT_NEAR(value("edge_of_stability", at_rate(0.1357142857142857), {{"optimizer", "nesterov"}}), 10, 1e-13);
}

TEST(EdgeOfStability, is_where_our_steps_stop_to_settle) {
  // Adam's step with a frozen scaling is x <- x - h m, m <- b m + (1-b) l x; the others are the optimizers themselves.
  const auto settles = [](const std::string& optimizer, double l) {
    const double h = 0.1, b = 0.9;
    double x = 1, m = 0;
    for (int t = 0; t < 20000; ++t) {
      const double g = l * x;
      m = b * m + (optimizer == "adam" ? 1 - b : 1) * g;
      x -= h * (optimizer == "gradient_descent" ? g : optimizer == "nesterov" ? g + b * m : m);
    }
    return std::abs(x) < 1;
  };
  for (const char* optimizer : {"gradient_descent", "momentum", "nesterov", "adam"}) {
    const double level = value("edge_of_stability", at_rate(0.1), {{"optimizer", optimizer}});
    EXPECT_TRUE(settles(optimizer, 0.995 * level)) << optimizer;
    EXPECT_FALSE(settles(optimizer, 1.005 * level)) << optimizer;
  }
}

TEST(EdgeOfStability, says_when_its_observation_was_made_otherwise) {
  const auto judged = [](Facts more, Words words) {
    more["learning_rate"] = {0.1};
    words["optimizer"] = "gradient_descent";
    return foretold("edge_of_stability", more, words).assumption;
  };
  EXPECT_EQ(judged({}, {{"loss", "squared_error"}}), Assumption::met);
  EXPECT_EQ(judged({}, {}), Assumption::unknown);
  EXPECT_EQ(judged({}, {{"loss", "cross_entropy"}}), Assumption::broken);
  EXPECT_EQ(judged({{"batch_size", {32}}, {"examples", {1000}}}, {{"loss", "squared_error"}}), Assumption::broken);
  EXPECT_EQ(judged({{"batch_size", {1000}}, {"examples", {1000}}}, {{"loss", "squared_error"}}), Assumption::met);
  EXPECT_FALSE(theory("edge_of_stability").predict(at_rate(0.1), on_quadratic));
  EXPECT_FALSE(
      theory("edge_of_stability").predict({{"learning_rate", {0.1}}}, {{"optimizer", "momentum"}}));  // no beta
  EXPECT_NE(theory("edge_of_stability").objection({{"learning_rate", {0.1}}}, {{"optimizer", "momentum"}}).find("beta"),
            std::string::npos);
}

TEST(EdgeOfStability, past_it_gradient_descent_on_the_double_well_alternates) {
  const Words words{{"optimizer", "gradient_descent"}, {"objective", "double_well"}, {"quantity", "cycle"}};
  const auto p = foretold("edge_of_stability", {{"learning_rate", {1.1}}}, words);
  EXPECT_NEAR(p.values[0], 0.8145516268745, 1e-12);
  EXPECT_NEAR(p.values[1], 1.116062971452, 1e-12);
  const auto optimizer = get(optimizers(), "gradient_descent", "optimizer").make(Settings{});
  for (const double h : {1.05, 1.1, 1.2}) {
    const auto well = get(problems(), "double_well", "problem").make(Settings{})->objective();
    Vector start(well->dimension(), 0.0);
    start[0] = 0.9;
    FullBatch all;
    const Vector cycle = foretold("edge_of_stability", {{"learning_rate", {h}}}, words).values;
    Vector last;
    integrate(*optimizer, *well, start_phase(*optimizer, *well, start), {h, 4001, {4000, 4001}}, all,
              [&](const Phase& z, const Stepped&) {
                last.push_back(z.theta[0]);
                return Go::on;
              });
    EXPECT_NEAR(std::min(last[0], last[1]), cycle[0], 1e-9) << h;
    EXPECT_NEAR(std::max(last[0], last[1]), cycle[1], 1e-9) << h;
  }
  EXPECT_FALSE(theory("edge_of_stability").predict({{"learning_rate", {1.24}}}, words));  // the cycle repels
  EXPECT_FALSE(theory("edge_of_stability").predict({{"learning_rate", {0.99}}}, words));  // there is none
}

}  // namespace
}  // namespace paribus
