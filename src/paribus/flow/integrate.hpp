#pragma once
// The one loop over a Field. Every run of every study passes through here.

#include <functional>

#include "paribus/base/outcome.hpp"
#include "paribus/flow/optimizer.hpp"
#include "paribus/flow/orders.hpp"

namespace paribus {

/// Names the rows of each step.
class Batches {
 public:
  virtual ~Batches() = default;
  virtual std::span<const std::uint32_t> rows(std::uint64_t step) = 0;  ///< empty: all
};

/// Every example in every step.
class FullBatch final : public Batches {
 public:
  std::span<const std::uint32_t> rows(std::uint64_t) override { return {}; }
};

/// Shuffled anew each epoch from the stream "batches"/epoch; the last batch of an epoch may be smaller.
class MiniBatches final : public Batches {
 public:
  /// `shared`: where orders are kept for other runs, or null.
  MiniBatches(std::uint32_t examples, std::uint32_t size, StreamName, std::shared_ptr<Orders> shared = nullptr);
  std::span<const std::uint32_t> rows(std::uint64_t step) override;

 private:
  std::uint32_t examples_, size_;
  std::uint64_t per_epoch_, epoch_;
  StreamName name_;
  std::shared_ptr<Orders> shared_;
  Orders::Order order_;
};

struct Plan {
  double h = 0.1;                            ///< step size (the learning rate)
  std::uint64_t steps = 100;
  std::vector<std::uint64_t> watch_at = {};  ///< ascending steps at which `watch` is called (0: before the first)
};

/// Called at the steps of Plan::watch_at; the answer says how to go on.
enum class Go { on, stop, diverged };
using Watch = std::function<Go(const Phase&, const Stepped& last)>;  ///< `last` is of the step before; NaN at step 0

struct Trajectory {
  Outcome outcome = Outcome::finished;
  Phase phase;                    ///< where the run ended
  std::uint64_t evaluations = 0;  ///< calls of the field
};

/// Runs the optimizer from `start`. A run diverges when a step's loss or gradient norm is not finite, or when
/// `watch` says so; its phase is then the last one reached.
Trajectory integrate(const Optimizer&, Field&, Phase start, const Plan&, Batches&, const Watch& = {});

/// One of several runs that go side by side.
struct Member {
  const Optimizer& optimizer;
  Field& field;         ///< its own; the company computes the same
  Phase start;
  Plan plan;
  Watch watch = {};
};
/// Runs the members in step, on the same batches, at most company.seats() of them. Each trajectory is the one that
/// integrate gives, to the bit.
std::vector<Trajectory> integrate(std::span<Member>, Company&, Batches&);

/// 0 and `count` - 1 steps in (0, last], evenly spaced in the logarithm (fewer if they coincide), ending at `last`.
std::vector<std::uint64_t> log_spaced_steps(std::uint64_t last, std::size_t count);

}  // namespace paribus
