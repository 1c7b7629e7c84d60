#include "paribus/learner/network_fit.hpp"

#include "paribus/base/text.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class NetworkFit final : public Fitted {
 public:
  NetworkFit(std::shared_ptr<const Model> model, std::shared_ptr<const Loss> loss, std::string loss_name, Shape shape, Vector theta)
      : model_{std::move(model)}, loss_{std::move(loss)}, loss_name_{std::move(loss_name)}, shape_{shape}, theta_{std::move(theta)} {}

  Matrix predict(const Examples& e) const override {
    const auto packed = pack(e, Precision::float64);
    return model_->pass(shape_, packed, *loss_)->predict(theta_, *packed);
  }
  Kept keep() const override {
    Kept out{{{"loss", loss_name_}}, {}};
    for (const Block& b : model_->layout(shape_)) {
      Matrix& m = out.arrays[b.name] = Matrix(b.rows, b.columns);
      std::copy_n(theta_.begin() + static_cast<std::ptrdiff_t>(b.offset), m.values.size(), m.values.begin());
    }
    return out;
  }
  std::optional<FitSummary> summary() const override { return summary_; }
  void say(FitSummary s) { summary_ = std::move(s); }

 private:
  std::shared_ptr<const Model> model_;
  std::shared_ptr<const Loss> loss_;
  std::string loss_name_;
  Shape shape_;
  Vector theta_;
  std::optional<FitSummary> summary_;
};

FitSummary summary_of(const Bench& bench, const TrainingSettings& training, const OptimizerSettings& optimizer, const Trained& t) {
  const auto& z = t.trajectory.phase;
  Risk risk{*bench.model, bench.shape, bench.train, *bench.loss, bench.l2};
  Vector gradient(z.theta.size());
  risk.evaluate(z.theta, {}, gradient);
  FitSummary out;
  out.numbers = {{"parameters", "parameters", static_cast<double>(z.theta.size())},
                 {"steps", "steps taken", static_cast<double>(z.step)},
                 {"loss_start", "loss at the start", t.start},
                 {"loss", "loss reached", t.end},
                 {"gradient_norm", "norm of the gradient there", norm(gradient)}};
  out.notes.push_back("trained by " + optimizer.kind + " for " + training.budget() + ", learning rate " + text::plain(text::number(optimizer.learning_rate)) +
                      (training.batch_size ? ", batches of " + std::to_string(training.batch_size) : ", all rows in every step"));
  return out;
}

}  // namespace

std::unique_ptr<Fitted> fit_network(const Bench& bench, const std::string& loss, const TrainingSettings& training, const OptimizerSettings& optimizer, const Chance& chance) {
  const Trained t = train(bench, training, optimizer, chance, {}, 2);
  if (t.trajectory.outcome == Outcome::diverged)
    throw Error("training diverged: the loss left every bound", "set a smaller optimizer.learning_rate, for example " + shortest(optimizer.learning_rate / 10));
  auto out = std::make_unique<NetworkFit>(bench.model, bench.loss, loss, bench.shape, t.trajectory.phase.theta);
  out->say(summary_of(bench, training, optimizer, t));
  return out;
}

std::unique_ptr<Fitted> restore_network(std::shared_ptr<const Model> model, const Kept& kept) {
  const auto word = kept.words.find("loss");
  const auto* loss = word == kept.words.end() ? nullptr : find(losses(), word->second);
  if (!loss) throw Error("the model names no loss that is known", "fit it again");
  const Shape shape{kept.features, kept.outputs};
  const auto layout = model->layout(shape);
  // Sizes are compared before theta is made: the settings may come from a stranger's file.
  for (const Block& b : layout) kept_array(kept, b.name, b.rows, b.columns);
  if (kept.arrays.size() != layout.size()) throw Error("the model has arrays that its layout does not know", "fit it again");
  Vector theta(parameters(layout));
  for (const Block& b : layout) std::ranges::copy(kept.arrays.at(b.name).values, theta.begin() + static_cast<std::ptrdiff_t>(b.offset));
  return std::make_unique<NetworkFit>(std::move(model), loss->make(Settings{}), word->second, shape, std::move(theta));
}

}  // namespace paribus
