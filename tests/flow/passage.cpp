// Passage times that are known, and batches drawn with replacement.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "odes.hpp"
#include "paribus/flow/drawn.hpp"
#include "paribus/flow/passage.hpp"

namespace paribus {
namespace {

using namespace odes;

/// dx = mu dt + sigma dW: Euler and Maruyama's steps are exact, so what is left is that a path is looked at only every
/// h.
class Drift final : public StochasticField {
 public:
  Drift(double mu, double sigma) : mu_{mu}, sigma_{sigma} {}
  std::size_t dimension() const override { return 1; }
  double direction(View, const Draw&, Span out) override { return out[0] = mu_, std::nan(""); }
  using Field::direction;
  Diffusion diffusion() const override { return Diffusion::additive; }
  void diffuse(View, const Draw&, View dW, Span out) override { out[0] = sigma_ * dW[0]; }

 private:
  double mu_, sigma_;
};

Passage passage(double start, double barrier, double h, std::size_t walkers) {
  Passage p;
  p.start = start, p.barrier = barrier, p.h = h, p.walkers = walkers, p.noise = {7, 0, "passage"};
  return p;
}

// From 0 to a at speed mu: mean a / mu and variance a sigma^2 / mu^3, whatever the path (Cox & Miller 1965). Without
// the shift of the barrier the mean would be 9 % too long, 18 standard errors.
TEST(PassageTimes, of_a_drift_are_those_of_the_inverse_Gaussian_law) {
  constexpr double a = 2, mu = 0.5, h = 0.1;
  constexpr std::size_t n = 40'000;
  for (const double up : {1.0, -1.0}) {
    Drift f{up * mu, 1};
    const auto p = passage(0, up * (a - barrier_shift(1, h)), h, n);
    const Vector t = passage_times(*integrator("euler_maruyama"), f, p);
    ASSERT_EQ(t.size(), n);
    EXPECT_NEAR(mean(t), a / mu, 4 * std::sqrt(16.0 / n));
    EXPECT_NEAR(variance(t), a / (mu * mu * mu), 1.5);
    EXPECT_TRUE(std::is_sorted(t.begin(), t.end()));
  }
}

// V = (x^2 - 1)^2 / 4 at D = 0.1, from -1 to 1: 66.2686263649179 by quadrature.
TEST(PassageTimes, over_the_barrier_of_a_double_well_are_those_of_the_formula) {
  const auto well = get(problems(), "double_well", "problem").make(Settings{})->objective();
  Langevin f{*well, 0.1};
  constexpr double h = 0.02;
  const Vector t =
      passage_times(*integrator("euler_maruyama"), f, passage(-1, 1 - barrier_shift(std::sqrt(0.2), h), h, 8000));
  ASSERT_EQ(t.size(), 8000u);
  EXPECT_NEAR(mean(t), 66.2686263649179, 4 * 66 / std::sqrt(8000.0));
  EXPECT_NEAR(std::sqrt(variance(t)) / mean(t), 0.96, 0.04);  // nearly memoryless
}

TEST(PassageTimes, without_noise_are_the_time_of_the_flow_for_every_walker) {
  Drift f{0.5, 0};
  EXPECT_EQ(passage_times(*integrator("euler_maruyama"), f, passage(0, 2, 0.25, 5)), Vector(5, 4.0));
}

TEST(PassageTimes, come_from_the_named_stream_alone) {
  Drift f{0.5, 1};
  auto p = passage(0, 1, 0.1, 50);
  const auto m = integrator("euler_maruyama");
  const Vector a = passage_times(*m, f, p);
  EXPECT_EQ(a, passage_times(*m, f, p));
  p.noise.replicate = 1;
  EXPECT_NE(a, passage_times(*m, f, p));
  EXPECT_GT(std::set<double>(a.begin(), a.end()).size(), 20u);  // every walker has chance of its own
}

TEST(PassageTimes, leave_out_who_has_not_arrived_or_was_thrown_out_of_the_numbers) {
  Drift f{0.5, 1};
  auto p = passage(0, 2, 0.1, 1000);
  p.most_steps = 20;
  const Vector t = passage_times(*integrator("euler_maruyama"), f, p);
  EXPECT_GT(t.size(), 10u);
  EXPECT_LT(t.size(), 700u);
  EXPECT_LE(t.back(), 2.0 + 1e-12);
  const auto well = get(problems(), "double_well", "problem").make(Settings{})->objective();
  Langevin hot{*well, 100};  // a cubic force and steps of 10: away within a few steps
  EXPECT_LT(passage_times(*integrator("euler_maruyama"), hot, passage(-1, 1e300, 10, 100)).size(), 100u);
}

TEST(PassageTimes, refuse_what_is_no_passage) {
  Drift f{0.5, 1};
  const auto m = integrator("euler_maruyama");
  EXPECT_THROW(passage_times(*m, f, passage(1, 1, 0.1, 5)), Error);
  EXPECT_THROW(passage_times(*m, f, passage(0, std::nan(""), 0.1, 5)), Error);
  EXPECT_THROW(passage_times(*m, f, passage(0, 1, 0, 5)), Error);
  Bowl2 bowl;
  Langevin two{bowl, 1};
  try {
    passage_times(*m, two, passage(0, 1, 0.1, 5));
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.problem(), "a crowd is made of a field of one coordinate and one noise, and this one has 2 and 2");
  }
}

TEST(DrawnBatches, are_uniform_independent_and_the_same_whenever_they_are_asked_for) {
  constexpr std::uint32_t n = 10, size = 3;
  DrawnBatches batches{n, size, {1, 2, "batches"}};
  std::vector<std::vector<std::uint32_t>> seen;
  Vector counts(n, 0.0);
  int twins = 0;
  for (std::uint64_t step = 0; step < 5000; ++step) {
    const auto rows = batches.rows(step);
    ASSERT_EQ(rows.size(), size);
    seen.emplace_back(rows.begin(), rows.end());
    for (const auto r : rows) {
      ASSERT_LT(r, n);
      ++counts[r];
    }
    twins += rows[0] == rows[1];
  }
  for (const std::uint64_t step : {4999u, 0u, 1023u, 1024u, 2047u, 1u})
    EXPECT_TRUE(std::ranges::equal(batches.rows(step), seen[step])) << step;
  EXPECT_NE(seen[0], seen[1024]);  // the next stream is another one
  double chi = 0;
  for (const double c : counts) chi += (c - 1500) * (c - 1500) / 1500;
  EXPECT_LT(chi, 33);                           // 9 degrees of freedom: p = 1e-4
  EXPECT_NEAR(twins, 500, 4 * std::sqrt(450));  // with replacement: one time in n
  DrawnBatches other{n, size, {1, 3, "batches"}};
  EXPECT_FALSE(std::ranges::equal(other.rows(0), seen[0]));
  DrawnBatches large{2, 5, {1, 0, "batches"}};  // more rows than there are
  EXPECT_EQ(large.rows(7).size(), 5u);
}

}  // namespace
}  // namespace paribus
