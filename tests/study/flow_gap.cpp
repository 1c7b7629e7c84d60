// The gap to the flows, against closed forms and against itself at another tolerance; and what it refuses.
#include <algorithm>
#include <cmath>

#include "paribus/learner/spectrum.hpp"
#include "paribus/study/subject.hpp"
#include "paribus/theory/theory.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

const std::string gap = "data.source = \"iris\"\nmeasure.kind = \"flow_gap\"\nreplicates.count = 1\n";
const std::string linear = "model.kind = \"linear_regression\"\n";
const std::string network =
    "model.kind = \"mlp\"\nmodel.mlp.hidden_layer_sizes = [6]\nmodel.mlp.activation = \"tanh\"\nmodel.mlp.precision = "
    "\"float64\"\n";

Result measured(const std::string& more, double time = 2) {
  return first_run(study_from(gap + "measure.flow_gap.time = " + std::to_string(time) + "\n" + more));
}
std::string at(double rate) { return "optimizer.learning_rate = " + std::to_string(rate) + "\n"; }

TEST(FlowGapSubject, OnAQuadraticBothGapsAreThoseOfTheFormula) {
  for (const double rate : {0.01, 0.1, 0.5}) {  // the last is past the edge
    const Result r = measured(linear + "training.l2 = 0.1\n" + at(rate));
    Words words = r.words;
    for (const auto& [score, axis] :
         {std::pair{"gap_to_flow", "largest_gap_to_flow"}, {"gap_to_modified_flow", "largest_gap_to_modified_flow"}}) {
      words["quantity"] = axis;
      const auto p = get(theories(), "flow_gap", "theory").make(Settings{})->predict(r.facts, words);
      ASSERT_TRUE(p) << axis;
      EXPECT_EQ(p->kind, Prediction::Kind::equality);
      EXPECT_NEAR(r.scores.at(score) / p->values[0], 1, 1e-6) << score << " at " << rate;
    }
    EXPECT_EQ(r.facts.at("steps").back(), std::round(2 / rate));
  }
}

TEST(FlowGapSubject, OfANetworkTheGapsHaveOrdersOneAndTwo) {
  const Result a = measured(network + at(0.02)), b = measured(network + at(0.01));
  EXPECT_NEAR(std::log2(a.scores.at("gap_to_flow") / b.scores.at("gap_to_flow")), 1, 0.02);
  EXPECT_NEAR(std::log2(a.scores.at("gap_to_modified_flow") / b.scores.at("gap_to_modified_flow")), 2, 0.03);
  const Result c = measured(network + at(0.01) + "measure.flow_gap.tolerance = 1e-13\n");
  for (const char* name : {"gap_to_flow", "gap_to_modified_flow"})
    EXPECT_NEAR(c.scores.at(name) / b.scores.at(name), 1, 1e-5) << name;
}

// The curvature that the assumption of small steps is held against is the larger of those at both ends of the flow.
TEST(FlowGapSubject, NamesTheCurvatureAlongTheFlow) {
  const Result r = measured(network + at(0.5));
  const Study s = study_from(gap + network);
  Preparations shared{s};
  const double start = shared.sharpness_at_start(paribus::Setup{s.fixed}, 0);
  EXPECT_GE(r.facts.at("lambda_max")[0], start * (1 - 1e-3));
  EXPECT_FALSE(r.facts.contains("eigenvalues"));
  EXPECT_NE(r.words.at("objective"), "quadratic");
}

TEST(FlowGapSubject, ARunThatLeavesEveryBoundHasNoGap) {
  const Result r = measured(linear + at(2), 400);
  EXPECT_EQ(r.outcome, Outcome::diverged);
  EXPECT_TRUE(r.scores.empty());
  EXPECT_EQ(r.words.at("no_gap_to_flow"), "training diverged");
  EXPECT_EQ(r.words.at("no_gap_to_modified_flow"), "training diverged");
}

std::string refusal(const std::string& more) {
  try {
    const Study s = study_from(gap + "measure.flow_gap.time = 2\n" + more);
    make_subject("flow_gap", s.fixed)->check(paribus::Setup{s.fixed});
    return "accepted";
  } catch (const Error& e) {
    return e.what();
  }
}

TEST(FlowGapSubject, RefusesWhatHasNoFlowOrNoCommonTimes) {
  const auto says = [](const std::string& more, const std::string& words) {
    EXPECT_NE(refusal(more).find(words), std::string::npos) << refusal(more);
  };
  says("model.kind = \"majority\"\n", "flow_gap follows a gradient, and 'majority' is trained by none");
  says(linear + "training.batch_size = 32\n", "write training.batch_size = \"all\"");
  says(linear + "optimizer.kind = \"adam\"\n", "write optimizer.kind = \"gradient_descent\"");
  says(linear + "optimizer.learning_rate_unit = \"limit\"\n", "optimizer.learning_rate_unit = \"absolute\"");
  says("model.kind = \"mlp\"\n" + at(0.1), "write model.mlp.precision = \"float64\"");
  says(linear + at(0.3),
       "the time 2 is no whole number of steps of 0.3; take a learning rate that divides it, for example "
       "0.2857142857142857");
  says(linear + at(5), "for example 2");
}

}  // namespace
}  // namespace paribus
