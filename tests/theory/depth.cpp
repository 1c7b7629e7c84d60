// How deep a network can be.
#include <cmath>

#include "shared.hpp"

namespace paribus {
namespace {

double field(const char* activation, double weight, double bias, const char* quantity) {
  return value("mean_field_depth", {{"weight_variance", {weight}}, {"bias_variance", {bias}}},
               {{"activation", activation}, {"quantity", quantity}});
}

TEST(MeanFieldDepth, has_the_published_tanh_network) {
  EXPECT_NEAR(field("tanh", 1.5, 0.05, "length"), 0.4180372005335, 1e-11);
  EXPECT_NEAR(field("tanh", 1.5, 0.05, "chi"), 0.9386362681989, 1e-11);
  EXPECT_NEAR(field("tanh", 1.5, 0.05, "gradient_scale"), 15.79099403412, 1e-8);
  EXPECT_NEAR(field("tanh", 1.5, 0.05, "trainable_depth"), 6 * 15.79099403412, 1e-7);
  EXPECT_NEAR(field("tanh", 1.5, 0.05, "edge_of_chaos"), 1.760954639607, 1e-9);
  EXPECT_NEAR(field("tanh", 1, 0, "edge_of_chaos"), 1, 1e-12);
}

TEST(MeanFieldDepth, agrees_with_the_references_in_both_phases) {
  for (const auto& c : reference("mean_field")) {
    const double w = c.at("weight"), b = c.at("bias"), chi = c.at("chi"), chi_c = c.at("correlation_chi");
    EXPECT_NEAR(field("tanh", w, b, "length"), c.at("length").get<double>(), 1e-10);
    EXPECT_NEAR(field("tanh", w, b, "chi"), chi, 1e-10);
    EXPECT_NEAR(field("tanh", w, b, "correlation"), c.at("correlation").get<double>(), 1e-9);
    EXPECT_NEAR(field("tanh", w, b, "gradient_scale"), 1 / std::abs(std::log(chi)), 1e-6);
    EXPECT_NEAR(field("tanh", w, b, "length_scale"), -1 / std::log(c.at("length_chi").get<double>()), 1e-5);
    if (b == 0 && w < 1) continue;  // a linear network in the end, which forgets no correlation
    EXPECT_NEAR(field("tanh", w, b, "depth_scale"), -1 / std::log(chi_c), 1e-6) << w << " " << b;
  }
}

TEST(MeanFieldDepth, has_no_bound_at_the_edge_of_chaos) {
  const double edge = field("tanh", 1, 0.05, "edge_of_chaos");
  EXPECT_NE(theory("mean_field_depth")
                .objection({{"weight_variance", {2}}, {"bias_variance", {0}}}, {{"activation", "relu"}})
                .find("edge of chaos"),
            std::string::npos);
  EXPECT_GT(field("tanh", edge * 1.001, 0.05, "trainable_depth"), 1000);
  EXPECT_GT(field("tanh", edge / 1.001, 0.05, "trainable_depth"), 1000);
}

TEST(MeanFieldDepth, has_the_relu_network) {
  EXPECT_DOUBLE_EQ(field("relu", 1.5, 0.1, "chi"), 0.75);
  EXPECT_DOUBLE_EQ(field("relu", 1.5, 0.1, "length"), 0.4);  // q = 0.75 q + 0.1
  EXPECT_DOUBLE_EQ(field("relu", 1.5, 0.1, "trainable_depth"), 6 / std::log(4.0 / 3));
  EXPECT_EQ(field("relu", 1, 0.3, "edge_of_chaos"), 2);
  EXPECT_FALSE(theory("mean_field_depth")
                   .predict({{"weight_variance", {2.5}}, {"bias_variance", {0.1}}},
                            {{"activation", "relu"}, {"quantity", "length"}}));
}

std::string why_no_depth(const char* activation, double weight, double bias, const char* quantity) {
  return theory("mean_field_depth")
      .objection({{"weight_variance", {weight}}, {"bias_variance", {bias}}},
                 {{"activation", activation}, {"quantity", quantity}});
}

/// 1 - c after some layers of ReLU, by the arc-cosine kernel of degree 1, from two inputs of length 1.
double relu_difference(double weight, double bias, int layers) {
  double q = 1, c = 0.2;
  for (int l = 0; l < layers; ++l) {
    const double angle = std::acos(c), next = weight / 2 * q + bias;
    const double kernel = (std::sqrt(1 - c * c) + (std::acos(-1) - angle) * c) / std::acos(-1);
    c = std::min(1.0, (weight / 2 * q * kernel + bias) / next), q = next;
  }
  return 1 - c;
}

TEST(MeanFieldDepth, speaks_of_a_scale_only_where_correlations_settle_exponentially) {
  const double late = relu_difference(1.5, 0.1, 60) / relu_difference(1.5, 0.1, 50);
  EXPECT_NEAR(-10 / std::log(late), field("relu", 1.5, 0.1, "depth_scale"), 0.05);
  for (const auto& [w, b] : {std::pair{1.5, 0.0}, std::pair{2.5, 0.0}, std::pair{2.5, 0.1}}) {
    EXPECT_NEAR(relu_difference(w, b, 1000) / relu_difference(w, b, 2000), 4, 0.1) << w << " " << b;  // as 1/L^2
    for (const char* quantity : {"depth_scale", "trainable_depth"})
      EXPECT_NE(why_no_depth("relu", w, b, quantity).find("1/L²"), std::string::npos) << w << " " << b;
    EXPECT_DOUBLE_EQ(field("relu", w, b, "gradient_scale"), 1 / std::abs(std::log(w / 2)));
    EXPECT_DOUBLE_EQ(field("relu", w, b, "length_scale"), 1 / std::abs(std::log(w / 2)));
  }
  for (const char* quantity : {"depth_scale", "trainable_depth"})
    EXPECT_NE(why_no_depth("tanh", 0.8, 0, quantity).find("linear network forgets no"), std::string::npos);
  EXPECT_NEAR(field("tanh", 0.8, 0, "gradient_scale"), -1 / std::log(0.8), 1e-9);
  EXPECT_EQ(why_no_depth("tanh", 0.8, 0.01, "depth_scale"), "");
}

double stretch(double depth, const char* quantity, double width = 100, double moment = 2,
               const char* start = "gaussian") {
  return value("dynamical_isometry", {{"depth", {depth}}, {"width", {width}}, {"moment", {moment}}},
               {{"start", start}, {"quantity", quantity}});
}

TEST(DynamicalIsometry, has_the_edges_and_moments_of_fuss_and_catalan) {
  EXPECT_NEAR(stretch(1, "largest_gain"), 4, 1e-13);
  EXPECT_NEAR(stretch(2, "largest_gain"), 6.75, 1e-13);
  EXPECT_NEAR(stretch(10, "largest_gain"), 28.5311670611, 1e-11);
  EXPECT_EQ(stretch(10, "largest_gain", 100, 2, "orthogonal"), 1);
  EXPECT_NEAR(stretch(2, "gain_moment", 100, 3), 12, 1e-12);
  for (const double depth : {1.0, 2.0, 7.0}) EXPECT_NEAR(stretch(depth, "gain_moment"), depth + 1, 1e-12);
  EXPECT_NEAR(value("dynamical_isometry", {{"depth", {3}}, {"weight_variance", {2}}}, {{"start", "orthogonal"}}), 8,
              1e-13);
}

TEST(DynamicalIsometry, counts_layers_units_and_moments_by_whole_numbers) {
  const Facts whole{{"depth", {3}}, {"width", {50}}, {"moment", {2}}};
  for (const char* name : {"depth", "width", "moment"}) {
    Facts facts = whole;
    facts[name][0] += 0.5;
    const char* quantity = name == std::string("width") ? "log_norm_mean" : "gain_moment";
    EXPECT_NE(theory("dynamical_isometry")
                  .objection(facts, {{"start", "gaussian"}, {"quantity", quantity}})
                  .find("no whole number"),
              std::string::npos)
        << name;
  }
}

TEST(DynamicalIsometry, has_the_drift_of_the_norm) {
  EXPECT_NEAR(stretch(1, "log_norm_mean"), -0.01003333200025, 1e-13);
  EXPECT_NEAR(stretch(1, "log_norm_variance"), 0.0202013332267, 1e-13);
  for (const auto& c : reference("log_norm")) {
    EXPECT_NEAR(stretch(3, "log_norm_mean", c.at("width")), 3 * c.at("mean").get<double>(), 1e-13);
    EXPECT_NEAR(stretch(3, "log_norm_variance", c.at("width")), 3 * c.at("variance").get<double>(), 1e-13);
  }
}

TEST(EulerDepth, is_the_order_of_eulers_method_where_there_is_an_equation) {
  const auto p = foretold("euler_depth", {}, {{"step", "1/depth"}, {"weights", "shared"}});
  EXPECT_EQ(p.kind, Kind::trend);
  EXPECT_EQ(p.assumption, Assumption::met);
  EXPECT_EQ(foretold("euler_depth", {}, {{"step", "1/depth"}, {"weights", "independent"}}).assumption,
            Assumption::broken);
  // A residual network of shared weights, h <- h + tanh(W h) / L, against a much deeper one.
  const auto output = [](int depth) {
    double x = 0.3, y = -1;
    for (int l = 0; l < depth; ++l) {
      const double dx = std::tanh(0.5 * x - 1.2 * y), dy = std::tanh(1.1 * x + 0.4 * y);
      x += dx / depth, y += dy / depth;
    }
    return std::pair{x, y};
  };
  const auto [x, y] = output(1 << 20);
  const auto off = [&](int depth) { return std::hypot(output(depth).first - x, output(depth).second - y); };
  EXPECT_NEAR(std::log2(off(128) / off(64)), p.values[0], 0.02);
}

}  // namespace
}  // namespace paribus
