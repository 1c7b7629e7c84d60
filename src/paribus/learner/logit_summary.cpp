// What R's summary.glm and confint say of a logistic regression, for two classes and for more.
#include <algorithm>
#include <cmath>

#include "paribus/base/choices.hpp"
#include "paribus/learner/logit_notes.hpp"
#include "paribus/math/cholesky.hpp"
#include "paribus/math/distribution.hpp"
#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

struct Coefficient { std::size_t term, j, k; };   // a line of the summary; functional(j, k)

/// What gives coefficient `j` (d: the intercept) of logit k, in units of the data, from theta: a . theta.
Vector functional(const StandardRows& rows, std::size_t m, std::size_t j, std::size_t k) {
  Vector a(rows.width() * m);
  if (j < rows.features()) {
    a[j * m + k] = 1 / rows.scale[j];
    return a;
  }
  for (std::size_t i = 0; i < rows.features(); ++i) a[i * m + k] = -rows.center[i] / rows.scale[i];
  a[rows.features() * m + k] = 1;
  return a;
}

double null_deviance(const StandardRows& rows) {
  if (!rows.intercept) return 2 * rows.total * std::log(static_cast<double>(rows.classes()));
  Vector share(rows.classes());
  for (std::size_t i = 0; i < rows.size(); ++i) share[rows.label[i]] += rows.weight[i];
  double out = 0;
  for (const double s : share) out -= s * std::log(s);
  return 2 * rows.total * out;
}

void add_numbers(const LogitFound& f, double deviance, FitSummary& s) {
  const StandardRows& rows = f.risk.rows();
  const double m = static_cast<double>(f.risk.logits()), null = null_deviance(rows);
  const double parameters = static_cast<double>(rows.width()) * m;
  s.numbers = {{"null_deviance", "null deviance", null}, {"null_freedom", "degrees of freedom of it", (rows.total - rows.intercept) * m}};
  s.numbers.push_back({"residual_deviance", "residual deviance", deviance});
  const bool penalized = f.options.l1 > 0 || f.options.l2 > 0;
  if (!penalized) {
    s.numbers.push_back({"residual_freedom", "degrees of freedom of it", (rows.total - static_cast<double>(rows.width())) * m});
    s.numbers.push_back({"aic", "AIC", deviance + 2 * parameters});
  } else {
    s.numbers.push_back({"objective", "objective (mean loss and penalties)", f.solved.objective});
  }
  s.numbers.push_back({"mcfadden_r2", "McFadden's R squared", 1 - deviance / null});
  s.numbers.push_back({"iterations", "iterations", static_cast<double>(f.solved.iterations)});
  s.numbers.push_back({"gradient", "largest element of the gradient", f.solved.residual});
}

/// Of each training row of a binary regression, as R's residuals, hatvalues and cooks.distance; NaN where the weight is 0.
void add_rows(const LogitFound& f, const Cholesky& factors, FitSummary& s) {
  const StandardRows& rows = f.risk.rows();
  const std::size_t n = f.data.train.size(), width = rows.width();
  Vector residual(n, FitSummary::none), leverage = residual, cook = residual, x(kernel::stride<double>(width));
  const Matrix p = f.risk.probabilities(f.solved.theta);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    kernel::Buffer<double> row(kernel::stride<double>(width));
    rows.block(i, 1, Rows<double>{row.data(), 1, width, row.size()});
    Vector half(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(width));
    factors.lower(half);
    const double w = rows.weight[i] * rows.total, one = p(i, 1), zero = p(i, 0), h = rows.weight[i] * one * zero * dot(half, half);
    const bool yes = rows.label[i] == 1;
    residual[rows.row[i]] = (yes ? 1 : -1) * std::sqrt(-2 * w * std::log(yes ? one : zero));
    leverage[rows.row[i]] = h;
    const double pearson = (yes ? zero : one) * (yes ? zero : one) * w / (one * zero);
    cook[rows.row[i]] = pearson * h / ((1 - h) * (1 - h) * static_cast<double>(width));
  }
  s.rows = {{"residual", residual}, {"leverage", leverage}, {"cooks_distance", cook}};
}

/// Standard errors, z, p and intervals.
void infer(const LogitFound& f, std::span<const Coefficient> coefficients, FitSummary& s) {
  const Cholesky factors{f.risk.hessian(f.solved.theta, Precision::float64)};
  if (!factors.positive()) {
    s.notes.push_back("The curvature at the optimum is singular within rounding: some columns nearly determine each other, and no standard error is known.");
    return;
  }
  s.statistic = "z";
  const double wanted = normal_quantile((1 + s.level) / 2);
  for (const Coefficient& c : coefficients) {
    FitSummary::Term& term = s.terms[c.term];
    const Vector way = functional(f.risk.rows(), f.risk.logits(), c.j, c.k);
    Vector a = way;
    factors.lower(a);
    term.error = norm(a) / std::sqrt(f.risk.rows().total);
    term.statistic = term.estimate / term.error;
    term.p = 2 * normal_cdf(-std::abs(term.statistic));
    if (f.options.intervals == "profile") {
      const Profiled ends = profile(f.risk, f.solved.theta, way, s.level);
      term.low = ends.low;
      term.high = ends.high;
    } else {
      term.low = term.estimate - wanted * term.error;
      term.high = term.estimate + wanted * term.error;
    }
  }
  const double work = static_cast<double>(f.risk.size()) * static_cast<double>(f.risk.dimension() * f.risk.dimension());
  if (f.risk.rows().classes() == 2 && work < 1e9) add_rows(f, factors, s);
}

}  // namespace

FitSummary summarize(const LogitFound& f) {
  const StandardRows& rows = f.risk.rows();
  const std::size_t m = f.risk.logits(), d = rows.features();
  const bool penalized = f.options.l1 > 0 || f.options.l2 > 0;
  FitSummary s;
  std::vector<Coefficient> coefficients;
  for (std::size_t k = 0; k < m; ++k) {
    const std::string of = m == 1 ? "" : f.data.classes[rows.present[k + f.risk.reference()]] + ": ";
    if (rows.intercept) {
      coefficients.push_back({s.terms.size(), d, k});
      s.terms.push_back({of + "(intercept)", f.logits.intercept(k)});
    }
    for (std::size_t i = 0; i < f.data.train.x.columns; ++i) {
      const auto at = std::ranges::find(rows.used, i);
      FitSummary::Term term{of + f.data.features[i]};
      if (at != rows.used.end()) {
        term.estimate = f.logits.coefficients(k, i);
        coefficients.push_back({s.terms.size(), static_cast<std::size_t>(at - rows.used.begin()), k});
      } else if (penalized) {
        term.estimate = 0;
      }
      s.terms.push_back(std::move(term));
    }
  }
  double penalty = 0;
  for (std::size_t i = 0; i < f.solved.theta.size(); ++i) penalty += f.risk.ridge(i) * f.solved.theta[i] * f.solved.theta[i];
  const double loss = f.risk.evaluate(f.solved.theta, {}, {}) - penalty / 2;
  add_numbers(f, 2 * rows.total * loss, s);
  add_notes(f, s);
  if (penalized)
    s.notes.push_back("Penalized coefficients are pulled toward 0 on purpose, so standard errors and p values would not mean what they seem to: none are given.");
  else if (f.separation.kind == Separation::Kind::none && f.options.intervals != "none")
    infer(f, coefficients, s);
  else if (f.separation.kind != Separation::Kind::undecided)
    for (const Coefficient& c : coefficients) withdraw(f.separation, functional(rows, m, c.j, c.k), s.terms[c.term]);
  return s;
}

}  // namespace paribus
