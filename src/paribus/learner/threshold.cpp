#include "paribus/learner/threshold.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

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

Trials::Path Trials::follow(double rate, double bound) {
  ++runs_;
  Risk risk{*bench_.model, bench_.shape, bench_.train, *bench_.loss, bench_.l2};
  Plan plan{rate, steps_, std::vector<std::uint64_t>(steps_)};
  std::iota(plan.watch_at.begin(), plan.watch_at.end(), std::uint64_t{1});
  constexpr double inf = std::numeric_limits<double>::infinity();
  Path path{0, inf, {}};
  // A full-batch step reports the objective at the point it left, so every point of the path is checked for free.
  const auto watch = [&](const Phase&, const Stepped& step) {
    path.highest = std::isnan(step.loss) ? inf : std::max(path.highest, step.loss);
    return path.highest <= bound * first_ ? Go::on : Go::stop;
  };
  FullBatch all;
  Trajectory t = integrate(optimizer_, risk, start_phase(optimizer_, risk, start_), plan, all, watch);
  if (t.outcome == Outcome::finished) {
    path.last = risk.evaluate(t.phase.theta, {}, {});
    path.theta = std::move(t.phase.theta);
  } else if (t.outcome == Outcome::diverged) {
    path.highest = inf;
  }
  return path;
}

bool Trials::stable(double rate, Stability meaning) {
  const double most = bound(meaning) * first_;
  auto known = paths_.find(rate);
  // A path that was left early has answered only for bounds that it had crossed.
  if (known == paths_.end() || (std::isinf(known->second.last) && known->second.highest <= most))
    known = paths_.insert_or_assign(rate, follow(rate, bound(meaning))).first;
  const Path& path = known->second;
  return path.highest <= most && path.last <= first_;
}

Threshold largest_stable_rate(Trials& trials, Stability meaning, const ThresholdPlan& plan, double guess) {
  const std::size_t before = trials.count();
  Threshold out{std::numeric_limits<double>::quiet_NaN(), false, trials.start(), 0};
  const auto stable_at = [&](double h) {
    const bool stable = trials.stable(h, meaning);
    if (stable) {
      out.rate = h;
      out.theta = trials.theta(h);
    }
    out.runs = trials.count() - before;
    return stable;
  };
  double low = std::isnan(guess) ? std::sqrt(plan.from * plan.to) : std::clamp(guess, plan.from, plan.to), high = low;
  double stride = std::max(1 + plan.tolerance, 1.01);
  const auto longer = [&] { return std::exchange(stride, std::min(stride * stride, 2.0)); };
  if (stable_at(low)) {
    while (high < plan.to && stable_at(high = std::min(high * longer(), plan.to))) low = high;
    if (low == high) {
      out.beyond = true;
      return out;
    }
  } else {
    while (!stable_at(low = std::max(low / longer(), plan.from))) {
      high = low;
      if (low == plan.from) return out;
    }
  }
  while (high > low * (1 + plan.tolerance) * (1 + 1e-12)) {  // a stride of the tolerance is narrow enough, whatever its rounding
    const double middle = std::sqrt(low * high);
    (stable_at(middle) ? low : high) = middle;
  }
  out.rate = std::sqrt(low * high);  // the break lies between: its middle errs by half the tolerance at most
  return out;
}

BreakSearch::BreakSearch(const Bench& bench, const Optimizer& optimizer, const Vector& start, std::uint64_t steps)
    : full_{bench, optimizer, start, steps} {
  if (steps >= 50) brief_.emplace(bench, optimizer, start, steps / 10);
}

Threshold BreakSearch::find(Stability meaning, const ThresholdPlan& plan, double guess) {
  if (brief_)
    if (const Threshold t = largest_stable_rate(*brief_, meaning, plan, guess); !std::isnan(t.rate) && !t.beyond) guess = t.rate;
  return largest_stable_rate(full_, meaning, plan, guess);
}

}  // namespace paribus
