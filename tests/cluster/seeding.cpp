// k-means++: the exact mean of its potential on seven points (Arthur & Vassilvitskii 2007), the same of the greedy one
// by going through all draws, and what must hold for any points.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "paribus/cluster/seeding.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

const Vector seven{1, 2, 3, 7, 8, 11, 13};

Matrix line(const Vector& points) {
  Matrix x(points.size(), 1);
  x.values = points;
  return x;
}

double potential(const std::vector<std::size_t>& seeds) {
  double out = 0;
  for (const double x : seven) {
    double least = 1e300;
    for (const auto s : seeds) least = std::min(least, (x - seven[s]) * (x - seven[s]));
    out += least;
  }
  return out;
}

/// Mean potential after k seeds, over all draws of `candidates` for each.
double exact_mean(std::vector<std::size_t> seeds, std::size_t k, std::size_t candidates) {
  if (seeds.size() == k) return potential(seeds);
  double out = 0;
  const double now = seeds.empty() ? 0 : potential(seeds);
  const auto chance = [&](std::size_t i) {
    if (seeds.empty()) return 1. / 7;
    double least = 1e300;
    for (const auto s : seeds) least = std::min(least, (seven[i] - seven[s]) * (seven[i] - seven[s]));
    return least / now;
  };
  const std::size_t draws = seeds.empty() ? 1 : candidates;
  std::size_t all = 1;
  for (std::size_t c = 0; c < draws; ++c) all *= 7;
  for (std::size_t which = 0; which < all; ++which) {
    double p = 1, least = 1e300;
    std::size_t best = 0;
    for (std::size_t c = 0, rest = which; c < draws; ++c, rest /= 7) {
      p *= chance(rest % 7);
      auto with = seeds;
      with.push_back(rest % 7);
      if (potential(with) < least) least = potential(with), best = rest % 7;
    }
    if (p == 0) continue;
    auto with = seeds;
    with.push_back(best);
    out += p * exact_mean(with, k, candidates);
  }
  return out;
}

Vector drawn(std::size_t k, std::size_t candidates, std::size_t times) {
  const PointBlocks<double> x{line(seven), origin_of(line(seven))};
  Vector out;
  Stream stream{{1, 0, "start"}};
  for (std::size_t i = 0; i < times; ++i) out.push_back(draw_seeds(x, k, candidates, stream).potential);
  return out;
}

TEST(Seeding, HasTheExactMeanPotential) {
  const double exact[] = {255.4285714286, 54.95743303794, 13.46009055098};   // of one candidate, k = 1, 2, 3
  for (std::size_t k = 1; k <= 3; ++k) {
    EXPECT_NEAR(exact_mean({}, k, 1), exact[k - 1], 1e-9);
    for (const std::size_t candidates : {1, 2, 3}) {
      const Vector potentials = drawn(k, candidates, 40'000);
      const double error = std::sqrt(variance(potentials) / 40'000);
      EXPECT_NEAR(mean(potentials), exact_mean({}, k, candidates), 4 * error) << k << " of " << candidates;
    }
  }
  EXPECT_LT(exact_mean({}, 3, 3), exact_mean({}, 3, 1));
}

TEST(Seeding, PotentialIsThatOfItsRows) {
  Matrix x(1000, 3);
  for (std::size_t i = 0; i < x.values.size(); ++i) x.values[i] = std::sin(3. + 7. * double(i)) + double(i % 5);
  Stream stream{{2, 0, "start"}};
  const Seeds s = draw_seeds(PointBlocks<double>{x, origin_of(x)}, 20, 4, stream);
  EXPECT_EQ(std::set<std::size_t>(s.rows.begin(), s.rows.end()).size(), 20u);
  double all = 0;
  for (std::size_t i = 0; i < x.rows; ++i) {
    double least = 1e300;
    for (const auto r : s.rows) {
      double squared = 0;
      for (std::size_t k = 0; k < 3; ++k) squared += (x(i, k) - x(r, k)) * (x(i, k) - x(r, k));
      least = std::min(least, squared);
    }
    all += least;
  }
  EXPECT_NEAR(s.potential, all, 1e-12 * all);
  Stream again{{2, 0, "start"}};
  EXPECT_NEAR(draw_seeds(PointBlocks<float>{x, origin_of(x)}, 20, 4, again).potential, all, 0.3 * all) << "float32: perhaps other draws, not another sort of draw";
}

TEST(Seeding, TakesEveryPlaceBeforeAnyTwice) {
  Matrix x(100, 1);
  for (std::size_t i = 0; i < 100; ++i) x.values[i] = double(i % 3);
  Stream stream{{3, 0, "start"}};
  const Seeds s = draw_seeds(PointBlocks<float>{x, origin_of(x)}, 5, 2, stream);
  EXPECT_EQ(s.potential, 0);
  std::set<double> places;
  for (std::size_t j = 0; j < 3; ++j) places.insert(x.values[s.rows[j]]);
  EXPECT_EQ(places.size(), 3u);
  for (const auto r : s.rows) EXPECT_LT(r, 100u);
}

TEST(Seeding, UsualCandidatesAreScikitLearns) {
  for (const auto& [k, candidates] : {std::pair{1, 2}, {2, 2}, {3, 3}, {7, 3}, {8, 4}, {64, 6}, {1000, 8}})
    EXPECT_EQ(usual_candidates(std::size_t(k)), std::size_t(candidates)) << k;
}

}  // namespace
}  // namespace paribus
