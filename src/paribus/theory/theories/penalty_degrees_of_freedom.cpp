// How many degrees of freedom does a penalized fit spend? The trace of the map from targets to fitted values: over the
// features in use, with d the eigenvalues of X^T X / n, sum of d / (d + l2). All features for a ridge; for a lasso
// (l2 = 0) it is the number in use, as many as are independent: unbiased, for the expectation over targets. Of a logistic
// regression the rows count by p (1 - p), and the log loss stands in the place of the squared error (Wood 2017, Generalized
// additive models): good where the fit is about normal, bad where classes are nearly separated.
#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

double degrees(const Given& g) {
  double out = 0;
  for (const double d : g.all("curvatures"))
    if (d > 0) out += d / (d + g["l2"]);
  return out;
}

class PenaltyDegreesOfFreedom final : public Formulary {
 public:
  PenaltyDegreesOfFreedom()
      : Formulary{{{"degrees_of_freedom", Prediction::Kind::equality, "Σ d/(d+l2)",
                    "the set of features in use does not change with the targets a little: true but at single penalties",
                    {numbers("curvatures", {0, infinity}), number("l2", {0, infinity})},
                    [](const Given& g, Prediction& p) {
                      p.values = {degrees(g)};
                      p.assumption = Prediction::Assumption::met;
                      return std::string();
                    }},
                   {"loss", Prediction::Kind::law, "training error / (1 - (df+1)/n)²",
                    "generalized cross-validation: rows left out are like those of the training part, none of which has a say far above the others",
                    {numbers("curvatures", {0, infinity}), number("l2", {0, infinity}), number("train_loss", {0, infinity}), number("rows", {1, infinity})},
                    [](const Given& g, Prediction& p) {
                      const double left = 1 - (degrees(g) + 1) / g["rows"];
                      if (left <= 0) return std::string("no degree of freedom is left for the error");
                      p.values = {g["train_loss"] / (left * left)};
                      return std::string();
                    }}}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> penalty_degrees_of_freedom = entry<Theory, PenaltyDegreesOfFreedom>(
    {"penalty_degrees_of_freedom", "degrees of freedom and generalized cross-validation",
     "how many degrees of freedom a penalized fit spends, and what that lets one expect on new rows",
     "df = Σ d/(d+l2) over the features in use; loss = training error / (1 - (df+1)/n)²",
     "Zou, Hastie & Tibshirani 2007; Golub, Heath & Wahba 1979"});
}  // namespace parts::theories
}  // namespace paribus
