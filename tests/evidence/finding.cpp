#include "paribus/evidence/verdict.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace paribus {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

TEST(Finding, four_words) {
  EXPECT_EQ(finding(0.011, 0.03, 0.01), Finding::matters);
  EXPECT_EQ(finding(-0.03, -0.011, 0.01), Finding::matters);
  EXPECT_EQ(finding(0.005, 0.03, 0.01), Finding::real);
  EXPECT_EQ(finding(-0.03, -0.005, 0.01), Finding::real);
  EXPECT_EQ(finding(-0.005, 0.005, 0.01), Finding::does_not_matter);
  EXPECT_EQ(finding(-0.005, 0.02, 0.01), Finding::cannot_tell);
  EXPECT_EQ(finding(-inf, inf, 0.01), Finding::cannot_tell);
}

TEST(Finding, within_the_margin_and_clear_of_0_does_not_matter) { EXPECT_EQ(finding(0.002, 0.008, 0.01), Finding::does_not_matter); }

TEST(Finding, the_margin_itself_is_not_beyond_it) {
  EXPECT_EQ(finding(0.01, 0.02, 0.01), Finding::real);
  EXPECT_EQ(finding(-0.01, 0.01, 0.01), Finding::does_not_matter);
}

TEST(Finding, without_a_margin_every_clear_difference_matters) {
  EXPECT_EQ(finding(1e-9, 1, 0), Finding::matters);
  EXPECT_EQ(finding(-1, 1, 0), Finding::cannot_tell);
  EXPECT_EQ(finding(0, 1, 0), Finding::cannot_tell);
  EXPECT_EQ(finding(0, 0, 0), Finding::does_not_matter);
}

TEST(Finding, an_undefined_interval_tells_nothing) {
  EXPECT_EQ(finding(nan, nan, 0.01), Finding::cannot_tell);
  EXPECT_EQ(finding(-0.001, nan, 0.01), Finding::cannot_tell);
}

TEST(Finding, words) {
  EXPECT_EQ(word(Finding::matters), "matters");
  EXPECT_EQ(word(Finding::real), "real");
  EXPECT_EQ(word(Finding::does_not_matter), "does not matter");
  EXPECT_EQ(word(Finding::cannot_tell), "cannot tell");
}

}  // namespace
}  // namespace paribus
