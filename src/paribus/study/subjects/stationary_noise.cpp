// Where SGD with a constant rate comes to rest. On least squares it does not stay at the minimum but wanders around it,
// and how far is known exactly for batches drawn with replacement (theory sgd_stationary): the second moment of its
// distance, its top direction, and the loss above the least. The run starts at the minimum, so that only the slow
// filling of the flat directions has to be waited for.
#include <cmath>

#include "paribus/flow/drawn.hpp"
#include "paribus/learner/stationary.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/model/gradient_noise.hpp"
#include "paribus/study/subject.hpp"
#include "paribus/theory/theory.hpp"

namespace paribus {
namespace {

const std::vector<std::string> samplings{"with_replacement", "shuffled_epochs"};

class StationaryNoise final : public RunByRun {
 public:
  explicit StationaryNoise(const Settings& s)
      : sampling_{s.word(
            "sampling", "with_replacement", samplings,
            "how batches are drawn: each row anew, as theory assumes, or epochs in which each row comes once")},
        burn_in_{s.real("burn_in", 0.2, {0, 0.9}, "share of the steps before anything is measured")},
        blocks_{static_cast<std::size_t>(
            s.integer("blocks", 32, {4, 1000}, "stretches of a run whose means give its standard error"))} {}

  std::vector<Quantity> quantities() const override {
    return {{"excess_loss", "the excess loss",
             "training loss at rest above the least there is, averaged over the run after its burn-in", "loss"},
            {"variance", "the variance", "mean squared distance from the minimum", "squared distance"},
            {"top_variance", "the top variance", "the part of the variance along the Hessian’s top eigenvector",
             "squared distance"},
            {"noise_scale", "the noise scale at rest",
             "tr C / |g|²: trace of the covariance of single gradients at the minimum, over the mean squared gradient "
             "on the way",
             "rows"},
            {"noise_scale_start", "the noise scale at the start", "the same at the model’s random start", "rows"}};
  }

  void check(const Setup& s) const override {
    if (s.kind != "linear_regression")
      throw Error("stationary_noise needs least squares, whose minimum and curvature are known, and model.kind is '" +
                      s.kind + "'",
                  "write model.kind = \"linear_regression\"");
    if (s.training.loss == "cross_entropy")
      throw Error("stationary_noise needs the squared error", "write training.loss = \"squared_error\"");
    if (s.training.l2 > 0)
      throw Error(
          "stationary_noise speaks of least squares without a penalty, and training.l2 is " + shortest(s.training.l2),
          "write training.l2 = 0");
    if (s.optimizer.kind != "gradient_descent")
      throw Error(
          "stationary_noise speaks of plain steps at a constant rate, and optimizer.kind is '" + s.optimizer.kind + "'",
          "write optimizer.kind = \"gradient_descent\"");
    if (!s.training.batch_size)
      throw Error("on all rows at once there is no noise to measure",
                  "write training.batch_size = 4, or some other number of rows");
    if (s.optimizer.in_limits)
      throw Error("stationary_noise takes the learning rate as it is: batches have a limit of their own",
                  "write optimizer.learning_rate_unit = \"absolute\"");
    if (s.training.steps(1) != s.training.steps(1 << 20))
      throw Error("stationary_noise counts steps, and training.epochs is given", "write training.steps instead");
    const auto measured = static_cast<std::uint64_t>((1 - burn_in_) * static_cast<double>(s.training.steps(1)));
    if (measured < 100 * blocks_)
      throw Error(std::to_string(measured) + " steps after the burn-in are too few for " + std::to_string(blocks_) +
                      " blocks of at least 100",
                  "raise training.steps");
  }

 private:
  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const Setup setup{run.choices};
    const auto bench = shared.bench(setup, run.replicate);
    const Chance chance = shared.chance(run.replicate);
    const Bowl bottom = bowl(*bench);
    const auto n = static_cast<std::uint32_t>(bench->data->train.size()),
               size = static_cast<std::uint32_t>(setup.training.batch_size);
    const RestPlan plan{setup.optimizer.learning_rate, setup.training.steps(n), burn_in_, blocks_};
    const auto batches = batches_of(n, size, chance.batches);
    const Rest r = rest(*bench, bottom, *setup.optimizer.optimizer, plan, *batches);
    Result out;
    out.subject = run.subject;
    out.outcome = r.outcome;
    out.words = {{"optimizer", setup.optimizer.kind}, {"objective", "quadratic"}, {"sampling", sampling_}};
    out.facts = {{"learning_rate", {plan.rate}},
                 {"batch_size", {static_cast<double>(size)}},
                 {"lambda_max", {bottom.eigenvalues.back()}},
                 {"lambda_min", {bottom.eigenvalues.front()}},
                 {"least_loss", {bottom.least}}};
    add_rows(out.facts, bench->data->train);
    Risk risk{*bench->model, bench->shape, bench->train, *bench->loss};
    const double trace = GradientNoise{example_gradients(risk, bottom.minimum.values, n)}.trace();
    out.facts["gradient_noise_trace"] = {trace};
    out.scores["noise_scale_start"] =
        GradientNoise{example_gradients(risk, start_theta(*bench, chance.start), n)}.scale();
    // Beyond the limit a run may last for a while, but its averages have no mean to go to.
    const auto limit = get(theories(), "sgd_stability", "theory").make(Settings{})->predict(out.facts, out.words);
    const bool beyond = limit && plan.rate >= limit->values[0];
    if (beyond || r.outcome != Outcome::finished) {
      for (const char* name : {"excess_loss", "variance", "top_variance", "noise_scale"})
        out.words[missing(name)] =
            beyond ? "the rate is beyond the limit of theory, and the second moment has no bound" : "training diverged";
      return out;
    }
    Vector half, one(bottom.eigenvalues.size(), 1.0), top(bottom.eigenvalues.size(), 0.0), square;
    for (const double l : bottom.eigenvalues) half.push_back(l / 2), square.push_back(l * l);
    top.back() = 1;
    const auto keep = [&](const std::string& name, const Vector& weights) {
      const Averaged a = averaged(r, weights);
      out.scores[name] = a.value;
      out.facts[name + ".error"] = {a.error};
    };
    keep("excess_loss", half), keep("variance", one), keep("top_variance", top);
    out.scores["noise_scale"] = trace / averaged(r, square).value;
    Curve c{"excess_loss", {}, {}};
    for (std::size_t i = 0; i < r.blocks.rows; ++i) {
      const double share =
          burn_in_ + (1 - burn_in_) * (static_cast<double>(i) + 0.5) / static_cast<double>(r.blocks.rows);
      c.at.push_back(std::floor(share * static_cast<double>(plan.steps)));
      c.values.push_back(dot(r.blocks.row(i), half));
    }
    out.curves.push_back(std::move(c));
    return out;
  }

  std::unique_ptr<Batches> batches_of(std::uint32_t n, std::uint32_t size, const StreamName& name) const {
    if (sampling_ == "shuffled_epochs") return std::make_unique<MiniBatches>(n, size, name);
    return std::make_unique<DrawnBatches>(n, size, name);
  }

  /// [x 1] and y, as theory asks for them.
  static void add_rows(std::map<std::string, Vector>& facts, const Examples& e) {
    Vector design;
    for (std::size_t i = 0; i < e.size(); ++i) {
      design.insert(design.end(), e.x.row(i).begin(), e.x.row(i).end());
      design.push_back(1);
    }
    facts["design"] = std::move(design), facts["targets"] = e.y.values;
    facts["features"] = {static_cast<double>(e.x.columns + 1)}, facts["outputs"] = {static_cast<double>(e.y.columns)};
  }

  std::string sampling_;
  double burn_in_;
  std::size_t blocks_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> stationary_noise = entry<Subject, StationaryNoise>(
    {"stationary_noise", "noise at rest",
     "measures how far from the minimum of least squares SGD with a constant rate stays",
     "S = E[d dᵀ] of d = θ - θ*, at rest; excess loss ½ tr(HS)", "Mandt, Hoffman & Blei 2017; Liu, Ziyin & Ueda 2021"});
}  // namespace parts::subjects
}  // namespace paribus
