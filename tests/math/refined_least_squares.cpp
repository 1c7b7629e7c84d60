// Least squares on awkward input: scales, dependence, few rows, weights, order, and the refusals.
#include "paribus/math/refined_least_squares.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "paribus/base/error.hpp"
#include "paribus/base/hash.hpp"
#include "paribus/base/random.hpp"
#include "paribus/math/collinear.hpp"
#include "paribus/math/normal.hpp"

namespace paribus {
namespace {

using Columns = std::vector<std::size_t>;

Matrix gaussian(std::size_t rows, std::size_t columns) {
  Stream s{{3, rows, "least squares", std::to_string(columns)}};
  Matrix a(rows, columns);
  fill_normal(s, a.values);
  return a;
}

/// Whole numbers, so that y = 3 + x b is exact and b is the solution to the bit.
Matrix whole(std::size_t rows, std::size_t columns) {
  Matrix a = gaussian(rows, columns);
  for (double& v : a.values) v = std::round(16 * v);
  return a;
}

Vector target(const Matrix& x, double intercept) {
  Vector y(x.rows, intercept);
  for (std::size_t i = 0; i < x.rows; ++i)
    for (std::size_t j = 0; j < x.columns; ++j) y[i] += x(i, j) * (static_cast<double>(j) + 1);
  return y;
}

TEST(RefinedLeastSquares, IsExactWhereTheDataAre) {
  for (const std::size_t n : {4u, 17u, 64u, 65u, 300u})
    for (const std::size_t d : {1u, 2u, 3u, 8u, 15u, 16u, 33u}) {
      if (n < d + 1) continue;
      const Matrix x = whole(n, d);
      const RefinedFit fit = refined_least_squares({x}, target(x, 3), true);
      EXPECT_EQ(fit.coefficients.high[0], 3) << n << " x " << d;
      for (std::size_t j = 0; j < d; ++j) EXPECT_EQ(fit.coefficients.high[j + 1], static_cast<double>(j) + 1);
      EXPECT_LT(fit.squares.high, 1e-40);
      const double sum = std::accumulate(fit.leverage.begin(), fit.leverage.end(), 0.0);
      EXPECT_NEAR(sum, static_cast<double>(d + 1), 1e-10);
    }
}

TEST(RefinedLeastSquares, TakesAnyScale) {
  const Matrix x = whole(40, 4);
  const Vector y = target(x, 0);
  const int powers[] = {-996, 996, 0, -400};  // 1e-300 to 1e300
  Matrix scaled = x;
  for (std::size_t i = 0; i < x.rows; ++i)
    for (std::size_t j = 0; j < 4; ++j) scaled(i, j) = std::ldexp(x(i, j), powers[j]);
  const RefinedFit plain = refined_least_squares({x}, y, true), fit = refined_least_squares({scaled}, y, true);
  for (std::size_t j = 0; j < 4; ++j) {
    EXPECT_EQ(fit.coefficients.high[j + 1], std::ldexp(plain.coefficients.high[j + 1], -powers[j]));
    EXPECT_NEAR(std::ldexp(fit.errors[j + 1], powers[j]) / plain.errors[j + 1], 1, 1e-13);
  }
  EXPECT_NEAR(fit.leverage[7] / plain.leverage[7], 1, 1e-13);
  Vector small = y;
  for (double& v : small) v = std::ldexp(v, -980);
  EXPECT_EQ(refined_least_squares({x}, small).coefficients.high[2], std::ldexp(2, -980));
}

TEST(RefinedLeastSquares, NamesWhatDepends) {
  Matrix x = gaussian(50, 6);
  for (std::size_t i = 0; i < 50; ++i) x(i, 1) = x(i, 0), x(i, 3) = 7, x(i, 5) = 3 * x(i, 2) - x(i, 4) / 3;
  const Vector y = gaussian(50, 1).values;
  const RefinedFit fit = refined_least_squares({x}, y, true);
  EXPECT_EQ(fit.dependent, (Columns{1, 3, 5}));
  EXPECT_EQ(fit.rank(), 4u);
  for (const auto j : fit.dependent) {
    EXPECT_TRUE(std::isnan(fit.coefficients.high[j + 1]));
    EXPECT_TRUE(std::isnan(fit.errors[j + 1]));
  }
  Matrix kept(50, 3);
  for (std::size_t i = 0; i < 50; ++i) kept(i, 0) = x(i, 0), kept(i, 1) = x(i, 2), kept(i, 2) = x(i, 4);
  const RefinedFit same = refined_least_squares({kept}, y);
  EXPECT_EQ(fit.coefficients.high[1], same.coefficients.high[1]);
  EXPECT_EQ(fit.coefficients.high[5], same.coefficients.high[3]);
  EXPECT_EQ(refined_least_squares({x, nullptr, {}, false}, y).dependent, (Columns{1, 5}));  // 7 is no sum of others then
}

// One column is another plus 2^-k of a third, in whole numbers: until nothing is left of it beyond rounding.
TEST(RefinedLeastSquares, SolvesNearDependenceToTheLastDigit) {
  for (int k = 0; k <= 46; k += 2) {
    Matrix x = whole(60, 3);
    for (std::size_t i = 0; i < 60; ++i) x(i, 2) = x(i, 0) + std::ldexp(x(i, 2), -k);
    Vector y(60);
    for (std::size_t i = 0; i < 60; ++i) y[i] = x(i, 0) - 2 * x(i, 1) + x(i, 2);  // exact: at most 53 bits
    const RefinedFit fit = refined_least_squares({x, nullptr, {}, false}, y);
    if (k > 42) {
      EXPECT_EQ(fit.dependent, (Columns{2})) << k;
      continue;
    }
    ASSERT_TRUE(fit.converged && fit.dependent.empty()) << k << " " << fit.condition;
    EXPECT_NEAR(fit.condition / std::ldexp(1.0, k), 1.5, 1.5) << k;
    EXPECT_EQ(fit.coefficients.high, (Vector{1, -2, 1})) << k;
    EXPECT_EQ(fit.path == RefinedFit::Path::cholesky, k <= 22) << k;
  }
}

TEST(RefinedLeastSquares, FewRows) {
  const Matrix one = whole(1, 3);
  const RefinedFit point = refined_least_squares({one}, Vector{5}, true);
  EXPECT_EQ(point.coefficients.high[0], 5);
  EXPECT_EQ(point.dependent, (Columns{0, 1, 2}));
  const Matrix wide = whole(3, 10);  // as many columns as rows allow
  const RefinedFit fit = refined_least_squares({wide}, Vector{1, 2, 4});
  EXPECT_EQ(fit.rank(), 3u);
  EXPECT_EQ(fit.dependent, (Columns{2, 3, 4, 5, 6, 7, 8, 9}));
  EXPECT_LT(fit.squares.high, 1e-50);
  const Matrix none(4, 0);
  EXPECT_EQ(refined_least_squares({none}, Vector{1, 2, 3, 6}, true).coefficients.high, Vector{3});
}

TEST(RefinedLeastSquares, WeightIsRepetitionAndZeroIsAbsence) {
  const Matrix x = gaussian(30, 3);
  const Vector y = gaussian(30, 1).values;
  Vector weight(30, 1.0);
  Matrix more(0, 3);
  Vector y2;
  for (std::size_t i = 0; i < 30; ++i) {
    weight[i] = static_cast<double>(i % 3);
    for (std::size_t k = 0; k < i % 3; ++k, ++more.rows) {
      more.values.insert(more.values.end(), x.row(i).begin(), x.row(i).end());
      y2.push_back(y[i]);
    }
  }
  const RefinedFit a = refined_least_squares({x, nullptr, weight}, y, true), b = refined_least_squares({more}, y2, true);
  EXPECT_EQ(a.coefficients.high, b.coefficients.high);
  EXPECT_EQ(a.weight, 30);
  EXPECT_NEAR(a.squares.high / b.squares.high, 1, 1e-15);
  for (std::size_t j = 0; j < 4; ++j) EXPECT_NEAR(a.errors[j] / b.errors[j], 1, 1e-14);
}

TEST(RefinedLeastSquares, OrderOfRowsChangesNoDigit) {
  const Matrix x = gaussian(500, 7);
  const Vector y = gaussian(500, 1).values;
  Matrix turned(500, 7);
  Vector back(500);
  for (std::size_t i = 0; i < 500; ++i) {
    std::ranges::copy(x.row(499 - i), turned.row(i).begin());
    back[i] = y[499 - i];
  }
  EXPECT_EQ(refined_least_squares({x}, y).coefficients.high, refined_least_squares({turned}, back).coefficients.high);
}

// AVX2 and AVX-512, any compiler.
TEST(RefinedLeastSquares, OneHashForEveryProcessor) {
  Hasher hash;
  for (const std::size_t d : {1u, 9u, 20u}) {
    Matrix x = gaussian(200, d);
    if (d == 20)
      for (std::size_t i = 0; i < 200; ++i) x(i, 4) = x(i, 2) + 1e-9 * x(i, 4);
    const RefinedFit fit = refined_least_squares({x}, gaussian(200, 1).values, true);
    for (const auto* v : {&fit.coefficients.high, &fit.coefficients.low, &fit.errors, &fit.residuals, &fit.leverage}) hash.add(*v);
  }
  EXPECT_EQ(hash.done().hex(), "eb9c904c442a60bf58e6902133673aa101019ca3c49061e7bc6778ff79a770f1");
}

std::string refusal(const Matrix& x, const Vector& y, const Vector& weight = {}, bool intercept = true) {
  try {
    refined_least_squares({x, nullptr, weight, intercept}, y);
  } catch (const Error& e) {
    return e.problem();
  }
  return "none";
}

TEST(RefinedLeastSquares, Refusals) {
  Matrix x = whole(3, 2);
  EXPECT_EQ(refusal(Matrix(0, 2), {}), "there is no row to fit");
  EXPECT_EQ(refusal(Matrix(3, 0), {1, 2, 3}, {}, false), "there is nothing to fit: no column and no intercept");
  EXPECT_EQ(refusal(Matrix(3, 2), {1, 2, 3}, {}, false), "every column is 0");
  EXPECT_EQ(refusal(x, {1, std::nan(""), 3}), "the target holds what is no number");
  EXPECT_EQ(refusal(x, {1, 2, 3}, {1, -1, 1}), "the weight of row 2 is -1");
  EXPECT_EQ(refusal(x, {1, 2, 3}, {0, 0, 0}), "all weights are 0");
  EXPECT_EQ(refusal(x, {1, 2, 3}, {1e-200, 0, 0}), "the weights add up to 1e-200");
  Matrix tiny(3, 1);
  tiny.values = {0, std::ldexp(1.0, -1000), std::ldexp(3.0, -1000)};
  EXPECT_EQ(refusal(tiny, {0, 1e100, 3e100}), "the coefficient of column 1 is beyond the range of numbers, 1.8e308");
  x(1, 1) = std::nan("");
  EXPECT_EQ(refusal(x, {1, 2, 3}), "column 2 holds nan in row 2");
}

// Each column is a multiple of its neighbor and a little more: every pivot is far from 0, and yet the products have lost all
// that tells the columns apart. Corrections by Cholesky's triangle then seem to vanish at coefficients that are wrong.
TEST(RefinedLeastSquares, ColumnsInAChainAreNotTakenForIndependent) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed)
    for (const double condition : {1e7, 1e9, 1e11, 1e12, 3e12, 1e13}) {
      Stream s{{seed, 0, "chain"}};
      Matrix e(200, 10);
      fill_normal(s, e.values);
      const auto design = collinear(e, condition);
      ASSERT_TRUE(design);
      Vector b(10), y(200);
      for (double& v : b) v = (s.below(2) ? 1.0 : -1.0) * static_cast<double>(1 + s.below(9));
      for (std::size_t i = 0; i < 200; ++i)
        for (std::size_t j = 0; j < 10; ++j) y[i] += design->x(i, j) * b[j];   // exact
      const RefinedFit fit = refined_least_squares({design->x, nullptr, {}, false}, y);
      EXPECT_TRUE(fit.converged) << seed << " " << condition;
      for (std::size_t j = 0; j < 10; ++j) EXPECT_NEAR(fit.coefficients.high[j], b[j], 1e-12) << seed << " " << condition;
    }
}

}  // namespace
}  // namespace paribus
