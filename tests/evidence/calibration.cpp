// The judges judged: how often they are wrong on studies where nothing differs, how often right where something
// does. Bounds are binomial: a judge at exactly 0.05 rejects more than 41 of 500 with probability 0.001.
#include <cmath>
#include <functional>

#include "paribus/math/dense.hpp"
#include "paribus/math/normal.hpp"
#include "paribus/math/vector.hpp"
#include "reference.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

constexpr int studies = 500, most_false = 41;

/// Scores of one run: nothing but chance.
using Score = std::function<double(Stream&)>;
double normal(Stream& s) { Vector v(2); fill_normal(s, v); return v[0]; }
double skewed(Stream& s) { return std::exp(normal(s)); }
double tied(Stream& s) { return std::round(normal(s)); }              // a test part of few rows
double mostly_equal(Stream& s) { return s.uniform() < 0.2 ? 0 : 1; }  // a fifth of the runs fails

/// A family of `m` arms against one reference arm, 10 replicates, all from one distribution.
std::vector<Comparison> null_family(const Score& score, std::size_t m, Stream& s) {
  std::vector<Comparison> out(m, Comparison{Vector(10)});
  for (std::size_t i = 0; i < 10; ++i) {
    const double reference = score(s);
    for (Comparison& c : out) c.differences[i] = score(s) - reference;
  }
  return out;
}

/// Studies of 500 in which some comparison is found real, and in which some p reaches the level.
struct Falses { int findings = 0, p = 0; };
Falses falses(const Judge& judge, const Family& family, const std::function<std::vector<Comparison>()>& study) {
  Falses f;
  for (int i = 0; i < studies; ++i) {
    bool found = false, small = false;
    for (const Verdict& v : judge.judge(study(), family)) {
      found = found || v.finding == Finding::matters || v.finding == Finding::real;
      small = small || v.p <= family.level;
    }
    f.findings += found;
    f.p += small;
  }
  return f;
}

TEST(Calibration, sign_flip_over_starts) {
  const auto judge = get(judges(), "sign_flip", "judge").make({});
  const std::vector<std::pair<const char*, Score>> scores{
      {"normal", normal}, {"skewed", skewed}, {"tied", tied}, {"mostly equal", mostly_equal}};
  for (const auto& [name, score] : scores)
    for (const std::size_t m : {1U, 5U}) {
      Stream s{{7, m, name}};
      const Falses f = falses(*judge, {}, [&, &draw = score] { return null_family(draw, m, s); });
      EXPECT_LE(f.findings, most_false) << name << ", family of " << m;
      EXPECT_LE(f.p, most_false) << name << ", family of " << m;
      RecordProperty(std::string(name) + " " + std::to_string(m), f.p);
      std::printf("  sign_flip      %-13s family of %zu: %2d of 500 (p), %2d (findings)\n", name, m, f.p, f.findings);
    }
}

TEST(Calibration, equal_rates_of_divergence) {  // a fifth of the runs of either arm diverges on an unbounded loss
  const auto judge = get(judges(), "sign_flip", "judge").make({});
  const Score loss = [](Stream& s) { return s.uniform() < 0.2 ? infinity : normal(s); };
  for (const std::size_t m : {1U, 5U}) {
    Stream s{{8, m, "diverged"}};
    const Falses f = falses(*judge, {}, [&] { return null_family(loss, m, s); });
    EXPECT_LE(f.findings, most_false) << m;
    EXPECT_LE(f.p, most_false) << m;
  }
}

/// Share of correct classes on rows `test` of the least-squares classifier fitted to rows `train` of columns
/// [first, first + d) of x.
double accuracy(const Matrix& x, const Vector& y, std::size_t first, std::size_t d, std::span<const std::uint32_t> train,
                std::span<const std::uint32_t> test) {
  Matrix a(train.size(), d + 1, 1.0);
  Vector b(d + 1);
  for (std::size_t i = 0; i < train.size(); ++i) {
    for (std::size_t k = 0; k < d; ++k) a(i, k) = x(train[i], first + k);
    axpy(y[train[i]], a.row(i), b);
  }
  const Vector w = solve_positive(gram(a), b);
  std::size_t right = 0;
  for (const std::uint32_t i : test) right += (w[d] + dot(x.row(i).subspan(first, d), View(w).first(d))) * y[i] > 0;
  return static_cast<double>(right) / static_cast<double>(test.size());
}

/// Differences in accuracy, over 10 resplits of fresh data, of classifiers that see exchangeable blocks of features:
/// block 0 is the reference. No block is better than another, but each is good or bad for this sample as a whole.
std::vector<Comparison> resplit_family(std::size_t n, std::size_t m, double test_share, Stream& s) {
  constexpr std::size_t d = 5, splits = 10;
  Matrix x(n, d * (m + 1));
  Vector y(n), noise(n);
  fill_normal(s, x.values);
  fill_normal(s, noise);
  for (std::size_t i = 0; i < n; ++i) y[i] = 0.3 * sum(x.row(i)) + noise[i] > 0 ? 1 : -1;
  const auto tests = static_cast<std::size_t>(std::lround(test_share * static_cast<double>(n)));
  std::vector<Comparison> out(m, Comparison{Vector(splits)});
  for (std::size_t j = 0; j < splits; ++j) {
    const auto rows_ = permutation(static_cast<std::uint32_t>(n), s);
    const std::span<const std::uint32_t> test{rows_.data(), tests}, train{rows_.data() + tests, n - tests};
    const double reference = accuracy(x, y, 0, d, train, test);
    for (std::size_t k = 0; k < m; ++k) out[k].differences[j] = accuracy(x, y, d * (k + 1), d, train, test) - reference;
  }
  return out;
}

TEST(Calibration, corrected_resampled_t_over_new_data) {
  const auto judge = get(judges(), "corrected_resampled_t", "judge").make({});
  for (const std::size_t m : {1U, 5U}) {
    Stream s{{9, m, "resplits"}};
    const Falses f = falses(*judge, {.margin = 0, .level = 0.05, .test_over_train = 0.25}, [&] { return resplit_family(200, m, 0.2, s); });
    EXPECT_LE(f.findings, most_false) << m;
    EXPECT_LE(f.p, most_false) << m;
    std::printf("  corrected_resampled_t, n = 200, family of %zu: %d of 500\n", m, f.p);
  }
}

TEST(Calibration, a_plain_t_test_over_resplits_would_fail) {  // so that the test above can fail
  Stream s{{9, 1, "resplits"}};
  const Falses f = falses(*get(judges(), "paired_t", "judge").make({}), {}, [&] { return resplit_family(200, 1, 0.2, s); });
  EXPECT_GT(f.p, 100);
}

TEST(Calibration, power_and_coverage) {  // 2 000 studies with a true mean of one standard deviation
  Stream s{{10, 0, "power"}};
  for (const char* name : {"paired_t", "sign_flip"}) {
    const auto judge = get(judges(), name, "judge").make({});
    int found = 0, covered = 0, wrong_sign = 0;
    for (int i = 0; i < 2000; ++i) {
      Vector d(10);
      fill_normal(s, d);
      for (double& v : d) v += 1;
      const Verdict v = judge->judge(std::vector{Comparison{d}}, {})[0];
      found += v.finding == Finding::matters;
      wrong_sign += v.high < 0;
      covered += v.low <= 1 && 1 <= v.high;
    }
    EXPECT_NEAR(found / 2000.0, reference::power, 0.03) << name;
    EXPECT_EQ(wrong_sign, 0) << name;
    EXPECT_GE(covered, 1869) << name;
    EXPECT_LE(covered, 1929) << name;
    std::printf("  %-9s power %.3f (noncentral t %.3f), %d of 2000 intervals cover\n", name, found / 2000.0, reference::power, covered);
  }
}

TEST(Calibration, equivalence_at_the_margin) {  // P4: claimed falsely in at most 5 %, and found at 0 in 80 %
  Stream s{{11, 0, "equivalence"}};
  const auto judge = get(judges(), "equivalence", "judge").make({});
  for (const double truth : {1.0, 0.0}) {
    int claimed = 0;
    for (int i = 0; i < studies; ++i) {
      Vector d(12);
      fill_normal(s, d);
      for (double& v : d) v += truth;
      claimed += judge->judge(std::vector{Comparison{d}}, {.margin = 1})[0].finding == Finding::does_not_matter;
    }
    if (truth > 0) EXPECT_LE(claimed, most_false);
    else EXPECT_GE(claimed, 400);
  }
}

}  // namespace
}  // namespace paribus
