// Where the sharpness settles. Trained on all rows at a fixed rate, a network's largest Hessian eigenvalue rises until
// the optimizer is at the edge of its stability, and stays there while the loss still falls (Cohen et al. 2021). For an
// optimizer that divides its step by D = sqrt(v_hat) + epsilon, what it feels is the largest eigenvalue of
// D^-1/2 H D^-1/2 (Cohen et al. 2022).
#include <algorithm>
#include <cmath>

#include "paribus/learner/descent.hpp"
#include "paribus/learner/divisor.hpp"
#include "paribus/math/lanczos.hpp"
#include "paribus/math/resample.hpp"
#include "paribus/study/subject.hpp"
#include "paribus/theory/theory.hpp"

namespace paribus {
namespace {

/// Sharpness and loss along a run.
struct Path {
  Vector at, sharpness, loss;
  std::vector<bool> converged;  ///< whether that eigenpair's residual is within the tolerance
  Outcome outcome;
};

class EdgeOfStability final : public RunByRun {
 public:
  explicit EdgeOfStability(const Settings& s)
      : points_{static_cast<std::size_t>(
            s.integer("points", 60, {12, 10000}, "measurements of the sharpness along a run, evenly spaced"))},
        products_{static_cast<int>(
            s.integer("products", 100, {2, 1000}, "the most Hessian products that one measurement may take"))},
        tolerance_{s.real("tolerance", 0.02, {1e-6, 0.5},
                          "residual of the eigenpair, as a share of the sharpness, at which a measurement ends; its "
                          "own error is of second order")} {}

  std::vector<Quantity> quantities() const override {
    return {{"sharpness", "the sharpness on its plateau",
             "median of the largest Hessian eigenvalue over the last third of a run that rose to its threshold from below "
             "before; for Adam, of the preconditioned Hessian",
             "curvature"},
            {"sharpness_end", "the sharpness at the end",
             "median over the last third of any run that did not diverge, threshold or not", "curvature"},
            {"steps_to_edge", "the steps to the edge",
             "first measured step at which the sharpness is at least the threshold, having been below it", "steps"},
            {"loss_end", "the loss at the end", "training loss after the last step", "loss"}};
  }

  /// 2: the threshold is reached from below, and a plateau asks for converged eigenpairs.
  int version() const override { return 2; }

  void check(const Setup& s) const override {
    if (!s.model)
      throw Error("edge_of_stability watches a gradient method at work, and '" + s.kind + "' is trained by none",
                  "choose a network, for example model.kind = \"mlp\"");
    if (s.training.batch_size)
      throw Error("edge_of_stability speaks of training on all rows at once", "write training.batch_size = \"all\"");
    if (s.optimizer.in_limits)
      throw Error("edge_of_stability trains at a rate as it is given", "write optimizer.learning_rate_unit = \"absolute\"");
  }

 private:
  Result one(const Study&, Preparations& shared, const Run& run) const override {
    Setup setup{run.choices};
    const auto bench = shared.bench(setup, run.replicate);
    const Path path = train(*bench, setup, shared.chance(run.replicate));
    Result out;
    out.subject = run.subject;
    out.outcome = path.outcome;
    out.curves = {{"sharpness", path.at, path.sharpness}, {"loss", path.at, path.loss}};
    out.words["optimizer"] = setup.optimizer.kind;
    out.words["objective"] = bench->quadratic ? "quadratic" : bench->why;
    out.words["loss"] =
        setup.training.loss == "default" ? std::string(setup.model->loss(bench->data->task)) : setup.training.loss;
    out.facts["learning_rate"] = {setup.optimizer.learning_rate};
    for (const char* name : {"beta", "beta1"})
      if (const double b = setting(setup.optimizer, name); !std::isnan(b)) out.facts[name] = {b};
    out.facts["unconverged"] = {
        static_cast<double>(std::count(path.converged.begin(), path.converged.end(), false))};
    judge(out, path, setup.optimizer);
    return out;
  }

  Path train(const Bench& bench, const Setup& setup, const Chance& chance) const {
    const OptimizerSettings& o = setup.optimizer;
    const std::uint64_t steps = setup.training.steps(bench.data->train.size());
    Risk risk{*bench.model, bench.shape, bench.train, *bench.loss, bench.l2, bench.model->precision()};
    Path path;
    Plan plan{o.learning_rate, steps, {}};
    // Adam has no memory before its first step, so the first point is step 1.
    for (std::size_t i = 0; i <= points_; ++i)
      if (const std::uint64_t at = std::max<std::uint64_t>(1, i * steps / points_);
          plan.watch_at.empty() || at > plan.watch_at.back())
        plan.watch_at.push_back(at);
    FullBatch batches;
    const auto watch = [&](const Phase& z, const Stepped&) {
      const double loss = risk.evaluate(z.theta, {}, {});
      if (!path.loss.empty() && !(loss <= explosion * path.loss.front())) return Go::diverged;
      path.at.push_back(static_cast<double>(z.step));
      path.loss.push_back(loss);
      const Eigenpair top = sharpness(risk, z, o);
      path.sharpness.push_back(top.value);
      path.converged.push_back(top.converged && std::isfinite(top.value));
      return Go::on;
    };
    path.outcome = integrate(*o.optimizer, risk, start_phase(*o.optimizer, risk, start_theta(bench, chance.start)),
                             plan, batches, watch)
                       .outcome;
    return path;
  }

  Eigenpair sharpness(Risk& risk, const Phase& z, const OptimizerSettings& o) const {
    Operator hessian = [&](View v, Span out) { risk.hessian_vector(z.theta, {}, v, out); };
    if (const auto d = divisor(z, o)) hessian = preconditioned(hessian, *d);
    return largest_eigenvalue(risk.dimension(), hessian, tolerance_, products_);
  }

  /// The first measurement at or above the edge that has one below it before. Adam's first divisor is |g| alone, of
  /// which many entries are tiny: its curve begins far above, falls, and rises to the edge from below like the others.
  static std::size_t arrival(const Vector& sharpness, double edge) {
    const auto below = std::find_if(sharpness.begin(), sharpness.end(), [&](double s) { return s < edge; });
    const auto reached = std::find_if(below, sharpness.end(), [&](double s) { return s >= edge; });
    return static_cast<std::size_t>(reached - sharpness.begin());
  }

  /// About the steps over which v_hat forgets; 0: it has no such memory.
  static double settling(const OptimizerSettings& o) {
    const double beta2 = setting(o, "beta2");
    return o.kind == "adam" && beta2 < 1 ? 1 / (1 - beta2) : 0;
  }

  static void judge(Result& out, const Path& path, const OptimizerSettings& o) {
    const auto miss = [&](std::initializer_list<const char*> names, const std::string& why) {
      for (const auto* name : names) out.words.emplace(missing(name), why);  // the first reason stays
    };
    if (path.outcome != Outcome::finished)
      return miss({"sharpness", "sharpness_end", "steps_to_edge", "loss_end"}, "training diverged");
    const std::size_t n = path.sharpness.size(), last = 2 * n / 3;
    out.scores["loss_end"] = path.loss.back();
    Vector settled;
    for (std::size_t i = last; i < n; ++i)
      if (path.converged[i]) settled.push_back(path.sharpness[i]);
    const bool known = 10 * (n - last - settled.size()) <= n - last;
    if (known) out.scores["sharpness_end"] = quantile(settled, 0.5);
    else miss({"sharpness", "sharpness_end"}, "more than a tenth of its last third did not converge");
    const auto edge = get(theories(), "edge_of_stability", "theory").make(Settings{})->predict(out.facts, out.words);
    if (!edge) return miss({"sharpness", "steps_to_edge"}, "theory names no threshold for its optimizer");
    const std::size_t reached = arrival(path.sharpness, edge->values[0]);
    if (reached == n) {
      const bool above = std::any_of(path.sharpness.begin(), path.sharpness.end(),
                                     [&](double s) { return s >= edge->values[0]; });
      return miss({"sharpness", "steps_to_edge"}, above ? "the sharpness came from above its threshold"
                                                        : "the sharpness never reached its threshold");
    }
    out.scores["steps_to_edge"] = path.at[reached];
    if (!known) return;
    if (reached >= last)
      return miss({"sharpness"}, "the sharpness reached its threshold in the last third of the run only");
    if (path.at[last] < settling(o))
      return miss({"sharpness"}, "Adam’s running square of the gradient had not settled by the last third of the run");
    out.scores["sharpness"] = out.scores["sharpness_end"];
  }

  std::size_t points_;
  int products_;
  double tolerance_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> edge_of_stability = entry<Subject, EdgeOfStability>(
    {"edge_of_stability", "edge of stability", "measures where the sharpness settles as a model is trained on all rows",
     "lambda_max(H), for Adam lambda_max(D^-1/2 H D^-1/2) with D = sqrt(v_hat) + eps, along the run",
     "Cohen, Kaur, Li, Kolter & Talwalkar 2021; Cohen et al. 2022"});
}  // namespace parts::subjects
}  // namespace paribus
