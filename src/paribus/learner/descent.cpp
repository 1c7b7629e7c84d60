#include "paribus/learner/descent.hpp"

#include <cmath>

#include "paribus/math/vector.hpp"

namespace paribus {

Vector start_theta(const Bench& bench, const StreamName& start) {
  const auto layout = bench.model->layout(bench.shape);
  Vector theta(parameters(layout), 0.0);
  bench.model->start(layout, start, theta);
  return theta;
}

double score(const Bench& bench, const Matrix& predicted, const Examples& truth, const Metric& metric) {
  if (!all_finite(predicted.values)) return metric.worst();
  if (!truth.label.empty()) return metric.score({predicted, truth.y, truth.label});
  // Regression targets are standardized for training only; a score speaks of the target's own unit.
  const auto undo = [&](Matrix m) {
    for (double& v : m.values) v = bench.data->target_mean + bench.data->target_sd * v;
    return m;
  };
  return metric.score({undo(predicted), undo(truth.y), {}});
}

Trained train(const Bench& bench, const TrainingSettings& training, const OptimizerSettings& optimizer,
              const Chance& chance, std::span<const Metric* const> metrics, std::size_t watches) {
  Risk risk{*bench.model, bench.shape, bench.train, *bench.loss, bench.l2};
  const std::size_t n = bench.data->train.size();
  const std::uint64_t steps = training.steps(n);
  Trained out;
  out.at = log_spaced_steps(steps, watches);
  out.scores.resize(metrics.size());
  const Plan plan{optimizer.learning_rate, steps, out.at};
  const auto watch = [&](const Phase& z, const Stepped&) {
    const double objective = risk.evaluate(z.theta, {}, {});
    out.objective.push_back(objective);
    if (!(objective <= explosion * std::max(out.objective[0], 1e-300))) return Go::diverged;
    if (!metrics.empty()) {
      const Matrix predicted = risk.predict(z.theta, *bench.validation);
      for (std::size_t m = 0; m < metrics.size(); ++m)
        out.scores[m].push_back(score(bench, predicted, bench.data->validation, *metrics[m]));
    }
    return Go::on;
  };
  FullBatch all;
  std::unique_ptr<MiniBatches> some;
  if (training.batch_size)
    some = std::make_unique<MiniBatches>(static_cast<std::uint32_t>(n),
                                         static_cast<std::uint32_t>(std::min<std::uint64_t>(training.batch_size, n)), chance.batches);
  Batches& batches = some ? static_cast<Batches&>(*some) : all;
  out.trajectory = integrate(*optimizer.optimizer, risk, start_phase(*optimizer.optimizer, risk, start_theta(bench, chance.start)),
                             plan, batches, watch);
  out.at.resize(out.objective.size());
  out.start = out.objective.front();
  const bool lost = out.trajectory.outcome == Outcome::diverged;
  out.end = lost ? std::numeric_limits<double>::infinity() : out.objective.back();
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    auto& s = out.scores[m];
    if (lost && s.size() == out.at.size()) s.back() = metrics[m]->worst();
    while (s.size() < out.at.size()) s.push_back(metrics[m]->worst());
  }
  return out;
}

}  // namespace paribus
