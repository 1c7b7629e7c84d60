// Designs of a wanted condition number, beside mpmath's singular values of the whole design (tests/reference/make_collinear.py).
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "paribus/math/collinear.hpp"

namespace paribus {
namespace {

/// Whole numbers from -3 to 3, as in the script.
Matrix rows(std::size_t n, std::size_t d) {
  Matrix out(n, d);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < d; ++j) {
      const auto mixed = static_cast<std::uint32_t>((10 * i + j + 1) * 2654435761u);
      out(i, j) = static_cast<double>((mixed >> 16) % 7) - 3;
    }
  return out;
}

TEST(Collinear, ConditionIsThatOfTheWholeDesign) {
  const auto cases = nlohmann::json::parse(std::ifstream(PARIBUS_SOURCE_DIR "/tests/reference/collinear.json"))["cases"];
  ASSERT_EQ(cases.size(), 5u);
  for (const auto& c : cases) {
    const Matrix e = rows(c["rows"], c["columns"]);
    const double wanted = c["condition"], mixing = c["mixing"];
    // A hair above, so that rounding does not choose the step before.
    const auto found = collinear(e, wanted * (1 + 1e-10));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->mixing, mixing) << wanted;
    EXPECT_NEAR(found->condition / wanted, 1, 1e-11) << wanted;
    for (std::size_t i = 0; i < e.rows; ++i)
      for (std::size_t j = 0; j < e.columns; ++j) EXPECT_EQ(found->x(i, j), j ? e(i, j) + mixing * e(i, j - 1) : mixing * e(i, 0));
  }
}

TEST(Collinear, EverySumWithSmallCoefficientsIsExact) {
  Matrix e = rows(40, 10);
  for (std::size_t i = 0; i < e.values.size(); ++i) e.values[i] = 2.5 * e.values[i] + std::sin(static_cast<double>(i));
  const auto found = collinear(e, 1e14);
  ASSERT_TRUE(found);
  for (const double v : found->x.values) {
    EXPECT_EQ(std::ldexp(v, 26), std::nearbyint(std::ldexp(v, 26)));
    EXPECT_LT(std::abs(v), 65536);
  }
}

TEST(Collinear, NothingWhereNoMixingGivesIt) {
  EXPECT_FALSE(collinear(rows(12, 3), 1));         // below that of a = 1
  EXPECT_FALSE(collinear(rows(12, 3), 1e30));
  EXPECT_FALSE(collinear(rows(12, 1), 100));       // one column
  EXPECT_FALSE(collinear(rows(3, 3), 100));        // as many rows
  Matrix same = rows(12, 3);
  for (std::size_t i = 0; i < 12; ++i) same(i, 2) = same(i, 0);
  EXPECT_FALSE(collinear(same, 1e4));
}

}  // namespace
}  // namespace paribus
