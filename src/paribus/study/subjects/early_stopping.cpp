// Is stopping early a penalty? Linear regression by gradient descent from 0, stopped at the time t, beside ridge with the
// penalty 1/t, on real rows: what both risk where the truth is known (learner/early_stopping.hpp), and their losses on
// validation rows with their real targets.
#include <algorithm>
#include <cmath>

#include "paribus/learner/early_stopping.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/follows.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

class EarlyStopping final : public RunByRun {
 public:
  explicit EarlyStopping(const Settings& s)
      : time_{s.real("time", 1, positive, "when descent stops: a whole number of steps; ridge has the penalty 1/time")} {}

  std::vector<Quantity> quantities() const override {
    const std::string truth = ", E |w - w*|² over noise: w* the least-squares weights of the real targets, the noise of the "
                              "variance that they leave";
    return {{"risk_ratio", "the risk of stopping over that of ridge", "risk of descent stopped at t over that of ridge with penalty 1/t" + truth, "ratio"},
            {"validation_ratio", "the validation loss of stopping over that of ridge", "squared error on the validation rows with their real targets", "ratio"},
            {"risk", "the risk of stopping", "of descent stopped at t" + truth, "risk"},
            {"ridge_risk", "the risk of ridge", "with penalty 1/t" + truth, "risk"}};
  }

  void check(const Setup& s) const override {
    if (s.kind != "linear_regression")
      throw Error("early_stopping speaks of least squares, and '" + s.kind + "' is another model", "write model.kind = \"linear_regression\"");
    if (s.training.batch_size || s.training.l2 > 0)
      throw Error("early_stopping speaks of descent on all rows without a penalty", "write training.batch_size = \"all\" and training.l2 = 0");
    ask_plain_descent("early_stopping", s);
    ask_float64("float32 would be the noise here", s);
    if (s.data.scale != "standard")
      throw Error("early_stopping needs features of mean 0, so that no bias has to be learned", "write data.scale = \"standard\"");
    ask_whole_steps(time_, s.optimizer.learning_rate);
  }

 private:
  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const Setup setup{run.choices};
    const auto bench = shared.bench(setup, run.replicate);
    if (bench->data->task != Task::regression)
      throw Error("early_stopping speaks of a target that is a number", "name another column: data.target");
    const Truth t = truth(bench->data->train);
    const double h = setup.optimizer.learning_rate;
    const Matrix early = stopped(*bench, t, *setup.optimizer.optimizer, h, ask_whole_steps(time_, h)),
                 penalized = ridge(t, 1 / time_);
    Result out;
    out.subject = run.subject;
    out.words = {{"optimizer", setup.optimizer.kind}, {"objective", "quadratic"}};
    out.facts = {{"time", {time_}},         {"learning_rate", {h}},
                 {"signal", t.signal},      {"noise_variance", {t.noise_variance}},
                 {"eigenvalues", t.eigenvalues}, {"examples", {static_cast<double>(t.examples.x.rows)}}};
    const double own = risk(t, early);
    if (!std::isfinite(own)) {
      out.outcome = Outcome::diverged;
      for (const auto& q : quantities()) out.words[missing(q.name)] = "training diverged";
      return out;
    }
    out.scores = {{"risk", own}, {"ridge_risk", risk(t, penalized)},
                  {"validation_ratio", loss(bench->data->validation, early) / loss(bench->data->validation, penalized)}};
    out.scores["risk_ratio"] = own / out.scores["ridge_risk"];
    return out;
  }

  /// Of the weights for the real targets.
  static double loss(const Examples& e, const Matrix& weights) {
    Vector w, squares;
    for (std::size_t i = 0; i < weights.rows; ++i) w.push_back(weights(i, 0));
    for (std::size_t i = 0; i < e.x.rows; ++i) {
      const double left = dot(e.x.row(i), w) - e.y(i, 0);
      squares.push_back(left * left);
    }
    return mean(squares);
  }

  double time_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> early_stopping = entry<Subject, EarlyStopping>(
    {"early_stopping", "early stopping", "measures what stopping early risks beside ridge on real rows",
     "E|w_t - w*|² of descent stopped at t, over ridge’s at the penalty 1/t", "Ali, Kolter & Tibshirani 2019"});
}  // namespace parts::subjects
}  // namespace paribus
