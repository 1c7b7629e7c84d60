// Friedman and Nemenyi beside R's friedman.test and ptukey, and beside Demsar's own example.
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "paribus/evidence/ranks.hpp"
#include "paribus/math/distribution.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

Matrix table(const std::vector<Vector>& rows) {
  Matrix m(rows.size(), rows[0].size());
  for (std::size_t i = 0; i < m.rows; ++i) std::copy(rows[i].begin(), rows[i].end(), m.row(i).begin());
  return m;
}

// Demsar 2006, table 6: areas under the curve of C4.5, with m, with cf, with both, on 14 data sets. Its last set but one
// is printed .975 for the last two; his ranks of them are 2 and 3, so that the numbers that he ranked differed.
Matrix demsar() {
  return table({{.763, .768, .771, .798}, {.599, .591, .590, .569}, {.954, .971, .968, .967}, {.628, .661, .654, .657}, {.882, .888, .886, .898},
                {.936, .931, .916, .931}, {.661, .668, .609, .685}, {.583, .583, .563, .625}, {.775, .838, .866, .875}, {1.000, 1.000, 1.000, 1.000},
                {.940, .962, .965, .962}, {.619, .666, .614, .669}, {.972, .981, .97501, .975}, {.957, .978, .946, .970}});
}

TEST(RankTest, OfDemsarsExample) {
  const RankTest t = rank_test(demsar(), true, 0.05);
  const double ranks[] = {22.0 / 7, 2.0, 40.5 / 14, 27.5 / 14};
  for (std::size_t k = 0; k < 4; ++k) EXPECT_NEAR(t.mean[k], ranks[k], 1e-12);
  EXPECT_NEAR(t.chi_squared * t.ties, 9.278571428571, 1e-11) << "his formula knows no ties";
  EXPECT_NEAR(t.chi_squared, 10.22834645669, 1e-10);
  const double plain = t.chi_squared * t.ties;
  EXPECT_NEAR(13 * plain / (14 * 3 - plain), 3.686313032089, 1e-11);
  EXPECT_NEAR(t.f, 13 * 10.22834645669 / (42 - 10.22834645669), 1e-9);
  EXPECT_NEAR(t.p, f_upper(t.f, 3, 39), 1e-15);
  EXPECT_NEAR(t.critical, 1.253559147118, 1e-11);
  EXPECT_EQ(t.alike, (std::vector<std::vector<std::size_t>>{{3, 1, 2, 0}})) << "1.18 apart: Nemenyi's test tells none from another";
}

TEST(RankTest, IsRsFriedmanTest) {
  const auto all = nlohmann::json::parse(std::ifstream(PARIBUS_SOURCE_DIR "/tests/reference/ranks.json"));
  for (const auto& c : all.at("tables")) {
    Matrix scores(c.at("sets"), c.at("treatments"));
    scores.values = c.at("scores").get<Vector>();
    const RankTest t = rank_test(scores, true, 0.05);
    for (std::size_t k = 0; k < scores.columns; ++k) EXPECT_NEAR(t.mean[k], c.at("mean")[k].get<double>(), 1e-12);
    EXPECT_NEAR(t.chi_squared, c.at("chi_squared").get<double>(), 1e-10);
    const auto [low, high] = std::minmax_element(t.mean.begin(), t.mean.end());
    EXPECT_NEAR(*high - *low, c.at("extremes").get<double>(), 1e-12);
    EXPECT_NEAR(nemenyi_p(*high - *low, scores.columns, scores.rows), c.at("nemenyi_p").get<double>(), 1e-8);
    for (double& v : scores.values) v = -v;   // the same question asked of losses
    EXPECT_EQ(rank_test(scores, false, 0.05).mean, t.mean);
  }
}

TEST(RankTest, TheCriticalDifferenceIsWhereNemenyisPIsTheLevel) {
  const RankTest t = rank_test(demsar(), true, 0.05);
  EXPECT_NEAR(nemenyi_p(t.critical, 4, 14), 0.05, 1e-10);
}

TEST(RankTest, NamesGroupsThatTheDataDoNotTellApart) {
  Matrix scores(20, 4);
  for (std::size_t i = 0; i < 20; ++i) {   // 0 always best, 3 always worst, 1 and 2 in turn
    const Vector row{4, i % 2 ? 3.0 : 2.0, i % 2 ? 2.0 : 3.0, 1};
    std::copy(row.begin(), row.end(), scores.row(i).begin());
  }
  const RankTest t = rank_test(scores, true, 0.05);
  EXPECT_EQ(t.mean, (Vector{1, 2.5, 2.5, 4}));
  EXPECT_NEAR(t.critical, 1.0488, 1e-3);
  EXPECT_EQ(t.alike, (std::vector<std::vector<std::size_t>>{{1, 2}}));
  const RankTest few = rank_test(table({{4, 3, 2, 1}, {4, 2, 3, 1}}), true, 0.05);   // too few sets to tell any apart
  EXPECT_EQ(few.alike.size(), 1u);
  EXPECT_EQ(few.alike[0].size(), 4u);
}

TEST(RankTest, WhatIsNotFiniteRanksLast) {
  EXPECT_EQ(ranks_of(Vector{0.5, NAN, 0.7, -infinity}, true), (Vector{2, 3.5, 1, 3.5}));
  EXPECT_EQ(ranks_of(Vector{0.5, infinity, 0.7, 0.5}, false), (Vector{1.5, 4, 3, 1.5}));
}

TEST(RankTest, WhereAllAreAlikeNothingIsFound) {
  const RankTest t = rank_test(Matrix(8, 3, 0.5), true, 0.05);
  EXPECT_EQ(t.mean, (Vector{2, 2, 2}));
  EXPECT_EQ(t.p, 1);
  EXPECT_EQ(t.chi_squared, 0);
}

TEST(RankTest, APerfectOrderIsBeyondChance) {
  Matrix scores(8, 3);
  for (std::size_t i = 0; i < 8; ++i) scores(i, 0) = 3, scores(i, 1) = 2, scores(i, 2) = 1;
  const RankTest t = rank_test(scores, true, 0.05);
  EXPECT_EQ(t.chi_squared, 16);
  EXPECT_EQ(t.p, 0);
}

}  // namespace
}  // namespace paribus
