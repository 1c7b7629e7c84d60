// A quantity of the runs along one factor: cells with intervals, the slope of a power law, and what theories foretell
// from each run's own facts.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "paribus/math/vector.hpp"
#include "paribus/report/inquiry.hpp"
#include "paribus/report/theories.hpp"

namespace paribus {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr Estimate none{nan, nan, nan};
using Place = std::tuple<std::size_t, std::size_t, std::size_t>;                    // panel, series, facet
using Places = std::map<Place, std::map<std::size_t, std::vector<const Result*>>>;  // level -> results

Places places(const Answer& a, const Results& results, const Levels& axis) {
  Places out;
  for (const auto& r : results) {
    const auto at = std::find(axis.values.begin(), axis.values.end(), r.levels.at(axis.address));
    if (at == axis.values.end()) continue;
    const Place p{level_index(a.panels, r.levels), level_index(a.series, r.levels), level_index(a.facets, r.levels)};
    out[p][static_cast<std::size_t>(at - axis.values.begin())].push_back(&r);
  }
  return out;
}

/// The quantity of a run; NaN: it has none.
double value(const Result& r, const Answer::Quantity& q) {
  const auto it = r.scores.find(q.name);
  if (it == r.scores.end() || !std::isfinite(it->second) || (q.logarithmic && it->second <= 0)) return nan;
  return it->second;
}

Estimate center(const Vector& v, const Answer::Quantity& q, double overlap) {
  if (v.empty()) return none;
  return q.logarithmic ? geometric_estimate(v, overlap) : mean_estimate(v, overlap);
}

/// Least squares of log y on log x; NaN below three points.
double log_slope(const Vector& x, const Vector& y) {
  if (x.size() < 3) return nan;
  Vector u, v;
  for (std::size_t i = 0; i < x.size(); ++i) u.push_back(std::log(x[i])), v.push_back(std::log(y[i]));
  const double mu = mean(u), mv = mean(v);
  double uv = 0, uu = 0;
  for (std::size_t i = 0; i < u.size(); ++i) uv += (u[i] - mu) * (v[i] - mv), uu += (u[i] - mu) * (u[i] - mu);
  return uv / uu;
}

/// Points of one replicate along x, by what is asked of them.
struct Path {
  Vector x, y;
};
using Paths = std::map<std::string, Path>;  // by block

Vector slopes(const Paths& paths) {
  Vector out;
  for (const auto& [block, p] : paths)
    if (const double s = log_slope(p.x, p.y); std::isfinite(s)) out.push_back(s);
  return out;
}

Prediction::Assumption weaker(Prediction::Assumption a, Prediction::Assumption b) {
  using A = Prediction::Assumption;
  return a == A::broken || b == A::broken ? A::broken : a == A::unknown || b == A::unknown ? A::unknown : A::met;
}

/// What one theory says of all cells of a law, gathered cell by cell.
class Gathered {
 public:
  Gathered(const Theory& theory, const Answer& a, const Answer::Quantity& q, double overlap)
      : theory_{theory}, a_{a}, q_{q}, overlap_{overlap} {}

  Answer::Foretold cell(double x, const std::vector<const Result*>& runs) {
    Answer::Foretold out{nan, none, Prediction::Assumption::met, ""};
    Vector values, ratios;
    for (const auto* r : runs) {
      const auto mark = foretell(theory_, *r, a_.axis.address.substr(a_.axis.address.rfind('.') + 1));
      const auto p = foretell(theory_, *r, q_.foretold);
      if (!p && !mark) silence_ = objection(theory_, *r, q_.foretold);
      for (const auto* said : {&mark, &p})
        if (*said)
          beside_.speaks = true, beside_.kind = (*said)->kind, beside_.formula = (*said)->formula,
          beside_.why = (*said)->why;
      if (mark) marks_[r->block].push_back(mark->values[0]);
      if (!p) continue;
      out.assumption = values.empty() ? p->assumption : weaker(out.assumption, p->assumption), out.why = p->why;
      values.push_back(p->values[0]);
      if (p->kind == Prediction::Kind::trend) continue;
      predicted_[r->block].x.push_back(x), predicted_[r->block].y.push_back(p->values[0]);
      if (const double m = value(*r, q_); !std::isnan(m) && p->values[0] != 0)
        ratios.push_back(m / p->values[0]), ratio_of_[r->block].push_back(ratios.back());
    }
    if (values.empty()) return out;
    const bool trend = beside_.kind == Prediction::Kind::trend;
    if (trend) trend_ = values[0];
    out.value = trend ? values[0] : center(values, q_, overlap_).value;
    out.ratio = center(ratios, q_, overlap_);
    if (out.assumption != Prediction::Assumption::broken)
      for (auto& [block, list] : ratio_of_) kept_[block].insert(kept_[block].end(), list.begin(), list.end());
    ratio_of_.clear();
    if (!trend && std::isnan(out.ratio.value)) return out;
    ++beside_.cells;
    if (out.assumption == Prediction::Assumption::broken) return ++beside_.broken, out;
    if (!trend) {
      const Stand s = stand(beside_.kind, out.ratio, a_.metric.margin);
      beside_.held += s == Stand::holds, beside_.missed += s == Stand::above || s == Stand::below;
    }
    return out;
  }

  Answer::Beside all(const Estimate& slope, std::vector<Answer::Cell>& cells, std::size_t theory) {
    Answer::Beside out = beside_;
    out.ratio = out.mark = none, out.slope = nan;
    if (!out.speaks) return out.why = silence_, out;
    Vector centers, marks;
    for (const auto& [block, list] : kept_)
      if (!list.empty())
        centers.push_back(center(list, q_, 0).value);  // one number a replicate: cells of one are not independent
    for (const auto& [block, list] : marks_) marks.push_back(center(list, q_, 0).value);
    out.ratio = center(centers, q_, overlap_), out.mark = geometric_estimate(marks, overlap_);
    if (out.kind == Prediction::Kind::trend) {
      out.slope = trend_;
      out.ratio = {slope.value / trend_, std::min(slope.low / trend_, slope.high / trend_),
                   std::max(slope.low / trend_, slope.high / trend_)};
      anchor(cells, theory);
    } else if (a_.axis.logarithmic && q_.logarithmic) {
      const Vector s = slopes(predicted_);
      out.slope = s.empty() ? nan : mean(s);
    }
    return out;
  }

 private:
  /// A trend foretells a slope and no height: its line goes through the middle of the points.
  void anchor(std::vector<Answer::Cell>& cells, std::size_t theory) const {
    double u = 0, v = 0, n = 0;
    for (const auto& c : cells)
      if (std::isfinite(c.measured.value)) u += std::log(c.x), v += std::log(c.measured.value), ++n;
    for (auto& c : cells)
      if (n > 0 && std::isfinite(c.foretold[theory].value))
        c.foretold[theory].value = std::exp(v / n + trend_ * (std::log(c.x) - u / n));
  }

  const Theory& theory_;
  const Answer& a_;
  const Answer::Quantity& q_;
  double overlap_, trend_ = nan;
  Answer::Beside beside_;
  std::string silence_;
  Paths predicted_;
  std::map<std::string, Vector> ratio_of_, kept_, marks_;  // by block
};

Answer::Law law(const Answer& a, std::size_t quantity, const Place& at,
                const std::map<std::size_t, std::vector<const Result*>>& levels,
                const std::vector<std::unique_ptr<const Theory>>& theories, double overlap) {
  const auto& q = a.quantities[quantity];
  const auto [panel, series, facet] = at;
  Answer::Law out{quantity, panel, series, facet, {}, none, 0, {}};
  std::vector<Gathered> gathered;
  for (const auto& t : theories) gathered.emplace_back(*t, a, q, overlap);
  Paths paths;
  for (const auto& [level, runs] : levels) {
    Answer::Cell& cell = out.cells.emplace_back(Answer::Cell{a.axis.levels[level], none, runs.size(), 0, "", {}});
    Vector values;
    for (const auto* r : runs) {
      const double y = value(*r, q);
      if (std::isnan(y)) {
        ++cell.without;
        if (const auto why = r->words.find(missing(q.name)); why != r->words.end()) cell.why = why->second;
        continue;
      }
      values.push_back(y);
      paths[r->block].x.push_back(cell.x), paths[r->block].y.push_back(y);
    }
    cell.measured = center(values, q, overlap);
    for (auto& g : gathered) cell.foretold.push_back(g.cell(cell.x, runs));
  }
  if (q.logarithmic && a.axis.logarithmic) {
    const Vector s = slopes(paths);
    out.fitted = s.size();
    if (!s.empty()) out.slope = mean_estimate(s, overlap);
  }
  for (std::size_t t = 0; t < theories.size(); ++t) out.theories.push_back(gathered[t].all(out.slope, out.cells, t));
  return out;
}

}  // namespace

void add_laws(Answer& a, const Results& results, const Inquiry& q) {
  a.quantities = q.quantities;
  std::vector<std::unique_ptr<const Theory>> made;
  for (const auto& name : q.theories) {
    const auto& e = get(theories(), name, "theory");
    a.theories.emplace_back(e.label);
    made.push_back(e.make(Settings{}));
  }
  for (const auto& f : q.question.factors) {
    if (f.address != a.axis.address) continue;
    const Places all = places(a, results, f);
    for (std::size_t i = 0; i < a.quantities.size(); ++i)
      for (const auto& [at, levels] : all) a.laws.push_back(law(a, i, at, levels, made, q.overlap()));
  }
}

}  // namespace paribus
