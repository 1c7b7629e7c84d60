#include <cmath>

#include "paribus/evidence/corrections.hpp"
#include "reference.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

TEST(Judges, paired_t_agrees_with_scipy) {
  const Verdict v = judged("paired_t", {reference::one})[0];
  EXPECT_NEAR(v.p, 0.003030419719725, 1e-13);  // acceptance G04
  EXPECT_NEAR(v.p, reference::one_t_p, 1e-14);
  EXPECT_NEAR(v.effect, 0.0145, 1e-16);
  EXPECT_NEAR(v.low, reference::one_t_interval[0], 1e-14);
  EXPECT_NEAR(v.high, reference::one_t_interval[1], 1e-14);
  EXPECT_EQ(v.runs, 20U);
  EXPECT_EQ(v.population, "random starts, on this split");
  EXPECT_EQ(v.finding, Finding::matters);
}

TEST(Judges, corrected_resampled_t_agrees_with_the_published_formula) {
  const Verdict v = judged("corrected_resampled_t", {reference::one}, {.margin = 0.01, .level = 0.05, .test_over_train = 1.0 / 9})[0];
  EXPECT_NEAR(v.p, 0.02193616449186, 1e-13);  // acceptance G04
  EXPECT_NEAR(v.low, reference::one_corrected_interval[0], 1e-14);
  EXPECT_NEAR(v.high, reference::one_corrected_interval[1], 1e-14);
  EXPECT_EQ(v.population, "new data of this kind");
  EXPECT_EQ(v.finding, Finding::real);
  EXPECT_TRUE(holds(message([] { judged("corrected_resampled_t", {reference::one}); }), "n_test / n_train"));
}

TEST(Judges, sign_flip_of_one_comparison_is_the_permutation_test) {
  EXPECT_NEAR(judged("sign_flip", {reference::one})[0].p, reference::one_flip_p, 1e-15);
}

TEST(Judges, sign_flip_of_a_family_agrees_with_brute_force) {
  const auto v = judged("sign_flip", rows(reference::family, 9));
  for (std::size_t k = 0; k < v.size(); ++k) {
    EXPECT_NEAR(v[k].p, reference::family_p[k], 1e-14) << k;
    // where the exact test does not reject, the interval is made to hold 0
    const bool open = v[k].p > 0.05;
    EXPECT_NEAR(v[k].low, open ? std::min(0.0, reference::family_low[k]) : reference::family_low[k], 1e-12) << k;
    EXPECT_NEAR(v[k].high, open ? std::max(0.0, reference::family_high[k]) : reference::family_high[k], 1e-12) << k;
  }
  EXPECT_TRUE(holds(v[0].method, "all 256 sign patterns")) << v[0].method;
}

TEST(Judges, t_families_are_corrected_by_holm) {
  const auto v = judged("paired_t", rows(reference::family, 9));
  const auto e = judged("equivalence", rows(reference::family, 9), {.margin = 1.5});
  for (std::size_t k = 0; k < v.size(); ++k) {
    EXPECT_NEAR(v[k].p, reference::family_holm[k], 1e-13) << k;
    EXPECT_NEAR(e[k].p, reference::family_equivalence[k], 1e-13) << k;
  }
}

TEST(Judges, equivalence_answers_one_question) {
  const Vector small{0.001, -0.002, 0.0005, 0.001, -0.001, 0.0015, -0.0005, 0.002}, large{5, 6, 5.5, 5.2, 6.1, 5.7, 5.9, 5.1};
  const auto v = judged("equivalence", {small, large}, {.margin = 0.01});
  EXPECT_EQ(v[0].finding, Finding::does_not_matter);
  EXPECT_LT(v[0].p, 1e-4);
  EXPECT_EQ(v[1].finding, Finding::cannot_tell);
  EXPECT_GT(v[1].p, 0.99);
  EXPECT_TRUE(holds(message([&] { judged("equivalence", {small}); }), "margin"));
}

TEST(Judges, random_patterns_stand_in_for_all_above_16_blocks) {
  Vector d(20, 1.0);
  d[3] = d[7] = -0.5;
  const Verdict v = judged("sign_flip", {d})[0];
  // exact by counting: |sum of signed d| >= 17; let j of the 18 ones and k of the 2 halves be flipped
  double reached = 0;
  for (int j = 0; j <= 18; ++j)
    for (int k = 0; k <= 2; ++k) {
      double ways = k == 1 ? 2 : 1;
      for (int i = 0; i < j; ++i) ways *= (18.0 - i) / (i + 1);
      if (std::fabs(18 - 2 * j - (1 - k)) >= 17) reached += ways;
    }
  const double exact = reached / std::pow(2, 20);
  EXPECT_NEAR(v.p, (1 + 10000 * exact) / 10001, 4 * std::sqrt(exact / 10000));
  EXPECT_TRUE(holds(v.method, "10000 random sign patterns"));
  EXPECT_EQ(v.p, judged("sign_flip", {d})[0].p);
}

TEST(Judges, no_difference_at_all) {
  for (const char* judge : {"sign_flip", "paired_t"}) {
    const Verdict v = judged(judge, {Vector(10, 0.0)}, {.margin = 0.01})[0];
    EXPECT_EQ(v.p, 1) << judge;
    EXPECT_EQ(v.low, 0);
    EXPECT_EQ(v.high, 0);
    EXPECT_EQ(v.finding, Finding::does_not_matter);
  }
}

TEST(Judges, a_few_ties_are_no_equality) {
  for (const char* judge : {"sign_flip", "paired_t", "corrected_resampled_t", "equivalence"})
    for (const std::size_t n : {2, 5, 7}) {
      const Family rule{.margin = 0.01, .test_over_train = 0.25};
      const Verdict v = judged(judge, {Vector(n, 0.0)}, rule)[0];
      EXPECT_EQ(v.finding, n == 7 ? Finding::does_not_matter : Finding::cannot_tell) << judge << n;
      EXPECT_EQ(std::isinf(v.high), n != 7) << judge << n;
      EXPECT_TRUE(n == 7 || holds(v.assumption, "not met: all differences are")) << judge << v.assumption;
      // of three comparisons: 3 times 2 in 2^7 is 0.047
      EXPECT_EQ(judged(judge, {Vector(n, 0.0), Vector(n, 0.0), Vector(n, 0.0)}, rule)[2].finding,
                n == 7 ? Finding::does_not_matter : Finding::cannot_tell) << judge << n;
    }
  for (const char* judge : {"sign_flip", "paired_t", "corrected_resampled_t"})   // of three: 3 times 2 in 2^6 is 0.094
    EXPECT_EQ(judged(judge, {Vector(6, 0.0), Vector(6, 0.0), Vector(6, 0.0)}, {.margin = 0.01, .test_over_train = 0.25})[1].finding, Finding::cannot_tell) << judge;
  EXPECT_TRUE(holds(judged("corrected_resampled_t", {Vector(7, 0.0)}, {.margin = 0.01, .test_over_train = 0.25})[0].assumption, "as if splits owed each other nothing"));
  EXPECT_EQ(judged("sign_flip", {Vector(3, 0.005)}, {.margin = 0.01})[0].finding, Finding::cannot_tell);
}

TEST(Judges, the_same_difference_in_every_block) {
  Vector d;  // equal but for rounding
  for (int i = 0; i < 10; ++i) d.push_back((0.9 + 0.001 * i + 0.02) - (0.9 + 0.001 * i));
  const Verdict flip = judged("sign_flip", {d}, {.margin = 0.01})[0];
  EXPECT_EQ(flip.p, 1.0 / 512);
  EXPECT_NEAR(flip.low, 0.02, 1e-12);
  EXPECT_NEAR(flip.high, 0.02, 1e-12);
  EXPECT_EQ(flip.finding, Finding::matters);
  const Verdict t = judged("paired_t", {d}, {.margin = 0.01})[0];
  EXPECT_EQ(t.finding, Finding::matters);
  EXPECT_EQ(t.p, 1.0 / 512);  // the exact sign test: a t test has no spread to go by
  EXPECT_TRUE(holds(t.assumption, "by their signs alone")) << t.assumption;
  EXPECT_EQ(judged("paired_t", {Vector(3, 0.02)}, {.margin = 0.01})[0].finding, Finding::cannot_tell);
  const Verdict few = judged("sign_flip", {Vector(3, 0.02)}, {.margin = 0.01})[0];
  EXPECT_EQ(few.p, 0.25);
  EXPECT_EQ(few.finding, Finding::cannot_tell);  // an interval without width proves nothing with 3 blocks
}

TEST(Judges, diverged_runs_are_judged_by_order) {
  const Vector worse{inf, 2, 3, inf, 2.5, 4, 2, inf, 3, 2.2}, unclear{inf, -1, 2, -2, 1, -1, nan, 0.5, -0.5, 0};
  const auto v = judged("sign_flip", {worse, unclear, reference::one}, {.margin = 0.01});
  EXPECT_EQ(v[0].finding, Finding::matters);
  EXPECT_NEAR(v[0].p, 3 * 2.0 / 1024, 1e-15);
  EXPECT_EQ(v[0].low, 2);  // order statistics at 0.05 / 3: the second smallest; the second largest is infinite
  EXPECT_EQ(v[0].high, inf);
  EXPECT_EQ(v[0].effect, 3);
  EXPECT_TRUE(holds(v[0].assumption, "rank last"));
  EXPECT_EQ(v[1].finding, Finding::cannot_tell);
  EXPECT_NEAR(v[2].p, 3 * reference::one_flip_p, 1e-15);  // the numeric one keeps a third of the level
  EXPECT_EQ(v[2].low, judged("sign_flip", {reference::one}, {.margin = 0.01, .level = 0.05 / 3})[0].low);
  const Verdict t = judged("paired_t", {worse}, {.margin = 0.01})[0];
  EXPECT_EQ(t.finding, Finding::cannot_tell);
  EXPECT_EQ(t.p, 1);
  EXPECT_TRUE(holds(t.assumption, "no finite score"));
}

TEST(Judges, scale_and_order_of_the_family_do_not_matter) {
  auto all = rows(reference::family, 9);
  const auto v = judged("sign_flip", all);
  for (double& x : all[1]) x *= 1e200;
  std::swap(all[0], all[3]);
  const auto w = judged("sign_flip", all);
  EXPECT_EQ(v[1].p, w[1].p);
  EXPECT_EQ(v[0].p, w[3].p);
  EXPECT_EQ(v[3].p, w[0].p);
}

TEST(Judges, refuse_what_is_no_family) {
  for (const auto* e : judges()) {
    const auto judge = e->make({});
    const Family family{.margin = 0.1, .level = 0.05, .test_over_train = 0.25};
    const std::vector<Comparison> uneven{{{1, 2, 3}}, {{1, 2}}}, lone{{{1}}};
    EXPECT_TRUE(holds(message([&] { judge->judge({}, family); }), "empty")) << e->name;
    EXPECT_TRUE(holds(message([&] { judge->judge(uneven, family); }), "3 and 2 blocks")) << e->name;
    EXPECT_TRUE(holds(message([&] { judge->judge(lone, family); }), "at least 2 blocks")) << e->name;
  }
}

TEST(Corrections, acceptance_G08) {
  const Vector p{.01, .04, .03, .005}, h = holm(p), b = benjamini_hochberg(p), holm_{.03, .06, .06, .02}, bh{.02, .04, .04, .02};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(h[i], holm_[i], 1e-15);
    EXPECT_NEAR(b[i], bh[i], 1e-15);
  }
  EXPECT_EQ(holm(Vector{0.6, 0.9}), (Vector{1, 1}));
}

}  // namespace
}  // namespace paribus
