#include "paribus/learner/threshold.hpp"

#include <cmath>
#include <numeric>

namespace paribus {

std::string_view word(Stability s) { return s == Stability::bounded ? "bounded" : "descending"; }

Stability stability(std::string_view w, const Where& where) {
  if (w == "bounded") return Stability::bounded;
  if (w == "descending") return Stability::descending;
  throw Error("unknown definition of stability '" + std::string(w) + "'", "known: bounded, descending", where);
}

namespace {

struct Trial {
  bool stable;
  Vector theta;
};

Trial attempt(const Bench& bench, const Optimizer& optimizer, const Vector& start, Stability meaning, std::uint64_t steps, double h) {
  Risk risk{*bench.model, bench.shape, bench.train, *bench.loss, bench.l2};
  const double first = risk.evaluate(start, {}, {});
  const double ceiling = meaning == Stability::bounded ? 10 * first : first;
  Plan plan{h, steps, std::vector<std::uint64_t>(steps)};
  std::iota(plan.watch_at.begin(), plan.watch_at.end(), std::uint64_t{1});
  // A full-batch step reports the objective at the point it left, so every point of the path is checked for free.
  const auto watch = [&](const Phase&, const Stepped& last) { return last.loss <= ceiling ? Go::on : Go::diverged; };
  FullBatch all;
  Trajectory t = integrate(optimizer, risk, start_phase(optimizer, risk, start), plan, all, watch);
  const bool stable = t.outcome == Outcome::finished && risk.evaluate(t.phase.theta, {}, {}) <= first;
  return {stable, std::move(t.phase.theta)};
}

}  // namespace

Threshold largest_stable_rate(const Bench& bench, const Optimizer& optimizer, const Vector& start, Stability meaning,
                              const ThresholdPlan& plan, double guess) {
  Threshold out{std::numeric_limits<double>::quiet_NaN(), false, start, 0};
  const auto stable_at = [&](double h) {
    ++out.runs;
    Trial trial = attempt(bench, optimizer, start, meaning, plan.steps, h);
    if (trial.stable) {
      out.rate = h;
      out.theta = std::move(trial.theta);
    }
    return trial.stable;
  };
  double low = guess, high = guess;
  if (stable_at(guess)) {
    while (high < plan.to && stable_at(high *= 2)) low = high;
    if (low == high) {
      out.beyond = true;
      return out;
    }
  } else {
    while (!stable_at(low /= 2)) {
      high = low;
      if (low < plan.from) return out;
    }
  }
  while (high > low * (1 + plan.tolerance)) {
    const double middle = std::sqrt(low * high);
    (stable_at(middle) ? low : high) = middle;
  }
  out.rate = std::sqrt(low * high);  // the break lies between: its middle errs by half the tolerance at most
  return out;
}

}  // namespace paribus
