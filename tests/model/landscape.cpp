// Planes through an objective whose values are known everywhere.
#include "paribus/model/landscape.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "paribus/math/vector.hpp"
#include "paribus/objective/problem.hpp"

namespace paribus {
namespace {

/// 1/2 sum l_i x_i^2 with l = 1, 3, 9.
std::unique_ptr<Objective> bowl() {
  const Choices c{{"dimension", {std::int64_t{3}}}, {"mu", {1.0}}, {"lambda_max", {9.0}}};
  return get(problems(), "quadratic", "problem").make(Settings{c, ""})->objective();
}
double height(const Vector& x) { return (x[0] * x[0] + 3 * x[1] * x[1] + 9 * x[2] * x[2]) / 2; }

TEST(Landscape, ValuesAndFieldOfAQuadraticAreTheFormula) {
  const auto f = bowl();
  const Plane p = coordinate_plane(Vector{5, 7, 2}, 2, 0);  // a: x_2, b: x_0, x_1 stays 7
  const Vector a{-1, 0, 2}, b{0.5, 3};
  const Matrix values = values_on(p, *f, a, b);
  const auto [right, up] = field_on(p, *f, a, b);
  for (std::size_t i = 0; i < 2; ++i)
    for (std::size_t j = 0; j < 3; ++j) {
      EXPECT_NEAR(values(i, j), height({b[i], 7, a[j]}), 1e-12);
      EXPECT_NEAR(right(i, j), -9 * a[j], 1e-12);
      EXPECT_NEAR(up(i, j), -b[i], 1e-12);
    }
}

TEST(Landscape, APlaneThroughThreePointsHoldsThem) {
  const Vector a{1, 0, 2}, b{4, 4, 2}, c{0, 1, 5};
  const Plane p = plane_through(a, b, c);
  EXPECT_NEAR(norm(p.u), 1, 1e-15);
  EXPECT_NEAR(dot(p.u, p.v), 0, 1e-15);
  EXPECT_EQ(p.coordinates(a), (std::pair{0.0, 0.0}));
  EXPECT_NEAR(p.coordinates(b).first, 5, 1e-14);
  EXPECT_NEAR(p.coordinates(b).second, 0, 1e-14);
  const auto [x, y] = p.coordinates(c);
  const Vector again = p.at(x, y);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(again[i], c[i], 1e-14);
  EXPECT_THROW(plane_through(a, b, Vector{7, 8, 2}), Error);
  EXPECT_THROW(plane_through(a, a, c), Error);
}

// Directions at an angle: coordinates are by least squares, not by projection on each.
TEST(Landscape, ObliqueDirectionsHaveTheirOwnCoordinates) {
  const Plane p{{1, 1, 1}, {2, 0, 0}, {1, 3, 0}};
  Vector theta = p.at(0.5, -2);
  theta[2] += 4;  // off the plane
  EXPECT_NEAR(p.coordinates(theta).first, 0.5, 1e-14);
  EXPECT_NEAR(p.coordinates(theta).second, -2, 1e-14);
}

// Along a line a quadratic is a parabola, which three of its values determine.
TEST(Landscape, AQuadraticIsAParabolaAlongALine) {
  const auto f = bowl();
  const Vector a{1, -2, 3}, b{-5, 0.5, 0.25}, shares{-0.25, 0, 0.125, 0.5, 1, 1.5};
  const Vector values = values_between(a, b, *f, shares);
  ASSERT_EQ(values.size(), shares.size());
  const double start = height(a), middle = height({-2, -0.75, 1.625}), end = height(b);
  const double bend = 2 * (start - 2 * middle + end), slope = end - start - bend;
  for (std::size_t k = 0; k < shares.size(); ++k)
    EXPECT_NEAR(values[k], start + slope * shares[k] + bend * shares[k] * shares[k], 1e-12) << shares[k];
  EXPECT_EQ(values[1], f->evaluate(a, {}, {}));
  EXPECT_EQ(values[4], f->evaluate(b, {}, {}));
}

TEST(Movement, OfAnEllipseIsItsAxes) {
  const Vector center{1, 2, 3}, u{0.6, 0.8, 0}, v{-0.8, 0.6, 0};
  std::vector<Vector> path;
  for (int k = 0; k < 40; ++k) {
    const double t = 2 * M_PI * (k + 0.25) / 40;
    Vector x = center;
    axpy(3 * std::cos(t), u, x), axpy(std::sin(t), v, x);
    path.push_back(x);
  }
  const Movement m = movement(path);
  EXPECT_NEAR(std::abs(dot(m.plane.u, u)), 1, 1e-12);
  EXPECT_NEAR(std::abs(dot(m.plane.v, v)), 1, 1e-12);
  EXPECT_NEAR(m.first, 0.9, 1e-12);
  EXPECT_NEAR(m.second, 0.1, 1e-12);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(m.plane.origin[i], center[i], 1e-12);
  EXPECT_GT(m.plane.coordinates(path.back()).first, 0);
}

TEST(Movement, OfALineHasASecondDirectionAllTheSame) {
  const std::vector<Vector> path{{0, 0, 0}, {1, 1, 0}, {2, 2, 0}};
  const Movement m = movement(path);
  EXPECT_NEAR(m.first, 1, 1e-15);
  EXPECT_EQ(m.second, 0);
  EXPECT_NEAR(norm(m.plane.v), 1, 1e-15);
  EXPECT_NEAR(dot(m.plane.u, m.plane.v), 0, 1e-15);
  const std::vector<Vector> still{{1, 2}, {1, 2}};
  EXPECT_NEAR(norm(movement(still).plane.v), 1, 1e-15);
}

// Two inputs, three units: each unit's two weights are as long as theta's, its bias too.
TEST(FilterNormalized, EachUnitIsFedByVectorsOfItsOwnLength) {
  const std::vector<Block> layout{{"w", 0, 2, 3, false}, {"b", 6, 1, 3, true}};
  const Vector theta{3, 0, 1, 4, 0, 1, 2, 0, -5}, d{1, 2, 3, 1, 2, -3, 7, 7, 7};
  const Vector n = filter_normalized(d, theta, layout);
  const double s = 5 / std::sqrt(2), r = 1 / 3.0;
  const Vector expected{s, 0, 3 * r, s, 0, -3 * r, 2, 0, 5};
  for (std::size_t i = 0; i < 9; ++i) EXPECT_NEAR(n[i], expected[i], 1e-14) << i;
  const Plane p = filter_plane(theta, layout, {1, 0, "plane"});
  EXPECT_NEAR(std::hypot(p.u[0], p.u[3]), 5, 1e-13);
  EXPECT_NEAR(std::abs(p.v[8]), 5, 1e-13);
  EXPECT_NE(p.u[0], p.v[0]);
}

}  // namespace
}  // namespace paribus
