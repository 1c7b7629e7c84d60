// When a larger batch stops to help. Every batch size gets the learning rate that brings it to a loss in the fewest steps;
// what these take is held against what theory makes of two numbers of full-batch training, its steps S and the mean noise
// scale on its way.
#include "paribus/learner/target_steps.hpp"
#include "paribus/study/subject.hpp"

#include <cmath>

namespace paribus {
namespace {

class CriticalBatch final : public RunByRun {
 public:
  explicit CriticalBatch(const Settings& s)
      : loss_{s.real("loss", 0.3, positive, "training loss that is to be reached")},
        rates_{static_cast<std::size_t>(
            s.integer("rates", 24, {1, 200}, "learning rates that are tried, from optimizer.learning_rate down, each 1/√2 of the one before"))},
        points_{static_cast<std::size_t>(s.integer("points", 30, {1, 10000}, "places on the full-batch way at which the noise scale is measured"))} {}

  std::vector<Quantity> quantities() const override {
    return {{"steps_to_target", "the steps to the target", "fewest steps to the training loss that is asked for, over the learning rates", "steps"},
            {"examples_to_target", "the examples to the target", "those steps times the batch", "examples"},
            {"best_rate", "the best learning rate", "the one that takes the fewest steps, to a factor of √2", "learning rate", true, "learning_rate"}};
  }

  void check(const Setup& s) const override {
    if (!s.model)
      throw Error("critical_batch counts the steps of a gradient method, and '" + s.kind + "' is trained by none",
                  "choose a network, for example model.kind = \"mlp\"");
    if (s.optimizer.kind != "gradient_descent" || s.optimizer.in_limits)
      throw Error("critical_batch speaks of gradient descent, and looks for the rate itself, from the given one down",
                  "write optimizer.kind = \"gradient_descent\" and optimizer.learning_rate_unit = \"absolute\"");
  }

 private:
  Result one(const Study&, Preparations& shared, const Run& run) const override {
    Choices whole = run.choices;
    whole["training.batch_size"] = {std::string("all")};
    const Setup setup{run.choices}, full{whole};
    const auto bench = shared.bench(setup, run.replicate);
    const Chance chance = shared.chance(run.replicate);
    const double rows = static_cast<double>(bench->data->train.size()),
                 batch = setup.training.batch_size ? std::min(rows, static_cast<double>(setup.training.batch_size)) : rows;
    const Reached least = fewest_steps(*bench, full.training, setup.optimizer, chance, loss_, rates_),
                  own = fewest_steps(*bench, setup.training, setup.optimizer, chance, loss_, rates_);
    Result out;
    out.subject = run.subject;
    out.words = {{"optimizer", setup.optimizer.kind}};
    out.facts = {{"batch_size", {batch}}};
    if (std::isfinite(least.steps) && least.steps > 0) {
      out.facts["least_steps"] = {least.steps}, out.facts["full_batch_rate"] = {least.rate};
      const NoiseOnTheWay noise = noise_scale(*bench, setup.optimizer, chance, least, points_);
      out.facts["noise_scale"] = {noise.mean}, out.facts["noise_scale_change"] = {noise.change};
    }
    if (std::isfinite(own.steps))
      out.scores = {{"steps_to_target", own.steps}, {"examples_to_target", own.steps * batch}, {"best_rate", own.rate}};
    else
      for (const auto& q : quantities()) out.words[missing(q.name)] = "no learning rate reached the loss within the steps";
    return out;
  }

  double loss_;
  std::size_t rates_, points_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> critical_batch = entry<Subject, CriticalBatch>(
    {"critical_batch", "critical batch", "measures how many steps each batch size needs to a loss, each at its best learning rate",
     "min over η of the first k with L(θₖ) ≤ target", "McCandlish, Kaplan, Amodei & OpenAI Dota Team 2018"});
}  // namespace parts::subjects
}  // namespace paribus
