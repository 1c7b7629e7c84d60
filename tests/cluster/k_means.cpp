// k-means from seeding to labels: known optima, a plain float64 Lloyd beside it, and what must hold for any data.
#include <gtest/gtest.h>

#include <cmath>

#include "paribus/cluster/clustering.hpp"
#include "paribus/cluster/k_means.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

template <class T>
Clusters found(const Matrix& x, std::size_t k, KMeansRules rules = {}) {
  return k_means(PointBlocks<T>{x, origin_of(x)}, k, rules, {1, 0, "start"});
}

TEST(KMeans, FindsTheOptimaOfIris) {
  const Matrix x = iris().x;
  const double least[] = {681.3706, 152.3479517604, 78.85144142615, 57.22847321429};
  for (std::size_t k = 1; k <= 4; ++k) {
    EXPECT_NEAR(found<double>(x, k, {.restarts = 30}).inertia, least[k - 1], 1e-9 * least[k - 1]) << k;
    EXPECT_NEAR(found<float>(x, k, {.restarts = 30}).inertia, least[k - 1], 1e-6 * least[k - 1]) << k;
  }
}

TEST(KMeans, FindsTheOptimaOnALine) {
  Matrix x(7, 1);
  x.values = {1, 2, 3, 7, 8, 11, 13};
  const double least[] = {127.7142857143, 24.75, 4.5, 2.5};
  for (std::size_t k = 1; k <= 4; ++k) EXPECT_NEAR(found<double>(x, k).inertia, least[k - 1], 1e-9) << k;
  EXPECT_EQ(found<double>(x, 7).inertia, 0);
}

/// Lloyd's algorithm from its definition, in float64 and with nothing clever.
Clusters plain(const Matrix& x, Matrix c) {
  Clusters out{{}, std::vector<std::uint32_t>(x.rows, no_group), 0, 0, true};
  for (bool moved = true; moved;) {
    moved = false, out.inertia = 0, ++out.iterations;
    for (std::size_t i = 0; i < x.rows; ++i) {
      double least = infinity;
      std::uint32_t label = 0;
      for (std::size_t j = 0; j < c.rows; ++j) {
        double squared = 0;
        for (std::size_t k = 0; k < x.columns; ++k) squared += (x(i, k) - c(j, k)) * (x(i, k) - c(j, k));
        if (squared < least) least = squared, label = static_cast<std::uint32_t>(j);
      }
      moved |= out.labels[i] != label;
      out.labels[i] = label, out.inertia += least;
    }
    Matrix sums(c.rows, c.columns);
    Vector counts(c.rows);
    for (std::size_t i = 0; i < x.rows; ++i) {
      ++counts[out.labels[i]];
      for (std::size_t k = 0; k < x.columns; ++k) sums(out.labels[i], k) += x(i, k);
    }
    for (std::size_t j = 0; j < c.rows && moved; ++j)
      for (std::size_t k = 0; k < c.columns; ++k) c(j, k) = sums(j, k) / counts[j];
  }
  out.centroids = std::move(c);
  return out;
}

TEST(KMeans, LabelsAreThoseOfAPlainFloat64Lloyd) {
  for (const Matrix& x : {data(nlohmann::json{{"data", "shaken"}}), wave(3000, 6), wave(1000, 40)})
    for (const std::size_t k : {2, 5, 17}) {
      Matrix start(k, x.columns);
      for (std::size_t j = 0; j < k; ++j)
        for (std::size_t a = 0; a < x.columns; ++a) start(j, a) = x(j * 7, a) + 0.01 * std::sin(double(j + 3 * a));   // no ties
      const Clusters reference = plain(x, start);
      for (const Clusters& c : {lloyd(PointBlocks<double>{x, origin_of(x)}, start, 1000), lloyd(PointBlocks<float>{x, origin_of(x)}, start, 1000)}) {
        EXPECT_EQ(c.labels, reference.labels) << x.columns << " " << k;
        EXPECT_EQ(c.iterations, reference.iterations);
        EXPECT_NEAR(c.inertia, reference.inertia, 1e-6 * reference.inertia);
      }
    }
}

TEST(KMeans, MoreRestartsAreNeverWorse) {
  const Matrix x = wave(500, 4);
  double last = infinity;
  for (const std::size_t restarts : {1, 2, 5, 20}) {
    const double inertia = found<double>(x, 11, {.restarts = restarts}).inertia;
    EXPECT_LE(inertia, last);
    last = inertia;
  }
  EXPECT_LT(last, found<double>(x, 11, {.restarts = 1}).inertia);
}

TEST(KMeans, ToleranceIsAShareOfTheVariance) {
  Matrix x = wave(2000, 5), far = x;
  for (double& v : far.values) v = 1000 + 8 * v;   // another unit, another place
  const KMeansRules rules{.restarts = 1, .tolerance = 1e-2};
  const Clusters a = found<double>(x, 9, rules), b = found<double>(far, 9, rules), whole = found<double>(x, 9, {.restarts = 1});
  EXPECT_TRUE(a.settled);
  EXPECT_EQ(a.labels, b.labels);
  EXPECT_LT(a.iterations, whole.iterations);
}

TEST(KMeans, IsAPartWithSettings) {
  const auto& e = get(clusterings(), "kmeans", "clustering");
  const Choices choices{{"restarts", {std::int64_t{30}}}, {"precision", {std::string("float32")}}};
  const Groups g = e.make(Settings{choices, ""})->group(iris().x, 3, {1, 0, "start"});
  EXPECT_NEAR(g.objective, 78.85144142615, 1e-4);
  EXPECT_TRUE(g.settled);
  EXPECT_EQ(g.groups, 3u);
  try {
    e.make(Settings{})->group(Matrix(2, 1), 3, {1, 0, "start"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.problem(), "k-means cannot make 3 groups of 2 rows");
    EXPECT_EQ(error.advice(), "ask for 1 group at least, and for no more groups than there are rows");
  }
}

}  // namespace
}  // namespace paribus
