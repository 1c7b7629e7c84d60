// Groups of a table, the rule that other rows join them by, and files of it that make no sense.
#include "paribus/study/grouped_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "paribus/study/fitted_model.hpp"

namespace paribus {
namespace {

GroupedTable iris(const Choices& more = {}, bool refits = false) { return group_table(load("iris"), group_settings(more), refits); }

TEST(GroupedTable, TheLargestGroupIsTheFirstAndTakesItsCenterAlong) {
  const GroupedTable g = iris({{"measure.cluster.groups", {std::int64_t{5}}}});
  const auto points = sizes(g.found);
  EXPECT_TRUE(std::ranges::is_sorted(points, std::greater{}));
  ASSERT_EQ(g.rule.centers.rows, 5u);
  for (std::size_t k = 0; k < 5; ++k)
    for (std::size_t j = 0; j < 4; ++j) {
      double sum = 0;
      for (std::size_t i = 0; i < g.x.rows; ++i)
        if (g.found.labels[i] == k) sum += g.x(i, j);
      EXPECT_NEAR(g.rule.centers(k, j), sum / static_cast<double>(points[k]), 1e-12);
    }
}

TEST(GroupedTable, ManyRowsAreGroupedAnewInAPart) {
  Dataset many = load("iris");
  for (auto& c : many.columns) {
    const Vector once = c.values;
    for (int i = 0; i < 70; ++i) c.values.insert(c.values.end(), once.begin(), once.end());
  }
  const auto g = group_table(std::move(many), group_settings({{"measure.cluster.pairs", {std::int64_t{2}}}, {"measure.cluster.references", {std::int64_t{2}}}}), true);
  EXPECT_EQ(g.found.labels.size(), 10650u);
  EXPECT_TRUE(g.scores.is.contains("gap"));
  EXPECT_GT(g.scores.is.at("stability"), 0.5);
  EXPECT_NEAR(g.scores.is.at("silhouette"), iris().scores.is.at("silhouette"), 0.02);
  EXPECT_EQ(g.notes, (std::vector<std::string>{"the silhouette is that of 10,000 rows drawn at random",
                                               "the gap statistic and the stability are those of 10,000 rows drawn at random, grouped by themselves"}));
}

TEST(GroupedTable, ARuleComesBackToTheBit) {
  const GroupedTable g = iris({{"data.components", {std::int64_t{2}}}});
  const GroupRule back = restore_groups(parse_model(model_bytes(keep(g.rule)), "g"), "g");
  EXPECT_EQ(back.centers.values, g.rule.centers.values);
  EXPECT_EQ(back.method, "k_means");
  EXPECT_EQ(back.rows, 150u);
  EXPECT_EQ(model_bytes(keep(back)), model_bytes(keep(g.rule)));
  const auto expected = back.preprocessing.expected(false);
  const Joined all = join(back, load_expected("iris", expected));
  EXPECT_EQ(all.labels, g.found.labels);
  double inertia = 0;
  for (const double d : all.distance) inertia += d * d;
  EXPECT_NEAR(inertia, g.found.objective, 1e-9 * inertia);
}

TEST(GroupedTable, RefusesAFileThatMakesNoSense) {
  const ModelFile good = keep(iris().rule);
  const auto said = [&](const auto& damage) -> std::string {
    ModelFile bad = good;
    damage(bad);
    try {
      restore_groups(bad, "g.paribus");
      return "restored";
    } catch (const Error& e) {
      return e.what();
    }
  };
  const std::string no_center = "g.paribus: the groups file has no center for each group; group the rows again";
  EXPECT_EQ(said([](ModelFile&) {}), "restored");
  EXPECT_EQ(said([](ModelFile& f) { f.arrays.clear(); }), no_center);
  EXPECT_EQ(said([](ModelFile& f) { f.arrays["centers"] = Matrix(3, 5); }), no_center);
  EXPECT_EQ(said([](ModelFile& f) { f.arrays["centers"] = Matrix(0, 4); }), no_center);
  EXPECT_EQ(said([](ModelFile& f) { f.arrays["centers"](1, 1) = std::nan(""); }), no_center);
  EXPECT_EQ(said([](ModelFile& f) { f.head.erase("words.method"); }), "g.paribus: the model file does not say its 'words.method'; fit the model again");
  EXPECT_EQ(said([](ModelFile& f) { f.head["data.rows"] = {1.5}; }), "g.paribus: the model file does not say its 'data.rows'; fit the model again");
  EXPECT_EQ(said([](ModelFile& f) { f.head.erase("preprocessing.columns"); }), "g.paribus: the model's preprocessing is damaged: 'columns' is missing; fit it again");
}

TEST(GroupedTable, OnlyCentersAreARule) {
  for (const auto* way : clusterings()) {
    const GroupedTable g = iris({{"measure.cluster.method", {std::string(way->name)}}});
    EXPECT_EQ(g.rule.centers.rows > 0, way->name == "k_means" || way->name == "mini_batch_k_means") << way->name;
    if (g.rule.centers.rows == 0) EXPECT_THROW(keep(g.rule), Error);
    else EXPECT_EQ(join(g.rule, load("iris")).labels, g.found.labels);
  }
}

TEST(GroupedTable, SettingsOfOtherThingsAreRefused) {
  try {
    group_settings({{"model.kind", {std::string("mlp")}}});
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.problem(), "model.kind says nothing about groups");
  }
}

}  // namespace
}  // namespace paribus
