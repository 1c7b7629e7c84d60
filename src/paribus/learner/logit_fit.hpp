#pragma once
// Logistic and softmax regression: from a prepared data set to coefficients and to what a statistician asks of them.

#include "paribus/learner/linear_logits.hpp"
#include "paribus/learner/logit_solve.hpp"
#include "paribus/learner/separation.hpp"

namespace paribus {

struct LogitOptions {
  double l1 = 0, l2 = 0;          ///< of the mean loss, in units of the data
  bool intercept = true;
  std::string solver = "auto";
  double tolerance = 1e-8;
  std::string class_weight = "none", intervals = "wald";
};

struct LogitFit {
  LinearLogits logits;
  std::optional<FitSummary> summary;   ///< unless intervals is "none"
};
/// Two classes have one logit, that of the second. More have one each if there is a penalty, which is then symmetric in
/// the classes; without one the first class is the reference, so that the coefficients are determined.
LogitFit fit_logits(const Prepared&, const LogitOptions&);

/// All that a summary is made of.
struct LogitFound {
  const Prepared& data;
  const LogitOptions& options;
  LogitRisk& risk;
  const Solved& solved;
  const Separation& separation;
  const LinearLogits& logits;
  std::span<const std::size_t> dependent;   ///< columns left out because others determine them
};
FitSummary summarize(const LogitFound&);

/// The interval of a . theta at `level` by the profile of the likelihood: where twice the loss it costs to hold a . theta
/// there is the quantile of chi squared. An end that no finite value reaches is infinite.
struct Profiled { double low, high; };
Profiled profile(LogitRisk&, View theta, View a, double level);

}  // namespace paribus
