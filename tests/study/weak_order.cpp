// Orders of SGD's differential equations and of its modified flow for mini-batches, as their subjects measure them; and
// what these refuse.
#include <cmath>

#include "paribus/study/subject.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

Result measured(const std::string& text) {
  return first_run(study_from(text + "replicates.count = 1\n"));
}
std::string at(double rate) { return "optimizer.learning_rate = " + std::to_string(rate) + "\n"; }

const std::string sde =
    "data.source = \"diabetes\"\nmeasure.kind = \"weak_order\"\nmodel.kind = \"linear_regression\"\n"
    "training.loss = \"squared_error\"\nmeasure.weak_order.time = 2\n";
const std::string epoch = "data.source = \"iris\"\nmeasure.kind = \"epoch_gap\"\n";
const std::string network =
    "model.kind = \"mlp\"\nmodel.mlp.hidden_layer_sizes = [6]\nmodel.mlp.activation = \"tanh\"\nmodel.mlp.precision = "
    "\"float64\"\n";

double slope(const Result& twice, const Result& once, const std::string& quantity) {
  return std::log2(twice.scores.at(quantity) / once.scores.at(quantity));
}

TEST(WeakOrderSubject, FindsOrderOneAndTwoAndThatTheSpreadIsNoBetterForTheSecond) {
  const std::string text = sde + "training.batch_size = 4\n";
  const Result a = measured(text + at(0.002)), b = measured(text + at(0.001));
  for (const char* name : {"loss_gap", "moment_gap", "spread_gap"}) {
    const bool spread = std::string(name) == "spread_gap";
    EXPECT_NEAR(slope(a, b, std::string(name) + "_first"), 1, 0.03) << name;
    EXPECT_NEAR(slope(a, b, std::string(name) + "_second"), spread ? 1 : 2, 0.03) << name;
  }
  EXPECT_GT(b.scores.at("spread_gap_second"), 1.5 * b.scores.at("spread_gap_first"));
  EXPECT_GT(b.facts.at("rate_limit")[0], 0.1);
  EXPECT_LT(b.facts.at("rate_limit")[0], 2 / b.facts.at("lambda_max")[0]);
}

TEST(EpochGapSubject, FollowsTheFlowOfMiniBatchesOneOrderMoreClosely) {
  const Result a = measured(epoch + network + at(0.004)), b = measured(epoch + network + at(0.002));
  EXPECT_NEAR(slope(a, b, "epoch_gap_to_flow"), 1, 0.03);
  EXPECT_NEAR(slope(a, b, "epoch_gap_to_full_batch_flow"), 1, 0.03);
  EXPECT_NEAR(slope(a, b, "epoch_gap_to_batch_flow"), 2, 0.03);
}

TEST(EpochGapSubject, AnEpochThatLeavesEveryBoundHasNoGap) {
  const Result r = measured(epoch + network + "optimizer.learning_rate = 1e300\n");
  EXPECT_EQ(r.outcome, Outcome::diverged);
  EXPECT_EQ(r.words.at("no_epoch_gap_to_flow"), "training diverged");
}

void refused(const char* subject, const std::string& text, const std::string& words) {
  try {
    const Study s = study_from(text);
    make_subject(subject, s.fixed)->check(paribus::Setup{s.fixed});
    FAIL() << words;
  } catch (const Error& e) {
    EXPECT_NE(std::string(e.what()).find(words), std::string::npos) << e.what();
  }
}

TEST(WeakOrderSubject, RefusesWhatHasNoKnownMoments) {
  const std::string good = sde + "training.batch_size = 4\n";
  refused("weak_order", "data.source = \"diabetes\"\nmodel.kind = \"mlp\"\ntraining.batch_size = 4\n",
          "weak_order needs least squares without a penalty");
  refused("weak_order", good + "optimizer.kind = \"adam\"\n", "weak_order speaks of plain steps");
  refused("weak_order", sde, "on all rows at once there is no noise");
  refused("weak_order", good + at(0.3), "is no whole number of steps of 0.3");
  try {
    measured("data.source = \"digits\"\nmeasure.kind = \"weak_order\"\nmodel.kind = \"linear_regression\"\n"
             "training.loss = \"squared_error\"\ntraining.batch_size = 4\n" + at(0.1));
    FAIL() << "accepted";
  } catch (const Error& e) {
    EXPECT_STREQ(e.what(), "weak_order keeps the fourth moments of up to 40 features, and 'digits' has 65 with the "
                           "constant; take a table with fewer");
  }
}

TEST(EpochGapSubject, RefusesWhatHasNoFlowOrOtherBatches) {
  refused("epoch_gap", epoch + "model.kind = \"majority\"\n", "'majority' is trained by none");
  refused("epoch_gap", epoch + network + "training.batch_size = 8\n", "cuts its epochs by measure.epoch_gap.batches");
  refused("epoch_gap", epoch + network + "optimizer.kind = \"adam\"\n", "epoch_gap speaks of plain steps");
  refused("epoch_gap", epoch + "model.kind = \"mlp\"\n", "write model.mlp.precision = \"float64\"");
}

}  // namespace
}  // namespace paribus
