#include "paribus/learner/depths.hpp"

#include <algorithm>
#include <cassert>

#include "paribus/math/elementary.hpp"

namespace paribus {

Fit fit(const Bench& bench, const TrainingSettings& training, const OptimizerSettings& optimizer,
        const Chance& chance) {
  const Trained t = train(bench, training, optimizer, chance, {}, 2);
  if (t.trajectory.outcome == Outcome::diverged) return {0, infinity};
  Risk risk{*bench.model, bench.shape, bench.train, *bench.loss, bench.l2};
  const auto accuracy = get(metrics(), "accuracy", "metric").make(Settings{});
  return {score(bench, risk.predict(t.trajectory.phase.theta, *bench.train), bench.data->train, *accuracy), t.end};
}

Reach reach(View depths, View accuracies, double learns) {
  assert(depths.size() == accuracies.size() && !depths.empty());
  const auto fails = std::find_if(accuracies.begin(), accuracies.end(), [&](double a) { return !(a >= learns); });
  if (fails == accuracies.end()) return {0, "even the deepest network learned"};
  if (fails == accuracies.begin()) return {0, "even the shallowest network did not learn"};
  const auto i = static_cast<std::size_t>(fails - accuracies.begin());
  const double share = (accuracies[i - 1] - learns) / (accuracies[i - 1] - accuracies[i]);
  return {depths[i - 1] * exact::exp(share * exact::log(depths[i] / depths[i - 1]))};
}

}  // namespace paribus
