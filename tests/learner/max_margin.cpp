// The largest margin in closed form, by its conditions of optimality on real rows, and as the end of a vanishing penalty.
#include <algorithm>
#include <cmath>

#include "logistic.hpp"
#include "paribus/learner/logit_fit.hpp"
#include "paribus/learner/max_margin.hpp"
#include "paribus/math/vector.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

TEST(MaxMargin, OfThreePointsInClosedForm) {
  // (0,0) against (2,0) and (3,5): the plane x = 1; the third point has no say.
  const std::vector<std::int32_t> second{0, 1, 1};
  const MaxMargin m = max_margin(matrix_of({{0, 0}, {2, 0}, {3, 5}}), second);
  ASSERT_TRUE(m.found);
  EXPECT_NEAR(m.margin, 1, 1e-8);
  EXPECT_NEAR(m.w[0], 1, 1e-8);
  EXPECT_NEAR(m.w[1], 0, 1e-8);
  EXPECT_NEAR(m.b, -1, 1e-8);
  EXPECT_NEAR(m.dual[0], 0.5, 1e-7);
  EXPECT_NEAR(m.dual[2], 0, 1e-7);
}

TEST(MaxMargin, OverlappingClassesHaveNone) {
  const std::vector<std::int32_t> second{0, 1, 0, 1};
  EXPECT_FALSE(max_margin(matrix_of({{0, 0}, {1, 0}, {1, 1}, {0, 1}}), second).found);   // the corners of a square, crosswise
}

Prepared setosa() {
  Prepared p = *prepared("iris");
  p.train.y = Matrix(p.train.size(), 2);
  p.classes = {"rest", "setosa"};
  for (std::size_t i = 0; i < p.train.size(); ++i) {
    p.train.label[i] = p.train.label[i] == 0;
    p.train.y(i, static_cast<std::size_t>(p.train.label[i])) = 1;
  }
  return p;
}

TEST(MaxMargin, OnRealRowsPrimalAndDualMeet) {
  const Prepared p = setosa();
  const MaxMargin m = max_margin(p.train.x, p.train.label);
  ASSERT_TRUE(m.found);
  Vector by_dual(m.w.size());
  double balance = 0, nearest = infinity;
  for (std::size_t i = 0; i < p.train.size(); ++i) {
    const double y = p.train.label[i] ? 1 : -1;
    EXPECT_GE(m.dual[i], 0);
    axpy(y * m.dual[i], p.train.x.row(i), by_dual);
    balance += y * m.dual[i];
    nearest = std::min(nearest, y * (dot(p.train.x.row(i), m.w) + m.b));
  }
  EXPECT_NEAR(balance, 0, 1e-7);
  EXPECT_NEAR(nearest, 1, 1e-7);
  // Half the distance between points of the two hulls, which no margin can exceed, is the margin.
  EXPECT_NEAR(norm(by_dual), m.margin, 1e-6 * m.margin);
}

TEST(MaxMargin, IsWhereAVanishingPenaltyLeads) {
  const Prepared p = setosa();
  const MaxMargin m = max_margin(p.train.x, p.train.label);
  double before = 2;
  for (const double l2 : {1e-3, 1e-6, 1e-9, 1e-12}) {
    const PenalizedLogit fit = penalized_logit(p, l2);
    ASSERT_TRUE(fit.converged) << l2;
    Vector apart = fit.w;
    scale(1 / norm(fit.w), apart);
    axpy(-m.margin, m.w, apart);
    EXPECT_LT(norm(apart), before) << l2;
    before = norm(apart);
  }
  EXPECT_LT(before, 0.1);
  const LogitFit same{fit_logits(p, {.l2 = 1e-3, .intervals = "none"})};
  const PenalizedLogit own = penalized_logit(p, 1e-3);
  EXPECT_NEAR(same.logits.coefficients(0, 0), own.w[0], 1e-9);
  EXPECT_NEAR(same.logits.intercept(0), own.b, 1e-9);
}

}  // namespace
}  // namespace paribus
