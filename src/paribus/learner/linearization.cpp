#include "paribus/learner/linearization.hpp"

#include <cassert>
#include <cmath>
#include <utility>

#include "paribus/flow/metric_flow.hpp"
#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/model/jacobian.hpp"

namespace paribus {

namespace {

double distance(View a, View b) {
  Vector gap(a.begin(), a.end());
  axpy(-1, b, gap);
  return norm(gap);
}

/// y + U left: outputs from what is left of the coefficients.
Vector outputs(View target, const LinearizedFacts& facts, View left) {
  Vector out(target.begin(), target.end());
  for (std::size_t q = 0; q < out.size(); ++q) out[q] += dot(facts.vectors.row(q), left);
  return out;
}

/// What is left of them after k steps: (1 - eta lambda)^k c.
Vector left_after(std::uint64_t step, const LinearizedFacts& facts, double rate) {
  Vector out = facts.coefficients;
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] *= exact::pow(1 - rate * facts.eigenvalues[i], static_cast<double>(step));
  return out;
}

}  // namespace

Vector ntk_metric(std::span<const Block> blocks) {
  Vector out(parameters(blocks), 1.0);
  for (const Block& b : blocks)
    for (std::size_t i = 0; !b.bias && i < b.rows * b.columns; ++i) out[b.offset + i] = 1 / static_cast<double>(b.rows);
  return out;
}

Departure departure(const Bench& bench, const Vector& start, const Vector& metric, double rate, std::uint64_t steps,
                    std::size_t watches) {
  assert(bench.loss->quadratic() && bench.l2 == 0);
  const auto map = bench.model->output_map(bench.shape, bench.train);
  const double n = static_cast<double>(bench.data->train.size());
  Vector f0(map->size()), f(map->size());
  map->evaluate(start, {}, f0);
  const Matrix kernel = tangent_kernel(*map, start, {}, metric);
  const LinearizedFacts facts = linearized_facts(*map, start, kernel);
  Vector back = facts.coefficients;
  scale(-1, back);
  const Vector target = outputs(f0, facts, back);  // y = f_0 - U c
  const double moved = distance(outputs(target, facts, left_after(steps, facts, rate)), f0);

  Departure out;
  out.residual = facts.coefficients;
  out.kernel = facts.eigenvalues;
  scale(n, out.kernel);
  const auto loss = [&](View z) {
    const double r = distance(z, target);
    return r * r / (2 * n);
  };
  const auto watch = [&](const Phase& z, const Stepped&) {
    map->evaluate(z.theta, {}, f);
    const double now = loss(f);
    if (!(now <= explosion * (out.loss.empty() ? now : out.loss.front()))) return Go::diverged;
    const Vector linear = outputs(target, facts, left_after(z.step, facts, rate));
    out.at.push_back(z.step);
    out.loss.push_back(now);
    out.linear_loss.push_back(loss(linear));
    out.distance.push_back(distance(f, linear) / moved);
    return Go::on;
  };
  Risk risk{*bench.model, bench.shape, bench.train, *bench.loss};
  MetricFlow flow{risk, metric};
  FullBatch batches;
  const auto optimizer = get(optimizers(), "gradient_descent", "optimizer").make(Settings{});
  const Plan plan{rate, steps, log_spaced_steps(steps, watches)};
  const Trajectory t = integrate(*optimizer, flow, start_phase(*optimizer, flow, start), plan, batches, watch);
  out.outcome = t.outcome;
  out.kernel_change = std::nan("");
  if (t.outcome != Outcome::finished) return out;
  const Matrix after = tangent_kernel(*map, t.phase.theta, {}, metric);
  out.kernel_change = distance(after.values, kernel.values) / norm(kernel.values);
  return out;
}

}  // namespace paribus
