#include "paribus/learner/linear_inference.hpp"

#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/data/describe.hpp"
#include "paribus/math/distribution.hpp"

namespace paribus {
namespace {

using Term = FitSummary::Term;

Term term(std::string name, double estimate, double error, double freedom, double level) {
  Term t{std::move(name), estimate};
  if (!std::isfinite(estimate) || !(freedom > 0) || !std::isfinite(error)) return t;
  t.error = error;
  const double half = student_t_quantile((1 + level) / 2, freedom) * error;
  t.low = estimate - half, t.high = estimate + half;
  if (error > 0) t.statistic = estimate / error, t.p = student_t_two_sided(t.statistic, freedom);
  return t;
}

void add_notes(FitSummary& s, const RefinedFit& fit, const std::vector<std::string>& names) {
  const auto times = [](int n) { return n == 1 ? std::string("1 correction") : std::to_string(n) + " corrections"; };
  s.notes.push_back(std::string("solved by ") + (fit.path == RefinedFit::Path::cholesky ? "Cholesky's triangle of the products of the columns" : "Householder's triangle of the rows") +
                    " and " + times(fit.iterations) + " with residuals in double-double" + (fit.converged ? "" : ", which did not vanish: the columns nearly depend on each other, trust the first digits only"));
  if (!fit.dependent.empty()) {
    std::vector<std::string> out;
    for (const auto j : fit.dependent) out.push_back("'" + text::printable(names[j]) + "'");
    s.notes.push_back((out.size() == 1 ? "the column " : "the columns ") + listed(out) + (out.size() == 1 ? " is a weighted sum" : " are weighted sums") +
                      " of the columns before " + (out.size() == 1 ? "it" : "them") + ", or constant: left out, so " +
                      (out.size() == 1 ? "its coefficient is" : "their coefficients are") + " not known");
  }
  if (!(residual_freedom(fit) > 0))
    s.notes.push_back("there are as many coefficients as rows: nothing is left to tell the error from (ridge asks for less)");
}

}  // namespace

double residual_freedom(const RefinedFit& fit) { return fit.weight - static_cast<double>(fit.rank()); }

double residual_error(const RefinedFit& fit) {
  const double freedom = residual_freedom(fit);
  return freedom > 0 ? std::sqrt(fit.squares.high / freedom) * fit.unit : FitSummary::none;
}

FitSummary linear_summary(const RefinedFit& fit, const std::vector<std::string>& names, bool intercept, double level) {
  FitSummary s;
  const double freedom = residual_freedom(fit), sigma = residual_error(fit), first = intercept;
  const double model = static_cast<double>(fit.rank()) - first;
  s.statistic = freedom > 0 ? "t" : "";
  s.level = level;
  for (std::size_t k = 0; k < fit.coefficients.size(); ++k)
    s.terms.push_back(term(k < intercept ? "(intercept)" : names[k - intercept], fit.coefficients.high[k], sigma * fit.errors[k], freedom, level));
  const double unexplained = (fit.squares / fit.total).high;
  // The explained part comes first: 1 - R^2 loses its digits where R^2 is small, R^2 where it is near 1.
  const double explained = ((fit.total - fit.squares) / fit.total).high;
  const double f = freedom > 0 && model > 0 ? ((fit.total - fit.squares) / fit.squares).high * freedom / model : FitSummary::none;
  s.numbers = {{"residual_standard_error", "residual standard error", sigma},
               {"residual_freedom", "residual degrees of freedom", freedom},
               {"r2", "R squared", explained},
               {"adjusted_r2", "adjusted R squared", freedom > 0 ? 1 - unexplained * (fit.weight - first) / freedom : FitSummary::none},
               {"f", "F statistic", f},
               {"f_freedom", "degrees of freedom of the model", model},
               {"f_p", "p of F", f >= 0 ? f_upper(f, model, freedom) : FitSummary::none},
               {"rows", "rows, by weight", fit.weight},
               {"condition", "condition number (means out, columns of one length)", fit.condition},
               {"corrections", "corrections", static_cast<double>(fit.iterations)}};
  add_notes(s, fit, names);
  Vector cook(fit.residuals.size());
  for (std::size_t i = 0; i < cook.size(); ++i) {
    const double h = fit.leverage[i], r = fit.residuals[i] / sigma;
    cook[i] = h < 1 ? r * r * h / ((1 - h) * (1 - h) * static_cast<double>(fit.rank())) : FitSummary::none;
  }
  s.rows = {{"residual", fit.residuals}, {"leverage", fit.leverage}, {"cooks_distance", std::move(cook)}};
  return s;
}

}  // namespace paribus
