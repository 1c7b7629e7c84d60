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

Trials::Trials(const Bench& bench, const Optimizer& optimizer, const Vector& start, std::uint64_t steps)
    : bench_{bench}, optimizer_{optimizer}, start_{start}, steps_{steps},
      first_{Risk{*bench.model, bench.shape, bench.train, *bench.loss, bench.l2}.evaluate(start, {}, {})} {}

const Trials::Path& Trials::at(double rate) {
  if (const auto known = paths_.find(rate); known != paths_.end()) return known->second;
  Risk risk{*bench_.model, bench_.shape, bench_.train, *bench_.loss, bench_.l2};
  Plan plan{rate, steps_, std::vector<std::uint64_t>(steps_)};
  std::iota(plan.watch_at.begin(), plan.watch_at.end(), std::uint64_t{1});
  constexpr double inf = std::numeric_limits<double>::infinity();
  Path path{0, inf, {}};
  // A full-batch step reports the objective at the point it left, so every point of the path is checked for free.
  const auto watch = [&](const Phase&, const Stepped& step) {
    path.highest = step.loss <= 10 * first_ ? std::max(path.highest, step.loss) : inf;
    return path.highest < inf ? Go::on : Go::diverged;
  };
  FullBatch all;
  Trajectory t = integrate(optimizer_, risk, start_phase(optimizer_, risk, start_), plan, all, watch);
  if (t.outcome == Outcome::finished) {
    path.last = risk.evaluate(t.phase.theta, {}, {});
    path.theta = std::move(t.phase.theta);
  } else {
    path.highest = inf;
  }
  return paths_.emplace(rate, std::move(path)).first->second;
}

bool Trials::stable(double rate, Stability meaning) {
  const Path& path = at(rate);
  return path.highest <= (meaning == Stability::bounded ? 10 : 1) * first_ && path.last <= first_;
}

Threshold largest_stable_rate(Trials& trials, Stability meaning, const ThresholdPlan& plan, double guess) {
  const std::size_t before = trials.count();
  Threshold out{std::numeric_limits<double>::quiet_NaN(), false, trials.start(), 0};
  const auto stable_at = [&](double h) {
    const bool stable = trials.stable(h, meaning);
    if (stable) {
      out.rate = h;
      out.theta = trials.at(h).theta;
    }
    out.runs = trials.count() - before;
    return stable;
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
