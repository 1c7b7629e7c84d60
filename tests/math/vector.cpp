#include "paribus/math/vector.hpp"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <limits>

#include "paribus/base/random.hpp"

namespace paribus {
namespace {

Vector uniforms(std::size_t n, const char* block) {
  Stream s{{1, 0, "test", block}};
  Vector v(n);
  for (double& x : v) x = (2 * s.uniform() - 1) / 3;  // a third has no short binary form: the sums must round
  return v;
}

// The definition, with none of the speed: 32 lanes, folded by halves.
double by_definition(const Vector& terms) {
  std::array<double, 32> lane{};
  for (std::size_t i = 0; i < terms.size(); ++i) lane[i % 32] += terms[i];
  for (std::size_t half = 16; half > 0; half /= 2)
    for (std::size_t k = 0; k < half; ++k) lane[k] += lane[k + half];
  return lane[0];
}

std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x); }

TEST(Vector, SumAndDotHaveTheBitsOfTheirDefinition) {
  for (std::size_t n = 0; n < 200; ++n) {
    const Vector x = uniforms(n, "x"), y = uniforms(n, "y");
    Vector product(n);
    for (std::size_t i = 0; i < n; ++i) product[i] = x[i] * y[i];
    EXPECT_EQ(bits(sum(x)), bits(by_definition(x))) << n;
    EXPECT_EQ(bits(dot(x, y)), bits(by_definition(product))) << n;
  }
}

TEST(Vector, TheOrderOfTheSumMatters) {  // else the test above could not fail
  const Vector x = uniforms(1000, "x");
  double in_sequence = 0;
  for (const double v : x) in_sequence += v;
  EXPECT_NE(bits(sum(x)), bits(in_sequence));
  EXPECT_NEAR(sum(x), in_sequence, 1e-12);
}

TEST(Vector, BitsDoNotDependOnAlignment) {
  const Vector x = uniforms(1003, "x");
  for (std::size_t shift = 1; shift < 5; ++shift) {
    Vector moved(shift, 0.0);
    moved.insert(moved.end(), x.begin(), x.end());
    EXPECT_EQ(bits(sum(View(moved).subspan(shift))), bits(sum(x)));
  }
}

TEST(Vector, EmptyAndShort) {
  const Vector none;
  EXPECT_EQ(sum(none), 0);
  EXPECT_EQ(norm(none), 0);
  EXPECT_TRUE(std::isnan(mean(none)));
  EXPECT_TRUE(std::isnan(variance(none)));
  EXPECT_TRUE(std::isnan(variance(Vector{3.0})));
  EXPECT_EQ(variance(Vector{3.0, 5.0}), 2);
  EXPECT_TRUE(all_finite(none));
}

TEST(Vector, ClosedForms) {
  Vector x(1000);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>(i + 1);
  EXPECT_EQ(sum(x), 500500);
  EXPECT_EQ(dot(x, x), 333833500);
  EXPECT_EQ(mean(x), 500.5);
  EXPECT_DOUBLE_EQ(variance(x), 1000.0 * 1001 / 12);
  EXPECT_EQ(norm(Vector{3, 4}), 5);
  Vector y(1000, 1.0);
  axpy(2, x, y);
  EXPECT_EQ(y[999], 2001);
  scale(-0.5, y);
  EXPECT_EQ(y[0], -1.5);
}

// A small spread on a large mean (as in NIST's SmLs07-09): sums of squares would lose every digit of it.
TEST(Vector, VarianceOfASmallSpread) {
  Vector x;
  for (int i = 0; i < 2001; ++i) x.push_back(1e12 + (i == 0 ? 0.4 : i % 2 ? 0.3 : 0.5));
  EXPECT_NEAR(variance(x), 0.01, 1e-4 * 0.01 * 10);  // the data themselves are rounded to 1.2e-4
}

TEST(Vector, NotANumberIsNeverSwallowed) {
  for (const double bad : {std::nan(""), HUGE_VAL, -HUGE_VAL}) {
    for (const std::size_t at : {0u, 31u, 32u, 70u}) {
      Vector x = uniforms(71, "x");
      EXPECT_TRUE(all_finite(x));
      x[at] = bad;
      EXPECT_FALSE(all_finite(x)) << bad << " at " << at;
      EXPECT_FALSE(std::isfinite(sum(x)));
      EXPECT_FALSE(std::isfinite(norm(x)));
    }
  }
  EXPECT_TRUE(all_finite(Vector(100, std::numeric_limits<double>::max())));  // their sum is not finite, they are
}

}  // namespace
}  // namespace paribus
