// Covariances of noise and of one spike: closed forms, published constants, and rows drawn at random.
#include "paribus/theory/random_matrix.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "paribus/math/normal.hpp"
#include "paribus/math/principal.hpp"
#include "paribus/math/quadrature.hpp"
#include "paribus/theory/theory.hpp"

namespace paribus {
namespace {

using namespace random_matrix;

TEST(MarchenkoPastur, HasTheMomentsOfItsClosedForms) {
  const auto [low, high] = edges(0.5);
  EXPECT_NEAR(low, 0.0857864376269, 1e-12);
  EXPECT_NEAR(high, 2.914213562373, 1e-12);
  EXPECT_NEAR(density(1, 0.5), 0.4210843993478, 1e-12);
  const auto moment = [&, low = low, high = high](auto f) { return integral([&](double x) { return f(x) * density(x, 0.5); }, low, high); };
  EXPECT_NEAR(moment([](double) { return 1.0; }), 1, 1e-10);
  EXPECT_NEAR(moment([](double x) { return x; }), 1, 1e-10);
  EXPECT_NEAR(moment([](double x) { return x * x; }), 1.5, 1e-10);
  EXPECT_NEAR(moment([](double x) { return 1 / x; }), 2, 1e-9);
  EXPECT_NEAR(moment([](double x) { return 1 / (x + 1); }), 0.5615528128088, 1e-10);
  EXPECT_EQ(density(3, 0.5), 0);
  EXPECT_NEAR(edges(0.5, 4).high, 4 * high, 1e-12);
}

TEST(GavishDonoho, HasThePublishedFactors) {
  EXPECT_NEAR(std::sqrt(median(1)), 0.807945506599, 1e-9);
  EXPECT_NEAR(gavish_donoho_factor(1), 2.85836242407, 1e-8);
  // Their table has 2.1711 and 1.6089; SciPy's quad and brentq find these.
  EXPECT_NEAR(gavish_donoho_factor(0.5), 2.171185348451374, 1e-7);
  EXPECT_NEAR(gavish_donoho_factor(0.1), 1.6087715573947374, 1e-7);
}

TEST(SpikedCovariance, HasThePublishedTransition) {
  EXPECT_NEAR(spike_threshold(0.5), 1.707106781187, 1e-12);
  EXPECT_NEAR(spike_variance(4, 0.5), 4.666666666667, 1e-12);
  EXPECT_NEAR(spike_overlap(4, 0.5), 0.8095238095238, 1e-12);
  EXPECT_EQ(spike_overlap(1.7, 0.5), 0);
  EXPECT_NEAR(spike_variance(1.5, 0.5), edges(0.5).high, 1e-12);
}

// 1000 rows of 300 columns, the first of which has the spike's variance. Means of nine draws: one alone strays by 6 %.
TEST(SpikedCovariance, IsWhatRandomRowsShow) {
  const std::size_t n = 1000, d = 300;
  for (const double spike : {1.0, 1.3, 2.5, 6.0}) {
    double largest = 0, overlap = 0, least = 0;
    for (std::uint64_t draw = 0; draw < 9; ++draw) {
      Matrix x(n, d);
      Stream s{{5, draw, "spike"}};
      fill_normal(s, x.values);
      for (std::size_t i = 0; i < n; ++i) x(i, 0) *= std::sqrt(spike);
      const auto p = principal_components(x, d);
      largest += p.variance[0] / 9, overlap += p.axes(0, 0) * p.axes(0, 0) / 9, least += p.variance[d - 1] / 9;
    }
    EXPECT_NEAR(largest / spike_variance(spike, 0.3), 1, 0.05) << spike;
    EXPECT_NEAR(overlap, spike_overlap(spike, 0.3), 0.05) << spike;
    EXPECT_NEAR(least / edges(0.3).low, 1, 0.05);
  }
}

std::optional<Prediction> said(const char* theory, const Facts& facts, Words words = {}) {
  return get(theories(), theory, "theory").make(Settings{})->predict(facts, words);
}

TEST(Ranks, ParallelAnalysisEndsWhereChanceHoldsAsMuch) {
  EXPECT_EQ(said("parallel_analysis", {{"variances", {5, 3, 1, 0.9}}, {"shuffled_variances", {1.5, 1.4, 1.1, 0.8}}})->values, (Vector{2}));
  EXPECT_FALSE(said("parallel_analysis", {{"variances", {1, 1}}, {"shuffled_variances", {1.5, 0.5}}}));
}

TEST(SpikedCovariance, SaysWhetherTheRowsAreThoseItSpeaksOf) {
  using A = Prediction::Assumption;
  const Facts facts{{"spike", {4}}, {"rows", {60}}, {"columns", {30}}};
  EXPECT_EQ(said("spiked_covariance", facts)->assumption, A::unknown);
  for (const auto& [background, assumption] : std::map<std::string, A>{{"normal numbers", A::met}, {"shuffled columns", A::unknown}, {"real rows", A::broken}}) {
    const auto p = said("spiked_covariance", facts, {{"background", background}});
    ASSERT_TRUE(p) << background;
    EXPECT_EQ(p->assumption, assumption) << background;
    EXPECT_NEAR(p->values[0], 0.8095238095238, 1e-12) << background;
  }
  const auto few = said("spiked_covariance", {{"spike", {4}}, {"rows", {20}}, {"columns", {10}}}, {{"background", "normal numbers"}});
  EXPECT_EQ(few->assumption, A::unknown) << "a limit of many rows and columns";
  EXPECT_NE(few->why.find("there are few"), std::string::npos);
}

// Five directions of variance 9 and 100 of variance 1: both counts find the five.
TEST(Ranks, FindWhatWasPlanted) {
  const std::size_t n = 400, d = 105;
  Matrix x(n, d);
  Stream s{{5, 0, "planted"}};
  fill_normal(s, x.values);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < 5; ++j) x(i, j) *= 3;
  const Facts facts{{"variances", principal_components(x, d).variance},
                    {"rows", {static_cast<double>(n)}}, {"columns", {static_cast<double>(d)}}};
  for (const char* theory : {"marchenko_pastur", "gavish_donoho"}) {
    const auto p = said(theory, facts);
    ASSERT_TRUE(p) << theory;
    EXPECT_EQ(p->axis, "components");
    EXPECT_EQ(p->values, (Vector{5})) << theory;
  }
}

TEST(JohnsonLindenstrauss, ItsLineIsDasguptaAndGuptas) {
  const Words words{{"directions", "gaussian"}};
  const auto e = said("johnson_lindenstrauss", {{"points", {1000}}, {"components", {1000}}}, words);
  ASSERT_TRUE(e);
  EXPECT_NEAR(4 * std::log(1000) / (e->values[0] * e->values[0] / 2 - std::pow(e->values[0], 3) / 3), 1000, 1e-8);
  Words count = words;
  count["quantity"] = "components";   // scikit-learn's johnson_lindenstrauss_min_dim(10**6, eps=0.5) is 663, rounded down
  EXPECT_EQ(said("johnson_lindenstrauss", {{"points", {1e6}}, {"wanted_distortion", {0.5}}}, count)->values, (Vector{664}));
  EXPECT_FALSE(said("johnson_lindenstrauss", {{"points", {1000}}, {"components", {100}}}, words));
  EXPECT_FALSE(said("johnson_lindenstrauss", {{"points", {1000}}, {"components", {1000}}}, {{"directions", "pca"}}));
}

}  // namespace
}  // namespace paribus
