#include "paribus/math/difference.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace paribus {
namespace {

double rosenbrock(View x) { return 100 * std::pow(x[1] - x[0] * x[0], 2) + std::pow(1 - x[0], 2); }

TEST(Difference, GradientOfRosenbrock) {
  const Vector g = difference_gradient(rosenbrock, Vector{-1.2, 1});
  EXPECT_NEAR(g[0], -215.6, 1e-6);  // h^2/6 f''' = 1.4e-11/1 * 480: 3e-8, and rounding 2e-16 * 24 / 9e-6: 6e-10
  EXPECT_NEAR(g[1], -88, 1e-8);
}

TEST(Difference, ErrorFallsWithTheSquareOfTheStep) {
  const Scalar cube = [](View x) { return x[0] * x[0] * x[0]; };  // error exactly h^2
  for (const double h : {0x1p-6, 0x1p-8}) EXPECT_NEAR(difference_gradient(cube, Vector{0.5}, h)[0] - 0.75, h * h, 1e-12);
}

TEST(Difference, StepFollowsTheSizeOfTheArgument) {
  const Scalar f = [](View x) { return std::log(x[0]); };
  EXPECT_NEAR(difference_gradient(f, Vector{1e9})[0] * 1e9, 1, 1e-9);
}

TEST(Difference, AlongADirection) {
  // The gradient of Rosenbrock; its derivative along u is the Hessian ((1330, 480), (480, 200)) times u.
  const Mapping g = [](View x, Span out) {
    out[0] = -400 * x[0] * (x[1] - x[0] * x[0]) - 2 * (1 - x[0]);
    out[1] = 200 * (x[1] - x[0] * x[0]);
  };
  for (const double size : {1e-6, 1.0, 1e6}) {  // linear in u, whatever its size
    const Vector v = difference_along(g, 2, Vector{-1.2, 1}, Vector{size, -2 * size});
    EXPECT_NEAR(v[0] / size, 1330 - 960, 1e-6);
    EXPECT_NEAR(v[1] / size, 480 - 400, 1e-6);
  }
  EXPECT_EQ(difference_along(g, 2, Vector{1, 1}, Vector{0, 0}), (Vector{0, 0}));
}

}  // namespace
}  // namespace paribus
