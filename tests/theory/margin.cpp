// The largest margin, beside a problem of two rows that Newton's method solves: x = -1 in one class, x = 1 in the other.
#include <cmath>

#include "shared.hpp"

namespace paribus {
namespace {

// By symmetry b = 0, and l2 w = 1 / (1 + e^w): g = 1, p = (1/2, 1/2), H = ln 2.
double weight(double l2) {
  double low = 0, high = 100;
  for (int i = 0; i < 200; ++i) {
    const double w = (low + high) / 2;
    (l2 * w * (1 + std::exp(w)) < 1 ? low : high) = w;
  }
  return low;
}

Facts two_rows(double l2) {
  return {{"penalty", {l2}}, {"examples", {2}}, {"margin", {1}}, {"dual_entropy", {std::log(2)}}, {"largest_dual", {0.5}}};
}

TEST(MaxMargin, IsExactInTheTail) {
  const Words words{{"classes", "separable"}, {"quantity", "weight_norm"}}, share{{"classes", "separable"}, {"quantity", "margin_share"}};
  double before = 1;
  for (const double l2 : {1e-2, 1e-4, 1e-8, 1e-12}) {
    const auto p = foretold("max_margin", two_rows(l2), words);
    const double off = std::abs(p.values[0] / weight(l2) - 1);
    EXPECT_LT(off, before) << l2;
    if (p.assumption == Assumption::met) {
      EXPECT_LT(off, 0.01) << l2;   // what the tail leaves out of the loss is 1 % at most
    }
    EXPECT_NEAR(value("max_margin", two_rows(l2), share), 1, 1e-12);   // both rows are nearest
    before = off;
  }
  EXPECT_LT(before, 1e-10);
}

TEST(MaxMargin, SaysWhereItDoesNotHold) {
  const auto p = foretold("max_margin", two_rows(1), {{"classes", "separable"}});
  EXPECT_EQ(p.kind, Kind::law);
  EXPECT_EQ(p.assumption, Assumption::broken);
  EXPECT_NE(p.why.find("not yet its exponential tail"), std::string::npos);
  EXPECT_EQ(foretold("max_margin", two_rows(1e-6), {{"classes", "separable"}}).assumption, Assumption::met);
  EXPECT_FALSE(theory("max_margin").predict(two_rows(1e-6), {{"classes", "overlapping"}}));
}

}  // namespace
}  // namespace paribus
