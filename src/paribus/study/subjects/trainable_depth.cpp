// How deep may a plain network be and still be trained? From one start scale, networks of one width and growing depth
// are each given the same steps; the trainable depth is where their accuracy on the training rows falls below what
// counts as learning (Poole et al. 2016; Schoenholz, Gilmer, Ganguli & Sohl-Dickstein 2017).
#include <algorithm>
#include <functional>

#include "paribus/base/text.hpp"
#include "paribus/learner/depths.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

class TrainableDepth final : public RunByRun {
 public:
  explicit TrainableDepth(const Settings& s)
      : depths_{s.integers("depths", {4, 8, 16, 32, 64}, {1, 10000},
                           "hidden layers of the networks that are trained, ascending")},
        learns_{s.real("learns", 0.5, {0, 1, true, true},
                       "share of the training rows that a network must get right to count as trained")} {}

  std::vector<Quantity> quantities() const override {
    return {{"trainable_depth", "the trainable depth",
             "the depth at which the accuracy on the training rows falls below " + text::percent(learns_) +
                 ", interpolated in log depth between two of the networks trained",
             "depth", true, "", "accuracy"},
            {"best_accuracy", "the best accuracy of any depth", "on the training rows", "accuracy", false}};
  }

  void check(const Setup& s) const override {
    if (depths_.size() < 2 || !std::is_sorted(depths_.begin(), depths_.end(), std::less_equal<>{}))
      throw Error("measure.trainable_depth.depths must be two or more, each above the one before",
                  "write depths = [4, 8, 16, 32, 64]");
    if (s.kind != "mlp")
      throw Error("trainable_depth speaks of plain networks, and '" + s.kind + "' is none",
                  "write model.kind = \"mlp\"");
    if (s.optimizer.in_limits)
      throw Error("trainable_depth gives all depths one rate, and the stability limit differs from depth to depth",
                  "write optimizer.learning_rate_unit = \"absolute\"");
  }

 private:
  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const Settings own{run.choices, "model.mlp."};
    get(models(), "mlp", "model").make(own);
    Result out;
    out.subject = run.subject;
    Value width;
    for (const auto& a : own.asked()) {
      if (a.name == "hidden_layer_sizes") width = std::get<Value::List>(a.value.is).front();
      if (a.name == "start_scale") out.facts["weight_variance"] = {square(std::get<double>(a.value.is))};
      if (a.name == "start_bias") out.facts["bias_variance"] = {square(std::get<double>(a.value.is))};
      if (a.name == "activation") out.words["activation"] = std::get<std::string>(a.value.is);
    }
    Vector depth, accuracy, loss;
    for (const std::int64_t l : depths_) {
      Choices choices = run.choices;
      choices["model.mlp.hidden_layer_sizes"] = {Value::List(static_cast<std::size_t>(l), width)};
      const Setup setup{choices};
      const auto bench = shared.bench(setup, run.replicate);
      if (bench->data->task != Task::classification)
        throw Error("trainable_depth counts rows that are classified right, and the target is a number",
                    "name a target of classes: data.target");
      const Fit f = fit(*bench, setup.training, setup.optimizer, shared.chance(run.replicate));
      depth.push_back(static_cast<double>(l)), accuracy.push_back(f.accuracy), loss.push_back(f.loss);
    }
    out.curves = {{"accuracy", depth, accuracy}, {"loss", depth, loss}};
    out.scores["best_accuracy"] = *std::max_element(accuracy.begin(), accuracy.end());
    const Reach r = reach(depth, accuracy, learns_);
    if (r.depth > 0)
      out.scores["trainable_depth"] = r.depth;
    else
      out.words[missing("trainable_depth")] = r.why;
    return out;
  }

  static double square(double x) { return x * x; }

  std::vector<std::int64_t> depths_;
  double learns_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> trainable_depth = entry<Subject, TrainableDepth>(
    {"trainable_depth", "trainable depth", "measures how deep a plain network may be and still be trained",
     "the largest depth that learns, from weights N(0, sigma_w^2 / fan_in) and biases N(0, sigma_b^2)",
     "Poole et al. 2016; Schoenholz, Gilmer, Ganguli & Sohl-Dickstein 2017"});
}  // namespace parts::subjects
}  // namespace paribus
