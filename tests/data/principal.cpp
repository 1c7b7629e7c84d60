// Principal components of real tables against scikit-learn's singular value decomposition.
#include "paribus/math/principal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include <nlohmann/json.hpp>

#include "paribus/data/dataset.hpp"
#include "paribus/math/dense.hpp"
#include "paribus/math/normal.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

using Path = PrincipalComponents::Path;

Matrix numbers(const std::string& name, std::size_t rows) {
  const Dataset d = load(name);
  Matrix out(rows, d.features());
  for (std::size_t i = 0; i < rows; ++i) {
    std::size_t j = 0;
    for (const auto& c : d.columns)
      if (c.role == Role::feature) out(i, j++) = c.values[i];
  }
  return out;
}

/// What two backward stable decompositions may differ by: roundings of the largest singular value, as a share of that one.
double share(const PrincipalComponents& p, std::size_t j) { return std::max(1e-10, 50 * 2.2e-16 * std::sqrt(p.variance[0] / p.variance[j])); }

void expect_near(const Matrix& a, const nlohmann::json& b, double tolerance, const std::string& what) {
  for (std::size_t i = 0; i < b.size(); ++i)
    for (std::size_t j = 0; j < b[i].size(); ++j) ASSERT_NEAR(a(i, j), b[i][j].get<double>(), tolerance) << what << " " << i << " " << j;
}

nlohmann::json cases() {
  std::ifstream file(PARIBUS_SOURCE_DIR "/tests/reference/principal.json");
  return nlohmann::json::parse(file)["cases"];
}

TEST(PrincipalComponents, AreScikitLearnsToTenDigits) {
  for (const auto& c : cases()) {
    const std::string name = c["name"];
    const Matrix x = numbers(name, c["rows"]);
    const auto p = principal_components(x, c["components"]);
    const double first = std::sqrt(p.variance[0]);
    for (std::size_t j = 0; j < p.variance.size(); ++j) {
      EXPECT_NEAR(p.variance[j] / c["variance"][j].get<double>(), 1, share(p, j)) << name << " " << j;
      EXPECT_NEAR(p.ratio(j), c["ratio"][j].get<double>(), 1e-12);
    }
    for (std::size_t j = 0; j < p.center.size(); ++j) EXPECT_NEAR(p.center[j], c["mean"][j].get<double>(), 1e-12 * (1 + std::abs(p.center[j])));
    for (std::size_t j = 0; j < p.axes.rows; ++j)
      for (std::size_t i = 0; i < p.axes.columns; ++i) ASSERT_NEAR(p.axes(j, i), c["axes"][j][i].get<double>(), share(p, j)) << name << " " << j << " " << i;
    const Matrix z = scores(p, x);
    expect_near(z, c["scores"], 1e-10 * first, name);
    const Matrix back = reconstruction(p, z);
    expect_near(back, c["reconstruction"], 1e-10 * first, name);
    double left = 0;   // Eckart & Young: what the components do not hold
    for (std::size_t i = 0; i < x.values.size(); ++i) left += (x.values[i] - back.values[i]) * (x.values[i] - back.values[i]);
    EXPECT_NEAR(left, c["left"].get<double>(), 1e-10 * p.total * static_cast<double>(x.rows));
    double kept = 0;
    for (const double v : p.variance) kept += v;
    EXPECT_NEAR(left, (p.total - kept) * static_cast<double>(x.rows - 1), 1e-10 * p.total * static_cast<double>(x.rows));
  }
}

TEST(PrincipalComponents, OfIrisArePublished) {
  const auto p = principal_components(numbers("iris", 150), 4);
  const double ratios[] = {0.9246187232017, 0.05306648311707, 0.01710260980793, 0.005212183873276};
  for (std::size_t j = 0; j < 4; ++j) EXPECT_NEAR(p.ratio(j), ratios[j], 1e-12);
  EXPECT_NEAR(std::sqrt(p.variance[0] * 149), 25.09996044218, 1e-10);
}

TEST(PrincipalComponents, TakeThePathThatKeepsTheDigits) {
  const Matrix x = numbers("breast_cancer", 569);   // its variances fall by eleven orders of magnitude
  EXPECT_EQ(principal_components(x, 3).path, Path::gram);
  EXPECT_EQ(principal_components(x, 30).path, Path::svd);
  EXPECT_EQ(principal_components(numbers("digits", 50), 40).path, Path::dual);
  EXPECT_EQ(principal_components(numbers("digits", 50), 50).path, Path::svd);   // 50 centered rows span 49 dimensions
  // All paths see the same plane.
  const auto few = principal_components(x, 3), all = principal_components(x, 30);
  for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(few.variance[j] / all.variance[j], 1, 1e-11);
  for (std::size_t i = 0; i < 3 * 30; ++i) EXPECT_NEAR(few.axes.values[i], all.axes.values[i], 1e-10);
}

TEST(PrincipalComponents, WhitenedScoresAreUncorrelatedWithVarianceOne) {
  const Matrix x = numbers("digits", 500);
  const auto p = principal_components(x, 20);
  const Matrix z = project(x, p.center, whitening(p));
  const Matrix g = gram(z);
  for (std::size_t i = 0; i < 20; ++i)
    for (std::size_t j = 0; j < 20; ++j) EXPECT_NEAR(g(i, j) / 499, i == j, 1e-11);
  const Matrix l = loadings(p);
  for (std::size_t j = 0; j < 20; ++j) EXPECT_NEAR(l(10, j), p.axes(j, 10) * std::sqrt(p.variance[j]), 1e-14);
}

TEST(PrincipalComponents, CountARowAsOftenAsItsWeightSays) {
  const Matrix x = numbers("iris", 60);
  Matrix repeated(0, 4);
  Vector weight(60);
  for (std::size_t i = 0; i < 60; ++i) {
    weight[i] = static_cast<double>(i % 3);
    for (std::size_t r = 0; r < i % 3; ++r) repeated.values.insert(repeated.values.end(), x.row(i).begin(), x.row(i).end()), ++repeated.rows;
  }
  const auto a = principal_components(x, 3, weight), b = principal_components(repeated, 3);
  const auto c = randomized_components(x, 3, Stream{{1, 0, "t"}}, 7, weight);
  for (std::size_t j = 0; j < 3; ++j) {
    EXPECT_NEAR(a.variance[j] / b.variance[j], 1, 1e-12);
    EXPECT_NEAR(c.variance[j] / b.variance[j], 1, 1e-12);
  }
  for (std::size_t i = 0; i < 12; ++i) EXPECT_NEAR(a.axes.values[i], b.axes.values[i], 1e-12);
}

TEST(RandomizedComponents, SayTheirError) {
  const Matrix x = numbers("digits", 1797);
  const auto exact = principal_components(x, 10);
  double last = 1;
  for (const std::size_t powers : {0u, 1u, 3u, 7u}) {
    const auto p = randomized_components(x, 10, Stream{{1, 0, "directions"}}, powers);
    EXPECT_NEAR(p.total / exact.total, 1, 1e-13);
    EXPECT_GT(p.residual, 1e-12);
    EXPECT_LT(p.residual, last);
    last = p.residual;
    for (std::size_t j = 0; j < 10; ++j) {
      EXPECT_LE(p.variance[j], exact.variance[j] * (1 + 1e-13));   // a Ritz value is no larger than what it stands for
      EXPECT_LE(exact.variance[j] - p.variance[j], p.residual * exact.variance[0]);
    }
  }
  EXPECT_LT(last, 1e-3);
  const auto p = randomized_components(x, 10, Stream{{1, 0, "directions"}}, 30);
  for (std::size_t i = 0; i < p.axes.values.size(); ++i) EXPECT_NEAR(p.axes.values[i], exact.axes.values[i], 1e-7);
}

TEST(PrincipalComponents, RefuseWhatTheyCannotFind) {
  const auto said = [](const Matrix& x, std::size_t k, View w = {}) -> std::string {
    try {
      principal_components(x, k, w);
      return "found";
    } catch (const Error& e) {
      return e.problem() + "; " + e.advice();
    }
  };
  Matrix x(3, 2, 1);
  EXPECT_EQ(said(x, 3), "3 components of 3 rows and 2 columns; ask for 1 to 2");
  EXPECT_EQ(said(x, 0), "0 components of 3 rows and 2 columns; ask for 1 to 2");
  EXPECT_EQ(said(Matrix(1, 2, 1), 1), "principal components need 2 rows at least, and there are 1; give more rows");
  EXPECT_EQ(said(x, 1, Vector{0.5, 0.25, 0}), "the rows count 0.75 by their weights, and a variance needs more than 1; give larger weights");
  EXPECT_EQ(said(x, 1), "found");   // no variance at all
  EXPECT_EQ(principal_components(x, 2).variance, (Vector{0, 0}));
  x(1, 1) = NAN;
  EXPECT_EQ(said(x, 1), "a feature holds what is no number; remove or replace it");
}

}  // namespace
}  // namespace paribus
