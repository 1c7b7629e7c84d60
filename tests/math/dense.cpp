#include "paribus/math/dense.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "paribus/base/error.hpp"
#include "paribus/base/hash.hpp"
#include "paribus/base/random.hpp"
#include "paribus/math/normal.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();
// Around every width at which vectors, tiles and blocks end.
constexpr std::size_t sizes[] = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129};

Matrix gaussian(std::size_t rows, std::size_t columns) {
  Stream s{{1, rows, "test", std::to_string(columns)}};
  Matrix a(rows, columns);
  fill_normal(s, a.values);
  return a;
}

Matrix symmetric(std::size_t n) {
  Matrix a = gaussian(n, n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j) a(j, i) = a(i, j);
  return a;
}

Matrix product(const Matrix& a, const Matrix& b) {
  Matrix c(a.rows, b.columns);
  for (std::size_t i = 0; i < a.rows; ++i)
    for (std::size_t k = 0; k < a.columns; ++k)
      for (std::size_t j = 0; j < b.columns; ++j) c(i, j) += a(i, k) * b(k, j);
  return c;
}

Matrix transposed(const Matrix& a) {
  Matrix t(a.columns, a.rows);
  for (std::size_t i = 0; i < a.rows; ++i)
    for (std::size_t j = 0; j < a.columns; ++j) t(j, i) = a(i, j);
  return t;
}

double distance(const Matrix& a, const Matrix& b) {
  Vector d = a.values;
  axpy(-1, b.values, d);
  return norm(d);
}

TEST(SymmetricEigen, ResidualAndOrthogonalityAtEverySize) {
  for (const std::size_t n : sizes) {
    const Matrix a = symmetric(n);
    const SymmetricEigen e = symmetric_eigen(a);
    Matrix scaled = e.vectors, unit(n, n);
    for (std::size_t i = 0; i < n; ++i) {
      unit(i, i) = 1;
      for (std::size_t j = 0; j < n; ++j) scaled(i, j) *= e.values[j];
    }
    const double size = static_cast<double>(n) * eps;
    EXPECT_LT(distance(a, product(scaled, transposed(e.vectors))) / (norm(a.values) * size), 30) << n;
    EXPECT_LT(distance(unit, product(transposed(e.vectors), e.vectors)) / size, 30) << n;
    EXPECT_TRUE(std::is_sorted(e.values.begin(), e.values.end()));
  }
}

// The second difference matrix: eigenvalues 2 - 2 cos(k pi / (n + 1)), vectors sin(i k pi / (n + 1)).
TEST(SymmetricEigen, SecondDifferences) {
  const std::size_t n = 40;
  Matrix a(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    a(i, i) = 2;
    if (i > 0) a(i, i - 1) = -1;  // the lower triangle alone is read
  }
  const SymmetricEigen e = symmetric_eigen(a);
  const double step = std::acos(-1.0) / static_cast<double>(n + 1);
  for (std::size_t k = 0; k < n; ++k) EXPECT_NEAR(e.values[k], 2 - 2 * std::cos(step * static_cast<double>(k + 1)), 1e-14);
  const double sign = e.vectors(0, 0) > 0 ? 1 : -1;
  for (std::size_t i = 0; i < n; ++i)
    EXPECT_NEAR(sign * e.vectors(i, 0), std::sqrt(2.0 * step / std::acos(-1.0)) * std::sin(step * static_cast<double>(i + 1)), 1e-13);
}

// Exact results reach records (curvature, closed-form fits). Another version of Eigen may change them: then
// numerics_version must rise with it.
TEST(Dense, OneHashForEveryProcessorAndCompiler) {
  Hasher hash;
  for (const std::size_t n : {1u, 7u, 33u, 64u}) {
    const SymmetricEigen e = symmetric_eigen(symmetric(n));
    const Matrix x = gaussian(2 * n, n), g = gram(x);
    hash.add(e.values);
    hash.add(e.vectors.values);
    hash.add(g.values);
    hash.add(solve_positive(g, x.row(0)));
    hash.add(least_squares(x, Vector(2 * n, 1.0)));
  }
  EXPECT_EQ(hash.done().hex(), "af1fcc51987e26936f94e0e02fee9aca0b379bc8c816eb1d09aa06865cd8fbe9");
}

TEST(SymmetricEigen, Edges) {
  EXPECT_TRUE(symmetric_eigen(Matrix{}).values.empty());
  EXPECT_EQ(symmetric_eigen(Matrix(3, 3)).values, (Vector{0, 0, 0}));
  EXPECT_EQ(symmetric_eigen(Matrix(1, 1, -7)).values, (Vector{-7}));
  EXPECT_TRUE(std::isnan(symmetric_eigen(Matrix(2, 2, std::nan(""))).values[1]));
  const SymmetricEigen rosenbrock = [] {
    Matrix h(2, 2);
    h.values = {1330, 480, 480, 200};
    return symmetric_eigen(h);
  }();
  EXPECT_NEAR(rosenbrock.values[1], 1506.366980651, 1e-9);
  EXPECT_NEAR(rosenbrock.values[0], 23.63301934872, 1e-11);
}

TEST(SolvePositive, ResidualAtEverySize) {
  for (const std::size_t n : sizes) {
    const Matrix a = gram(gaussian(2 * n, n));
    Vector x(n), b(n);
    Stream s{{2, n, "test", "b"}};
    fill_normal(s, b);
    x = solve_positive(a, b);
    Vector r = b;
    for (std::size_t i = 0; i < n; ++i) r[i] -= dot(a.row(i), x);
    EXPECT_LT(norm(r) / (norm(a.values) * norm(x) * static_cast<double>(n) * eps), 10) << n;
  }
}

TEST(SolvePositive, Exact) {
  Matrix a(2, 2);
  a.values = {4, 99, 2, 5};  // the upper triangle is not read
  EXPECT_EQ(solve_positive(a, Vector{8, 12}), (Vector{1, 2}));
  EXPECT_TRUE(solve_positive(Matrix{}, {}).empty());
}

std::string refusal(const Matrix& a) {
  try {
    solve_positive(a, Vector(a.rows, 1.0));
  } catch (const Error& e) {
    return e.problem();
  }
  return "none";
}

TEST(SolvePositive, NamesThePivotThatFails) {
  Matrix a(3, 3);
  a.values = {1, 0, 0, 0, 1, 2, 0, 2, 1};
  EXPECT_EQ(refusal(a), "the matrix is not positive definite: pivot 3 of 3 is -3");
  EXPECT_EQ(refusal(Matrix(2, 2)), "the matrix is not positive definite: pivot 1 of 2 is 0");
  EXPECT_EQ(refusal(Matrix(2, 2, std::nan(""))), "the matrix is not positive definite: pivot 1 of 2 is nan");
  Matrix twice = gaussian(20, 4);  // two equal columns: the pivot is rounding alone
  for (std::size_t i = 0; i < 20; ++i) twice(i, 3) = twice(i, 1);
  EXPECT_NE(refusal(gram(twice)).find("pivot 4 of 4"), std::string::npos) << refusal(gram(twice));
}

TEST(Gram, IsTheProductAtEverySize) {
  for (const std::size_t n : {1u, 3u, 8u, 33u}) {
    const Matrix x = gaussian(50, n), g = gram(x);
    EXPECT_LT(distance(g, product(transposed(x), x)), 50 * eps * norm(x.values) * norm(x.values)) << n;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < i; ++j) EXPECT_EQ(g(i, j), g(j, i));
  }
  EXPECT_EQ(gram(Matrix(0, 2)).values, Vector(4, 0.0));
}

// NIST StRD, Longley: condition 4.9e9, certified to 15 digits.
TEST(LeastSquares, Longley) {
  const double rows[16][7] = {
      {60323, 83.0, 234289, 2356, 1590, 107608, 1947},  {61122, 88.5, 259426, 2325, 1456, 108632, 1948},
      {60171, 88.2, 258054, 3682, 1616, 109773, 1949},  {61187, 89.5, 284599, 3351, 1650, 110929, 1950},
      {63221, 96.2, 328975, 2099, 3099, 112075, 1951},  {63639, 98.1, 346999, 1932, 3594, 113270, 1952},
      {64989, 99.0, 365385, 1870, 3547, 115094, 1953},  {63761, 100.0, 363112, 3578, 3350, 116219, 1954},
      {66019, 101.2, 397469, 2904, 3048, 117388, 1955}, {67857, 104.6, 419180, 2822, 2857, 118734, 1956},
      {68169, 108.4, 442769, 2936, 2798, 120445, 1957}, {66513, 110.8, 444546, 4681, 2637, 121950, 1958},
      {68655, 112.6, 482704, 3813, 2552, 123366, 1959}, {69564, 114.2, 502601, 3931, 2514, 125368, 1960},
      {69331, 115.7, 518173, 4806, 2572, 127852, 1961}, {70551, 116.9, 554894, 4007, 2827, 130081, 1962}};
  const double certified[] = {-3482258.63459582, 15.0618722713733,   -0.358191792925910E-01, -2.02022980381683,
                              -1.03322686717359, -0.511041056535807E-01, 1829.15146461355};
  Matrix x(16, 7);
  Vector y(16);
  for (std::size_t i = 0; i < 16; ++i) {
    y[i] = rows[i][0];
    x(i, 0) = 1;
    for (std::size_t j = 1; j < 7; ++j) x(i, j) = rows[i][j];
  }
  const Vector b = least_squares(x, y);
  for (std::size_t j = 0; j < 7; ++j) EXPECT_NEAR(b[j] / certified[j], 1, 1e-8) << j;  // condition * eps = 1e-6 at worst
}

TEST(LeastSquares, RefusesDependentColumns) {
  Matrix x = gaussian(20, 4);
  for (std::size_t i = 0; i < 20; ++i) x(i, 3) = x(i, 1) - x(i, 0);
  EXPECT_THROW(least_squares(x, Vector(20, 1.0)), Error);
  EXPECT_THROW(least_squares(gaussian(2, 3), Vector(2, 1.0)), Error);
}

}  // namespace
}  // namespace paribus
