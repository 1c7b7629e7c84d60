// The line search on the one-dimensional functions of More & Thuente 1994, section 5, from their four first steps.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "paribus/flow/line_search.hpp"

namespace paribus {
namespace {

struct Value { double f, slope; };
using Function = std::function<Value(double)>;

/// Their functions 1 to 3; the third has ripples of slope near its minimum.
const Function functions[] = {
    [](double a) { const double q = a * a + 2; return Value{-a / q, (a * a - 2) / (q * q)}; },
    [](double a) {
      const double t = a + 0.004;
      return Value{std::pow(t, 5) - 2 * std::pow(t, 4), 5 * std::pow(t, 4) - 8 * std::pow(t, 3)};
    },
    [](double a) {
      const double b = 0.01, l = 39, w = l * std::acos(-1.0) / 2;
      const double base = a <= 1 - b ? 1 - a : a >= 1 + b ? a - 1 : (a - 1) * (a - 1) / (2 * b) + b / 2;
      const double slope = a <= 1 - b ? -1 : a >= 1 + b ? 1 : (a - 1) / b;
      return Value{base + 2 * (1 - b) / (l * std::acos(-1.0)) * std::sin(w * a), slope + (1 - b) * std::cos(w * a)};
    }};

/// Trials until accepted; 0 if it was not.
int search(const Function& f, double first, LineSearch::Rules rules, double& a) {
  LineSearch line{f(0).f, f(0).slope, first, rules};
  for (int i = 1; i <= 40; ++i) {
    a = line.trial();
    const Value v = f(a);
    const auto answer = line.tell(v.f, v.slope);
    if (answer == LineSearch::Answer::accept) return i;
    if (answer == LineSearch::Answer::stuck) return 0;
  }
  return 0;
}

TEST(LineSearch, MeetsWolfesConditionsFromNearAndFar) {
  for (const auto& f : functions)
    for (const double c2 : {0.1, 0.9})
      for (const double first : {1e-3, 1e-1, 1e1, 1e3}) {
        double a = 0;
        const int trials = search(f, first, {1e-3, c2, 0}, a);
        EXPECT_GT(trials, 0) << first;
        EXPECT_LE(trials, 16) << first;
        EXPECT_LE(f(a).f, f(0).f + 1e-3 * a * f(0).slope);
        EXPECT_LE(std::abs(f(a).slope), c2 * std::abs(f(0).slope));
      }
}

TEST(LineSearch, ComesBackFromWhereTheFunctionIsNoNumber) {
  const Function steep = [](double t) { return Value{-t - std::log(1 - t) * 1e-3, -1 + 1e-3 / (1 - t)}; };
  ASSERT_TRUE(std::isnan(steep(50).f));
  double a = 0;
  EXPECT_GT(search(steep, 50, {1e-4, 0.9, 0}, a), 0);
  EXPECT_LT(a, 1);
  const Function pit = [](double t) { return t < 1 ? Value{t * t - t, 2 * t - 1} : Value{-infinity, -infinity}; };
  EXPECT_GT(search(pit, 50, {1e-4, 0.9, 0}, a), 0);
  EXPECT_LT(a, 1);
}

TEST(LineSearch, SeesByTheSlopeWhereValuesAreAllRounding) {
  // A parabola of curvature 1e-12 on a base of 1: no value of it differs from 1 by more than rounding.
  const Function f = [](double a) { return Value{1.0 + (std::fmod(a * 1e3, 2) > 1 ? 1e-15 : -1e-15), 1e-12 * (a - 1)}; };
  double a = 0;
  EXPECT_GT(search(f, 0.01, {1e-4, 0.1, 1e-14}, a), 0);
  EXPECT_NEAR(a, 1, 0.1);
}

TEST(LineSearch, GivesUpWhereTheSlopeLies) {
  const Function uphill = [](double a) { return Value{a, -1.0}; };
  double a = 0;
  EXPECT_EQ(search(uphill, 1, {1e-4, 0.9, 0}, a), 0);
}

}  // namespace
}  // namespace paribus
