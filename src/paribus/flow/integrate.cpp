#include "paribus/flow/integrate.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <deque>
#include <limits>

#include "paribus/math/elementary.hpp"
#include "paribus/math/mirror.hpp"
#include "paribus/objective/known.hpp"

namespace paribus {

MiniBatches::MiniBatches(std::uint32_t examples, std::uint32_t size, StreamName name, std::shared_ptr<Orders> shared)
    : examples_{examples},
      size_{std::min(size, examples)},
      per_epoch_{(examples + size_ - 1) / size_},
      epoch_{std::numeric_limits<std::uint64_t>::max()},
      name_{std::move(name)},
      shared_{std::move(shared)} {}

std::span<const std::uint32_t> MiniBatches::rows(std::uint64_t step) {
  if (const std::uint64_t epoch = step / per_epoch_; epoch != epoch_) {
    const StreamName name = name_.at("epoch " + std::to_string(epoch));
    order_ = shared_ ? shared_->of(name, examples_) : Orders::make(name, examples_);
    epoch_ = epoch;
  }
  const std::uint64_t first = step % per_epoch_ * size_;
  return std::span{*order_}.subspan(first, std::min<std::uint64_t>(size_, examples_ - first));
}

namespace {

/// A run under way. Both loops are made of it, so that there is one meaning of a step, a watch and an end.
class Journey {
 public:
  Journey(const Optimizer& optimizer, Field& field, Phase start, const Plan& plan, const Watch& watch)
      : t{Outcome::finished, std::move(start), 0}, optimizer_{optimizer}, field_{field}, plan_{plan}, watch_{watch},
        scratch_{t.phase.theta.size()}, next_{plan.watch_at.begin()}, h_{plan.h} {}

  /// Whether another step is due; watches.
  bool goes_on() {
    if (ended_ || watched() || t.phase.step >= plan_.steps) ended_ = true;
    if (ended_) settle(t.phase, field_);
    return !ended_;
  }
  void step(std::span<const std::uint32_t> rows) {
    Phase& z = t.phase;
    last_ = optimizer_.step(z, field_, Draw{rows}, h_, scratch_);
    t.evaluations += static_cast<std::uint64_t>(last_.evaluations);
    ++z.step;
    if (last_.accepted) z.time += h_;
    h_ = last_.next_h;
    if (std::isfinite(last_.gradient_norm) && !std::isinf(last_.loss)) return;
    t.outcome = Outcome::diverged;
    ended_ = true;
  }
  Trajectory t;

 private:
  bool watched() {  // true: the run ends here
    if (next_ == plan_.watch_at.end() || *next_ != t.phase.step) return false;
    ++next_;
    settle(t.phase, field_);
    const Go go = watch_ ? watch_(t.phase, last_) : Go::on;
    if (go == Go::diverged) t.outcome = Outcome::diverged;
    if (go == Go::stop) t.outcome = Outcome::stopped;
    return go != Go::on;
  }
  static constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const Optimizer& optimizer_;
  Field& field_;
  const Plan& plan_;
  const Watch& watch_;
  Scratch scratch_;
  std::vector<std::uint64_t>::const_iterator next_;
  double h_;
  Stepped last_{nan, nan, 0, true, 0};
  bool ended_ = false;
};

/// While it lives, a field's mirror is open. Nothing is behind before it nor after.
class Mirroring {
 public:
  explicit Mirroring(Field& field) : mirror_{field.mirror()} { set(true); }
  ~Mirroring() { set(false); }
  Mirroring(const Mirroring&) = delete;
  Mirroring& operator=(const Mirroring&) = delete;

 private:
  void set(bool open) {
    if (mirror_) mirror_->open = open, mirror_->of = nullptr;
  }
  kernel::Mirror* mirror_;
};

}  // namespace

Trajectory integrate(const Optimizer& optimizer, Field& field, Phase start, const Plan& plan, Batches& batches,
                     const Watch& watch) {
  const Mirroring here{field};
  Journey run{optimizer, field, std::move(start), plan, watch};
  while (run.goes_on()) run.step(batches.rows(run.t.phase.step));
  return std::move(run.t);
}

std::vector<Trajectory> integrate(std::span<Member> members, Company& company, Batches& batches) {
  assert(members.size() <= company.seats());
  std::deque<Journey> runs;
  std::deque<Known> fields;
  for (Member& m : members) {
    fields.emplace_back(m.field);
    runs.emplace_back(m.optimizer, fields.back(), std::move(m.start), m.plan, m.watch);
  }
  std::vector<std::size_t> live;
  std::vector<View> theta;
  std::vector<std::span<float>> out;
  Vector value(members.size());
  for (std::uint64_t step = members.empty() ? 0 : runs.front().t.phase.step;; ++step) {
    live.clear(), theta.clear(), out.clear();
    for (std::size_t r = 0; r < runs.size(); ++r) {
      if (!runs[r].goes_on()) continue;
      assert(runs[r].t.phase.step == step);
      live.push_back(r);
      theta.emplace_back(runs[r].t.phase.theta);
      out.push_back(fields[r].narrow());
    }
    if (live.empty()) break;
    const auto rows = batches.rows(step);
    company.directions(theta, Draw{rows}, Span{value}.first(live.size()), out);
    for (std::size_t i = 0; i < live.size(); ++i) {
      fields[live[i]].learn(theta[i], rows, value[i]);
      runs[live[i]].step(rows);
    }
  }
  std::vector<Trajectory> done;
  for (Journey& run : runs) done.push_back(std::move(run.t));
  return done;
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
