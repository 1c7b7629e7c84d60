#include "paribus/learner/descent.hpp"

#include <cmath>
#include <deque>

#include "paribus/math/vector.hpp"
#include "paribus/objective/known.hpp"

namespace paribus {

std::unique_ptr<Batches> batches_of(const TrainingSettings& training, std::size_t n, const Chance& chance) {
  if (!training.batch_size) return std::make_unique<FullBatch>();
  const std::uint64_t size = std::min<std::uint64_t>(training.batch_size, n);
  return std::make_unique<MiniBatches>(static_cast<std::uint32_t>(n), static_cast<std::uint32_t>(size), chance.batches, chance.orders);
}

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

namespace {

/// One run's curves while it is trained.
class Watched {
 public:
  /// `asks`: the next step will want the direction at the point watched, on all examples. Then the objective comes with it.
  Watched(const Bench& bench, std::span<const Metric* const> metrics, std::uint64_t steps, std::size_t watches, bool asks)
      : risk{*bench.model, bench.shape, bench.train, *bench.loss, bench.l2}, field{risk}, asks_{asks}, bench_{bench},
        metrics_{metrics} {
    out.at = log_spaced_steps(steps, watches);
    out.scores.resize(metrics.size());
  }
  Go watch(const Phase& z) {
    const double objective = asks_ ? field.ask(z.theta) : risk.evaluate(z.theta, {}, {});
    out.objective.push_back(objective);
    if (!(objective <= explosion * std::max(out.objective[0], 1e-300))) return Go::diverged;
    if (!metrics_.empty()) {
      const Matrix predicted = risk.predict(z.theta, *bench_.validation);
      for (std::size_t m = 0; m < metrics_.size(); ++m)
        out.scores[m].push_back(score(bench_, predicted, bench_.data->validation, *metrics_[m]));
    }
    return Go::on;
  }
  Trained finish(Trajectory t) {
    out.trajectory = std::move(t);
    out.at.resize(out.objective.size());
    out.start = out.objective.front();
    const bool lost = out.trajectory.outcome == Outcome::diverged;
    out.end = lost ? std::numeric_limits<double>::infinity() : out.objective.back();
    for (std::size_t m = 0; m < metrics_.size(); ++m) {
      auto& s = out.scores[m];
      if (lost && s.size() == out.at.size()) s.back() = metrics_[m]->worst();
      while (s.size() < out.at.size()) s.push_back(metrics_[m]->worst());
    }
    return std::move(out);
  }
  Risk risk;
  Known field;   ///< the risk, as the optimizer sees it
  Trained out;

 private:
  bool asks_;
  const Bench& bench_;
  std::span<const Metric* const> metrics_;
};

}  // namespace

std::vector<Trained> train(const Bench& bench, const TrainingSettings& training, std::span<const OptimizerSettings* const> optimizers,
                           const Chance& chance, std::span<const Metric* const> metrics, std::size_t watches) {
  const std::size_t n = bench.data->train.size();
  const std::uint64_t steps = training.steps(n);
  const Vector theta = start_theta(bench, chance.start);
  const auto company = optimizers.size() > 1 ? bench.model->company(bench.shape, bench.train, *bench.loss, bench.l2) : nullptr;
  const std::size_t seats = company ? company->seats() : 1;
  const bool alone = seats == 1;
  std::vector<Trained> out;
  for (std::size_t from = 0; from < optimizers.size(); from += seats) {
    std::deque<Watched> watched;
    std::vector<Member> members;
    for (const auto* o : optimizers.subspan(from, std::min(seats, optimizers.size() - from))) {
      Watched& w = watched.emplace_back(bench, metrics, steps, watches, alone && !training.batch_size);
      members.push_back({*o->optimizer, w.field, start_phase(*o->optimizer, w.field, theta), {o->learning_rate, steps, w.out.at},
                         [&w](const Phase& z, const Stepped&) { return w.watch(z); }});
    }
    const auto batches = batches_of(training, n, chance);
    if (members.size() > 1) {
      auto done = integrate(members, *company, *batches);
      for (std::size_t i = 0; i < done.size(); ++i) out.push_back(watched[i].finish(std::move(done[i])));
    } else {
      Member& m = members.front();
      out.push_back(watched[0].finish(integrate(m.optimizer, m.field, std::move(m.start), m.plan, *batches, m.watch)));
    }
  }
  return out;
}

Trained train(const Bench& bench, const TrainingSettings& training, const OptimizerSettings& optimizer,
              const Chance& chance, std::span<const Metric* const> metrics, std::size_t watches) {
  const OptimizerSettings* one[] = {&optimizer};
  return std::move(train(bench, training, one, chance, metrics, watches).front());
}

}  // namespace paribus
