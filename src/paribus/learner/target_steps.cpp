#include "paribus/learner/target_steps.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "paribus/flow/gap.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/model/gradient_noise.hpp"

namespace paribus {
namespace {

/// 1, 2, ..., and from 50 on 2 % apart; the last among them.
std::vector<std::uint64_t> looks(std::uint64_t last) {
  std::vector<std::uint64_t> out;
  for (std::uint64_t k = 1; k < last; k += std::max<std::uint64_t>(1, k / 50)) out.push_back(k);
  out.push_back(last);
  return out;
}

double steps_to(const Bench& bench, const TrainingSettings& training, const OptimizerSettings& o, double rate,
                const Chance& chance, double target, std::uint64_t most) {
  const std::size_t n = bench.data->train.size();
  Risk risk{*bench.model, bench.shape, bench.train, *bench.loss, bench.l2};
  const Vector start = start_theta(bench, chance.start);
  const double first = risk.evaluate(start, {}, {});
  double before = first, at = 0, reached = first <= target ? 0 : std::numeric_limits<double>::quiet_NaN();
  if (reached == 0) return reached;
  const auto watch = [&](const Phase& z, const Stepped&) {
    const double loss = risk.evaluate(z.theta, {}, {}), now = static_cast<double>(z.step);
    if (!(loss <= explosion * first)) return Go::diverged;
    if (loss <= target) return reached = at + (now - at) * (before - target) / (before - loss), Go::stop;
    before = loss, at = now;
    return Go::on;
  };
  const auto batches = batches_of(training, n, chance);
  integrate(*o.optimizer, risk, start_phase(*o.optimizer, risk, start), {rate, most, looks(most)}, *batches, watch);
  return reached;
}

}  // namespace

Reached fewest_steps(const Bench& bench, const TrainingSettings& training, const OptimizerSettings& o, const Chance& chance,
                     double loss, std::size_t count) {
  Reached best{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  std::uint64_t most = training.steps(bench.data->train.size());
  double rate = o.learning_rate;
  for (std::size_t i = 0; i < count; ++i, rate /= std::sqrt(2.0)) {
    const double steps = steps_to(bench, training, o, rate, chance, loss, most);
    if (steps < best.steps || (std::isnan(best.steps) && !std::isnan(steps)))
      best = {steps, rate}, most = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(steps)));
  }
  return best;
}

NoiseOnTheWay noise_scale(const Bench& bench, const OptimizerSettings& o, const Chance& chance, const Reached& way,
                          std::size_t points) {
  Risk risk{*bench.model, bench.shape, bench.train, *bench.loss, bench.l2};
  Vector scales;
  const auto look = [&](View theta) {
    scales.push_back(GradientNoise{example_gradients(risk, theta, bench.data->train.size())}.scale());
  };
  const Vector start = start_theta(bench, chance.start);
  look(start);
  const auto last = static_cast<std::uint64_t>(std::ceil(way.steps));
  if (last > 1)
    for (const Vector& theta : iterates(*o.optimizer, risk, start, way.rate, even_steps(last - 1, points)).theta) look(theta);
  const auto [low, high] = std::minmax_element(scales.begin(), scales.end());
  return {mean(scales), *high / *low};
}

}  // namespace paribus
