// Does a network train like its linearization at the start? Full-batch gradient descent on squared error, in the metric
// of the NTK parametrization, so that one rate serves all widths (Jacot, Gabriel & Hongler 2018; Lee et al. 2019).
#include <algorithm>

#include "paribus/learner/linearization.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

class LinearizationSubject final : public RunByRun {
 public:
  explicit LinearizationSubject(const Settings& s)
      : points_{static_cast<std::size_t>(
            s.integer("points", 40, {3, 1000}, "log-spaced steps at which network and linearization are compared"))},
        metric_{s.word("metric", "ntk", {"ntk", "standard"},
                       "ntk: a weight's rate is divided by its fan-in, as in the NTK parametrization; standard: one "
                       "rate for all parameters")} {}

  std::vector<Quantity> quantities() const override {
    return {{"distance", "the distance from the linearized model",
             "|f - f_lin| on the training rows after the last step, as a share of how far the linearized outputs "
             "moved, |f_lin - f_0|",
             "share", true, "distance_from_linearization"},
            {"worst_distance", "the worst distance on the way",
             "the largest |f - f_lin| at a watched step, as a share of the same |f_lin - f_0|", "share", true,
             "distance_from_linearization"},
            {"kernel_drift", "the change of the kernel",
             "|Θ_T - Θ_0| / |Θ_0| of the tangent kernel of all outputs of all training rows, Frobenius norms", "share",
             true, "kernel_change"},
            {"loss_end", "the loss at the end", "training loss after the last step", "loss"}};
  }

  void check(const Setup& s) const override {
    if (!s.model)
      throw Error("linearization needs parameters to be linear in, and '" + s.kind + "' has none",
                  "choose a network, for example model.kind = \"mlp\"");
    if (s.training.loss != "squared_error")
      throw Error("linearization speaks of squared error: only there is the linearized path known",
                  "write training.loss = \"squared_error\"");
    if (s.training.l2 > 0)
      throw Error("linearization speaks of the loss alone, and training.l2 adds a penalty", "take training.l2 out");
    if (s.training.batch_size)
      throw Error("linearization speaks of training on all rows at once", "write training.batch_size = \"all\"");
    if (s.optimizer.kind != "gradient_descent" || s.optimizer.in_limits)
      throw Error("linearization trains by gradient descent at a rate that is the same for all widths",
                  "write optimizer.kind = \"gradient_descent\" and optimizer.learning_rate_unit = \"absolute\"");
  }

 private:
  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const Setup setup{run.choices};
    const auto bench = shared.bench(setup, run.replicate);
    const std::size_t n = bench->data->train.size();
    const auto layout = bench->model->layout(bench->shape);
    const Vector metric = metric_ == "ntk" ? ntk_metric(layout) : Vector(parameters(layout), 1.0);
    const Departure d = departure(*bench, start_theta(*bench, shared.chance(run.replicate).start), metric,
                                  setup.optimizer.learning_rate, setup.training.steps(n), points_);
    Result out;
    out.subject = run.subject;
    out.outcome = d.outcome;
    const Vector at(d.at.begin(), d.at.end());
    out.curves = {{"objective", at, d.loss}, {"linear_objective", at, d.linear_loss}, {"distance", at, d.distance}};
    out.words = {{"optimizer", setup.optimizer.kind}, {"loss", "squared_error"}, {"parametrization", metric_}};
    out.facts["learning_rate"] = {setup.optimizer.learning_rate};
    out.facts["examples"] = {static_cast<double>(n)};
    out.facts["kernel_eigenvalues"] = d.kernel;
    out.facts["residual_coordinates"] = d.residual;
    if (d.outcome != Outcome::finished) {
      for (const auto& q : quantities()) out.words[missing(q.name)] = "training diverged";
      return out;
    }
    out.facts["kernel_change"] = {d.kernel_change};
    out.scores = {{"kernel_drift", d.kernel_change}, {"loss_end", d.loss.back()}};
    if (d.linear_loss.back() <= d.linear_loss.front()) {
      out.scores["distance"] = d.distance.back();
      out.scores["worst_distance"] = *std::max_element(d.distance.begin(), d.distance.end());
    } else {
      for (const char* name : {"distance", "worst_distance"})
        out.words[missing(name)] = "the linearized model diverges at this rate";
    }
    return out;
  }

  std::size_t points_;
  std::string metric_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> linearization = entry<Subject, LinearizationSubject>(
    {"linearization", "linearization", "measures how far a network trains from its linearization at the start",
     "|f - f_lin| / |f_lin - f_0|, f_lin = f_0 + J (theta - theta_0)",
     "Jacot, Gabriel & Hongler 2018; Lee et al. 2019"});
}  // namespace parts::subjects
}  // namespace paribus
