// A lasso at 100 penalties on 10,000 x 1,000 numbers, from zero to as good as least squares.
#include <algorithm>
#include <cmath>

#include "../samples.hpp"
#include "../work.hpp"
#include "paribus/learner/penalized.hpp"

namespace bench::works {
namespace {

struct Reached { double objective, gap; };   ///< mean over the path; the largest, as a share of the objective at 0

/// By plain loops and Fenchel's dual at the best multiple of the residual, for columns and targets of mean 0.
Reached reached(const paribus::Matrix& x, const paribus::Vector& y, const std::vector<paribus::PenalizedFit>& fits) {
  const std::size_t count = fits.size();
  const double n = static_cast<double>(x.rows);
  paribus::Matrix w(x.columns, count), q(x.columns, count);
  for (std::size_t j = 0; j < x.columns; ++j)
    for (std::size_t k = 0; k < count; ++k) w(j, k) = fits[k].w[j];
  paribus::Vector squares(count), along(count), r(count);
  double null = 0;
  for (std::size_t i = 0; i < x.rows; ++i) {
    null += y[i] * y[i] / n / 2;
    for (std::size_t k = 0; k < count; ++k) r[k] = y[i] - fits[k].intercept;
    for (std::size_t j = 0; j < x.columns; ++j)
      for (std::size_t k = 0; k < count; ++k) r[k] -= x(i, j) * w(j, k);
    for (std::size_t k = 0; k < count; ++k) squares[k] += r[k] * r[k] / n, along[k] += y[i] * r[k] / n;
    for (std::size_t j = 0; j < x.columns; ++j)
      for (std::size_t k = 0; k < count; ++k) q(j, k) += x(i, j) * r[k] / n;
  }
  Reached out{0, 0};
  for (std::size_t k = 0; k < count; ++k) {
    const double l1 = fits[k].penalty.l1;
    double size = 0, steepest = 0;
    for (std::size_t j = 0; j < x.columns; ++j) size += std::abs(w(j, k)), steepest = std::max(steepest, std::abs(q(j, k)));
    const double objective = squares[k] / 2 + l1 * size, c = std::clamp(along[k] / squares[k], -l1 / steepest, l1 / steepest);
    out.objective += objective / static_cast<double>(count);
    out.gap = std::max(out.gap, (objective - c * along[k] + c * c * squares[k] / 2) / null);
  }
  return out;
}

}  // namespace

Answer lasso_path(const Job& job) {
  const paribus::Vector y = numbers<double>("lasso.y");
  paribus::Matrix x(y.size(), 0);
  x.values = numbers<double>("lasso.x");
  x.columns = x.values.size() / y.size();
  const double n = static_cast<double>(x.rows), d = static_cast<double>(x.columns);
  const Stopwatch watch;
  const paribus::PenalizedProblem problem{x, y, {}, paribus::single_columns(x.columns), {false, 5e-6, 100'000}};
  std::vector<paribus::Penalty> penalties;
  for (const double l1 : paribus::falling(problem.largest(), 1e-3, job.reduced() ? 20 : 100)) penalties.push_back({l1, 0});
  const auto fits = problem.path(penalties);
  Answer a = watch.answer(0, n * d * d);   // of the products of the columns: how many sweeps are needed is the method's choice
  const Reached r = reached(x, y, fits);
  a.loss = r.objective;
  a.also["gap"] = r.gap;
  return a;
}

}  // namespace bench::works
