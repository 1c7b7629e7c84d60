// Contours of functions whose contours are known.
#include "paribus/report/contour.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace paribus {
namespace {

Vector even(double from, double to, std::size_t n) {
  Vector out;
  for (std::size_t i = 0; i < n; ++i)
    out.push_back(from + (to - from) * static_cast<double>(i) / static_cast<double>(n - 1));
  return out;
}

TEST(Contour, OfAPlaneIsAStraightLine) {
  const Vector x = even(0, 1, 5), y = even(-1, 1, 4);
  Matrix z(4, 5);
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 5; ++j) z(i, j) = 2 * x[j] + y[i];
  double length = 0;
  for (const auto& s : contour(x, y, z, 0.7)) {
    EXPECT_NEAR(2 * s.x0 + s.y0, 0.7, 1e-14);
    EXPECT_NEAR(2 * s.x1 + s.y1, 0.7, 1e-14);
    length += std::hypot(s.x1 - s.x0, s.y1 - s.y0);
  }
  EXPECT_NEAR(length, std::hypot(0.85, 1.7), 1e-13);  // from (0, 0.7) to (0.85, -1)
  EXPECT_TRUE(contour(x, y, z, 9).empty());
}

TEST(Contour, OfABowlIsACircle) {
  const Vector x = even(-1, 1, 41);
  Matrix z(41, 41);
  for (std::size_t i = 0; i < 41; ++i)
    for (std::size_t j = 0; j < 41; ++j) z(i, j) = x[i] * x[i] + x[j] * x[j];
  double length = 0;
  for (const auto& s : contour(x, x, z, 0.49)) {
    EXPECT_NEAR(std::hypot(s.x0, s.y0), 0.7, 2e-3);
    length += std::hypot(s.x1 - s.x0, s.y1 - s.y0);
  }
  EXPECT_NEAR(length, 2 * M_PI * 0.7, 0.01);
}

// Corners 0 1 / 1 0: the mean is 0.5. Below it the lows are apart from each other, above it the highs.
TEST(Contour, ASaddleIsPartedByItsMean) {
  const Vector x{0, 1};
  Matrix z(2, 2);
  z(0, 1) = z(1, 0) = 1;
  for (const double level : {0.4, 0.6}) {
    const auto s = contour(x, x, z, level);
    ASSERT_EQ(s.size(), 2u);
    for (const auto& one : s) {
      const double near = (one.x0 + one.x1) / 2, up = (one.y0 + one.y1) / 2;
      // Around the lows (0, 0) and (1, 1): both coordinates on one side of 1/2.
      EXPECT_EQ((near < 0.5) == (up < 0.5), level < 0.5) << level;
    }
  }
}

TEST(Contour, ACellWithoutANumberIsLeftOut) {
  const Vector x{0, 1, 2};
  Matrix z(2, 3);
  z(1, 0) = z(1, 1) = 1, z(1, 2) = std::nan("");
  EXPECT_EQ(contour(x, Vector{0, 1}, z, 0.5).size(), 1u);
}

}  // namespace
}  // namespace paribus
