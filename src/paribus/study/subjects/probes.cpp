// What training does besides lowering the loss: probes (learner/probe.hpp) read along every run, cheap ones at many
// steps or at each, dear ones at few.
#include <algorithm>

#include "paribus/learner/probe.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

constexpr std::uint64_t most = 10000;  // readings that a record keeps of one probe

class Probes final : public RunByRun {
 public:
  explicit Probes(const Settings& s)
      : names_{s.words("names", names(paribus::probes()), names(paribus::probes()), "what is read along the run")},
        points_{static_cast<std::size_t>(
            s.integer("points", 40, {2, most}, "log-spaced steps at which cheap probes are read"))},
        dear_points_{static_cast<std::size_t>(
            s.integer("dear_points", 12, {2, most}, "and dear ones: those that cost many gradients"))},
        every_{static_cast<std::uint64_t>(s.integer("every", 0, {0, 1e9},
                                                    "cheap probes are read at each step (1), or at every second, third, ... "
                                                    "one, instead of at log-spaced steps; 0: not used"))} {
    for (const auto& name : names_) {
      const auto& e = get(paribus::probes(), name, "probe");
      entries_.push_back(&e);
      made_.push_back(e.make(Settings{}));
    }
  }

  std::vector<Quantity> quantities() const override {
    std::vector<Quantity> out;
    for (std::size_t i = 0; i < made_.size(); ++i)
      out.push_back({names_[i], "the " + std::string(entries_[i]->label) + " at the end",
                     std::string(entries_[i]->summary) + ", after the last step", made_[i]->unit()});
    out.push_back({"objective", "the loss at the end", "training loss after the last step", "loss"});
    return out;
  }

  void check(const Setup& s) const override {
    if (!s.model)
      throw Error("probes watch a gradient method at work, and '" + s.kind + "' is trained by none",
                  "choose a network, for example model.kind = \"mlp\"");
    if (s.optimizer.in_limits)
      throw Error("probes are read at a rate as it is given", "write optimizer.learning_rate_unit = \"absolute\"");
    check_size(s.training.steps(1));  // a budget in epochs may take more steps, once the rows are known
  }

 private:
  void check_size(std::uint64_t steps) const {
    if (every_ && steps / every_ >= most)
      throw Error("measure.probes.every = " + std::to_string(every_) + " would keep " + std::to_string(steps / every_ + 1) +
                      " readings of each probe along " + std::to_string(steps) + " steps; " + std::to_string(most) + " are allowed",
                  "write measure.probes.every = " + std::to_string(steps / (most - 1) + 1) + " or more, or train for fewer steps");
  }

  /// The steps at which cheap probes are read, but for those of dear ones.
  std::vector<std::uint64_t> schedule(std::uint64_t steps) const {
    if (!every_) return log_spaced_steps(steps, points_);
    std::vector<std::uint64_t> out;
    for (std::uint64_t at = 0; at < steps; at += every_) out.push_back(at);
    out.push_back(steps);
    return out;
  }

  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const Setup setup{run.choices};
    const auto bench = shared.bench(setup, run.replicate);
    const Chance chance = shared.chance(run.replicate);
    const std::uint64_t steps = setup.training.steps(bench->data->train.size());
    check_size(steps);
    const Vector start = start_theta(*bench, chance.start);
    Risk risk{*bench->model, bench->shape, bench->train, *bench->loss, bench->l2};
    std::map<std::string, Curve> curves;
    const auto note = [&](const std::string& name, const Phase& z, double value) {
      Curve& c = curves[name];
      c.name = name;
      c.at.push_back(static_cast<double>(z.step)), c.values.push_back(value);
    };
    const auto dear = log_spaced_steps(steps, dear_points_);
    Plan plan{setup.optimizer.learning_rate, steps, schedule(steps)};
    plan.watch_at.insert(plan.watch_at.end(), dear.begin(), dear.end());
    std::sort(plan.watch_at.begin(), plan.watch_at.end());
    plan.watch_at.erase(std::unique(plan.watch_at.begin(), plan.watch_at.end()), plan.watch_at.end());
    double first = 0;
    const auto watch = [&](const Phase& z, const Stepped&) {
      const double loss = risk.evaluate(z.theta, {}, {});
      if (z.step == 0) first = loss;
      if (!(loss <= explosion * first)) return Go::diverged;
      note("objective", z, loss);
      for (std::size_t i = 0; i < made_.size(); ++i) {
        if (made_[i]->dear() && !std::binary_search(dear.begin(), dear.end(), z.step)) continue;
        const Reading r = made_[i]->read({*bench, risk, z.theta, start});
        note(names_[i], z, r.value);
        for (const auto& [block, value] : r.blocks) note(names_[i] + "." + block, z, value);
      }
      return Go::on;
    };
    const auto batches = batches_of(setup.training, bench->data->train.size(), chance);
    const Trajectory t = integrate(*setup.optimizer.optimizer, risk,
                                   start_phase(*setup.optimizer.optimizer, risk, start), plan, *batches, watch);
    Result out;
    out.subject = run.subject;
    out.outcome = t.outcome;
    for (const auto& q : quantities())
      if (t.outcome == Outcome::finished)
        out.scores[q.name] = curves.at(q.name).values.back();
      else
        out.words[missing(q.name)] = "training diverged";
    for (auto& [name, c] : curves) out.curves.push_back(std::move(c));
    out.facts["learning_rate"] = {setup.optimizer.learning_rate};
    out.words["optimizer"] = setup.optimizer.kind;
    return out;
  }

  std::vector<std::string> names_;
  std::size_t points_, dear_points_;
  std::uint64_t every_;
  std::vector<const Entry<Probe>*> entries_;
  std::vector<std::unique_ptr<const Probe>> made_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> probes = entry<Subject, Probes>(
    {"probes", "probes",
     "reads probes along every run: sharpness, gradient norm, noise scale, ranks and norms of weights"});
}  // namespace parts::subjects
}  // namespace paribus
