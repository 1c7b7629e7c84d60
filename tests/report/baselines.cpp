// The table of baselines: which result lands where, what is said of it, and what the study's own best is.
#include <gtest/gtest.h>

#include <cmath>

#include "paribus/report/inquiry.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {
namespace {

void add(Results& out, const std::string& subject, const Choices& levels, const Vector& scores) {
  for (std::size_t b = 0; b < scores.size(); ++b) {
    Result r;
    r.subject = subject, r.levels = levels, r.block = std::to_string(10 + b);
    r.scores = {{"test.accuracy", scores[b]}, {"validation.accuracy", 0}};
    out.push_back(r);
  }
}

Choices cell(const char* source, const char* kind, double rate = 0) {
  Choices out{{"data.source", {std::string(source)}}, {"model.kind", {std::string(kind)}}};
  if (rate > 0) out["optimizer.learning_rate"] = {rate};
  return out;
}

Answer answered(const Results& results, const std::string& model = "") {
  Inquiry q;
  q.model = model;
  q.metric = {"accuracy", "accuracy", true, true, 0, 1, 0.01};
  q.question.score = "validation.accuracy";
  q.labels = {{"model.kind=mlp", "network"}, {"model.kind=majority", "majority class"}, {"model.kind=trees", "forest"}};
  Answer a;
  a.metric = q.metric;
  add_baselines(a, results, q);
  return a;
}

TEST(Baselines, StandBesideTheStudysBestOnEachSetOfRows) {
  Results all;
  add(all, "opening", cell("iris", "mlp", 0.1), {0.9, 0.92, 0.94});
  add(all, "opening", cell("iris", "mlp", 1), {0.5, 0.6, 0.7});
  add(all, "opening", cell("wine", "mlp", 1), {0.8, 0.8, 0.8});
  for (const char* source : {"iris", "wine"}) add(all, "baseline", cell(source, "majority"), {0.3});
  add(all, "baseline", cell("iris", "trees"), {0.95, 0.97, 0.99});
  add(all, "baseline", cell("wine", "trees"), {0.7, 0.7, 0.7});
  add(all, "predict", cell("iris", "mlp", 1), {1, 1, 1});
  const Answer a = answered(all);
  const auto& b = a.baselines;
  ASSERT_EQ(b.size(), 6u);
  const char* labels[] = {"forest", "network, 0.1", "majority class", "network, 1", "forest", "majority class"};
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(b[i].rows, i < 3 ? "iris" : "wine");
    EXPECT_EQ(b[i].label, labels[i]);
    EXPECT_EQ(b[i].chosen, b[i].label.starts_with("network"));
    EXPECT_EQ(b[i].runs, b[i].label == "majority class" ? 1u : 3u);
  }
  EXPECT_NEAR(b[1].score.value, 0.92, 1e-15);
  EXPECT_NEAR(b[1].score.high - b[1].score.value, 0.95 * std::sqrt(2 / (4 * 0.975 * 0.025)) * 0.02 / std::sqrt(3.0), 1e-12) << "Student's t of 2 degrees of freedom";
  EXPECT_TRUE(std::isnan(b[2].score.low) && std::isnan(b[2].score.high)) << "one run has no interval";
  EXPECT_EQ(b[0].score.high, 1) << "no share is above 1";
  EXPECT_EQ(baseline_finding(a), "A baseline has the best mean accuracy on the test part on 1 of 2 sets of rows");
  EXPECT_NE(baseline_caption(a).find("a little too good"), std::string::npos);
}

// Where the model is no factor its name is nowhere in a cell's levels; and equals are no victory of the baseline.
TEST(Baselines, NameTheStudysModelAndLetItStandBeforeItsEquals) {
  Results all;
  add(all, "baseline", {{"model.kind", {std::string("trees")}}}, {0.9, 0.9});
  add(all, "opening", {{"optimizer.learning_rate", {0.1}}}, {0.9, 0.9});
  const Answer a = answered(all, "network");
  ASSERT_EQ(a.baselines.size(), 2u);
  EXPECT_EQ(a.baselines[0].label, "network, 0.1");
  EXPECT_EQ(baseline_finding(a), "No baseline has a better mean accuracy on the test part");
  Results alone;
  add(alone, "baseline", cell("iris", "trees"), {0.9, 0.9});
  add(alone, "baseline", cell("wine", "trees"), {0.9, 0.9});
  add(alone, "opening", cell("wine", "mlp"), {0.8, 0.8});
  EXPECT_EQ(baseline_finding(answered(alone)), "Forest, a baseline, has the best mean accuracy on the test part") << "on the one set that both know";
}

TEST(Baselines, AreSaidToBeBetterOrNot) {
  Results all;
  add(all, "baseline", cell("iris", "trees"), {0.9, 0.9});
  EXPECT_EQ(baseline_finding(answered(all)), "Models beside: accuracy on the test part");
  EXPECT_EQ(baseline_caption(answered(all)).find("Bold"), std::string::npos);
  add(all, "opening", cell("iris", "mlp", 1), {0.8, 0.8});
  EXPECT_EQ(baseline_finding(answered(all)), "Forest, a baseline, has the best mean accuracy on the test part");
  add(all, "opening", cell("iris", "mlp", 0.1), {0.95, 0.95});
  EXPECT_EQ(baseline_finding(answered(all)), "No baseline has a better mean accuracy on the test part");
  EXPECT_TRUE(answered({}).baselines.empty());
}

}  // namespace
}  // namespace paribus
