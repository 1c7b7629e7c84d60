#include "paribus/math/quadrature.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace paribus {
namespace {

TEST(Integral, of_smooth_steep_and_signed_functions) {
  EXPECT_NEAR(integral([](double x) { return std::exp(x); }, 0, 1), std::numbers::e - 1, 1e-14);
  EXPECT_NEAR(integral([](double x) { return std::log(x); }, 0, 1), -1, 1e-11);               // not finite at its end
  EXPECT_NEAR(integral([](double x) { return 1e3 * std::exp(-1e3 * x); }, 0, 1), 1, 1e-12);   // all of it at its end
  EXPECT_NEAR(integral([](double x) { return std::sin(x); }, -2, 2), 0, 1e-14);               // cancels
  EXPECT_NEAR(integral([](double x) { return x * x * x; }, 3, 1), -20, 1e-12);                // backward
  EXPECT_TRUE(std::isnan(integral([](double) { return std::nan(""); }, 0, 1)));
}

TEST(LogIntegral, of_peaks_far_outside_the_range_of_double) {
  for (const double width : {1.0, 0.1, 1e-3, 1e-5}) {
    const auto bell = [&](double x) { return 5000 - (x - 0.3) * (x - 0.3) / (2 * width * width); };
    const double whole = 5000 + std::log(width * std::sqrt(2 * std::numbers::pi)) +
                         std::log((std::erf(2.3 / width / std::sqrt(2)) + std::erf(1.7 / width / std::sqrt(2))) / 2);
    EXPECT_NEAR(log_integral(bell, -2, 2, Vector{0.3}), whole, 1e-11) << width;
  }
  EXPECT_NEAR(log_integral([](double x) { return -9000 + x; }, 0, 2, Vector{-1, 5}), -9000 + std::log(std::expm1(2)),
              1e-11);
}

TEST(NormalMean, of_moments_and_of_the_characteristic_function) {
  EXPECT_NEAR(normal_mean([](double) { return 1.0; }), 1, 1e-14);
  EXPECT_NEAR(normal_mean([](double z) { return z; }), 0, 1e-15);
  EXPECT_NEAR(normal_mean([](double z) { return std::pow(z, 8); }), 105, 1e-10);
  EXPECT_NEAR(normal_mean([](double z) { return std::cos(3 * z); }), std::exp(-4.5), 1e-14);
}

}  // namespace
}  // namespace paribus
