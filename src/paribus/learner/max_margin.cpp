#include "paribus/learner/max_margin.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/learner/logit_solve.hpp"
#include "paribus/math/cholesky.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// The longest a <= 1 for which v + a step stays positive, and a little less.
double room(View v, View step) {
  double a = 1;
  for (std::size_t i = 0; i < v.size(); ++i)
    if (step[i] < 0) a = std::min(a, -0.995 * v[i] / step[i]);
  return a;
}

Vector times(const Matrix& g, View v) {
  Vector out(g.rows);
  for (std::size_t i = 0; i < g.rows; ++i) out[i] = dot(g.row(i), v);
  return out;
}

void add_transposed(const Matrix& g, View r, Span out) {
  for (std::size_t i = 0; i < g.rows; ++i) axpy(r[i], g.row(i), out);
}

}  // namespace

MaxMargin max_margin(const Matrix& x, std::span<const std::int32_t> second) {
  const std::size_t n = x.rows, d = x.columns, size = d + 1;
  Matrix g(n, size);   // g v >= 1, v = (w, b)
  for (std::size_t i = 0; i < n; ++i) {
    std::ranges::copy(x.row(i), g.row(i).begin());
    g(i, d) = 1;
    if (second[i] != 1) scale(-1, g.row(i));
  }
  Vector v(size), s(n, 1), l(n, 1), at(n);
  MaxMargin out;
  for (int step = 0; step < 200; ++step) {
    const double gap = dot(s, l) / static_cast<double>(n);
    at = times(g, v);
    Vector down(size), short_of(n);   // of stationarity, less its sign: g' l - w; of s = g v - 1
    add_transposed(g, l, down);
    for (std::size_t j = 0; j < d; ++j) down[j] -= v[j];
    for (std::size_t i = 0; i < n; ++i) short_of[i] = at[i] - s[i] - 1;
    const double length = norm(View(v).first(d)), all = sum(l);
    out.found = *std::ranges::min_element(at) > 0.5 && gap * static_cast<double>(n) <= 1e-9 * length * length &&
                largest(down) <= 1e-7 * length && largest(short_of) <= 1e-8;
    if (out.found || !std::isfinite(gap) || all > 1e12) break;
    Matrix h(size, size);
    for (std::size_t j = 0; j < d; ++j) h(j, j) = 1;
    Vector pull(n), dl(n), ds(n);
    for (std::size_t i = 0; i < n; ++i) {
      const double stiff = l[i] / s[i];
      for (std::size_t j = 0; j < size; ++j) axpy(stiff * g(i, j), g.row(i).first(j + 1), h.row(j).first(j + 1));
      pull[i] = (0.1 * gap - s[i] * l[i] - l[i] * short_of[i]) / s[i];
    }
    add_transposed(g, pull, down);
    const Cholesky factors{std::move(h)};
    if (!factors.positive()) break;
    const Vector dv = factors.solve(down), along = times(g, dv);
    for (std::size_t i = 0; i < n; ++i) {
      ds[i] = along[i] + short_of[i];
      dl[i] = (0.1 * gap - s[i] * l[i] - l[i] * ds[i]) / s[i];
    }
    const double a = std::min(room(s, ds), room(l, dl));
    axpy(a, dv, v);
    axpy(a, ds, s);
    axpy(a, dl, l);
  }
  out.w.assign(v.begin(), v.end() - 1);
  out.b = v[d];
  out.margin = 1 / norm(out.w);
  out.dual = std::move(l);
  scale(1 / sum(out.dual), out.dual);
  return out;
}

PenalizedLogit penalized_logit(const Prepared& data, double l2) {
  const StandardRows rows{data, {}, true};
  Solved s;
  s.theta.resize(rows.width());
  for (double penalty = std::max(l2, 1.0); ; penalty = std::max(l2, penalty / 10)) {
    LogitRisk risk{rows, true, penalty};
    s = newton(risk, std::move(s.theta), 1e-5 * penalty, 200);
    if (penalty == l2) break;
  }
  PenalizedLogit out{Vector(data.train.x.columns), s.theta.back(), s.converged};
  for (std::size_t j = 0; j < rows.features(); ++j) {
    const double w = s.theta[j] / rows.scale[j];
    out.w[rows.used[j]] = w;
    out.b -= w * rows.center[j];
  }
  return out;
}

}  // namespace paribus
