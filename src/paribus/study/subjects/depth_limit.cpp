// How near is a residual network to the differential equation that it is Euler's method for? Its outputs beside their
// limit, at the start and after training in the metric in which training has a limit too (Haber & Ruthotto 2017; Chen,
// Rubanova, Bettencourt & Duvenaud 2018).
#include <algorithm>
#include <utility>

#include "paribus/learner/depth_limit.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/model/packed.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

double relative(Vector a, View b) {
  axpy(-1, b, a);
  return norm(a) / norm(b);
}

class DepthLimit final : public RunByRun {
 public:
  explicit DepthLimit(const Settings& s)
      : reference_{s.integer(
            "reference", 512, {64, 65536},
            "the limit is extrapolated from networks of this depth, a half, a quarter and an eighth of it")},
        certain_{s.real("certain", 0.02, {1e-6, 0.5},
                        "a distance is left out if the limit itself is not known to this share of it")} {}

  std::vector<Quantity> quantities() const override {
    return {{"distance_before", "the distance from the limit at the start", meaning("before training"), "distance",
             true, "distance_to_limit"},
            {"distance_after", "the distance from the limit after training", meaning("after training"), "distance",
             true, "distance_to_limit"},
            {"loss_end", "the loss at the end", "training loss after the last step", "loss"}};
  }

  void check(const Setup& s) const override {
    if (s.kind != "residual_mlp")
      throw Error("depth_limit speaks of residual networks, and '" + s.kind + "' is none",
                  "write model.kind = \"residual_mlp\"");
    if (s.model_text.find("model.residual_mlp.step = \"1/depth\"\n") == std::string::npos)
      throw Error("with steps that do not shrink as 1/depth a residual network has no limit",
                  "write model.residual_mlp.step = \"1/depth\"");
    if (s.training.batch_size)
      throw Error("depth_limit speaks of training on all rows at once", "write training.batch_size = \"all\"");
    if (s.optimizer.kind != "gradient_descent" || s.optimizer.in_limits)
      throw Error("depth_limit trains by gradient descent at a rate that is the same for all depths",
                  "write optimizer.kind = \"gradient_descent\" and optimizer.learning_rate_unit = \"absolute\"");
  }

 private:
  static std::string meaning(const std::string& when) {
    return "|z_L - z| / |z| of the outputs on the training rows " + when + ", z extrapolated to infinite depth";
  }

  Outputs at_depth(Preparations& shared, const Run& run, std::int64_t depth) const {
    Choices choices = run.choices;
    choices["model.residual_mlp.depth"] = {depth};
    const Setup setup{choices};
    const auto bench = shared.bench(setup, run.replicate);
    const auto layout = bench->model->layout(bench->shape);
    return train_outputs(*bench, start_theta(*bench, shared.chance(run.replicate).start), depth_metric(layout),
                         setup.optimizer.learning_rate, setup.training.steps(bench->data->train.size()));
  }

  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const Settings own{run.choices, "model.residual_mlp."};
    get(models(), "residual_mlp", "model").make(own);
    std::int64_t depth = 0;
    bool alike = false;
    for (const auto& a : own.asked()) {
      if (a.name == "depth") depth = std::get<std::int64_t>(a.value.is);
      if (a.name == "share_weights") alike = std::get<bool>(a.value.is);
    }
    const Outputs here = at_depth(shared, run, depth);
    std::vector<Outputs> deep;
    for (const std::int64_t times : {1, 2, 4, 8}) deep.push_back(at_depth(shared, run, reference_ / 8 * times));

    Result out;
    out.subject = run.subject;
    out.outcome = here.outcome;
    out.words = {{"step", "1/depth"}, {"weights", alike ? "shared" : "smooth"}};
    out.facts["depth"] = {static_cast<double>(depth)};
    compare(out, "distance_before", here, deep, &Outputs::before);
    compare(out, "distance_after", here, deep, &Outputs::after);
    if (here.outcome == Outcome::finished)
      out.scores["loss_end"] = here.loss;
    else
      out.words[missing("loss_end")] = "training diverged";
    return out;
  }

  /// The limit by all four reference depths; by the deeper three it is known one order less well, which says how far.
  void compare(Result& out, const std::string& name, const Outputs& here, const std::vector<Outputs>& deep,
               Vector Outputs::*part) const {
    if (name == "distance_after" &&
        (here.outcome != Outcome::finished ||
         std::any_of(deep.begin(), deep.end(), [](const Outputs& o) { return o.outcome != Outcome::finished; }))) {
      out.words[missing(name)] = "training diverged";
      return;
    }
    std::vector<Vector> all, deeper;
    for (const Outputs& o : deep) all.push_back(o.*part);
    deeper.assign(all.begin() + 1, all.end());
    const Vector limit = richardson(std::move(all));
    const double distance = relative(here.*part, limit), doubt = relative(richardson(std::move(deeper)), limit);
    out.facts[name + ".doubt"] = {doubt};
    if (doubt <= certain_ * distance)
      out.scores[name] = distance;
    else
      out.words[missing(name)] = "the limit is not known well enough to measure so small a distance";
  }

  std::int64_t reference_;
  double certain_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> depth_limit = entry<Subject, DepthLimit>(
    {"depth_limit", "depth limit", "measures how far a residual network is from its differential equation",
     "|z_L - z| / |z|, z the outputs of h' = f(h W(t) + b(t))",
     "Haber & Ruthotto 2017; Chen, Rubanova, Bettencourt & Duvenaud 2018"});
}  // namespace parts::subjects
}  // namespace paribus
