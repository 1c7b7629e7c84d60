// The range of normal numbers beside R's ptukey, and by what is known of two.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "paribus/math/distribution.hpp"
#include "paribus/math/studentized_range.hpp"

namespace paribus {
namespace {

TEST(NormalRange, IsRsStudentizedRangeOfInfiniteFreedom) {
  const auto all = nlohmann::json::parse(std::ifstream(PARIBUS_SOURCE_DIR "/tests/reference/ranks.json"));
  for (const auto& c : all.at("ranges")) EXPECT_NEAR(normal_range_cdf(c.at("q"), c.at("k")), c.at("p").get<double>(), 1e-9) << c;
}

TEST(NormalRange, OfTwoIsADifferenceOfNormals) {
  for (const double q : {0.01, 0.5, 2.0, 5.0}) EXPECT_NEAR(normal_range_cdf(q, 2), 2 * normal_cdf(q / std::sqrt(2.0)) - 1, 1e-12);
  EXPECT_EQ(normal_range_cdf(0, 4), 0);
}

TEST(NormalRange, QuantilesInvertIt) {
  for (const int k : {2, 4, 9, 30})
    for (const double p : {0.01, 0.5, 0.95, 0.999}) EXPECT_NEAR(normal_range_cdf(normal_range_quantile(p, k), k), p, 1e-12);
  EXPECT_NEAR(normal_range_quantile(0.95, 4) / std::sqrt(2.0), 2.569031772546, 1e-10);   // Demsar's q of four classifiers
}

}  // namespace
}  // namespace paribus
