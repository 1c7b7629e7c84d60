#include "paribus/math/normal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "paribus/base/hash.hpp"
#include "paribus/math/distribution.hpp"
#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

Vector deviates(std::size_t n, std::uint64_t seed) {
  Stream s{{seed, 0, "test", "normal"}};
  Vector z(n);
  fill_normal(s, z);
  return z;
}

double moment(const Vector& z, int k) {
  Vector p(z.size());
  for (std::size_t i = 0; i < z.size(); ++i) p[i] = std::pow(z[i], k);
  return mean(p);
}

// The k-th sample moment of N(0, 1) has the standard error sqrt((m_2k - m_k^2) / n), m_2 = 1, m_4 = 3,
// m_6 = 15, m_8 = 105. Four of them: one seed in 10^4 would fail, and the seed is fixed.
TEST(Normal, Moments) {
  const std::size_t n = 1000000;
  const Vector z = deviates(n, 1);
  const double root = std::sqrt(static_cast<double>(n));
  EXPECT_LT(std::abs(moment(z, 1)), 4 * 1 / root);
  EXPECT_LT(std::abs(moment(z, 2) - 1), 4 * std::sqrt(2) / root);
  EXPECT_LT(std::abs(moment(z, 3)), 4 * std::sqrt(15) / root);
  EXPECT_LT(std::abs(moment(z, 4) - 3), 4 * std::sqrt(96) / root);
  EXPECT_GT(*std::max_element(z.begin(), z.end()), 4.2);  // P(no deviate of a million above 4.2) = 1.6e-6
}

// Kolmogorov & Smirnov: sqrt(n) D exceeds 1.95 once in a thousand.
TEST(Normal, DistanceToTheDistributionFunction) {
  Vector z = deviates(100000, 2);
  std::sort(z.begin(), z.end());
  const double n = static_cast<double>(z.size());
  double distance = 0;
  for (std::size_t i = 0; i < z.size(); ++i) {
    const double f = normal_cdf(z[i]), below = static_cast<double>(i) / n;
    distance = std::max({distance, std::abs(f - below), std::abs(f - below - 1 / n)});
  }
  EXPECT_LT(std::sqrt(n) * distance, 1.95);
}

TEST(Normal, PairsAreNotCorrelated) {
  const Vector z = deviates(1000000, 3);
  Vector even, odd;
  for (std::size_t i = 0; i < z.size(); i += 2) even.push_back(z[i]), odd.push_back(z[i + 1]);
  const double r = dot(even, odd) / (norm(even) * norm(odd));
  EXPECT_LT(std::abs(r), 4 / std::sqrt(even.size()));
  EXPECT_LT(std::abs(dot(View(even).subspan(1), View(odd).first(odd.size() - 1))) / static_cast<double>(even.size()),
            4 / std::sqrt(even.size()));
}

TEST(Normal, TheFormula) {
  Stream s{{9, 0, "test", "normal"}}, twin{{9, 0, "test", "normal"}};
  Vector z(300);
  fill_normal(s, z);
  for (std::size_t i = 0; i < z.size(); i += 2) {
    const double radius = std::sqrt(-2 * exact::log(twin.open_uniform())), angle = 2 * 3.141592653589793 * twin.uniform();
    EXPECT_EQ(z[i], radius * exact::cos(angle));
    EXPECT_EQ(z[i + 1], radius * exact::sin(angle));
  }
}

TEST(Normal, ALongerFillBeginsLikeAShorterOne) {
  const Vector all = deviates(1000, 4);
  for (const std::size_t n : {0u, 1u, 2u, 127u, 128u, 129u, 255u, 257u}) {
    const Vector some = deviates(n, 4);
    EXPECT_TRUE(std::equal(some.begin(), some.end(), all.begin())) << n;
  }
}

TEST(Normal, OneHashForEveryProcessorAndCompiler) {
  Hasher hash;
  hash.add(deviates(1000, 20240501));
  EXPECT_EQ(hash.done().hex(), "ec5ffc5895a636fda216a39e51d33a77e5021618555f5c23e73cd08c60c178ff");
}

}  // namespace
}  // namespace paribus
