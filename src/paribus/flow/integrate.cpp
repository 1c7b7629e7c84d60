#include "paribus/flow/integrate.hpp"


#include <algorithm>
#include <cmath>
#include <limits>

#include "paribus/math/elementary.hpp"

namespace paribus {

MiniBatches::MiniBatches(std::uint32_t examples, std::uint32_t size, StreamName name)
    : examples_{examples},
      size_{std::min(size, examples)},
      per_epoch_{(examples + size_ - 1) / size_},
      epoch_{std::numeric_limits<std::uint64_t>::max()},
      name_{std::move(name)} {}

std::span<const std::uint32_t> MiniBatches::rows(std::uint64_t step) {
  if (const std::uint64_t epoch = step / per_epoch_; epoch != epoch_) {
    Stream stream{name_.at("epoch " + std::to_string(epoch))};
    order_ = permutation(examples_, stream);
    epoch_ = epoch;
  }
  const std::uint64_t first = step % per_epoch_ * size_;
  return std::span{order_}.subspan(first, std::min<std::uint64_t>(size_, examples_ - first));
}

Trajectory integrate(const Optimizer& optimizer, Field& field, Phase start, const Plan& plan, Batches& batches,
                     const Watch& watch) {
  Trajectory t{Outcome::finished, std::move(start), 0};
  Phase& z = t.phase;
  Scratch scratch{z.theta.size()};
  auto next = plan.watch_at.begin();
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  Stepped last{nan, nan, plan.h, true, 0};
  const auto watched = [&] {  // true: the run ends here
    if (next == plan.watch_at.end() || *next != z.step) return false;
    ++next;
    const Go go = watch ? watch(z, last) : Go::on;
    if (go == Go::diverged) t.outcome = Outcome::diverged;
    if (go == Go::stop) t.outcome = Outcome::stopped;
    return go != Go::on;
  };
  double h = plan.h;
  while (!watched() && z.step < plan.steps) {
    last = optimizer.step(z, field, Draw{batches.rows(z.step)}, h, scratch);
    t.evaluations += static_cast<std::uint64_t>(last.evaluations);
    ++z.step;
    z.time += h;
    h = last.next_h;
    if (!std::isfinite(last.gradient_norm) || std::isinf(last.loss)) {
      t.outcome = Outcome::diverged;
      break;
    }
  }
  return t;
}

std::vector<std::uint64_t> log_spaced_steps(std::uint64_t last, std::size_t count) {
  std::vector<std::uint64_t> at{0};
  for (std::size_t i = 1; i < count; ++i) {
    const double share = count > 2 ? static_cast<double>(i - 1) / static_cast<double>(count - 2) : 1;
    at.push_back(static_cast<std::uint64_t>(std::llround(exact::exp(share * exact::log(static_cast<double>(last))))));
  }
  at.push_back(last);
  std::sort(at.begin(), at.end());
  at.erase(std::unique(at.begin(), at.end()), at.end());
  return at;
}

}  // namespace paribus
