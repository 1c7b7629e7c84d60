// Scores of groups beside scikit-learn's (tests/reference/clusters.json, by make_clusters.py beside it).
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "paribus/cluster/agreement.hpp"
#include "paribus/cluster/compactness.hpp"
#include "paribus/cluster/gap.hpp"
#include "paribus/cluster/stability.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

std::unique_ptr<const Clustering> k_means_part() { return get(clusterings(), "k_means", "clustering").make(Settings{}); }
std::size_t groups_of(const Labels& labels) { return 1 + *std::ranges::max_element(labels); }

TEST(Agreement, IsScikitLearns) {
  ASSERT_EQ(kept()["agreement"].size(), 49u);
  for (const auto& k : kept()["agreement"]) {
    const Labels a = kept()["groupings"][std::string(k["a"])], b = kept()["groupings"][std::string(k["b"])];
    EXPECT_NEAR(adjusted_rand(a, b), double(k["adjusted_rand"]), 1e-12) << k["a"] << k["b"];
    EXPECT_NEAR(normalized_information(a, b), double(k["normalized_information"]), 1e-12) << k["a"] << k["b"];
  }
}

TEST(Agreement, NamesHaveNoSay) {
  const Labels a{0, 0, 1, 1, 2, 2, 2}, renamed{5, 5, 0, 0, no_group, no_group, no_group}, other{0, 1, 1, 1, 2, 0, 2};
  EXPECT_EQ(adjusted_rand(a, renamed), 1);
  EXPECT_NEAR(normalized_information(a, renamed), 1, 1e-15);
  EXPECT_EQ(adjusted_rand(a, other), adjusted_rand(renamed, other));
  EXPECT_EQ(adjusted_rand(a, other), adjusted_rand(other, a));
}

TEST(Compactness, IsScikitLearns) {
  ASSERT_EQ(kept()["shapes"].size(), 7u);
  for (const auto& k : kept()["shapes"]) {
    const Matrix x = data(k);
    const Labels labels = k["labels"];
    const std::size_t groups = groups_of(labels);
    EXPECT_NEAR(silhouette(x, labels, groups), double(k["silhouette"]), 1e-12);
    const double index = k["davies_bouldin"];   // means that nearly coincide lose digits: of 970, three
    EXPECT_NEAR(davies_bouldin(x, labels, groups), index, 1e-13 * index * std::max(1.0, index));
    EXPECT_NEAR(within_squares(x, labels, groups), double(k["within"]), 1e-10 * double(k["within"]));
  }
}

TEST(Compactness, SilhouettesOfSomeRowsAreThoseOfAll) {
  const Matrix x = iris().x;
  Labels labels = iris().species;
  labels[3] = no_group, labels[7] = 3;   // and one alone
  std::vector<std::uint32_t> all(150);
  for (std::uint32_t i = 0; i < 150; ++i) all[i] = i;
  const Vector each = silhouettes(x, labels, 4, all);
  ASSERT_EQ(each.size(), 149u);
  double sum = 0;
  for (const double s : each) sum += s;
  EXPECT_NEAR(sum / 149, silhouette(x, labels, 4), 1e-13);
  EXPECT_EQ(silhouettes(x, labels, 4, {120, 3}), Vector{each[119]});
  EXPECT_TRUE(silhouettes(x, Labels(150, 0), 1, all).empty());
}

TEST(Compactness, MeansThatCoincideAreInfinitelyAlike) {
  Matrix x(4, 1);
  x.values = {-1, 1, -2, 2};
  EXPECT_TRUE(std::isinf(davies_bouldin(x, {0, 0, 1, 1}, 2)));
}

TEST(Compactness, PointsInNoGroupAreLeftOut) {
  const Matrix x = iris().x;
  Labels some = iris().species;
  Matrix rest(0, 4);
  Labels left;
  for (std::size_t i = 0; i < 150; ++i)
    if (i % 4 == 1) some[i] = no_group;
    else rest.values.insert(rest.values.end(), x.row(i).begin(), x.row(i).end()), ++rest.rows, left.push_back(some[i]);
  EXPECT_NEAR(silhouette(x, some, 3), silhouette(rest, left, 3), 1e-13);
  EXPECT_NEAR(davies_bouldin(x, some, 3), davies_bouldin(rest, left, 3), 1e-13);
  EXPECT_NEAR(within_squares(x, some, 3), within_squares(rest, left, 3), 1e-10);
}

TEST(Compactness, IsNotDefinedOfOneGroup) {
  EXPECT_TRUE(std::isnan(silhouette(iris().x, Labels(150, 0), 1)));
  EXPECT_TRUE(std::isnan(davies_bouldin(iris().x, Labels(150, 0), 1)));
}

// Means over draws of two programs: they differ by their standard errors.
TEST(Gap, IsScikitLearns) {
  const auto way = k_means_part();
  for (const auto& k : kept()["gaps"]) {
    const Matrix x = data(k);
    const std::size_t groups = k["groups"];
    const Groups found = way->group(x, groups, {1, 0, "start"});
    const GapStatistic g = gap_statistic(x, found, *way, groups, 100, {1, 0, "gap"});
    const double spread = k["spread"];
    EXPECT_NEAR(g.gap, double(k["gap"]), 4 * spread * std::sqrt(2. / 100)) << k["data"] << groups;
    EXPECT_NEAR(g.error, spread * std::sqrt(1.01), 0.4 * spread) << k["data"] << groups;
  }
}

TEST(Stability, IsScikitLearns) {
  const auto way = k_means_part();
  for (const auto& k : kept()["stabilities"]) {
    const double spread = k["spread"];
    const double ours = stability(data(k), *way, k["groups"], 100, 0.8, {1, 0, "stability"});
    EXPECT_NEAR(ours, double(k["mean"]), 4 * spread * std::sqrt(2. / 100) + 1e-9) << k["data"] << k["groups"];
  }
  EXPECT_TRUE(std::isnan(stability(iris().x, *way, 1, 10, 0.8, {1, 0, "stability"})));
  const auto density = get(clusterings(), "density", "clustering").make(Settings{{{"reach", {1e-9}}}, ""});   // all rows lie alone
  EXPECT_TRUE(std::isnan(stability(iris().x, *density, 0, 10, 0.8, {1, 0, "stability"})));
}

}  // namespace
}  // namespace paribus
