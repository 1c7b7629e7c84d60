// Implicit regularization by mini-batches: where an epoch of SGD ends in the mean over the orders of its batches, beside
// the gradient flow, the modified flow of full batches, and the one of Smith, Dherin, Barrett & De 2021, which has the
// mean of the batches' own squared gradients. Every order is run, so that the mean is exact.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "paribus/flow/modified_flow.hpp"
#include "paribus/flow/solve.hpp"
#include "paribus/learner/spectrum.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/follows.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

using Epoch = std::vector<std::vector<std::uint32_t>>;

class EpochGap final : public RunByRun {
 public:
  explicit EpochGap(const Settings& s)
      : batches_{static_cast<std::size_t>(s.integer(
            "batches", 4, {2, 6}, "of an epoch, of equal size; every order of them is run, 720 for six"))} {}

  std::vector<Quantity> quantities() const override {
    const std::string how =
        " after an epoch, in the mean over all orders of its batches, over how far the gradient flow comes";
    return {{"epoch_gap_to_flow", "the gap to the gradient flow", "distance from θ' = -∇L" + how, "share"},
            {"epoch_gap_to_full_batch_flow", "the gap to the full-batch flow",
             "distance from θ' = -∇(L + η/4 |∇L|²)" + how, "share"},
            {"epoch_gap_to_batch_flow", "the gap to the mini-batch flow",
             "distance from θ' = -∇(L + η/4m Σₖ |∇Lₖ|²)" + how, "share"}};
  }

  void check(const Setup& s) const override {
    ask_gradient("epoch_gap", s);
    if (s.training.batch_size)
      throw Error("epoch_gap cuts its epochs by measure.epoch_gap.batches, and training.batch_size is given too",
                  "write training.batch_size = \"all\"");
    if (s.optimizer.kind != "gradient_descent" || s.optimizer.in_limits)
      throw Error("epoch_gap speaks of plain steps at a rate of its own",
                  "write optimizer.kind = \"gradient_descent\" and optimizer.learning_rate_unit = \"absolute\"");
    ask_float64("float32 would hide the gap in its rounding", s);
  }

 private:
  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const Setup setup{run.choices};
    const auto bench = shared.bench(setup, run.replicate);
    const Chance chance = shared.chance(run.replicate);
    const Vector start = start_theta(*bench, chance.start);
    Risk risk{*bench->model, bench->shape, bench->train, *bench->loss, bench->l2};
    const double h = setup.optimizer.learning_rate;
    Result out;
    out.subject = run.subject;
    out.words = words_of(setup.optimizer.kind, *bench);
    out.facts = {{"learning_rate", {h}},
                 {"batches", {static_cast<double>(batches_)}},
                 {"lambda_max", {sharpness(*bench, start, 1e-4).value}}};
    const Epoch epoch = cut(static_cast<std::uint32_t>(bench->data->train.size()), chance.batches);
    Epoch all(1);
    for (const auto& rows : epoch) all[0].insert(all[0].end(), rows.begin(), rows.end());
    const Vector mean = in_the_mean(risk, start, epoch, h);
    const double time = h * static_cast<double>(batches_);
    const Vector plain = end(risk, all, 0, start, time), full = end(risk, all, h, start, time),
                 batch = end(risk, epoch, h, start, time);
    const double way = apart(plain, start);
    out.scores = {{"epoch_gap_to_flow", apart(mean, plain) / way},
                  {"epoch_gap_to_full_batch_flow", apart(mean, full) / way},
                  {"epoch_gap_to_batch_flow", apart(mean, batch) / way}};
    for (const auto& [name, value] : out.scores)
      if (!(value <= explosion)) {
        out.scores.clear();
        out.outcome = Outcome::diverged;
        for (const Quantity& q : quantities()) out.words[missing(q.name)] = "training diverged";
        return out;
      }
    return out;
  }

  Epoch cut(std::uint32_t n, const StreamName& name) const {
    const auto m = static_cast<std::uint32_t>(batches_);
    if (n < m)
      throw Error(std::to_string(n) + " rows make no " + std::to_string(m) + " batches",
                  "take more rows, or lower measure.epoch_gap.batches");
    MiniBatches shuffled{n, n / m, name};
    Epoch out;
    for (std::uint32_t k = 0; k < m; ++k) {
      const auto rows = shuffled.rows(k);
      out.emplace_back(rows.begin(), rows.end());
    }
    return out;
  }

  static Vector in_the_mean(Risk& risk, const Vector& start, const Epoch& epoch, double h) {
    std::vector<std::size_t> order(epoch.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    Vector total(start.size()), theta, gradient(start.size());
    double orders = 0;
    do {
      theta = start;
      for (const std::size_t k : order) {
        risk.evaluate(theta, {.rows = epoch[k]}, gradient);
        axpy(-h, gradient, theta);
      }
      axpy(-1, start, theta);  // what moved: summed without the start's digits
      axpy(1, theta, total);
      ++orders;
    } while (std::next_permutation(order.begin(), order.end()));
    scale(1 / orders, total);
    axpy(1, start, total);
    return total;
  }

  /// NaN everywhere if the flow cannot be followed.
  static Vector end(Risk& risk, const Epoch& epoch, double h, const Vector& start, double time) {
    const auto dop853 =
        get(integrators(), "dop853", "integrator").make(Settings{Choices{{"rtol", {1e-12}}, {"atol", {1e-14}}}, ""});
    BatchModifiedFlow flow{risk, epoch, h};
    Solution s = solve(*dop853, flow, start, {.to = time});
    if (s.outcome != Outcome::finished) return Vector(start.size(), std::numeric_limits<double>::quiet_NaN());
    return std::move(s.phase.theta);
  }

  static double apart(View a, View b) {
    Vector d(a.begin(), a.end());
    axpy(-1, b, d);
    return norm(d);
  }

  std::size_t batches_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> epoch_gap = entry<Subject, EpochGap>(
    {"epoch_gap", "an epoch beside its flows",
     "measures how far an epoch of mini-batches, in the mean over their orders, ends from the flows that it follows",
     "|E θₘ - θ(mη)| / |θ(mη) - θ(0)|, θ' = -∇(L + η/4m Σₖ |∇Lₖ|²)", "Smith, Dherin, Barrett & De 2021"});
}  // namespace parts::subjects
}  // namespace paribus
