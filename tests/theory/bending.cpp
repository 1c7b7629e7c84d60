// Laws of smooth fields, asked about a field that bends.
#include "shared.hpp"

namespace paribus {
namespace {

TEST(LawsOfSmoothFields, do_not_hold_where_the_field_bends) {
  const Facts small{{"learning_rate", {1e-3}}, {"lambda_max", {1}}, {"friction", {1}}, {"loss", {1}}, {"gradient_norm", {1}}};
  for (const auto& [name, quantity, optimizer] :
       {std::tuple{"flow_gap", "gap_to_flow", "gradient_descent"}, {"flow_gap", "largest_gap_to_modified_flow", "gradient_descent"},
        {"momentum_gap", "gap_to_heavy_ball", "momentum"}, {"epoch_gap", "epoch_gap_to_batch_flow", "gradient_descent"},
        {"modified_equation", "modified_loss", "gradient_descent"}, {"modified_equation", "implicit_penalty", "gradient_descent"}}) {
    Words words{{"optimizer", optimizer}, {"quantity", quantity}};
    EXPECT_EQ(foretold(name, small, words).assumption, Assumption::met) << name;
    words["field"] = "smooth";
    EXPECT_EQ(foretold(name, small, words).assumption, Assumption::met) << name;
    words["field"] = "bends";
    const auto p = foretold(name, small, words);
    EXPECT_EQ(p.assumption, Assumption::broken) << name;
    EXPECT_NE(p.why.find("bends where units switch on (ReLU)"), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace paribus
