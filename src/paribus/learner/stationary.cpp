#include "paribus/learner/stationary.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "paribus/math/dense.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/model/packed.hpp"

namespace paribus {

namespace {

constexpr std::uint64_t every = 4;  // steps between looks: a look costs about as much as a step

/// e_i of a point: the squared coordinates of its distance from the minimum, summed over the outputs.
class Looker {
 public:
  explicit Looker(const Bowl& b) : bowl_{b}, along_(b.minimum.columns) {}
  void look(View theta, Span energies) {
    const std::size_t p = bowl_.minimum.rows, k = bowl_.minimum.columns;
    for (std::size_t i = 0; i < p; ++i) {
      std::ranges::fill(along_, 0.0);
      for (std::size_t m = 0; m < p; ++m)
        for (std::size_t j = 0; j < k; ++j) along_[j] += bowl_.vectors(m, i) * (theta[m * k + j] - bowl_.minimum(m, j));
      energies[i] = dot(along_, along_);
    }
  }

 private:
  const Bowl& bowl_;
  Vector along_;
};

}  // namespace

Bowl bowl(const Bench& bench) {
  assert(bench.quadratic && bench.l2 == 0);
  const Moments& moments = bench.train->moments();
  const std::size_t p = moments.s.rows, k = moments.b.columns;
  auto [eigenvalues, vectors] = symmetric_eigen(moments.s);
  if (!(eigenvalues.front() > 1e-12 * eigenvalues.back()))
    throw Error("the features of '" + bench.data->dataset +
                    "' depend on one another, so that least squares has no single minimum",
                "leave out a feature that follows from the others, or one that is constant");
  Bowl out{Matrix(p, k), 0, std::move(eigenvalues), std::move(vectors)};
  for (std::size_t i = 0; i < p; ++i)
    for (std::size_t j = 0; j < k; ++j) {
      double target = 0;
      for (std::size_t m = 0; m < p; ++m) target += out.vectors(m, i) * moments.b(m, j);
      for (std::size_t m = 0; m < p; ++m) out.minimum(m, j) += out.vectors(m, i) * target / out.eigenvalues[i];
    }
  Risk risk{*bench.model, bench.shape, bench.train, *bench.loss};
  out.least = risk.evaluate(out.minimum.values, {}, {});
  return out;
}

Rest rest(const Bench& bench, const Bowl& b, const Optimizer& optimizer, const RestPlan& plan, Batches& batches) {
  Risk risk{*bench.model, bench.shape, bench.train, *bench.loss};
  const auto skipped = static_cast<std::uint64_t>(plan.burn_in * static_cast<double>(plan.steps));
  const std::uint64_t length = (plan.steps - skipped) / plan.blocks;
  assert(plan.blocks > 1 && length >= every);
  const std::size_t p = b.eigenvalues.size();
  Rest out{Outcome::finished, Vector(p, 0.0), Matrix(plan.blocks, p), {}};
  Vector counts(plan.blocks, 0.0), now(p);
  Looker looker{b};
  Plan course{plan.rate, plan.steps, {}};
  for (std::uint64_t at = every; at <= plan.steps; at += every) course.watch_at.push_back(at);
  const auto watch = [&](const Phase& z, const Stepped&) {
    looker.look(z.theta, now);
    if (!(dot(now, b.eigenvalues) / 2 <= explosion * b.least)) return Go::diverged;
    if (z.step <= skipped) return Go::on;
    const std::uint64_t block = (z.step - skipped - 1) / length;
    if (block >= plan.blocks) return Go::on;  // the few steps that no block is left for
    axpy(1, now, out.blocks.row(block));
    ++counts[block];
    return Go::on;
  };
  Trajectory t = integrate(optimizer, risk, start_phase(optimizer, risk, b.minimum.values), course, batches, watch);
  double all = 0;
  for (std::size_t i = 0; i < plan.blocks; ++i) {
    axpy(1, std::as_const(out.blocks).row(i), out.energies);
    all += counts[i];
    if (counts[i] > 0) scale(1 / counts[i], out.blocks.row(i));
  }
  if (all > 0) scale(1 / all, out.energies);
  out.outcome = t.outcome;
  out.phase = std::move(t.phase);
  return out;
}

Averaged averaged(const Rest& r, View weights) {
  Vector means;
  for (std::size_t i = 0; i < r.blocks.rows; ++i) means.push_back(dot(r.blocks.row(i), weights));
  return {dot(r.energies, weights), std::sqrt(variance(means) / static_cast<double>(means.size()))};
}

}  // namespace paribus
