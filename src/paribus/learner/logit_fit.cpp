#include "paribus/learner/logit_fit.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/base/error.hpp"
#include "paribus/math/scatter.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// Each row's weight times, if balanced, (all weight) / (classes * weight of its class).
Vector weights(const Prepared& data, bool balanced) {
  const Examples& e = data.train;
  Vector w = e.weight;
  if (!balanced) return w;
  if (w.empty()) w.assign(e.size(), 1);
  Vector of_class(e.y.columns);
  for (std::size_t i = 0; i < e.size(); ++i) of_class[static_cast<std::size_t>(e.label[i])] += w[i];
  const double all = sum(of_class);
  const auto classes = static_cast<double>(std::ranges::count_if(of_class, [](double c) { return c > 0; }));
  for (std::size_t i = 0; i < e.size(); ++i)
    if (w[i] > 0) w[i] *= all / (classes * of_class[static_cast<std::size_t>(e.label[i])]);
  return w;
}

/// Columns that those before them (and the intercept) determine, by the pivots of their correlations.
std::vector<std::size_t> dependent_columns(const StandardRows& rows) {
  const std::size_t d = rows.features(), n = rows.size();
  Matrix products(d, d);
  kernel::Buffer<double> block(1024 * kernel::stride<double>(rows.width()));
  for (std::size_t from = 0; from < n; from += 1024) {
    const Rows<double> part{block.data(), std::min<std::size_t>(1024, n - from), rows.width(), kernel::stride<double>(rows.width())};
    rows.block(from, 1, part);
    const Scatter s = scatter(Rows<const double>{part.data, part.rows, d, part.stride}, {}, View(rows.weight).subspan(from, part.rows));
    axpy(1, s.products.values, products.values);
  }
  const auto c = [&](std::size_t i, std::size_t j) { return products(i, j) / std::sqrt(products(i, i) * products(j, j)); };
  std::vector<std::size_t> out, kept;
  Matrix l(d, d);   // row a: of the a-th column that is kept
  for (std::size_t j = 0; j < d; ++j) {
    Vector v(kept.size());
    for (std::size_t a = 0; a < kept.size(); ++a) v[a] = (c(j, kept[a]) - dot(l.row(a).first(a), View(v).first(a))) / l(a, a);
    const double pivot = c(j, j) - dot(v, v);
    if (pivot < 1e-12) {
      out.push_back(rows.used[j]);
      continue;
    }
    std::ranges::copy(v, l.row(kept.size()).begin());
    l(kept.size(), kept.size()) = std::sqrt(pivot);
    kept.push_back(j);
  }
  return out;
}

Solved solve(LogitRisk& risk, const LogitOptions& o) {
  const Vector zero(risk.dimension());
  std::string solver = o.solver;
  const double size = static_cast<double>(risk.dimension()), rows = static_cast<double>(risk.size());
  if (solver == "auto") solver = o.l1 > 0 ? "proximal" : size <= few_parameters && rows * size * size < 1e9 ? "newton" : "lbfgs";
  if (solver == "proximal") return proximal(risk, o.l1, o.tolerance);
  if (solver == "newton") return newton(risk, zero, o.tolerance);
  if (solver == "newton_cg") return newton_cg(risk, zero, o.tolerance);
  // Without a penalty there may be no optimum to walk to, and a large walk must end all the same.
  const bool endless = o.l2 == 0 && !infers(risk);
  const auto most = [&](std::size_t usual) { return endless ? std::min(usual, std::max<std::size_t>(100, static_cast<std::size_t>(2e11 / (rows * size)))) : usual; };
  Solved s = limited_memory(risk, o.tolerance, most(2000), endless);
  if (s.converged || (endless && separates(risk, s.theta))) return s;
  Solved further = newton_cg(risk, std::move(s.theta), o.tolerance, 200, most(100'000));
  further.path = s.path + ", then " + further.path;
  return further;
}

LinearLogits in_units_of_data(const LogitRisk& risk, View theta, std::size_t features, std::size_t classes) {
  const StandardRows& rows = risk.rows();
  const std::size_t m = risk.logits();
  LinearLogits f{Matrix(m, features), Vector(m), Vector(features), risk.reference(), classes, rows.present};
  for (std::size_t j = 0; j < rows.features(); ++j) {
    f.centers[rows.used[j]] = rows.center[j];
    for (std::size_t k = 0; k < m; ++k) f.coefficients(k, rows.used[j]) = theta[j * m + k] / rows.scale[j];
  }
  if (rows.intercept)
    for (std::size_t k = 0; k < m; ++k) f.intercepts[k] = theta[rows.features() * m + k];
  return f;
}

}  // namespace

LogitFit fit_logits(const Prepared& data, const LogitOptions& o) {
  check_task("logistic", Task::classification, data, "use model.kind = \"least_squares\", or write data.target_type = \"class\" if its whole numbers name classes");
  const Vector w = weights(data, o.class_weight == "balanced");
  const bool penalized = o.l1 > 0 || o.l2 > 0;
  std::vector<std::size_t> dependent;   // more columns than few: not looked for
  auto rows = std::make_unique<StandardRows>(data, w, o.intercept);
  if (!penalized && rows->features() <= few_parameters) {
    dependent = dependent_columns(*rows);
    if (!dependent.empty()) rows = std::make_unique<StandardRows>(data, w, o.intercept, dependent);
  }
  LogitRisk risk{*rows, !penalized || rows->classes() == 2, o.l2};
  Solved solved = solve(risk, o);
  Separation apart;
  if (!penalized && !infers(risk)) {
    apart = apart_at(risk, solved.theta);
  } else if (!penalized) {
    apart = separation(risk, solved.theta);
    if (apart.kind == Separation::Kind::undecided) {
      solved = newton(risk, std::move(solved.theta), o.tolerance / 1000, 60);
      apart = separation(risk, solved.theta);
    }
  }
  LogitFit out{in_units_of_data(risk, solved.theta, data.train.x.columns, data.train.y.columns), std::nullopt};
  if (o.intervals != "none") out.summary = summarize({data, o, risk, solved, apart, out.logits, dependent});
  return out;
}

}  // namespace paribus
