#include "paribus/math/resample.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

namespace paribus {
namespace {

TEST(Quantile, AgreesWithNumpy) {
  const auto json = nlohmann::json::parse(std::ifstream(PARIBUS_SOURCE_DIR "/tests/reference/math.json"));
  for (const auto& row : json.at("distribution").at("quantile"))
    EXPECT_NEAR(quantile({3, -1, 4, 1, 5, 9, 2}, row[0]), row[1].get<double>(), 1e-14) << row;
}

TEST(Quantile, Type7ByHand) {
  EXPECT_EQ(quantile({4, 1, 3, 2}, 0.5), 2.5);
  EXPECT_EQ(quantile({4, 1, 3, 2}, 0.25), 1.75);  // position 0.75 between 1 and 2
  EXPECT_EQ(quantile({4, 1, 3, 2}, 0), 1);
  EXPECT_EQ(quantile({4, 1, 3, 2}, 1), 4);
  EXPECT_EQ(quantile({7}, 0.3), 7);
  EXPECT_EQ(quantile({2, 2, 2}, 0.4), 2);
  EXPECT_TRUE(std::isnan(quantile({}, 0.5)));
  EXPECT_TRUE(std::isnan(quantile({1, std::nan(""), 2}, 0.5)));
  EXPECT_EQ(quantile({1, INFINITY, 2}, 0.5), 2);
  EXPECT_EQ(quantile({INFINITY, INFINITY}, 0.5), INFINITY);
}

TEST(Bootstrap, DrawsEveryRowEquallyOften) {
  constexpr std::uint32_t n = 20, rounds = 5000;
  Stream s{{1, 0, "test", "bootstrap"}};
  std::vector<double> counts(n);
  double distinct = 0;
  for (std::uint32_t r = 0; r < rounds; ++r) {
    const auto rows = bootstrap_rows(n, s);
    ASSERT_EQ(rows.size(), n);
    std::vector<bool> seen(n);
    for (const auto i : rows) {
      ASSERT_LT(i, n);
      ++counts[i];
      seen[i] = true;
    }
    distinct += static_cast<double>(std::count(seen.begin(), seen.end(), true)) / rounds;
  }
  double chi2 = 0;
  for (const double c : counts) chi2 += (c - rounds) * (c - rounds) / rounds;
  EXPECT_LT(chi2, 43.8);  // 0.999-quantile of chi-square with 19 degrees of freedom
  EXPECT_NEAR(distinct, n * (1 - std::pow(1 - 1.0 / n, n)), 0.1);
}

TEST(ShuffledColumns, KeepTheirNumbersAndLoseTheirRelation) {
  Matrix x(200, 2);
  for (std::size_t i = 0; i < x.rows; ++i) x(i, 0) = static_cast<double>(i), x(i, 1) = 1000.0 + x(i, 0);
  Stream s{{1, 0, "test", "shuffle"}};
  const Matrix y = shuffled_columns(x, s);
  std::vector<bool> seen(400);
  double product = 0;
  for (std::size_t i = 0; i < y.rows; ++i) {
    ASSERT_TRUE(y(i, 0) < 200 && y(i, 1) >= 1000 && y(i, 1) < 1200);
    seen[static_cast<std::size_t>(y(i, 0))] = seen[200 + static_cast<std::size_t>(y(i, 1) - 1000)] = true;
    product += (y(i, 0) - 99.5) * (y(i, 1) - 1099.5);
  }
  EXPECT_EQ(std::count(seen.begin(), seen.end(), true), 400);
  EXPECT_LT(std::abs(product / (200 * (200.0 * 200 - 1) / 12)), 4 / std::sqrt(199.0));  // a correlation by chance: four standard deviations
  EXPECT_NE(shuffled_columns(x, s).values, y.values);
}

TEST(Bootstrap, FollowsItsStream) {
  Stream a{{1, 2, "test", "x"}}, b{{1, 2, "test", "x"}}, c{{1, 3, "test", "x"}};
  const auto first = bootstrap_rows(50, a);
  EXPECT_EQ(first, bootstrap_rows(50, b));
  EXPECT_NE(first, bootstrap_rows(50, c));
  EXPECT_TRUE(bootstrap_rows(0, a).empty());
}

}  // namespace
}  // namespace paribus
