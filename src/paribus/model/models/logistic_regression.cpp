// Multinomial logistic regression: p = softmax(x W + b). Convex; with the gradient X^T (p - y) / n.
// On separable data the risk has no minimum (theta grows without end) unless l2 > 0.
#include "paribus/model/network.hpp"

namespace paribus {
namespace {

class LogisticRegression final : public Network {
 public:
  explicit LogisticRegression(const Settings& s)
      : Network{{}, kernel::Activation::identity, paribus::precision(s, "float32"),
                s.real("start_scale", 1, {0, infinity}, "weights start from N(0, start_scale^2 / features)")} {}  // braces: read from left to right by every compiler
  std::string_view loss(Task task) const override {
    if (task == Task::regression)
      throw Error("logistic_regression needs classes, and the target is a number",
                  "take linear_regression or mlp, or a target column of classes");
    return "cross_entropy";
  }
};

}  // namespace
namespace parts::models {
extern const Entry<Model> logistic_regression = entry<Model, LogisticRegression>(
    {"logistic_regression", "logistic regression", "class probabilities from weighted sums of the features",
     "p = softmax(x W + b)", "Cox 1958", "softmax_regression"});
}  // namespace parts::models
}  // namespace paribus
