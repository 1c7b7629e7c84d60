// The baseline of regression: the mean target of the training part, whatever the features say.
#include "paribus/learner/constant.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class Mean final : public Learner {
 public:
  std::unique_ptr<Fitted> fit(const Prepared& data, const StreamName&) const override {
    check_task("mean", Task::regression, data, "use model.kind = \"majority\"");
    const Vector &y = data.train.y.values, &w = data.train.weight;
    return constant(Vector{w.empty() ? mean(y) : dot(w, y) / sum(w)});
  }
  std::optional<Task> only() const override { return Task::regression; }
  bool draws() const override { return false; }
  std::unique_ptr<Fitted> restore(const Kept& kept) const override { return restore_constant(kept); }
};

}  // namespace
namespace parts::learners {
extern const Entry<Learner> mean = entry<Learner, Mean>(
    {"mean", "mean", "predicts the mean target of the training part, whatever the features", "z = mean of y",
     "scikit-learn DummyRegressor(strategy=\"mean\")"});
}  // namespace parts::learners
}  // namespace paribus
