#include "paribus/learner/depth_limit.hpp"

#include <cassert>

#include "paribus/flow/metric_flow.hpp"
#include "paribus/model/output_map.hpp"

namespace paribus {

Vector depth_metric(std::span<const Block> blocks) {
  Vector out(parameters(blocks), 1.0);
  const auto own = [](const Block& b) { return b.name.starts_with("block") && !b.name.starts_with("blocks."); };
  double depth = 0;
  for (const Block& b : blocks) depth += own(b) && !b.bias;
  for (const Block& b : blocks)
    for (std::size_t i = 0; own(b) && i < b.rows * b.columns; ++i) out[b.offset + i] = depth;
  return out;
}

Outputs train_outputs(const Bench& bench, const Vector& start, const Vector& metric, double rate, std::uint64_t steps) {
  const auto map = bench.model->output_map(bench.shape, bench.train);
  Outputs out;
  out.before.resize(map->size());
  map->evaluate(start, {}, out.before);
  Risk risk{*bench.model, bench.shape, bench.train, *bench.loss, bench.l2};
  MetricFlow flow{risk, metric};
  FullBatch batches;
  const auto optimizer = get(optimizers(), "gradient_descent", "optimizer").make(Settings{});
  const Trajectory t = integrate(*optimizer, flow, start_phase(*optimizer, flow, start), {rate, steps}, batches);
  out.outcome = t.outcome;
  if (t.outcome != Outcome::finished) return out;
  out.after.resize(map->size());
  map->evaluate(t.phase.theta, {}, out.after);
  out.loss = risk.evaluate(t.phase.theta, {}, {});
  return out;
}

Vector richardson(std::vector<Vector> at) {
  assert(!at.empty());
  // Each round takes the next power of 1/depth out of neighbors: (2^p finer - coarser) / (2^p - 1).
  double power = 1;
  for (std::size_t left = at.size() - 1; left > 0; --left) {
    power *= 2;
    for (std::size_t i = 0; i < left; ++i)
      for (std::size_t q = 0; q < at[i].size(); ++q) at[i][q] = (power * at[i + 1][q] - at[i][q]) / (power - 1);
  }
  return at.front();
}

}  // namespace paribus
