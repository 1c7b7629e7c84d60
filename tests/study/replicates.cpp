// Replicates are runs of their own, not one run counted many times.
#include <map>
#include <set>

#include "paribus/data/dataset.hpp"
#include "paribus/study/checks.hpp"
#include "paribus/study/fitted_model.hpp"
#include "paribus/study/setup.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

// What draws nothing gives the same fit for every seed; replicates rely on its word.
TEST(Replicates, DifferOnlyWhereALearnerSaysThatItDraws) {
  std::set<std::string> still, drawn;
  std::vector<Choices> all;
  for (const auto& l : names(learners())) all.push_back({{"model.kind", {l}}});
  for (const char* l : {"lasso", "elastic_net", "group_lasso"}) all.push_back({{"model.kind", {std::string(l)}}, {"model." + std::string(l) + ".l1", {0.1}}});
  for (const char* tree : {"decision_tree", "gradient_boosting"})
    all.push_back({{"model.kind", {std::string(tree)}}, {"model." + std::string(tree) + ".max_features", {std::string("sqrt")}}});
  for (const char* boosted : {"gradient_boosting", "xgboost"})
    all.push_back({{"model.kind", {std::string(boosted)}}, {"model." + std::string(boosted) + ".subsample", {0.5}}});
  for (const auto& c : all)
    for (const bool classes : {false, true}) {
      const Dataset data = load(classes ? "iris" : "diabetes", "");
      const std::string kind = c.at("model.kind").plain();
      const auto arrays = [&](std::int64_t seed) {
        Choices own = c;
        own["data.impute"] = {std::string("mean")}, own["replicates.seed"] = {seed};
        std::map<std::string, Vector> out;
        for (const auto& [name, a] : fit_model(data, fit_settings(own, data.task())).keep().arrays) out[name] = a.values;
        return out;
      };
      try {
        const bool same = arrays(1) == arrays(2), draws = paribus::Setup{c}.learner->draws();
        if (draws) drawn.insert(same ? "" : kind);
        else {
          EXPECT_TRUE(same) << kind;
          still.insert(kind);
        }
      } catch (const Error&) {   // the other task
      }
    }
  EXPECT_EQ(still.size(), here("xgboost") ? 15u : 14u);
  // stratified draws when it predicts: its arrays are the shares of the classes alone
  for (const char* kind : {"random_forest", "decision_tree", "gradient_boosting"}) EXPECT_TRUE(drawn.contains(kind)) << kind;
  EXPECT_EQ(drawn.contains("xgboost"), here("xgboost"));
}

struct Asked {
  const char *name, *text, *refused;   ///< where; nullptr: it is not
};

void PrintTo(const Asked& a, std::ostream* out) { *out << a.name; }

class Copies : public testing::TestWithParam<Asked> {};

TEST_P(Copies, AreRefusedIfNoRunDraws) {
  const Study s = study_from(GetParam().text);
  try {
    check_replicates(s);
    EXPECT_EQ(GetParam().refused, nullptr) << "accepted";
  } catch (const Error& e) {
    ASSERT_NE(GetParam().refused, nullptr) << e.what();
    EXPECT_EQ(e.where().text(), GetParam().refused);
    EXPECT_NE(e.problem().find("replicates of a cell would be copies of one run"), std::string::npos) << e.what();
    EXPECT_NE(e.advice().find("add \"split\" to replicates.vary"), std::string::npos) << e.what();
  }
}

const Asked asked[] = {
    {"OneModel", "[model]\nkind = \"ridge\"\n[replicates]\ncount = 5\n", "study.toml:4:9"},
    {"EveryModel", "[factors]\n\"model.kind\" = [\"logistic\", \"k_nearest_neighbors\"]\n\"model.decision_tree.max_depth\" = [2, 3]\n[replicates]\nvary = [\"start\"]\n", "study.toml:5:8"},
    {"Unsaid", "[model]\nkind = \"decision_tree\"\n", "study.toml"},
    {"PenaltyGiven", "[model]\nkind = \"lasso\"\nlasso.l1 = 0.1\n", "study.toml"},
    {"PenaltyChosenOnFolds", "[model]\nkind = \"lasso\"\n", nullptr},
    {"OneModelDraws", "[factors]\n\"model.kind\" = [\"logistic\", \"random_forest\"]\n", nullptr},
    {"OneLevelDraws", "[model]\nkind = \"decision_tree\"\n[factors]\n\"model.decision_tree.max_features\" = [\"all\", \"sqrt\"]\n", nullptr},
    {"SplitsVary", "[model]\nkind = \"ridge\"\n[replicates]\nvary = [\"split\"]\n", nullptr},
    {"OneReplicate", "[model]\nkind = \"ridge\"\n[replicates]\ncount = 1\n", nullptr},
    {"PenaltiesGivenByAFactor", "[model]\nkind = \"lasso\"\n[factors]\n\"model.lasso.l1\" = [0.1, 1]\n", "study.toml"},
    {"ForestsHaveNoBatches", "[model]\nkind = \"random_forest\"\n[replicates]\nvary = [\"batches\"]\n", "study.toml:4:8"},
    {"AllRowsAtOnce", "[model]\nkind = \"mlp\"\n[replicates]\nvary = [\"batches\"]\n", "study.toml:4:8"},
    {"Batches", "[model]\nkind = \"mlp\"\n[training]\nbatch_size = 16\n[replicates]\nvary = [\"batches\"]\n", nullptr},
    {"Measured", "[model]\nkind = \"ridge\"\n[measure]\nkind = \"components\"\n", nullptr},
};

INSTANTIATE_TEST_SUITE_P(Replicates, Copies, testing::ValuesIn(asked), [](const auto& p) { return p.param.name; });

// Baselines meet each set of rows once per replicate; what draws nothing, once where the split stays.
TEST(Baselines, RunWhereTheChosenCellsAreOpened) {
  const auto runs = [](const std::string& more) {
    const Study s = study_from("[data]\nsplit = { validation = 0.2, test = 0.2 }\n[factors]\n\"data.source\" = [\"iris\", \"wine\"]\n\"optimizer.learning_rate\" = [0.01, 0.1]\n"
                               "[answer]\nbaselines = [\"majority\", \"random_forest\"]\n[replicates]\ncount = 3\n" + more);
    Preparations shared{s};
    std::map<std::string, std::vector<std::size_t>> out;
    std::set<std::string> keys;
    for (const auto& r : baselines(s, shared)) {
      EXPECT_EQ(r.subject, "baseline");
      EXPECT_EQ(r.levels.size(), 2u) << "the learning rate is nothing to them";
      EXPECT_TRUE(keys.insert(r.key).second);
      out[r.levels.at("data.source").plain() + " " + r.levels.at("model.kind").plain()].push_back(r.replicate);
    }
    return out;
  };
  using Replicates = std::vector<std::size_t>;
  const auto still = runs(""), split = runs("vary = [\"start\", \"split\"]\n");
  for (const auto* found : {&still, &split}) {
    ASSERT_EQ(found->size(), 4u);
    for (const auto& [name, replicates] : *found)
      EXPECT_EQ(replicates, found == &still && name.ends_with("majority") ? Replicates{3} : (Replicates{3, 4, 5})) << name;
  }
}

}  // namespace
}  // namespace paribus
