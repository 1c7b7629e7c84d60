#include <algorithm>
#include <cmath>

#include "paribus/base/settings.hpp"
#include "paribus/data/diagnosis.hpp"
#include "paribus/math/dense.hpp"
#include "paribus/math/principal.hpp"
#include "paribus/math/scatter.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// Number features that vary over the complete rows, each with mean 0 and variance 1 there.
struct Complete {
  std::vector<const Column*> columns;
  std::vector<std::size_t> rows;
  Matrix x;
};

Complete complete(const Dataset& data) {
  Complete out;
  for (const auto& c : data.columns)
    if (c.role == Role::feature && !c.categorical) out.columns.push_back(&c);
  for (std::size_t i = 0; i < data.rows(); ++i)
    if (std::ranges::none_of(out.columns, [i](const Column* c) { return std::isnan(c->values[i]); })) out.rows.push_back(i);
  std::vector<Vector> scaled;
  std::vector<const Column*> kept;
  for (const auto* c : out.columns) {
    Vector v;
    for (const auto i : out.rows) v.push_back(c->values[i]);
    if (v.size() < 3 || std::ranges::all_of(v, [&](double x) { return x == v[0]; })) continue;
    const double m = mean(v), sd = std::sqrt(variance(v));
    if (!std::isfinite(sd) || sd == 0) continue;
    for (double& x : v) x = (x - m) / sd;
    scaled.push_back(std::move(v)), kept.push_back(c);
  }
  out.columns = std::move(kept);
  out.x = Matrix(out.rows.size(), out.columns.size());
  for (std::size_t j = 0; j < scaled.size(); ++j)
    for (std::size_t i = 0; i < out.rows.size(); ++i) out.x(i, j) = scaled[j][i];
  return out;
}

double entropy_rank(View variances) {
  const double total = sum(variances);
  double entropy = 0;
  for (const double v : variances)
    if (v > 0) entropy -= v / total * std::log(v / total);
  return std::exp(entropy);
}

void add_correlations(Geometry& out, const Complete& table) {
  constexpr std::size_t most = 30;
  const Scatter s = scatter(table.x);
  const auto correlation = [&](std::size_t i, std::size_t j) { return s.products(i, j) / static_cast<double>(out.rows - 1); };
  const std::size_t shown = std::min(most, out.columns);
  out.correlation = Matrix(shown, shown, 1);
  for (std::size_t i = 0; i < out.columns; ++i) {
    if (i < shown) out.names.push_back(table.columns[i]->name);
    for (std::size_t j = 0; j < i; ++j) {
      const double r = correlation(i, j);
      if (i < shown) out.correlation(i, j) = out.correlation(j, i) = r;
      const auto pair = [&] { return Geometry::Pair{table.columns[j]->name, table.columns[i]->name, r}; };
      if (std::abs(r) > std::abs(out.closest.correlation)) out.closest = pair();
      if (std::abs(r) >= 0.95) out.close.push_back(pair());
    }
  }
  std::ranges::stable_sort(out.close, [](const auto& a, const auto& b) { return std::abs(a.correlation) > std::abs(b.correlation); });
}

void add_leverage(Geometry& out, const Complete& table, const PrincipalComponents& p) {
  std::size_t rank = 0;
  while (rank < p.variance.size() && p.variance[rank] > p.rounding()) ++rank;
  Matrix axes(rank, p.axes.columns);
  for (std::size_t j = 0; j < rank; ++j)
    for (std::size_t c = 0; c < axes.columns; ++c) axes(j, c) = p.axes(j, c) / std::sqrt(p.variance[j]);
  const Matrix z = project(table.x, p.center, axes);
  const auto n = static_cast<double>(out.rows);
  out.high = 3 * static_cast<double>(rank + 1) / n;
  for (std::size_t i = 0; i < z.rows; ++i) {
    const double h = 1 / n + dot(z.row(i), z.row(i)) / (n - 1);
    out.leverage.push_back({table.rows[i] + 1, h});
    out.high_leverage += h > out.high;
  }
  std::ranges::stable_sort(out.leverage, std::greater{}, &Geometry::Leverage::value);
}

}  // namespace

Geometry geometry(const Dataset& data) {
  const Complete table = complete(data);
  Geometry out;
  out.rows = table.rows.size();
  if (out.rows < 3 || table.columns.empty() || table.columns.size() > 2000) return out;
  out.columns = table.columns.size();
  add_correlations(out, table);
  const auto p = principal_components(table.x, std::min(out.rows, out.columns));
  const bool dependent = p.variance.size() < out.columns || p.variance.back() <= p.rounding();
  out.condition = dependent ? infinity : std::sqrt(p.variance[0] / p.variance.back());
  out.effective_rank = entropy_rank(p.variance);
  for (const double v : p.variance) out.singular.push_back(v > p.rounding() ? std::sqrt(v * static_cast<double>(out.rows - 1)) : 0);
  add_leverage(out, table, p);
  return out;
}

}  // namespace paribus
