#include "paribus/evidence/censored.hpp"

#include <cmath>
#include <limits>

#include "paribus/math/normal.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

TEST(Censored, runs_that_never_arrive_count_as_late) {
  const Duration d = median_duration(Vector{30, nan, 10, 20, 50, 40, inf, 25, 15, 35});
  EXPECT_EQ(d.never, 2U);
  EXPECT_EQ(d.runs, 10U);
  EXPECT_EQ(d.value, 32.5);
  EXPECT_EQ(d.low, 15);   // 2nd and 9th of 10: P = 1 - 2 * 11 / 1024 = 0.979
  EXPECT_EQ(d.high, inf);
}

TEST(Censored, more_than_half_missing_leaves_no_median) {
  EXPECT_EQ(median_duration(Vector{5, nan, nan}).value, inf);
  EXPECT_EQ(median_duration(Vector{5, 6, nan, nan}).value, inf);
  EXPECT_EQ(median_duration(Vector{5, 6, nan}).value, 6);
  EXPECT_TRUE(std::isnan(median_duration({}).value));
}

TEST(Censored, too_few_runs_for_an_interval) {
  const Duration d = median_duration(Vector{1, 2, 3, 4, 5});  // the range covers with 1 - 2/32 = 0.9375 only
  EXPECT_EQ(d.low, 0);
  EXPECT_EQ(d.high, inf);
  const Duration six = median_duration(Vector{1, 2, 3, 4, 5, 6});
  EXPECT_EQ(six.low, 1);
  EXPECT_EQ(six.high, 6);
}

TEST(Censored, the_interval_covers_under_censoring) {
  Stream stream{{2, 0, "steps"}};
  int covered = 0;
  for (int study = 0; study < 2000; ++study) {
    Vector v(15);
    fill_normal(stream, v);
    for (double& x : v) x = x > 0.5 ? nan : 100 + 10 * x;  // 31 % never arrive; the median is 100
    const Duration d = median_duration(v);
    covered += d.low <= 100 && 100 <= d.high;
  }
  EXPECT_GE(covered, 1897);  // exact coverage 1 - 2 * P(Binomial(15, 1/2) <= 3) = 0.9648; 1930 +- 4 sd
  EXPECT_LE(covered, 1963);
}

}  // namespace
}  // namespace paribus
