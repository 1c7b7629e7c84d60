#include "paribus/math/refined_least_squares.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "paribus/math/vector.hpp"
#include "paribus/math/working_design.hpp"

namespace paribus {
namespace {

constexpr std::size_t block = 32;   // rows whose numbers stay in the first cache between residual and gradient

/// The solution so far, in double-double: intercept, and the coefficients of the columns.
struct Solution {
  DoubleDouble b0;
  DoubleDoubles b;
};

struct Gradient {
  DoubleDouble g0, squares;
  DoubleDoubles g;
};

DoubleDouble weighed(const WorkingDesign& w, std::size_t i, DoubleDouble r) {
  return w.weight.empty() ? r : r * DoubleDouble{w.weight[i]};
}

/// Calls use(first row, count, residuals) for all rows in order.
template <class Use>
void residuals(const WorkingDesign& w, const Solution& s, bool zero, Use&& use) {
  DoubleDouble r[block];
  for (std::size_t from = 0; from < w.x.rows; from += block) {
    const TwofoldRows part = w.x.part(from, std::min(block, w.x.rows - from));
    for (std::size_t i = 0; i < part.rows; ++i) r[i] = DoubleDouble{w.y[from + i]} - s.b0;
    if (!zero) subtract_product(part, s.b, r, r);
    use(part, from, r);
  }
}

Gradient gradient(const WorkingDesign& w, const Solution& s, bool zero) {
  Gradient out{{}, {}, DoubleDoubles(w.x.columns)};
  residuals(w, s, zero, [&](TwofoldRows part, std::size_t from, DoubleDouble* r) {
    for (std::size_t i = 0; i < part.rows; ++i) {
      const DoubleDouble once = r[i];
      r[i] = weighed(w, from + i, once);
      out.squares += once * r[i];
      out.g0 += r[i];
    }
    add_transposed(part, r, out.g);
  });
  return out;
}

/// One triangle's corrections until they vanish. False: they do not shrink.
bool refine(const WorkingDesign& w, const Triangle& t, Solution& s, RefinedFit& fit) {
  const std::size_t d = w.x.columns, first = t.first(), q = d + first;
  s = {{}, DoubleDoubles(d)};
  Vector at(q);                   // the solution in the triangle's coordinates
  double before = 0, earlier = 0;  // sizes of the last two corrections
  fit.converged = true;
  for (fit.iterations = 0;; ++fit.iterations) {
    Gradient g = gradient(w, s, fit.iterations == 0);
    std::vector<DoubleDouble> exact(q);
    if (first) exact[0] = g.g0 / DoubleDouble{t.ones};
    for (std::size_t j = 0; j < d; ++j)
      exact[j + first] = (quick_two_sum(g.g.high[j], g.g.low[j]) - DoubleDouble{t.origin[j]} * (first ? g.g0 : DoubleDouble{})) / DoubleDouble{t.scale[j]};
    Vector z(q), slope(q);
    for (std::size_t k = 0; k < q; ++k) slope[k] = exact[k].high;
    t.solve(exact);
    for (std::size_t k = 0; k < q; ++k) z[k] = exact[k].high;
    fit.squares = g.squares - DoubleDouble{dot(slope, z)};  // what this correction takes off
    if (fit.squares.high < 0) fit.squares = {};
    axpy(1, z, at);
    const double size = norm(z), whole = norm(at), floor = std::ldexp(whole, -60);
    if (!std::isfinite(size)) return fit.converged = false;
    // Corrections relative to the coefficients themselves, the largest of them.
    double relative = 0, floor0 = first ? floor / t.ones : 0;
    DoubleDouble shift;
    for (std::size_t j = 0; j < d; ++j) {
      const double db = z[j + first] / t.scale[j];
      s.b.set(j, s.b[j] + DoubleDouble{db});
      shift += two_product(db, t.origin[j]);
      floor0 += floor / t.scale[j] * std::abs(t.origin[j]);
      if (db != 0) relative = std::max(relative, std::abs(db) / std::max(std::abs(s.b.high[j]), floor / t.scale[j]));
    }
    if (first) {
      const DoubleDouble db = DoubleDouble{z[0] / t.ones} - shift;
      s.b0 += db;
      if (db.high != 0) relative = std::max(relative, std::abs(db.high) / std::max(std::abs(s.b0.high), floor0));
    }
    const double shrunk = size / before, in_two = size / earlier;
    // Corrections may shrink only every other time: the slower of the last two ratios foretells the next.
    const double rate = fit.iterations > 1 ? std::max(shrunk, before / earlier) : shrunk;
    earlier = before, before = size;
    if (size == 0) return true;
    if (fit.iterations == 0) continue;
    if (relative * std::max(1.0, rate) < 0x1p-54 || relative * rate < 0x1p-60 || size < std::ldexp(whole, -85)) return true;
    // The first solutions may be off by the square of the condition number, in directions that the rows hardly see; only
    // from there on do corrections shrink by the triangle's own error, and some only every other time.
    if ((in_two > 0.25 && fit.iterations > 3) || fit.iterations == 60) return fit.converged = size < std::ldexp(whole, -70), fit.converged;
  }
}

/// Whether rounding in the products, about q eps of the largest eigenvalue, is small against the smallest. Else the triangle
/// takes that rounding for curvature: corrections in a direction that the rows hardly see come out far too small, and seem
/// to vanish, though no pivot is lost.
bool trusted(const Triangle& t) {
  const double k = condition(t.r);
  return k * k * static_cast<double>(t.r.rows) * std::numeric_limits<double>::epsilon() < 0.25;
}

/// With means and lengths from the rows themselves. Fills path, condition, triangle and solution, or `dependent`.
void solve(const WorkingDesign& w, const Scatter& sums, const Vector& origin, Solution& s, RefinedFit& fit) {
  fit.dependent.clear();
  if (auto t = cholesky_triangle(sums, origin, w.intercept); t && trusted(*t)) {
    fit.path = RefinedFit::Path::cholesky;
    if (refine(w, *t, s, fit)) return void(fit.triangle = std::move(*t));
  }
  fit.path = RefinedFit::Path::householder;
  fit.triangle = householder_triangle(w.x, w.weight, sums, origin, w.intercept, fit.dependent);
  if (fit.dependent.empty()) refine(w, fit.triangle, s, fit);
}

void infer(const WorkingDesign& w, const Solution& s, RefinedFit& fit) {
  constexpr double rounding = std::numeric_limits<double>::epsilon(), wanted = 1e-12;
  if (fit.path == RefinedFit::Path::householder || fit.condition * fit.condition * rounding > wanted)
    fit.errors = precise_unit_errors(w.x, w.weight, fit.triangle);
  if (fit.errors.empty()) fit.errors = unit_errors(fit.triangle);
  DoubleDouble sum, weight;
  for (std::size_t i = 0; i < w.y.size(); ++i) sum += weighed(w, i, {w.y[i]}), weight += weighed(w, i, {1});
  const DoubleDouble middle = w.intercept ? sum / weight : DoubleDouble{};
  fit.residuals = fit.leverage = Vector(w.y.size());
  fit.squares = fit.total = {};
  residuals(w, s, false, [&](TwofoldRows part, std::size_t from, const DoubleDouble* r) {
    for (std::size_t i = 0; i < part.rows; ++i) {
      const DoubleDouble u = DoubleDouble{w.y[from + i]} - middle;
      fit.squares += r[i] * weighed(w, from + i, r[i]);
      fit.total += u * weighed(w, from + i, u);
      fit.residuals[from + i] = r[i].high;
      fit.leverage[from + i] = fit.triangle.leverage({part.high + i * part.columns, part.columns});
    }
  });
}

}  // namespace

RefinedFit refined_least_squares(const LinearDesign& given, View y, bool inference) {
  WorkingDesign w{given, y};
  RefinedFit fit;
  Solution s;
  for (std::vector<std::size_t> out;;) {
    const Vector origin = w.intercept ? origin_near_mean(w.x) : Vector(w.x.columns);
    const Scatter sums = scatter({w.x.high, w.x.rows, w.x.columns, w.x.columns}, origin, w.weight);
    if (w.needs_scaling(sums, origin)) {
      w.scale();
      continue;
    }
    fit.weight = sums.weight;
    solve(w, sums, origin, s, fit);
    if (fit.dependent.empty()) break;
    w.leave_out(fit.dependent);
  }
  fit.condition = condition(fit.triangle.r);
  if (inference) infer(w, s, fit);
  w.give_back(s.b0, s.b, fit);
  return fit;
}

}  // namespace paribus
