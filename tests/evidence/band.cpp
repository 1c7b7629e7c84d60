#include "paribus/evidence/band.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "paribus/math/normal.hpp"
#include "reference.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

TEST(Band, agrees_with_brute_force) {
  Matrix scores(6, 8);
  scores.values = reference::band;
  const Contrasts c = against_best(scores);
  for (std::size_t a = 0; a < 6; ++a) {
    EXPECT_NEAR(c.against[a].low, reference::band_low[a], 1e-12) << a;
    EXPECT_LE(c.against[a].high, 0);
    const bool left = std::ranges::count(reference::band_left, static_cast<double>(a)) > 0;
    EXPECT_EQ(c.may_be_best[a], left) << a;
  }
}

TEST(Band, a_level_that_never_varies_or_diverges) {
  Matrix scores(3, 6);
  for (std::size_t r = 0; r < 6; ++r) {
    scores(0, r) = 0.1;                                   // chance, in every replicate
    scores(1, r) = 0.9 + 0.001 * static_cast<double>(r);
    scores(2, r) = r == 2 ? std::numeric_limits<double>::quiet_NaN() : 2.0;
  }
  const Contrasts c = against_best(scores);
  EXPECT_EQ(c.best, 1U);
  EXPECT_EQ(c.against[1].low, 0);
  EXPECT_LT(c.against[0].low, -0.79);
  EXPECT_FALSE(c.may_be_best[0]);
  EXPECT_FALSE(c.may_be_best[2]);
  EXPECT_EQ(c.against[2].low, -std::numeric_limits<double>::infinity());
}

// Levels that are all equal are the hardest case: the best seen is best by luck. Each of them is a true best, to be
// ruled out in at most 5 % of studies: at most 72 of 1 000 (binomial, 99.9 %).
TEST(Band, choosing_the_best_from_the_data_costs_no_coverage) {
  Stream stream{{1, 0, "band"}};
  std::vector<int> out(8);
  for (int study = 0; study < 1000; ++study) {
    Matrix scores(8, 10);
    fill_normal(stream, scores.values);
    for (std::size_t a = 0; a < 8; ++a)  // unequal spreads
      for (double& v : scores.row(a)) v *= a % 2 ? 1 : 3;
    const Contrasts c = against_best(scores);
    for (std::size_t a = 0; a < 8; ++a) out[a] += !c.may_be_best[a];
  }
  for (std::size_t a = 0; a < 8; ++a) {
    EXPECT_LE(out[a], 72) << a;
    EXPECT_GE(out[a], 10) << "needlessly wide at " << a;
  }
}

// A true best apart from the rest: the bounds of all levels hold together in at least 95 % of studies.
TEST(Band, bounds_hold_together) {
  Stream stream{{2, 0, "band"}};
  const Vector truth{-1, -0.5, -0.1, 0, -0.3};
  int wrong = 0;
  for (int study = 0; study < 1000; ++study) {
    Matrix scores(5, 10);
    fill_normal(stream, scores.values);
    for (std::size_t a = 0; a < 5; ++a)
      for (double& v : scores.row(a)) v = truth[a] + 0.4 * v;
    const Contrasts c = against_best(scores);
    bool holds_all = true;
    for (std::size_t a = 0; a < 5; ++a) holds_all = holds_all && c.against[a].low <= truth[a];
    wrong += !holds_all;
  }
  EXPECT_LE(wrong, 72);
}

}  // namespace
}  // namespace paribus
