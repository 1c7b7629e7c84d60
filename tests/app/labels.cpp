// What a study's factors and levels are called, and what describes all of its runs.
#include <gtest/gtest.h>

#include "app/inquire.hpp"

namespace paribus {
namespace {

Study of(const std::string& more) {
  const std::string text = "paribus = 1\n[data]\nsource = \"iris\"\n" + more;
  return make_study("study", "study.toml", text, read_toml(text, "study.toml"));
}

std::string budget(const std::string& more) {
  Answer a;
  describe_plan(a, of(more));
  return a.plan.budget;
}

TEST(Labels, NameCountsSharesAndTheEmptyWord) {
  const auto names = labels(of("[factors]\n\"data.weights\" = [\"\", \"w\"]\n\"data.rows\" = [60, 90, 120]\n"));
  EXPECT_EQ(names.at("data.weights="), "none");
  EXPECT_FALSE(names.contains("data.rows="));
  EXPECT_EQ(names.at("data.rows"), "number of rows");
  EXPECT_EQ(names.at("data.split.test"), "test share");
  EXPECT_EQ(names.at("model.random_forest.n_estimators"), "number of trees");
}

TEST(Labels, AddressesAreSettings) {
  for (const char* address : {"data.rows", "data.ignore", "data.split.test", "data.split.validation", "model.random_forest.n_estimators",
                              "model.gradient_boosting.n_estimators", "model.xgboost.n_estimators"})
    EXPECT_NE(find_address(address), nullptr) << address;
}

TEST(Described, ABudgetOfStepsIsOfModelsThatTakeSteps) {
  EXPECT_EQ(budget("[model]\nkind = \"random_forest\"\n[factors]\n\"model.random_forest.n_estimators\" = [10, 20]\n"), "");
  EXPECT_EQ(budget("[factors]\n\"model.kind\" = [\"random_forest\", \"ridge\"]\n"), "");
  EXPECT_NE(budget("[factors]\n\"model.kind\" = [\"random_forest\", \"mlp\"]\n"), "");
}

TEST(Described, SizesThatAFactorChangesAreNotOfTheStudy) {
  const auto data = [](const std::string& more) {
    const Study study = of("[factors]\n" + more);
    Preparations shared{study};
    Answer a;
    describe_data(a, study, shared);
    return a.data;
  };
  const auto all = data("\"optimizer.learning_rate\" = [0.01, 0.1]\n"), some = data("\"data.rows\" = [60, 90, 120]\n");
  EXPECT_EQ(all.rows, 150u);
  EXPECT_EQ(some.rows, 0u);
  EXPECT_EQ(some.train, 0u);
  EXPECT_EQ(some.classes, 3u);
  EXPECT_EQ(data("\"data.split.test\" = [0.1, 0.2, 0.3]\n").validation, 0u);
}

}  // namespace
}  // namespace paribus
