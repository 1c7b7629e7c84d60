// Every way of grouping: what the catalogue's contract asks, and the groups that scikit-learn finds (clusters.json, by
// tests/reference/make_clusters.py).
#include <gtest/gtest.h>

#include <cmath>

#include "paribus/cluster/agreement.hpp"
#include "paribus/cluster/compactness.hpp"
#include "paribus/cluster/mixture.hpp"
#include "paribus/math/vector.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

Groups grouped(const char* way, Choices settings, const Matrix& x, std::size_t groups, std::uint64_t seed = 1) {
  return get(clusterings(), way, "clustering").make(Settings{settings, ""})->group(x, groups, {seed, 0, "start"});
}
Value text(const nlohmann::json& v) { return {std::string(v)}; }

TEST(Ways, KeepTheirContract) {
  EXPECT_EQ(names(clusterings()), (std::vector<std::string>{"k_means", "mini_batch_k_means", "gaussian_mixture", "agglomerative", "density"}));
  const Matrix x = wave(300, 6, 40);
  const std::size_t density_finds = get(clusterings(), "density", "clustering").make(Settings{})->group(x, 1, {9, 9, "other"}).groups;   // whatever it is asked for
  EXPECT_GT(density_finds, 1u);
  for (const auto* e : clusterings()) {
    const auto way = e->make(Settings{});
    for (const std::size_t k : {1, 5}) {
      const Groups g = way->group(x, k, {1, 0, "start"}), again = way->group(x, k, {1, 0, "start"});
      EXPECT_EQ(g.labels, again.labels) << e->name;
      EXPECT_TRUE(g.settled) << e->name;
      EXPECT_EQ(g.groups, way->told() ? k : density_finds) << e->name;
      ASSERT_EQ(g.labels.size(), x.rows);
      std::vector<std::size_t> counts(g.groups);
      for (const auto l : g.labels) {
        if (l != no_group) ++counts.at(l);
        EXPECT_TRUE(l != no_group || !way->told()) << e->name;
      }
      for (const auto c : counts) EXPECT_GT(c, 0u) << e->name;
      if (k == 5 && way->told()) {
        Labels truth(300);
        for (std::uint32_t i = 0; i < 300; ++i) truth[i] = i % 5;
        EXPECT_EQ(adjusted_rand(g.labels, truth), 1) << e->name << ": groups that lie far apart";
      }
    }
    if (way->told()) {
      EXPECT_THROW(way->group(x, 301, {1, 0, "start"}), Error) << e->name;
    }
  }
}

TEST(Ways, AgglomerationIsScikitLearns) {
  ASSERT_EQ(kept()["agglomerative"].size(), 24u);
  for (const auto& k : kept()["agglomerative"]) {
    const Labels expected = k["labels"];
    const Groups g = grouped("agglomerative", {{"linkage", text(k["linkage"])}}, data(k), k["groups"]);
    EXPECT_EQ(adjusted_rand(g.labels, expected), 1) << k["data"] << k["linkage"] << k["groups"];
  }
}

TEST(Ways, HeightsOfUnionsAreSciPys) {
  ASSERT_EQ(kept()["unions"].size(), 8u);
  for (const auto& k : kept()["unions"]) {
    const Vector expected = k["last"], h = grouped("agglomerative", {{"linkage", text(k["linkage"])}}, data(k), 3).heights;
    ASSERT_EQ(h.size(), std::size_t(k["count"])) << k["linkage"];
    for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(h[h.size() - expected.size() + i], expected[i], 1e-9) << k["data"] << k["linkage"];
    EXPECT_NEAR(sum(h), k["sum"], 1e-8) << k["data"] << k["linkage"];
  }
  EXPECT_EQ(grouped("agglomerative", {}, iris().x, 1).heights, grouped("agglomerative", {}, iris().x, 5).heights);
  EXPECT_TRUE(grouped("k_means", {}, iris().x, 3).heights.empty());
}

TEST(Ways, AgglomerationSaysHowManyRowsItTakes) {
  try {
    grouped("agglomerative", {}, Matrix(5001, 1), 2);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.problem(), "agglomeration keeps the distances of all pairs of rows, and 5001 rows have too many");
    EXPECT_EQ(e.advice(), "give it at most 5000 rows (data.rows draws so many), or choose k_means");
  }
}

TEST(Ways, DensitySaysHowManyRowsItTakes) {
  try {
    grouped("density", {}, Matrix(50'001, 1), 0);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.problem(), "density holds every row against every other, and 50001 rows are too many");
    EXPECT_EQ(e.advice(), "give it at most 50000 rows (data.rows draws so many), or choose k_means");
  }
}

TEST(Ways, DensityIsScikitLearns) {
  ASSERT_EQ(kept()["density"].size(), 5u);
  for (const auto& k : kept()["density"]) {
    const std::vector<int> expected = k["labels"];
    const Groups g = grouped("dbscan", {{"reach", {double(k["reach"])}}, {"neighbors", {std::int64_t(k["neighbors"])}}}, data(k), 0);
    std::vector<int> ours;
    for (const auto l : g.labels) ours.push_back(l == no_group ? -1 : int(l));
    EXPECT_EQ(ours, expected) << k["data"] << k["reach"];
  }
}

TEST(Ways, MixtureIsScikitLearns) {
  ASSERT_EQ(kept()["mixtures"].size(), 6u);
  for (const auto& k : kept()["mixtures"]) {
    const std::string kind = k["covariance"] == "full" ? "full" : "diagonal";
    const Groups g = grouped("gaussian_mixture", {{"covariance", {kind}}, {"tolerance", {1e-12}}, {"iterations", {std::int64_t{5000}}}}, data(k), k["groups"]);
    const std::string where = k["data"].dump() + kind + k["groups"].dump();
    EXPECT_NEAR(-g.objective, double(k["log_likelihood"]), 1e-7) << where;
    const double rows = static_cast<double>(data(k).rows);
    EXPECT_NEAR(2 * rows * g.objective + static_cast<double>(g.parameters) * std::log(rows), double(k["bic"]), 1e-4) << where;
    std::vector<std::size_t> counts(g.groups);
    for (const auto l : g.labels) ++counts[l];
    std::ranges::sort(counts);
    EXPECT_EQ(counts, std::vector<std::size_t>(k["counts"])) << where;
    std::vector<Vector> means;
    for (std::size_t j = 0; j < g.groups; ++j) means.emplace_back(g.centers.row(j).begin(), g.centers.row(j).end());
    std::ranges::sort(means);
    for (std::size_t j = 0; j < g.groups; ++j)
      for (std::size_t a = 0; a < g.centers.columns; ++a) EXPECT_NEAR(means[j][a], double(k["means"][j][a]), 1e-4) << where;
  }
}

TEST(Ways, MoreStartsOfAMixtureFindALikelierOne) {
  const Matrix x = iris().x;
  const auto of = [&](std::int64_t starts) { return grouped("gaussian_mixture", {{"starts", {starts}}}, x, 5).objective; };
  const double one = of(1), five = of(5), twenty = of(20);
  EXPECT_LE(five, one);
  EXPECT_LE(twenty, five);
  EXPECT_LT(twenty, one - 0.01);   // a whole hundredth of a nat in each row
  EXPECT_EQ(of(20), twenty);
}

// 29 flowers of iris have a petal width of exactly 0.2: among ten parts some have no width there but the floor's.
TEST(Ways, AMixtureSaysWhichPartsTheFloorHoldsUp) {
  const auto of = [&](std::int64_t groups, double floor) { return grouped("gaussian_mixture", {{"floor", {floor}}}, iris().x, static_cast<std::size_t>(groups)).shrunken; };
  EXPECT_EQ(of(3, 1e-6), 0u);
  EXPECT_GT(of(10, 1e-6), 0u);
  EXPECT_EQ(of(3, 0.1), 3u);
}

TEST(Mixture, LikelihoodNeverFalls) {
  const Matrix x = iris().x;
  Labels start(150);
  for (std::uint32_t i = 0; i < 150; ++i) start[i] = i % 4;   // a bad one, so that there is far to go
  for (const bool diagonal : {false, true}) {
    const MixtureFit fit = fit_mixture(x, start, 4, {.diagonal = diagonal, .floor = 0, .iterations = 200, .tolerance = 1e-9});
    ASSERT_GT(fit.log_likelihood.size(), 20u);
    for (std::size_t i = 1; i < fit.log_likelihood.size(); ++i)
      EXPECT_GE(fit.log_likelihood[i], fit.log_likelihood[i - 1] - 1e-12) << i;
    EXPECT_GT(fit.log_likelihood.back(), fit.log_likelihood.front() + 0.1);
  }
}

TEST(Mixture, SaysWhenAPartHasShrunk) {
  Matrix x(4, 2);
  x.values = {0, 0, 1, 1, 2, 2, 3, 3};
  try {
    fit_mixture(x, Labels(4, 0), 1, {.floor = 0});
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.problem(), "a part of the mixture has shrunk to fewer dimensions than the data have");
    EXPECT_EQ(e.advice(), "raise the floor of its variances, ask for fewer groups, or leave out features that follow from others");
  }
}

TEST(Mixture, SaysWhenAPartHasNoRows) {
  try {
    grouped("gaussian_mixture", {}, Matrix(10, 2), 2);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.problem(), "a part of the mixture is left without rows");
    EXPECT_EQ(e.advice(), "ask for fewer groups: no more than there are different rows");
  }
}

TEST(Ways, MiniBatchesComeNearLloyd) {
  const Matrix x = iris().x;
  const double least = 78.85144142615;
  const double inertia = grouped("mini_batch_k_means", {{"batch", {std::int64_t{64}}}}, x, 3).objective;
  EXPECT_GE(inertia, least - 1e-9);
  EXPECT_LT(inertia, 1.02 * least);
  const Groups rough = grouped("mini_batch_k_means", {{"batch", {std::int64_t{2}}}, {"steps", {std::int64_t{1}}}, {"restarts", {std::int64_t{1}}}}, x, 3);
  EXPECT_GT(rough.objective, inertia) << "one batch of two rows";
}

}  // namespace
}  // namespace paribus
