// Gradient boosting by XGBoost, where its library is installed. XGBoost grows the trees; from then on they are trees of
// ours (xgboost_model.hpp).
#include <algorithm>

#include "paribus/base/text.hpp"
#include "paribus/learner/forest.hpp"
#include "paribus/learner/tree_settings.hpp"
#include "paribus/learner/xgboost_library.hpp"
#include "paribus/learner/xgboost_model.hpp"

namespace paribus {
namespace {

std::size_t different(Vector values) {
  std::ranges::sort(values);
  return static_cast<std::size_t>(std::unique(values.begin(), values.end()) - values.begin());
}

/// XGBoost keeps float32: values that differ by little for their size would be one to it.
void check_digits(const std::string& name, Vector values) {
  const std::size_t all = different(values);
  for (double& v : values) v = static_cast<double>(static_cast<float>(v));
  if (2 * different(std::move(values)) <= all)
    throw Error("the values of '" + text::printable(name) + "' lie close together for their size, and XGBoost, which keeps 24 bits of a number, would take many for one",
                "subtract the least of them beforehand (data.scale = \"standard\" does so for features), or choose gradient_boosting");
}

class Xgboost final : public Learner {
 public:
  /// XGBoost's names and defaults.
  explicit Xgboost(const Settings& s)
      : rounds_{static_cast<std::size_t>(s.integer("n_estimators", 100, {1, 1e5}, "rounds: a tree each, or one for each of more than two classes"))} {
    const Range share{0, 1, true, false}, not_negative{0, infinity, false, true};
    const auto real = [&](const char* name, double fallback, const Range& range, const char* meaning) {
      const double v = s.real(name, fallback, range, meaning);
      parameters_[name] = shortest(v);
      return v;
    };
    real("learning_rate", 0.3, share, "share of its step that a tree takes");
    parameters_["max_depth"] = std::to_string(s.integer("max_depth", 6, {0, 64}, "questions on the way to a leaf, at most; 0: no bound"));
    real("min_child_weight", 1, not_negative, "sum of the second derivatives of the loss in a leaf, at least; of squared error that is its rows");
    real("gamma", 0, not_negative, "what a question must lower the objective by: the price of a leaf");
    real("reg_lambda", 1, not_negative, "half of it times the sum of the leaves' squares is added to the loss");
    real("reg_alpha", 0, not_negative, "it times the sum of the leaves' sizes is added to the loss");
    draws_ = real("subsample", 1, share, "share of the rows that each tree is fitted to, drawn without replacement") < 1;
    draws_ |= real("colsample_bytree", 1, share, "share of the features that each tree may ask for") < 1;
    parameters_["tree_method"] = s.word("tree_method", "auto", {"auto", "exact", "approx", "hist"}, "where thresholds may lie: everywhere, at quantiles drawn up for each tree, or at bins fixed once; auto: XGBoost decides");
  }

  std::unique_ptr<Fitted> fit(const Prepared& data, const StreamName& name) const override {
    const std::size_t outputs = data.train.y.columns;
    const Examples& e = data.train;
    if (data.task == Task::regression) check_digits(data.target, e.y.values);
    for (std::size_t j = 0; j < e.x.columns; ++j) {
      Vector column;
      for (std::size_t i = 0; i < e.size(); ++i) column.push_back(e.x(i, j));
      check_digits(data.features[j], column);
    }
    auto parameters = parameters_;
    parameters["objective"] = data.task == Task::regression ? "reg:squarederror" : outputs == 2 ? "binary:logistic" : "multi:softprob";
    if (outputs > 2) parameters["num_class"] = std::to_string(outputs);
    parameters["seed"] = std::to_string(Stream{name}.bits() >> 33);   // as many bits as a seed of XGBoost's has
    Boosted fit = read_xgboost(train_xgboost(data.train, parameters, rounds_), data.train.x.columns, outputs);
    fit.engine = engine();
    FitSummary summary = tree_summary(fit.trees, data.features, {});
    if (const std::string said = leading_features(data.features, fit.importance); !said.empty())
      summary.notes.push_back("share of the objective's gain that each feature's questions brought: " + said);
    summary.notes.push_back("trees grown by " + fit.engine);
    return boosted_fit(std::move(fit), std::move(summary));
  }

  bool draws() const override { return draws_; }
  std::string engine() const override { return xgboost_version(); }
  std::unique_ptr<Fitted> restore(const Kept& kept) const override { return restore_boosted(kept); }

 private:
  std::size_t rounds_;
  std::map<std::string, std::string> parameters_;
  bool draws_;
};

}  // namespace
namespace parts::learners {
extern const Entry<Learner> xgboost = entry<Learner, Xgboost>(
    {"xgboost", "XGBoost", "gradient boosting with penalized leaves, by the library of XGBoost, where that is installed (Debian: libxgboost0)",
     "each tree lowers loss + gamma leaves + reg_lambda/2 |w|^2 + reg_alpha |w|_1 most, the loss to second order", "Chen and Guestrin 2016, XGBoost: a scalable tree boosting system", "xgb"});
}  // namespace parts::learners
}  // namespace paribus
