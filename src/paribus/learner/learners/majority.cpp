// The baseline of classification: the class shares of the training part, whatever the features say.
#include "paribus/learner/constant.hpp"

namespace paribus {
namespace {

class Majority final : public Learner {
 public:
  std::unique_ptr<Fitted> fit(const Prepared& data, const StreamName&) const override {
    check_task("majority", Task::classification, data, "use model.kind = \"mean\"");
    return constant(class_shares(data.train).row(0));
  }
  std::optional<Task> only() const override { return Task::classification; }
  bool draws() const override { return false; }
  std::unique_ptr<Fitted> restore(const Kept& kept) const override { return restore_constant(kept); }
};

}  // namespace
namespace parts::learners {
extern const Entry<Learner> majority = entry<Learner, Majority>(
    {"majority", "majority class", "predicts the class shares of the training part, whatever the features",
     "z_k = share of class k in the training part", "scikit-learn DummyClassifier(strategy=\"prior\")", "prior dummy"});
}  // namespace parts::learners
}  // namespace paribus
