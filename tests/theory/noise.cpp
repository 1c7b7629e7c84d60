// SGD at rest, escaping, and the batch that is large enough.
#include <cmath>
#include <numbers>

#include "shared.hpp"

namespace paribus {
namespace {

const Facts three_rows{{"design", {1, 0, 1, 1, 0, 2}},
                       {"features", {2}},
                       {"targets", {1, 0, 3}},
                       {"learning_rate", {0.2}},
                       {"batch_size", {1}}};

Words drawn(std::string sampling, std::string quantity = "covariance") {
  return {{"sampling", std::move(sampling)}, {"quantity", std::move(quantity)}, {"optimizer", "gradient_descent"}};
}

TEST(SgdStationary, is_exact_on_real_least_squares) {
  const Words words = drawn("with_replacement");
  const Vector exact = foretold("sgd_stationary", three_rows, words).values;
  EXPECT_NEAR(exact[0], 0.1362148436879, 1e-12);
  EXPECT_NEAR(exact[1], 0.01167358447427, 1e-12);
  EXPECT_NEAR(exact[2], 0.01167358447427, 1e-12);
  EXPECT_NEAR(exact[3], 0.07612005970797, 1e-12);
  const Vector additive = foretold("sgd_stationary_additive", three_rows, words).values;
  EXPECT_NEAR(additive[0], 0.1259515357036, 1e-12);
  EXPECT_NEAR(additive[3], 0.05773238665466, 1e-12);
}

TEST(SgdStationary, agrees_with_the_average_over_every_batch) {
  for (const auto& c : reference("stationary")) {
    Facts facts{{"design", c.at("design")}, {"targets", c.at("targets")}};
    for (const char* name : {"features", "learning_rate", "batch_size"}) facts[name] = {c.at(name).get<double>()};
    const std::string sampling = c.at("sampling");
    const Vector expected = c.at("covariance"), got = foretold("sgd_stationary", facts, drawn(sampling)).values;
    ASSERT_EQ(got.size(), expected.size());
    for (std::size_t i = 0; i < got.size(); ++i) EXPECT_NEAR(got[i], expected[i], 1e-9 * std::abs(expected[0]));
    EXPECT_NEAR(value("sgd_stationary", facts, drawn(sampling, "excess_loss")) / c.at("excess_loss").get<double>(), 1,
                1e-9);
    EXPECT_NEAR(value("sgd_stability", facts, drawn(sampling, "learning_rate")), c.at("limit").get<double>(), 1e-10);
  }
}

TEST(SgdStationary, of_several_outputs_is_the_sum_of_their_own) {
  Facts both = three_rows, second = three_rows;
  both["targets"] = {1, 2, 0, -1, 3, 0.5};  // row by row: the first output's, the second's
  both["outputs"] = {2};
  second["targets"] = {2, -1, 0.5};
  for (const char* name : {"sgd_stationary", "sgd_stationary_additive", "sgd_stationary_sde"})
    for (const char* quantity : {"excess_loss", "variance", "top_variance"}) {
      const Words words = drawn("with_replacement", quantity);
      EXPECT_NEAR(value(name, both, words), value(name, three_rows, words) + value(name, second, words), 1e-13)
          << name << " " << quantity;
    }
  const Words limit = drawn("with_replacement", "learning_rate");
  EXPECT_EQ(value("sgd_stability", both, limit), value("sgd_stability", three_rows, limit));
  both["outputs"] = {3};
  EXPECT_NE(theory("sgd_stationary").objection(both, drawn("with_replacement")), "");
}

// H = diag(4, 1): the top direction is the first coordinate, and rows that lie on the axes do not mix them.
TEST(SgdStationary, along_the_top_direction_is_that_entry_of_the_covariance) {
  const Facts facts{{"hessian", {4, 0, 0, 1}}, {"gradient_noise", {3, 1, 1, 5}}, {"learning_rate", {0.1}}};
  EXPECT_NEAR(value("sgd_stationary_sde", facts, {{"quantity", "top_variance"}}), 0.1 * 3 / 8, 1e-15);
  EXPECT_NEAR(value("sgd_stationary_additive", facts, {{"quantity", "top_variance"}}), 0.1 * 3 / (8 - 0.1 * 16), 1e-15);
}

TEST(SgdStationary, with_one_curvature_for_all_batches_does_not_know_whether_that_holds) {
  for (const char* name : {"sgd_stationary_additive", "sgd_stationary_sde"}) {
    EXPECT_EQ(foretold(name, three_rows, drawn("with_replacement")).assumption, Assumption::unknown);
    EXPECT_EQ(foretold(name, three_rows, drawn("shuffled_epochs")).assumption, Assumption::broken);
  }
}

// H = [2 1; 1 3], C = [1 .5; .5 2] do not commute; the step is 0.72 of 1/lambda_max.
TEST(SgdStationary, in_continuous_time_lies_too_low) {
  const Facts facts{{"hessian", {2, 1, 1, 3}}, {"gradient_noise", {1, 0.5, 0.5, 2}}, {"learning_rate", {0.2}}};
  EXPECT_NEAR(value("sgd_stationary_sde", facts), 0.15, 1e-14);  // h tr(C) / 4, whatever H
  EXPECT_NEAR(value("sgd_stationary_additive", facts), 0.24 / 1.1, 1e-14);
  Facts small = facts;
  small["learning_rate"] = {1e-6};
  EXPECT_NEAR(value("sgd_stationary_additive", small) / value("sgd_stationary_sde", small), 1, 1e-5);
  EXPECT_NEAR(value("sgd_stationary_sde", {{"hessian", {4}}, {"gradient_noise", {3}}, {"learning_rate", {0.1}}},
                    {{"quantity", "variance"}}),
              0.3 / 8, 1e-15);
}

TEST(SgdStationary, a_full_batch_has_no_noise_and_shuffled_epochs_break_the_assumption) {
  Facts full = three_rows;
  full["batch_size"] = {3};
  EXPECT_NEAR(value("sgd_stationary", full, drawn("without_replacement", "excess_loss")), 0, 1e-15);
  EXPECT_EQ(foretold("sgd_stationary", three_rows, drawn("without_replacement")).assumption, Assumption::met);
  EXPECT_EQ(foretold("sgd_stationary", three_rows, drawn("shuffled_epochs")).assumption, Assumption::broken);
}

TEST(SgdStationary, is_the_law_of_plain_gradient_steps) {
  Words words = drawn("with_replacement");
  const Facts matrices{{"hessian", {2, 1, 1, 3}}, {"gradient_noise", {1, 0.5, 0.5, 2}}, {"learning_rate", {0.2}}};
  const auto judged = [&](const char* name, const Facts& facts) {
    words["quantity"] = theory(name).foretells();
    return foretold(name, facts, words).assumption;
  };
  EXPECT_EQ(judged("sgd_stationary", three_rows), Assumption::met);
  EXPECT_EQ(judged("sgd_stability", three_rows), Assumption::met);
  words["optimizer"] = "momentum";
  for (const char* name : {"sgd_stationary", "sgd_stability", "sgd_stationary_additive", "sgd_stationary_sde"})
    EXPECT_EQ(judged(name, three_rows), Assumption::broken) << name;
  for (const char* name : {"sgd_stationary_additive", "sgd_stationary_sde"}) {
    EXPECT_EQ(judged(name, matrices), Assumption::broken) << name;
    EXPECT_NE(foretold(name, matrices, words).why.find("'momentum'"), std::string::npos);
  }
  words.erase("optimizer");
  for (const char* name : {"sgd_stationary", "sgd_stability", "sgd_stationary_additive", "sgd_stationary_sde"})
    EXPECT_EQ(judged(name, three_rows), Assumption::unknown) << name;
}

TEST(SgdStationary, counts_features_outputs_and_rows_by_whole_numbers) {
  const auto objection = [](const char* name, double x) {
    Facts facts = three_rows;
    facts[name] = {x};
    return theory("sgd_stationary").objection(facts, drawn("with_replacement"));
  };
  for (const char* name : {"features", "outputs", "batch_size"})
    EXPECT_NE(objection(name, 1.5).find("no whole number"), std::string::npos) << name;
  Facts four = three_rows;  // 4 rows of 2.5 features would be read as 5 of 2, past the end of the targets
  four["design"] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, four["features"] = {2.5}, four["targets"] = {1, 2, 3, 4};
  EXPECT_FALSE(theory("sgd_stationary").predict(four, drawn("with_replacement")));
  Facts ragged = three_rows;  // 1.5 rows of 2 features, 3 targets of 2 outputs
  ragged["design"] = {1, 0, 1}, ragged["outputs"] = {2};
  EXPECT_NE(theory("sgd_stationary").objection(ragged, drawn("with_replacement")).find("'design'"), std::string::npos);
}

TEST(SgdStationary, is_silent_beyond_its_limit_and_for_matrices_that_are_none) {
  Facts fast = three_rows;
  fast["learning_rate"] = {value("sgd_stability", three_rows, drawn("with_replacement", "learning_rate")) * 1.0001};
  EXPECT_NE(theory("sgd_stationary").objection(fast, drawn("with_replacement")).find("must be above 0 and below"),
            std::string::npos);
  fast["learning_rate"][0] *= 0.9998;
  EXPECT_TRUE(theory("sgd_stationary").predict(fast, drawn("with_replacement")));
  Facts bad{{"hessian", {2, 1, 0, 3}}, {"gradient_noise", {1, 0, 0, 1}}, {"learning_rate", {0.1}}};
  EXPECT_NE(theory("sgd_stationary_sde").objection(bad, {}).find("symmetric"), std::string::npos);
  bad["hessian"] = {1, 2, 3};
  bad["gradient_noise"] = {1, 2, 3};
  EXPECT_NE(theory("sgd_stationary_sde").objection(bad, {}).find("square"), std::string::npos);
  Facts dependent = three_rows;
  dependent["design"] = {1, 2, 2, 4, 3, 6};
  EXPECT_NE(theory("sgd_stationary").objection(dependent, drawn("with_replacement")), "");
}

TEST(SgdStability, has_the_limits_of_one_dimension) {
  const auto limit = [](double batch) {
    return value("sgd_stability",
                 {{"design", {1, 2, 3}}, {"features", {1}}, {"targets", {0, 0, 0}}, {"batch_size", {batch}}},
                 {{"sampling", "with_replacement"}});
  };
  EXPECT_NEAR(limit(1), 0.2857142857143, 1e-12);
  EXPECT_NEAR(limit(2), 0.3428571428571, 1e-12);
  EXPECT_NEAR(limit(1e15), 0.4285714285714, 1e-12);  // that of gradient descent
}

Facts double_well(double from, double to, double d) {
  return {{"potential", {0.25, 0, -0.5, 0, 0.25}}, {"start", {from}}, {"absorption", {to}}, {"temperature", {d}},
          {"barrier", {0.25}}, {"well_curvatures", {2}}, {"top_curvatures", {-1}}, {"beyond_top", {to}}};
}

TEST(FirstPassage, agrees_with_the_references) {
  EXPECT_NEAR(value("first_passage", double_well(-1, 0, 0.1)), 30.82130247267, 1e-9);
  for (const auto& c : reference("passage")) {
    const Facts facts{{"potential", c.at("potential")},
                      {"start", {c.at("start").get<double>()}},
                      {"absorption", {c.at("absorption").get<double>()}},
                      {"temperature", {c.at("temperature").get<double>()}}};
    EXPECT_NEAR(value("first_passage", facts) / c.at("time").get<double>(), 1, 1e-9);
  }
}

TEST(FirstPassage, is_silent_where_paths_are_lost) {
  EXPECT_FALSE(theory("first_passage")
                   .predict({{"potential", {0, 1}}, {"start", {0}}, {"absorption", {1}}, {"temperature", {1}}}, {}));
  EXPECT_TRUE(theory("first_passage")
                  .predict({{"potential", {0, 1}}, {"start", {0}}, {"absorption", {-1}}, {"temperature", {1}}}, {}));
  EXPECT_FALSE(
      theory("first_passage")
          .predict({{"potential", {0, 0, -1}}, {"start", {0}}, {"absorption", {1}}, {"temperature", {1}}}, {}));
  EXPECT_FALSE(theory("first_passage").predict(double_well(0.5, 0.5, 1), {}));
}

// V' = x (x + 50) (x + 120): seen from 0 the well at -120 lies behind a barrier, but it is the deepest.
TEST(FirstPassage, sees_a_deep_well_however_far_behind) {
  const auto v = [](double x) { return ((x / 4 + 170.0 / 3) * x + 3000) * x * x; };
  const double d = 40;
  double outer = 0;  // Laplace's method behind, whose next term is of the order 1e-5, and Simpson's rule in front
  for (int i = 0; i <= 2000; ++i)
    outer += std::exp(v(i / 2000.0) / d) * (i == 0 || i == 2000 ? 1 : i % 2 ? 4 : 2) / 6000;
  const double expected = std::log(outer / d) - v(-120) / d + std::log(2 * std::numbers::pi * d / 8400) / 2;
  Facts facts{{"potential", {0, 0, 3000, 170.0 / 3, 0.25}}, {"start", {0}}, {"absorption", {1}}, {"temperature", {d}}};
  EXPECT_NEAR(value("first_passage", facts, {{"quantity", "log_escape_time"}}), expected, 1e-4);
  facts["potential"] = {0, 0, 1, 1e-3, 1e-200};  // a turn at -7.5e196
  EXPECT_NE(theory("first_passage").objection(facts, {}).find("outside the numbers"), std::string::npos);
}

TEST(FirstPassage, down_a_constant_slope_takes_distance_over_speed) {
  // V = x: from 2 to 0 at mean speed 1, whatever the noise.
  for (const double d : {0.01, 0.3, 5.0})
    EXPECT_NEAR(
        value("first_passage", {{"potential", {0, 1}}, {"start", {2}}, {"absorption", {0}}, {"temperature", {d}}}), 2,
        1e-9)
        << d;
}

TEST(Kramers, has_the_published_time_and_is_the_limit_of_weak_noise) {
  EXPECT_NEAR(value("kramers", double_well(-1, 1, 0.1)), 54.12539456223, 1e-9);
  double miss = 1;
  for (const double d : {0.05, 0.02, 0.01, 0.005, 0.0025, 1e-4}) {  // the last time is 10^1086
    const Words log{{"quantity", "log_escape_time"}};
    const double now =
        std::abs(value("kramers", double_well(-1, 1, d), log) - value("first_passage", double_well(-1, 1, d), log));
    EXPECT_LT(now, 0.6 * miss) << d;  // of the order of D
    miss = now;
  }
  EXPECT_LT(miss, 3e-4);
  // To the top itself half of that.
  const Words log{{"quantity", "log_escape_time"}};
  EXPECT_NEAR(
      std::exp(value("first_passage", double_well(-1, 0, 1e-4), log) - value("kramers", double_well(-1, 1, 1e-4), log)),
      0.5, 1e-3);
  EXPECT_NE(theory("first_passage").objection(double_well(-1, 1, 1e-4), {}).find("log_escape_time"), std::string::npos);
}

TEST(Kramers, says_when_the_noise_is_strong_or_the_absorbing_point_too_near) {
  EXPECT_EQ(foretold("kramers", double_well(-1, 1, 0.01)).assumption, Assumption::met);
  EXPECT_EQ(foretold("kramers", double_well(-1, 1, 0.1)).assumption, Assumption::broken);   // 2.5 temperatures
  EXPECT_EQ(foretold("kramers", double_well(-1, 0, 0.01)).assumption, Assumption::broken);  // on the top
}

TEST(Kramers, in_more_dimensions_takes_the_determinants) {
  Facts facts = double_well(-1, 1, 0.01);
  const double one = value("kramers", facts);
  facts["well_curvatures"] = {2, 8};
  facts["top_curvatures"] = {-1, 2};
  EXPECT_NEAR(value("kramers", facts) / one, 0.5, 1e-13);  // a narrower pass takes longer, a narrower well less
  facts["top_curvatures"] = {-1, -2};
  EXPECT_FALSE(theory("kramers").predict(facts, {}));
  facts["top_curvatures"] = {1, 2};
  EXPECT_FALSE(theory("kramers").predict(facts, {}));
}

TEST(CriticalBatch, is_broken_where_the_noise_scale_changes_tenfold) {
  const auto judged = [](double change) {
    return foretold("critical_batch",
                    {{"noise_scale", {90}}, {"batch_size", {32}}, {"least_steps", {10}}, {"noise_scale_change", {change}}},
                    {{"quantity", "steps_to_target"}})
        .assumption;
  };
  EXPECT_EQ(judged(9.9), Assumption::unknown);
  EXPECT_EQ(judged(10), Assumption::broken);
}

TEST(CriticalBatch, trades_steps_for_examples) {
  EXPECT_DOUBLE_EQ(value("critical_batch", {{"gradient_noise_trace", {8}}, {"gradient_norm", {2}}}), 2);
  for (const double b : {1.0, 50.0, 4000.0}) {
    const Facts facts{{"least_steps", {100}}, {"noise_scale", {50}}, {"batch_size", {b}}, {"full_batch_rate", {0.1}}};
    const double steps = value("critical_batch", facts, {{"quantity", "steps_to_target"}});
    const double examples = value("critical_batch", facts, {{"quantity", "examples_to_target"}});
    EXPECT_NEAR(examples, steps * b, 1e-9);
    EXPECT_NEAR((steps / 100 - 1) * (examples / (100 * 50) - 1), 1, 1e-12);  // the published hyperbola
    EXPECT_NEAR(value("critical_batch", facts, {{"quantity", "learning_rate"}}) * steps, 10, 1e-12);
  }
}

}  // namespace
}  // namespace paribus
