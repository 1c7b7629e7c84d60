// Groups of a table, the rule that other rows join them by, and files of it that make no sense.
#include "paribus/study/grouped_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "paribus/cluster/compactness.hpp"
#include "paribus/math/cholesky.hpp"
#include "paribus/math/vector.hpp"
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
  EXPECT_NEAR(g.scores.is.at("silhouette"), silhouette(g.x, g.found.labels, g.found.groups), 4 * g.scores.error.at("silhouette"));
  EXPECT_LT(g.scores.error.at("silhouette"), 0.005);
  EXPECT_EQ(g.notes, (std::vector<std::string>{"the silhouette is estimated from some of the rows, drawn at random",
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

// What else stands in a table has no say in where a row goes.
TEST(GroupedTable, ARowJoinsByItself) {
  Dataset two;
  two.name = "two";
  two.columns.push_back({"a", Role::feature, false, {1, 2, 3, 10, 11, 12}, {}});
  const GroupRule rule = group_table(two, group_settings({{"data.scale", {std::string("none")}}, {"measure.cluster.groups", {std::int64_t{2}}}}), false).rule;
  const auto joined = [&](Vector values) {
    Dataset other = two;
    other.columns[0].values = std::move(values);
    return join(rule, other);
  };
  const Vector values{1, 3, 6.49, 6.51, 10, 999999999, 1e10, 1e18, -1e100};
  const Joined all = joined(values);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Joined one = joined({values[i]});
    EXPECT_EQ(one.labels[0], all.labels[i]) << values[i];
    EXPECT_EQ(one.distance[0], all.distance[i]) << values[i];
    const std::uint32_t nearest = std::abs(values[i] - rule.centers(0, 0)) <= std::abs(values[i] - rule.centers(1, 0)) ? 0 : 1;
    EXPECT_TRUE(all.labels[i] == nearest || std::abs(values[i]) > 1e15) << values[i];
  }
  try {
    joined({1, 1e200});
    FAIL();
  } catch (const Error& e) {
    EXPECT_STREQ(e.what(), "two: row 2 lies infinitely far from every group: its numbers are too large; mend the row, or leave it out");
  }
}

TEST(GroupedTable, NumbersWhoseSquaresOverflowAreRefused) {
  Dataset big;
  big.name = "big";
  big.columns.push_back({"a", Role::feature, false, {1e300, -1e300, 1e300, 5}, {}});
  for (const char* way : {"k_means", "agglomerative", "gaussian_mixture", "density"}) {
    try {
      group_table(big, group_settings({{"data.scale", {std::string("none")}}, {"measure.cluster.method", {std::string(way)}}}), false);
      FAIL() << way;
    } catch (const Error& e) {
      EXPECT_EQ(e.problem(), "the squares of the table's numbers are too large to be summed") << way;
    }
  }
}

TEST(GroupedTable, ClassesHaveNoPartInIt) {
  const GroupedTable few = iris({{"data.rows", {std::int64_t{2}}}, {"measure.cluster.groups", {std::int64_t{2}}}});   // one class at least has no row
  EXPECT_EQ(few.rows.size(), 2u);
  EXPECT_EQ(few.rule.preprocessing.target, "");
  EXPECT_TRUE(few.rule.preprocessing.classes.empty());
  EXPECT_EQ(few.scores.why_not.at("silhouette"), "every row is a group");
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
  const std::string again = "; group the rows again";
  EXPECT_EQ(said([](ModelFile& f) { f.head.erase("words.method"); }), "g.paribus: the model file does not say its 'words.method'" + again);
  EXPECT_EQ(said([](ModelFile& f) { f.head["words.method"] = {std::string("density")}; }), "g.paribus: the groups file was made by 'density', whose groups have no rule for other rows" + again);
  EXPECT_EQ(said([](ModelFile& f) { f.head["data.rows"] = {1.5}; }), "g.paribus: the model file does not say its 'data.rows'" + again);
  EXPECT_EQ(said([](ModelFile& f) { f.head["data.rows"] = {std::int64_t{-5}}; }), "g.paribus: the groups file says that no row was grouped" + again);
  EXPECT_EQ(said([](ModelFile& f) { f.head["preprocessing.target"] = {std::string("t")}; }), "g.paribus: the groups file names a target, and groups have none" + again);
  EXPECT_EQ(said([](ModelFile& f) { f.head.erase("preprocessing.columns"); }), "g.paribus: the model's preprocessing is damaged: 'columns' is missing" + again);
}

TEST(GroupedTable, OnlyCentersAndMixturesAreARule) {
  for (const auto* way : clusterings()) {
    const GroupedTable g = iris({{"measure.cluster.method", {std::string(way->name)}}});
    EXPECT_EQ(g.rule.centers.rows > 0, way->name == "k_means" || way->name == "mini_batch_k_means") << way->name;
    EXPECT_EQ(!g.rule.mixture.weights.empty(), way->name == "gaussian_mixture") << way->name;
    if (g.rule.centers.rows == 0 && g.rule.mixture.weights.empty()) EXPECT_THROW(keep(g.rule), Error);
    else EXPECT_EQ(join(g.rule, load("iris")).labels, g.found.labels);
  }
}

TEST(GroupedTable, AMixtureIsARuleThatComesBackToTheBit) {
  const GroupedTable g = iris({{"measure.cluster.method", {std::string("gaussian_mixture")}}, {"measure.cluster.groups", {std::int64_t{3}}}});
  const ModelFile good = keep(g.rule);
  const GroupRule back = restore_groups(parse_model(model_bytes(good), "g"), "g");
  EXPECT_EQ(model_bytes(keep(back)), model_bytes(good));
  const Joined all = join(back, load_expected("iris", back.preprocessing.expected(false)));
  EXPECT_EQ(all.labels, g.found.labels);
  EXPECT_TRUE(all.distance.empty());
  // The probability is that of Bayes: w N(x; m, C) of the own part over the sum of all, here from the parts themselves.
  const auto& m = back.mixture;
  for (std::size_t i = 0; i < 150; i += 7) {
    Vector density;
    for (std::size_t j = 0; j < 3; ++j) {
      const Cholesky c{m.covariances[j]};
      Vector u(4);
      double y = m.weights[j];
      for (std::size_t a = 0; a < 4; ++a) u[a] = g.x(i, a) - m.means(j, a), y /= c.factor()(a, a);
      c.lower(u);
      density.push_back(y * std::exp(-dot(u, u) / 2));
    }
    EXPECT_NEAR(all.probability[i], *std::ranges::max_element(density) / (density[0] + density[1] + density[2]), 1e-12);
  }
  const auto said = [&](const auto& damage) -> std::string {
    ModelFile bad = good;
    damage(bad);
    try {
      restore_groups(bad, "g");
      return "restored";
    } catch (const Error& e) {
      return e.problem();
    }
  };
  EXPECT_EQ(said([](ModelFile& f) { f.arrays.erase("weights"); }), "the groups file has no weight for each group");
  EXPECT_EQ(said([](ModelFile& f) { f.arrays["weights"](0, 0) = -1; }), "the groups file has no weight, mean and covariance for each group");
  EXPECT_EQ(said([](ModelFile& f) { f.arrays["covariances"] = Matrix(8, 4); }), "the groups file has no weight, mean and covariance for each group");
  EXPECT_EQ(said([](ModelFile& f) { f.arrays["covariances"](0, 0) = -1; }), "the groups file has a covariance that is none");
  Dataset far = load("iris");
  for (auto& c : far.columns)
    if (c.role == Role::feature) c.values[3] = 1e200;
  try {
    join(back, far);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.problem(), "row 4 lies infinitely far from every group: its numbers are too large");
  }
}

TEST(GroupedTable, SettingsOfOtherThingsAreRefused) {
  const auto said = [](const Choices& given) -> std::string {
    try {
      group_settings(given);
      return "taken";
    } catch (const Error& e) {
      return e.problem();
    }
  };
  EXPECT_EQ(said({{"model.kind", {std::string("mlp")}}}), "model.kind says nothing about groups");
  EXPECT_EQ(said({{"measure.cluster.gaussian_mixture.floor", {0.1}}}), "measure.cluster.gaussian_mixture.floor is of gaussian_mixture, and the groups are made by k_means");
  EXPECT_EQ(said({{"measure.cluster.gaussian_mixture.floor", {0.1}}, {"measure.cluster.method", {std::string("gaussian_mixture")}}}), "taken");
}

}  // namespace
}  // namespace paribus
