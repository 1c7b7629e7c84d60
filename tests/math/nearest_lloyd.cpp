// Lloyd's algorithm: known optima on a line, scikit-learn's results (tests/reference/kmeans.json, by make_kmeans.py
// beside it), and what must hold for any data.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include <nlohmann/json.hpp>

#include "nearest_twin.hpp"
#include "paribus/math/lloyd.hpp"

namespace paribus {
namespace {

template <class T>
struct Lloyd : testing::Test {
  static constexpr double tolerance = sizeof(T) == 4 ? 1e-6 : 1e-12;
};
using Precisions = testing::Types<float, double>;
TYPED_TEST_SUITE(Lloyd, Precisions);

template <class T>
Clusters fit(const Matrix& x, Matrix start, std::uint64_t iterations = 300) {
  return lloyd<T>(PointBlocks<T>(x, origin_of(x)), std::move(start), iterations);
}

Matrix rows(const Matrix& x, const std::vector<std::size_t>& which) {
  Matrix out(which.size(), x.columns);
  for (std::size_t j = 0; j < which.size(); ++j)
    for (std::size_t k = 0; k < x.columns; ++k) out(j, k) = x(which[j], k);
  return out;
}

Matrix line(Vector points) {
  Matrix x(points.size(), 1);
  x.values = std::move(points);
  return x;
}

// Wang & Song 2011: the best clusters of points on a line, by dynamic programming.
TYPED_TEST(Lloyd, FindsTheOptimumOnALine) {
  const Matrix x = line({1, 2, 3, 7, 8, 11, 13});
  const std::pair<Vector, double> best[] = {
      {{5}, 127.7142857143}, {{2, 9}, 24.75}, {{2, 7, 12}, 4.5}, {{2, 7, 11, 13}, 2.5}};
  for (const auto& [start, least] : best) {
    const Clusters c = fit<TypeParam>(x, line(start));
    EXPECT_NEAR(c.inertia, least, 1e-10 + this->tolerance * least) << start.size();
    EXPECT_TRUE(c.settled);
  }
}

TYPED_TEST(Lloyd, IsScikitLearns) {
  const auto read = [](const char* name) {
    std::ifstream file(std::string(PARIBUS_SOURCE_DIR "/tests/reference/") + name);
    return nlohmann::json::parse(file);
  };
  const std::vector<Vector> flowers = read("model.json")["logistic"]["x"];
  Matrix iris(flowers.size(), 4), wave(1000, 6);
  for (std::size_t i = 0; i < iris.rows; ++i) std::copy(flowers[i].begin(), flowers[i].end(), iris.row(i).begin());
  for (std::size_t i = 0; i < wave.rows; ++i)
    for (std::size_t j = 0; j < 6; ++j)
      wave(i, j) = 4 * std::sin(1. + 7. * double(i % 5) + 3. * double(j)) + std::sin(2. + 13. * double(i) + 5. * double(j));
  const auto cases = read("kmeans.json")["cases"];
  ASSERT_EQ(cases.size(), 6u);
  for (const auto& k : cases) {
    const Matrix& x = k["data"] == "iris" ? iris : wave;
    const Clusters c = fit<TypeParam>(x, rows(x, k["start"]));
    const double inertia = k["inertia"];
    EXPECT_NEAR(c.inertia, inertia, this->tolerance * inertia) << k["start"];
    EXPECT_EQ(c.iterations, k["iterations"]) << k["start"];
    std::vector<std::uint64_t> counts(c.centroids.rows);
    for (const auto l : c.labels) ++counts[l];
    const std::vector<std::uint64_t> expected = k["counts"];
    EXPECT_EQ(counts, expected) << k["start"];
    const std::vector<Vector> centroids = k["centroids"];
    for (std::size_t j = 0; j < centroids.size(); ++j)
      for (std::size_t i = 0; i < x.columns; ++i) EXPECT_NEAR(c.centroids(j, i), centroids[j][i], 10 * this->tolerance);
  }
}

TYPED_TEST(Lloyd, NeverRisesAndEndsAtTheMeansOfItsClusters) {
  const Matrix x = twin::cloud(3000, 5, 1, 2);
  const Matrix start = rows(x, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
  const Clusters end = fit<TypeParam>(x, start, 1000);
  ASSERT_TRUE(end.settled);
  double last = std::numeric_limits<double>::infinity();
  for (std::uint64_t i = 0; i <= end.iterations; ++i) {
    const Clusters c = fit<TypeParam>(x, start, i);
    EXPECT_EQ(c.iterations, i);
    EXPECT_LE(c.inertia, last * (1 + this->tolerance)) << i;
    last = c.inertia;
  }
  EXPECT_EQ(last, end.inertia);
  EXPECT_EQ(fit<TypeParam>(x, end.centroids).iterations, 2u) << "a fixed point: no label changes after the first pass";
  Matrix means(12, 5);
  std::vector<double> counts(12);
  for (std::size_t i = 0; i < x.rows; ++i) {
    ++counts[end.labels[i]];
    for (std::size_t k = 0; k < 5; ++k) means(end.labels[i], k) += x(i, k);
  }
  for (std::size_t j = 0; j < 12; ++j)
    for (std::size_t k = 0; k < 5; ++k) EXPECT_NEAR(end.centroids(j, k), means(j, k) / counts[j], this->tolerance);
}

TYPED_TEST(Lloyd, ACentroidWithoutPointsTakesTheFarthestPoint) {
  // After the first pass 100.25 has nobody, and 14 lies farthest from its own centroid, 10.
  const Clusters once = fit<TypeParam>(line({0, 1, 10, 14}), line({0, 100.25, 10}), 1);
  EXPECT_EQ(once.centroids.values, (Vector{0.5, 14, 10}));
  EXPECT_EQ(once.labels, (std::vector<std::uint32_t>{0, 0, 2, 1}));
  EXPECT_EQ(once.inertia, 0.5);
  // Two of them, one after the other: 14, then 1, since 10 has lost its company.
  const Clusters both = fit<TypeParam>(line({0, 1, 10, 14}), line({0, 100.25, -200, 10}));
  EXPECT_EQ(both.centroids.values, (Vector{0, 14, 1, 10}));
  EXPECT_EQ(both.inertia, 0);
  EXPECT_TRUE(both.settled);
}

TYPED_TEST(Lloyd, MoreCentroidsThanPlacesLeavesTheRestWhereTheyAre) {
  const Clusters c = fit<TypeParam>(line({1, 1, 1, 5}), line({1, 5, 7}));
  EXPECT_EQ(c.centroids.values, (Vector{1, 5, 7}));
  EXPECT_EQ(c.inertia, 0);
  EXPECT_TRUE(c.settled);
}

TYPED_TEST(Lloyd, EndsAtTheTolerance) {
  const Matrix x = twin::cloud(3000, 5, 1, 2);
  const Matrix start = rows(x, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
  const Clusters whole = fit<TypeParam>(x, start, 1000);
  const Clusters soon = lloyd<TypeParam>(PointBlocks<TypeParam>(x, origin_of(x)), start, 1000, 1e-2);
  ASSERT_TRUE(soon.settled);
  ASSERT_LT(soon.iterations, whole.iterations);
  const auto moved = [&](std::uint64_t i) {
    double squares = 0;
    const Vector a = fit<TypeParam>(x, start, i - 1).centroids.values, b = fit<TypeParam>(x, start, i).centroids.values;
    for (std::size_t k = 0; k < a.size(); ++k) squares += (a[k] - b[k]) * (a[k] - b[k]);
    return squares;
  };
  EXPECT_LE(moved(soon.iterations), 1e-2);
  EXPECT_GT(moved(soon.iterations - 1), 1e-2);
  EXPECT_EQ(soon.labels, fit<TypeParam>(x, start, soon.iterations).labels);
}

TYPED_TEST(Lloyd, LabelsBelongToTheCentroidsEvenWhenCutShort) {
  const Matrix x = twin::cloud(500, 3, 4);
  const Clusters c = fit<TypeParam>(x, rows(x, {0, 1, 2, 3, 4, 5, 6, 7}), 1);
  EXPECT_FALSE(c.settled);
  std::vector<std::uint32_t> labels(500);
  assign<TypeParam>(PointBlocks<TypeParam>(x, origin_of(x)), c.centroids, labels);
  EXPECT_EQ(c.labels, labels);
}

}  // namespace
}  // namespace paribus
