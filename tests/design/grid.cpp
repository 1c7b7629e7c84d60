#include <chrono>
#include <limits>

#include "reference.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

std::vector<Share> analyzed(const std::vector<Factor>& f, const Matrix& y) {
  const auto grid = design("grid");
  return grid->analyze(f, grid->plan(f, stream), y, stream);
}

TEST(Grid, the_last_factor_changes_fastest) {
  const std::vector<Factor> f{levels("a", 2), levels("b", 3)};
  const auto plan = design("grid")->plan(f, stream);
  ASSERT_EQ(plan.size(), 6U);
  EXPECT_EQ(plan[1][0].text() + plan[1][1].text(), "01");
  EXPECT_EQ(plan[3][0].text() + plan[3][1].text(), "10");
}

TEST(Grid, counts_without_making) {
  EXPECT_EQ(design("grid")->count(std::vector<Factor>(3, levels("a", 100))), 1000000U);
  const std::vector<Factor> many(20, levels("a", 1000));
  EXPECT_EQ(design("grid")->count(many), std::numeric_limits<std::uint64_t>::max());
  EXPECT_TRUE(holds(message([&] { design("grid")->plan(many, stream); }), "too large"));
  EXPECT_TRUE(holds(message([&] { design("grid")->plan(std::vector{Factor{}}, stream); }), "has no levels"));
}

TEST(Grid, acceptance_H06) {
  const auto s = analyzed({levels("row", 3), levels("column", 4)}, single({3, 5, 4, 8, 2, 6, 5, 7, 9, 8, 7, 4}));
  ASSERT_EQ(s.size(), 4U);
  EXPECT_NEAR(s[0].share, 0.2025316455696, 1e-12);
  EXPECT_NEAR(s[1].share, 0.1139240506329, 1e-12);
  EXPECT_NEAR(s[2].share, 0.6835443037975, 1e-12);
  EXPECT_NEAR(s[3].share, 0, 1e-12);
  EXPECT_TRUE(std::isnan(s[0].low));         // one replicate: no interval,
  EXPECT_GT(s[2].floor, s[2].share * 0.5);   // and an interaction that cannot be told from noise
}

TEST(Grid, acceptance_H05) {  // 2^3: share = (effect / 2)^2 / variance; the first factor changes fastest in the source
  const Vector y{60, 72, 54, 68, 52, 83, 45, 80};
  const double t = 23, c = -5, k = 1.5, tc = 1.5, tk = 10, ck = 0, tck = 0.5;
  const double total = (t * t + c * c + k * k + tc * tc + tk * tk + ck * ck + tck * tck) / 4;
  const auto s = analyzed({levels("K", 2), levels("C", 2), levels("T", 2)}, single(y));
  const Vector effects{k, c, t, ck, tk, tc, tck};
  ASSERT_EQ(s.size(), effects.size());
  for (std::size_t i = 0; i < effects.size(); ++i) EXPECT_NEAR(s[i].share, effects[i] * effects[i] / 4 / total, 1e-13) << i;
  EXPECT_EQ(s[4].factors, (std::vector<std::size_t>{0, 2}));
  EXPECT_TRUE(s[6].factors.empty());
}

TEST(Grid, replicates_agree_with_numpy) {
  Matrix y(24, 3);
  y.values = reference::grid;
  const auto s = analyzed({levels("a", 3), levels("b", 4), levels("c", 2)}, y);
  for (std::size_t k = 0; k < s.size(); ++k) EXPECT_NEAR(s[k].share, reference::grid_shares[k], 1e-12) << k;
  for (double& v : y.values) v = 1e12 + 1e-1 * std::round(10 * v);  // as in NIST SmLs09: large numbers, small steps
  Matrix z = y;
  for (double& v : z.values) v -= 1e12;
  const auto large = analyzed({levels("a", 3), levels("b", 4), levels("c", 2)}, y);
  const auto small = analyzed({levels("a", 3), levels("b", 4), levels("c", 2)}, z);
  for (std::size_t k = 0; k < s.size(); ++k) EXPECT_NEAR(large[k].share, small[k].share, 1e-8) << k;
}

TEST(Grid, refuses_what_is_not_its_own) {
  const auto grid = design("grid");
  const std::vector<Factor> f{levels("a", 2), levels("b", 2)};
  auto plan = grid->plan(f, stream);
  const Matrix y(4, 2);
  std::swap(plan[1], plan[2]);
  EXPECT_TRUE(holds(message([&] { grid->analyze(f, plan, y, stream); }), "cell 2 of the plan is not the one that design 'grid'"));
  plan.pop_back();
  EXPECT_TRUE(holds(message([&] { grid->analyze(f, plan, y, stream); }), "plans 4 cells for these factors, but got 3"));
  EXPECT_TRUE(holds(message([&] { analyzed(f, Matrix(3, 2)); }), "responses for 3 cells"));
  Matrix bad(4, 2);
  bad(2, 1) = std::nan("");
  EXPECT_TRUE(holds(message([&] { analyzed(f, bad); }), "cell 3 in replicate 2 is not a number"));
}

TEST(Grid, a_response_that_never_varies_has_no_shares) {
  for (const Share& s : analyzed({levels("a", 2), levels("b", 2)}, Matrix(4, 3, 0.7))) EXPECT_EQ(s.share, 0);
}

/// y[cell, replicate] = signal(cell) + replicate's own shift + noise.
Matrix simulated(std::size_t cells, std::size_t replicates, const std::function<double(std::size_t)>& signal, Stream& s) {
  Matrix y(cells, replicates);
  Vector shift(replicates);
  fill_normal(s, y.values);
  fill_normal(s, shift);
  for (std::size_t i = 0; i < cells; ++i)
    for (std::size_t r = 0; r < replicates; ++r) y(i, r) += signal(i) + 0.5 * shift[r];
  return y;
}

// Beside a strong factor, an inert one and an interaction that is not there pass their floors in 5 % of studies:
// at most 32 of 400 (binomial, 99.5 %). The floor of an interaction is exact only in the limit of many strata.
TEST(Grid, what_does_nothing_stays_below_the_floor) {
  Stream s{{3, 0, "floor"}};
  int inert = 0, pair = 0, strong = 0;
  for (int study = 0; study < 400; ++study) {
    const auto shares = analyzed({levels("strong", 4), levels("inert", 3)},
                                 simulated(12, 5, [](std::size_t i) { return 2.0 * static_cast<double>(i / 3); }, s));
    strong += shares[0].share > shares[0].floor;
    inert += shares[1].share > shares[1].floor;
    pair += shares[2].share > shares[2].floor;
  }
  std::printf("  above the floor, of 400: strong %d, inert %d, absent interaction %d\n", strong, inert, pair);
  EXPECT_EQ(strong, 400);
  EXPECT_LE(inert, 32);
  EXPECT_GE(inert, 8);
  EXPECT_LE(pair, 32);
  EXPECT_GE(pair, 5);
}

TEST(Grid, intervals_cover_the_true_share) {
  Stream s{{4, 0, "cover"}};
  const auto signal = [](std::size_t i) { return 1.0 * static_cast<double>(i / 3) + 0.4 * static_cast<double>(i % 3); };
  // variances: first factor 1.25, second 0.16 * 2/3, noise 1, shift of the replicate 0.25
  const double second = 0.16 * 2 / 3, total = 1.25 + second + 1.25;
  int first_covered = 0, second_covered = 0, noise_covered = 0;
  for (int study = 0; study < 400; ++study) {
    const auto shares = analyzed({levels("a", 4), levels("b", 3)}, simulated(12, 10, signal, s));
    const auto covers = [&](const Share& x, double truth) { return x.low <= truth && truth <= x.high; };
    first_covered += covers(shares[0], 1.25 / total);
    second_covered += covers(shares[1], second / total);
    noise_covered += covers(shares[3], 1.25 / total);
  }
  std::printf("  covered, of 400: %d, %d, noise %d\n", first_covered, second_covered, noise_covered);
  for (const int covered : {first_covered, second_covered, noise_covered}) EXPECT_GE(covered, 364);  // 91 %
}

TEST(Grid, a_study_of_31_x_4_x_2_cells_takes_less_than_a_second) {
  Stream s{{5, 0, "time"}};
  const Matrix y = simulated(31 * 4 * 2, 10, [](std::size_t i) { return static_cast<double>(i % 7); }, s);
  const std::vector<Factor> f{rates(1e-4, 10, 31), levels("optimizer.kind", 4), levels("training.batch_size", 2)};
  const auto begin = std::chrono::steady_clock::now();
  const auto shares = analyzed(f, y);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::printf("  %.3f s\n", seconds);
  EXPECT_LT(seconds, 1);
  EXPECT_EQ(shares.size(), 7U);
}

}  // namespace
}  // namespace paribus
