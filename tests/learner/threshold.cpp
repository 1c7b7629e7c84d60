// Where training breaks, measured against the stability limits of a quadratic: gradient descent 2/l,
// momentum 2(1+b)/l, Nesterov 2(1+b)/((1+2b)l).
#include "paribus/learner/threshold.hpp"

#include <algorithm>

#include "paribus/learner/spectrum.hpp"
#include "paribus/theory/theory.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

class Breaks : public testing::Test {
 protected:
  static double ratio(const Bench& b, const std::string& kind, Stability meaning, std::uint64_t steps) {
    const Vector start = start_theta(b, chance(0).start);
    const double lambda = sharpness(b, start, 1e-9).value, beta = 0.9;
    const double limit = (kind == "gradient_descent" ? 2 : kind == "momentum" ? 2 * (1 + beta) : 2 * (1 + beta) / (1 + 2 * beta)) / lambda;
    const auto settings = optimizer(kind, 1);
    Trials trials{b, *settings.optimizer, start, steps};
    const Threshold t = largest_stable_rate(trials, meaning, {0.002}, 0.3 * limit);
    EXPECT_FALSE(t.beyond);
    EXPECT_GT(t.runs, 5u);
    return t.rate / limit;
  }
};

TEST_F(Breaks, OfLinearModelsLieAtTheLimit) {
  for (const char* data : {"diabetes", "digits"}) {
    const Bench b = bench_of(prepared(data), "linear_regression");
    for (const char* kind : {"gradient_descent", "nesterov"}) {
      const double r = ratio(b, kind, Stability::bounded, 2000);
      EXPECT_GE(r, 0.99) << kind << " on " << data;
      EXPECT_LE(r, 1.01) << kind << " on " << data;
    }
  }
}

/// The break that the exact loss curve of theory has, bisected to 0.1 %: no model, no data, no steps taken.
double foretold(const QuadraticFacts& q, std::uint64_t steps, double low, double high) {
  const auto theory = get(theories(), "quadratic_loss_curve", "theory").make(Settings{});
  Facts facts{{"eigenvalues", q.eigenvalues}, {"energies", q.energies}, {"least_loss", {q.least_loss}}, {"beta", {0.9}}, {"steps", {}}};
  for (std::uint64_t t = 1; t <= steps; ++t) facts["steps"].push_back(static_cast<double>(t));
  while (high > 1.001 * low) {
    const double middle = std::sqrt(low * high);
    facts["learning_rate"] = {middle};
    const Vector curve = theory->predict(facts, {{"optimizer", "momentum"}, {"objective", "quadratic"}})->values;
    const bool bounded = *std::max_element(curve.begin(), curve.end()) <= 10 * q.first_loss && curve.back() <= q.first_loss;
    (bounded ? low : high) = middle;
  }
  return std::sqrt(low * high);
}

// Near its limit momentum first grows before it settles, so within finitely many steps it breaks a little earlier:
// where its exact loss curve does.
TEST_F(Breaks, OfMomentumLieWhereItsLossCurveBreaks) {
  const Bench b = bench_of(prepared("digits"), "linear_regression");
  const QuadraticFacts q = quadratic_facts(b, start_theta(b, chance(0).start));
  const double limit = 2 * 1.9 / q.eigenvalues.back(), r = ratio(b, "momentum", Stability::bounded, 2000);
  std::printf("momentum on digits: measured %.5f, foretold %.5f of the limit\n", r, foretold(q, 2000, 0.5 * limit, 1.5 * limit) / limit);
  EXPECT_NEAR(r * limit / foretold(q, 2000, 0.5 * limit, 1.5 * limit), 1, 0.004);
  EXPECT_GE(r, 0.98);
  EXPECT_LE(r, 1.01);
}

TEST_F(Breaks, ByDescentAreNeverAboveThoseByBoundedness) {
  const Bench b = bench_of(prepared("diabetes"), "linear_regression");
  for (const char* kind : {"gradient_descent", "momentum", "nesterov"})
    EXPECT_LE(ratio(b, kind, Stability::descending, 300), ratio(b, kind, Stability::bounded, 300) * 1.002) << kind;
}

TEST_F(Breaks, AreTheSameFromEveryGuessAndCheapFromAGoodOne) {
  const Bench b = bench_of(prepared("diabetes"), "linear_regression");
  const Vector start = start_theta(b, chance(0).start);
  const auto settings = optimizer("gradient_descent", 1);
  const auto from = [&](double guess) {
    Trials trials{b, *settings.optimizer, start, 300};
    return largest_stable_rate(trials, Stability::bounded, {0.01}, guess);
  };
  const Threshold found = from(1);
  for (const double factor : {0.001, 0.3, 0.97, 1.03, 4.0, 1000.0}) {
    const Threshold again = from(factor * found.rate);
    EXPECT_NEAR(again.rate / found.rate, 1, 0.01) << factor;
    EXPECT_LE(again.runs, 0.9 < factor && factor < 1.1 ? 6u : 30u) << factor;
  }
  EXPECT_LE(from(found.rate).runs, 3u);
}

// Short trials find where the full ones look, or nothing; either way full ones decide.
TEST_F(Breaks, AreFoundInFewFullTrials) {
  const Bench b = bench_of(prepared("digits"), "logistic_regression");
  const Vector start = start_theta(b, chance(0).start);
  for (const std::uint64_t steps : {20, 100})
    for (const Stability meaning : {Stability::bounded, Stability::descending}) {
      const auto settings = optimizer("gradient_descent", 1);
      Trials trials{b, *settings.optimizer, start, steps};
      const Threshold full = largest_stable_rate(trials, meaning, {0.01}, 2);
      const Threshold found = BreakSearch{b, *settings.optimizer, start, steps}.find(meaning, {0.01}, 2);
      EXPECT_NEAR(found.rate / full.rate, 1, 0.01) << steps << word(meaning);
      EXPECT_TRUE(trials.stable(found.rate / 1.011, meaning)) << steps << word(meaning);
      if (steps == 20) EXPECT_EQ(found.runs, full.runs);
      else EXPECT_LE(2 * found.runs, full.runs);
    }
}

TEST_F(Breaks, ASecondSearchPaysOnlyForNewRates) {
  const Bench b = bench_of(prepared("iris"), "mlp", {{"hidden_layer_sizes", {Value::List{whole(4)}}}});
  const Vector start = start_theta(b, chance(0).start);
  const auto settings = optimizer("momentum", 1);
  const auto search = [&](Trials& trials, Stability meaning) { return largest_stable_rate(trials, meaning, {0.01}, 0.05); };
  Trials both{b, *settings.optimizer, start, 60}, alone{b, *settings.optimizer, start, 60};
  const Threshold bounded = search(both, Stability::bounded), second = search(both, Stability::descending), fresh = search(alone, Stability::descending);
  EXPECT_LT(second.rate, bounded.rate) << "before it breaks, the objective rises above its start";
  EXPECT_EQ(second.rate, fresh.rate);
  EXPECT_EQ(second.theta, fresh.theta);
  EXPECT_LT(second.runs, fresh.runs);
  EXPECT_EQ(both.count(), bounded.runs + second.runs);
  EXPECT_EQ(search(both, Stability::bounded).runs, 0u);

  // A trial that ended where it first rose says nothing of boundedness: asked of that, it is run again.
  const Threshold after = search(alone, Stability::bounded);
  EXPECT_EQ(after.rate, bounded.rate);
  EXPECT_EQ(after.theta, bounded.theta);
}

/// Never moves: stable at every rate.
struct Still : Optimizer {
  Stepped step(Phase& z, Field& f, const Draw& d, double h, Scratch& s) const override {
    const double loss = f.direction(z.theta, d, s.at(0));
    return {loss, 1, h};
  }
};
/// Moves uphill: stable at no rate.
struct Uphill : Optimizer {
  Stepped step(Phase& z, Field& f, const Draw& d, double h, Scratch& s) const override {
    const double loss = f.direction(z.theta, d, s.at(0));
    for (double& v : z.theta) v += 1 + h;
    return {loss, 1, h};
  }
};

/// Beyond the rate 0.1 it climbs, but only after so many steps.
struct LateClimb : Optimizer {
  explicit LateClimb(std::uint64_t steps) : after{steps} {}
  Stepped step(Phase& z, Field& f, const Draw& d, double h, Scratch& s) const override {
    const double loss = f.direction(z.theta, d, s.at(0));
    if (h > 0.1 && z.step >= after)
      for (double& v : z.theta) v += 100;
    return {loss, 1, h};
  }
  std::uint64_t after;
};
/// It climbs, and up to the rate 0.1 it comes back.
struct Detour : Optimizer {
  Stepped step(Phase& z, Field& f, const Draw& d, double h, Scratch& s) const override {
    const double loss = f.direction(z.theta, d, s.at(0)), way = z.step < 10 ? 0.03125 : h <= 0.1 && z.step < 20 ? -0.03125 : 0;
    for (double& v : z.theta) v += way;
    return {loss, 1, h};
  }
};

// Short trials may find all rates stable, or none: then the full ones begin at the guess.
TEST_F(Breaks, AreFoundWhereShortTrialsAreNoHelp) {
  const Bench b = bench_of(prepared("iris"), "linear_regression");
  const Vector start(start_theta(b, chance(0).start).size(), 0.0);
  const LateClimb late{10};
  const Detour detour;
  for (const Optimizer* o : {static_cast<const Optimizer*>(&late), static_cast<const Optimizer*>(&detour)}) {
    const Threshold t = BreakSearch{b, *o, start, 100}.find(Stability::bounded, {0.01}, 1);
    EXPECT_NEAR(t.rate, 0.1, 0.001);
    EXPECT_FALSE(t.beyond);
  }
}

TEST_F(Breaks, ThatDoNotExistAreSaidNotInvented) {
  const Bench b = bench_of(prepared("iris"), "linear_regression");
  const Vector start = start_theta(b, chance(0).start);
  const ThresholdPlan plan{0.01, 1e-3, 1e3};
  const Still still;
  const Uphill uphill;
  Trials first{b, still, start, 5}, second{b, uphill, start, 5};
  const Threshold ever = largest_stable_rate(first, Stability::descending, plan, 1);
  EXPECT_TRUE(ever.beyond);
  EXPECT_EQ(ever.rate, plan.to);
  BreakSearch search{b, still, start, 50}, hopeless{b, uphill, start, 50};
  EXPECT_TRUE(search.find(Stability::descending, plan, 1e-300).beyond);
  EXPECT_TRUE(std::isnan(hopeless.find(Stability::descending, plan, infinity).rate));
  const Threshold none = largest_stable_rate(second, Stability::bounded, plan, 1);
  EXPECT_TRUE(std::isnan(none.rate));
  EXPECT_FALSE(none.beyond);
  EXPECT_EQ(stability("bounded"), Stability::bounded);
  EXPECT_THROW(stability("bound"), Error);
}

}  // namespace
}  // namespace paribus
