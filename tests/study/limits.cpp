// What the studies of width and depth measure, and what they refuse.
#include <cmath>

#include "paribus/study/subject.hpp"
#include "paribus/theory/theory.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

const std::string head = "data.source = \"iris\"\ndata.rows = 40\nreplicates.count = 1\n";

Result measured(const std::string& text) {
  return first_run(study_from(head + text));
}

/// The first words of what is said when a setup cannot be measured.
std::string refusal(const std::string& subject, const std::string& text) {
  const Study s = study_from(head + text);
  try {
    make_subject(subject, s.fixed)->check(paribus::Setup{s.fixed});
  } catch (const Error& e) { return e.what(); }
  return "";
}
#define EXPECT_SAYS(said, words) EXPECT_NE((said).find(words), std::string::npos) << (said)

std::string ntk_at(const std::string& rate) {
  return "measure.kind = \"linearization\"\nmodel.mlp.precision = \"float64\"\ntraining.steps = "
         "30\noptimizer.learning_rate = " +
         rate + "\n";
}
const std::string ntk = ntk_at("0.3");
const std::string squared = "training.loss = \"squared_error\"\n";

TEST(LinearizationSubject, GivesTheoriesWhatTheyNeed) {
  const Result r = measured(ntk + squared + "model.mlp.hidden_layer_sizes = 12\nmeasure.linearization.points = 5\n");
  EXPECT_EQ(r.outcome, Outcome::finished);
  EXPECT_GT(r.scores.at("distance"), 0);
  EXPECT_GE(r.scores.at("worst_distance"), r.scores.at("distance"));
  EXPECT_EQ(r.facts.at("kernel_change"), Vector{r.scores.at("kernel_drift")});
  EXPECT_EQ(r.words.at("parametrization"), "ntk");
  // The linearized loss curve is what theory says it is, from the same facts.
  const auto theory = get(theories(), "linearized_training", "theory").make(Settings{});
  Facts facts = r.facts;
  const Curve& linear = r.curves.at(1);
  facts["steps"] = linear.at;
  const auto p = theory->predict(facts, r.words);
  ASSERT_TRUE(p);
  ASSERT_EQ(p->values.size(), linear.values.size());
  for (std::size_t i = 0; i < linear.at.size(); ++i) EXPECT_NEAR(p->values[i], linear.values[i], 1e-10);
  const auto trend = get(theories(), "ntk_width", "theory").make(Settings{})->predict(r.facts, r.words);
  ASSERT_TRUE(trend);
  EXPECT_EQ(trend->values, Vector{-1});
}

TEST(LinearizationSubject, ALinearModelHasNoDistance) {
  const Result r = measured(ntk + squared + "model.kind = \"linear_regression\"\n");
  EXPECT_LE(r.scores.at("distance"), 1e-12);
  EXPECT_LE(r.scores.at("kernel_drift"), 1e-14);
  const Result standard = measured(ntk_at("90") + squared +
                                   "model.kind = \"linear_regression\"\nmeasure.linearization.metric = \"standard\"\n");
  EXPECT_EQ(standard.outcome, Outcome::diverged);
  EXPECT_EQ(standard.words.at("no_distance"), "training diverged");
}

TEST(LinearizationSubject, WhereTheLinearizedModelDivergesThereIsNoDistance) {
  // Past 2 / lambda_max a network may still train, at the edge of stability: its linearization does not.
  const Result r = measured(ntk_at("1.6") + squared + "model.mlp.hidden_layer_sizes = 8\n");
  ASSERT_EQ(r.outcome, Outcome::finished);
  EXPECT_FALSE(r.scores.contains("distance"));
  EXPECT_EQ(r.words.at("no_distance"), "the linearized model diverges at this rate");
  EXPECT_TRUE(r.scores.contains("kernel_drift"));
}

TEST(LinearizationSubject, RefusesWhatHasNoClosedForm) {
  EXPECT_SAYS(refusal("linearization", "model.kind = \"majority\"\n"), "needs parameters to be linear in");
  EXPECT_SAYS(refusal("linearization", ntk), "speaks of squared error");
  EXPECT_SAYS(refusal("linearization", ntk + squared + "training.l2 = 0.1\n"), "adds a penalty");
  EXPECT_SAYS(refusal("linearization", ntk + squared + "training.batch_size = 8\n"), "all rows at once");
  EXPECT_SAYS(refusal("linearization", ntk + squared + "optimizer.kind = \"adam\"\n"), "trains by gradient descent");
  EXPECT_SAYS(refusal("linearization", ntk + squared + "optimizer.learning_rate_unit = \"limit\"\n"),
              "the same for all widths");
  EXPECT_EQ(refusal("linearization", ntk + squared), "");
}

const std::string residual =
    "measure.kind = \"depth_limit\"\nmodel.kind = \"residual_mlp\"\nmodel.residual_mlp.width = "
    "6\nmodel.residual_mlp.precision = \"float64\"\n";
const std::string ode = residual + "training.steps = 5\n";

TEST(DepthLimitSubject, TheDistanceHalvesAsTheDepthDoubles) {
  const Result a = measured(ode + "model.residual_mlp.depth = 16\nmeasure.depth_limit.reference = 256\n");
  const Result b = measured(ode + "model.residual_mlp.depth = 32\nmeasure.depth_limit.reference = 256\n");
  for (const char* name : {"distance_before", "distance_after"})
    EXPECT_NEAR(a.scores.at(name) / b.scores.at(name), 2, 0.1) << name;
  EXPECT_EQ(a.words.at("weights"), "smooth");
  EXPECT_EQ(a.facts.at("depth"), Vector{16});
  EXPECT_LE(a.facts.at("distance_after.doubt")[0], 1e-3 * a.scores.at("distance_after"));
  EXPECT_EQ(measured(ode + "model.residual_mlp.share_weights = true\nmeasure.depth_limit.reference = 64\n")
                .words.at("weights"),
            "shared");
}

TEST(DepthLimitSubject, ADistanceBelowWhatIsKnownOfTheLimitIsLeftOut) {
  const Result r = measured(
      ode +
      "model.residual_mlp.depth = 4096\nmeasure.depth_limit.reference = 64\nmeasure.depth_limit.certain = 1e-6\n");
  EXPECT_FALSE(r.scores.contains("distance_before"));
  EXPECT_EQ(r.words.at("no_distance_before"), "the limit is not known well enough to measure so small a distance");
  const Result lost =
      measured(residual +
               "model.residual_mlp.activation = \"identity\"\ntraining.loss = \"squared_error\"\ntraining.steps = "
               "300\noptimizer.learning_rate = 50\nmeasure.depth_limit.reference = 64\n");
  EXPECT_EQ(lost.words.at("no_distance_after"), "training diverged");
}

TEST(DepthLimitSubject, RefusesWhatHasNoLimit) {
  EXPECT_SAYS(refusal("depth_limit", "model.kind = \"mlp\"\n"), "'mlp' is none");
  EXPECT_SAYS(refusal("depth_limit", ode + "model.residual_mlp.step = 0.5\n"), "has no limit");
  EXPECT_SAYS(refusal("depth_limit", ode + "training.batch_size = 8\n"), "all rows at once");
  EXPECT_SAYS(refusal("depth_limit", ode + "optimizer.kind = \"momentum\"\n"), "trains by gradient descent");
  EXPECT_EQ(refusal("depth_limit", ode), "");
}

const std::string deep =
    "measure.kind = \"trainable_depth\"\nmodel.mlp.hidden_layer_sizes = 12\noptimizer.learning_rate = "
    "0.1\ntraining.batch_size = 8\ntraining.steps = 150\n";

TEST(TrainableDepthSubject, IsWhereLearningEnds) {
  const Result r = measured(
      deep + "model.mlp.start_scale = 0.7\nmodel.mlp.start_bias = 0.2\nmeasure.trainable_depth.depths = [1, 2, 20]\n");
  ASSERT_EQ(r.curves.at(0).name, "accuracy");
  EXPECT_EQ(r.curves[0].at, (Vector{1, 2, 20}));
  EXPECT_GT(r.curves[0].values[0], 0.8);
  EXPECT_LT(r.curves[0].values[2], 0.5);
  EXPECT_GT(r.scores.at("trainable_depth"), 2);
  EXPECT_LT(r.scores.at("trainable_depth"), 20);
  EXPECT_NEAR(r.facts.at("weight_variance")[0], 0.49, 1e-15);
  EXPECT_NEAR(r.facts.at("bias_variance")[0], 0.04, 1e-15);
  EXPECT_TRUE(get(theories(), "mean_field_depth", "theory").make(Settings{})->predict(r.facts, r.words));
  EXPECT_EQ(measured(deep + "measure.trainable_depth.depths = [1, 2]\n").words.at("no_trainable_depth"),
            "even the deepest network learned");
}

TEST(TrainableDepthSubject, RefusesWhatIsNoLadder) {
  EXPECT_SAYS(refusal("trainable_depth", "model.kind = \"residual_mlp\"\n"), "speaks of plain networks");
  EXPECT_SAYS(refusal("trainable_depth", deep + "optimizer.learning_rate_unit = \"limit\"\n"),
              "gives all depths one rate");
  for (const char* depths : {"[4, 4]", "[8, 4]", "[4]"})
    EXPECT_SAYS(refusal("trainable_depth", deep + "measure.trainable_depth.depths = " + depths + "\n"),
                "each above the one before");
  EXPECT_EQ(refusal("trainable_depth", deep), "");
}

const std::string watched =
    "measure.kind = \"probes\"\nmodel.mlp.hidden_layer_sizes = 6\nmodel.mlp.precision = \"float64\"\ntraining.steps = "
    "50\n";

TEST(ProbesSubject, ReadsAlongTheRunAndKeepsTheLast) {
  const Result r = measured(watched + "measure.probes.points = 10\nmeasure.probes.dear_points = 3\n");
  std::map<std::string, Curve> curves;
  for (const auto& c : r.curves) curves[c.name] = c;
  // Cheap probes are read at dear points too: about ten log-spaced steps of 50, and three.
  EXPECT_EQ(curves.at("sharpness").at, curves.at("noise_scale").at);
  EXPECT_EQ(curves.at("sharpness").at.size(), 3u);
  EXPECT_GE(curves.at("gradient_norm").at.size(), 8u);
  EXPECT_EQ(curves.at("gradient_norm").at, curves.at("objective").at);
  EXPECT_EQ(curves.at("sharpness").at.back(), 50);
  EXPECT_EQ(curves.at("distance_from_start").values.front(), 0);
  EXPECT_TRUE(curves.contains("layer_norms.hidden1.weights"));
  for (const auto& q : quantity_names("probes")) EXPECT_EQ(r.scores.at(q), curves.at(q).values.back()) << q;
  // Nothing that is read changes the run.
  const Result blind = measured(watched + "measure.probes.names = [\"layer_norms\"]\nmeasure.probes.points = 2\n");
  EXPECT_EQ(blind.scores.at("objective"), r.scores.at("objective"));
  EXPECT_EQ(blind.scores.at("layer_norms"), r.scores.at("layer_norms"));
  EXPECT_FALSE(blind.scores.contains("sharpness"));
}

// One number per step, the same to the bit as where they are read at few; dear ones keep to their own steps.
TEST(ProbesSubject, ReadsCheapOnesAtEveryStep) {
  const auto curves = [](const std::string& more) {
    std::map<std::string, Curve> out;
    const Result r = measured(watched + "training.batch_size = 8\nmeasure.probes.dear_points = 3\n" + more);
    for (const auto& c : r.curves) out[c.name] = c;
    return out;
  };
  auto each = curves("measure.probes.every = 1\n"), third = curves("measure.probes.every = 3\n"), few = curves("");
  ASSERT_EQ(each.size(), few.size());
  for (const auto& [name, c] : few)
    for (std::size_t i = 0; i < c.at.size(); ++i) {
      const Curve& all = each.at(name);
      if (c.at.size() == 3) { EXPECT_EQ(all.at, c.at) << name; }
      const auto at = std::find(all.at.begin(), all.at.end(), c.at[i]);
      ASSERT_NE(at, all.at.end()) << name;
      EXPECT_EQ(all.values[static_cast<std::size_t>(at - all.at.begin())], c.values[i]) << name << " at " << c.at[i];
    }
  for (const char* name : {"gradient_norm", "distance_from_start", "layer_norms", "layer_norms.hidden1.weights", "objective"}) {
    ASSERT_EQ(each.at(name).at.size(), 51u) << name;
    for (std::size_t k = 0; k <= 50; ++k) EXPECT_EQ(each.at(name).at[k], static_cast<double>(k)) << name;
    const Vector& at = third.at(name).at;
    for (std::size_t k = 0; k <= 48; k += 3) EXPECT_EQ(std::count(at.begin(), at.end(), static_cast<double>(k)), 1) << name;
    EXPECT_EQ(at.back(), 50);
    EXPECT_LE(at.size(), 20u);
  }
  EXPECT_EQ(each.at("sharpness").at.size(), 3u);
}

TEST(ProbesSubject, RefusesRecordsWithoutMeasure) {
  const std::string each = "measure.kind = \"probes\"\nmeasure.probes.every = 1\n";
  EXPECT_SAYS(refusal("probes", each + "training.steps = 10000\n"),
              "would keep 10001 readings of each probe along 10000 steps; 10000 are allowed");
  EXPECT_SAYS(refusal("probes", each + "training.steps = 10000\n"), "every = 2 or more");
  EXPECT_EQ(refusal("probes", each + "training.steps = 9999\n"), "");
  EXPECT_EQ(refusal("probes", "measure.kind = \"probes\"\nmeasure.probes.every = 11\ntraining.steps = 100000\n"), "");
  // In epochs the steps are known when the rows are.
  EXPECT_THROW(measured(each + "training.batch_size = 1\ntraining.epochs = 5000\n"), Error);
}

TEST(ProbesSubject, AtFewStepsKeepsTheKeysOfBefore) {
  const auto key = [](const std::string& more) {
    const Study s = study_from(head + watched + more);
    Preparations shared{s};
    return unfold(s, shared).at(0).key;
  };
  EXPECT_EQ(key(""), key("measure.probes.every = 0\n"));
  EXPECT_NE(key(""), key("measure.probes.every = 1\n"));
}

TEST(ProbesSubject, WatchesBatchesAndSaysWhatItCannotWatch) {
  EXPECT_EQ(measured(watched + "training.batch_size = 8\noptimizer.kind = \"adam\"\n").outcome, Outcome::finished);
  EXPECT_SAYS(refusal("probes", "model.kind = \"majority\"\n"), "trained by none");
  EXPECT_SAYS(refusal("probes", watched + "optimizer.learning_rate_unit = \"limit\"\n"), "at a rate as it is given");
  const Result lost = measured(
      "measure.kind = \"probes\"\nmodel.kind = \"linear_regression\"\ntraining.loss = "
      "\"squared_error\"\ntraining.steps = 900\noptimizer.learning_rate = 50\n");
  EXPECT_EQ(lost.outcome, Outcome::diverged);
  EXPECT_EQ(lost.words.at("no_sharpness"), "training diverged");
}

TEST(StartBias, ThatIsNotAskedForLeavesKeysAlone) {
  const Study plain = study_from(head), zero = study_from(head + "model.mlp.start_bias = 0\n"),
              some = study_from(head + "model.mlp.start_bias = 0.1\n");
  EXPECT_EQ(paribus::Setup{plain.fixed}.model_text, paribus::Setup{zero.fixed}.model_text);
  EXPECT_EQ(paribus::Setup{plain.fixed}.model_text.find("start_bias"), std::string::npos);
  EXPECT_NE(paribus::Setup{some.fixed}.model_text.find("start_bias = 0.1"), std::string::npos);
}

}  // namespace
}  // namespace paribus
