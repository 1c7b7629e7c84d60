// A quantity of the runs along one factor: cells with intervals, the slope of a power law, and what theories foretell
// from each run's own facts.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "paribus/math/vector.hpp"
#include "paribus/report/inquiry.hpp"
#include "paribus/report/paths.hpp"
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

/// Its standard error, as the run itself knows it; NaN: not.
double error(const Result& r, const Answer::Quantity& q) {
  const auto it = r.facts.find(error_of(q.name));
  return it == r.facts.end() ? nan : it->second.at(0);
}

/// How far an estimate is to be trusted: each interval by itself, at 1 - level. One value tells nothing of its own
/// spread: its interval is unknown, and nothing can be judged by it.
struct Trust {
  double overlap = 0, level = 0.05;
  Estimate of(const Vector& v, bool logarithmic) const {
    if (v.empty()) return none;
    Estimate out = logarithmic ? geometric_estimate(v, overlap, 1 - level) : mean_estimate(v, overlap, 1 - level);
    if (v.size() < 2) out.low = out.high = nan;
    return out;
  }
};

/// Of a cell, mean over its runs.
void add_shades(Answer::Law& law, double x, const std::vector<const Result*>& runs, const std::string& curve) {
  std::map<double, Vector> values;
  for (const auto* r : runs)
    for (const auto& c : r->curves)
      for (std::size_t i = 0; c.name == curve && i < c.at.size(); ++i) values[c.at[i]].push_back(c.values[i]);
  for (const auto& [at, list] : values) law.shades.push_back({x, at, mean(list)});
}

Prediction::Assumption weaker(Prediction::Assumption a, Prediction::Assumption b) {
  using A = Prediction::Assumption;
  return a == A::broken || b == A::broken ? A::broken : a == A::unknown || b == A::unknown ? A::unknown : A::met;
}

/// What one theory says of all cells of a law, gathered cell by cell.
class Gathered {
 public:
  Gathered(const Theory& theory, const Answer& a, const Answer::Quantity& q, const Trust& trust)
      : theory_{theory}, a_{a}, q_{q}, trust_{trust} {}

  /// Whether a slope is foretold whose assumption the last cell breaks.
  bool excused() const { return excused_; }

  Answer::Foretold cell(double x, const std::vector<const Result*>& runs) {
    Answer::Foretold out{nan, none, Prediction::Assumption::met, ""};
    excused_ = false;
    if (other_kind(runs)) return excused_ = beside_.kind == Prediction::Kind::trend, out;
    Vector values, ratios;
    for (const auto* r : runs) {
      const auto mark = foretell(theory_, *r, a_.axis.address.substr(a_.axis.address.rfind('.') + 1));
      const auto p = foretell(theory_, *r, q_.foretold);
      if (!p && !mark) silence_ = objection(theory_, *r, q_.foretold);
      for (const auto* said : {&mark, &p})
        if (*said && (!beside_.speaks || (said == &p && !told_)))
          beside_.speaks = true, beside_.kind = (*said)->kind, beside_.formula = (*said)->formula,
          beside_.why = (*said)->why, beside_.assumption = (*said)->assumption, told_ = said == &p;
      if (mark) marks_[r->block].push_back(mark->values[0]), beside_.mark_formula = mark->formula;
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
    out.value = trend ? values[0] : trust_.of(values, q_.logarithmic).value;
    out.ratio = trust_.of(ratios, q_.logarithmic);
    if (out.assumption != Prediction::Assumption::broken)
      for (auto& [block, list] : ratio_of_) kept_[block].insert(kept_[block].end(), list.begin(), list.end());
    ratio_of_.clear();
    if (!trend && std::isnan(out.ratio.value)) return out;
    ++beside_.cells;
    excused_ = trend && out.assumption == Prediction::Assumption::broken;
    if (out.assumption == Prediction::Assumption::broken) return ++beside_.broken, out;
    if (!trend) {
      const Stand s = stand(beside_.kind, out.ratio, a_.metric.margin);
      beside_.held += s == Stand::holds, beside_.missed += s == Stand::above || s == Stand::below;
    }
    return out;
  }

  /// `asked`: whether the slope is of cells where the assumption is not broken. If not, it is shown and not judged.
  Answer::Beside all(const Estimate& slope, bool asked, std::vector<Answer::Cell>& cells, std::size_t theory) {
    Answer::Beside out = beside_;
    out.ratio = out.mark = none, out.slope = nan;
    if (!out.speaks) return out.why = silence_, out;
    Vector centers, marks;
    for (const auto& [block, list] : kept_)
      if (!list.empty())
        centers.push_back(trust_.of(list, q_.logarithmic).value);  // one number a replicate: cells of one are not independent
    for (const auto& [block, list] : marks_) marks.push_back(trust_.of(list, q_.logarithmic).value);
    out.ratio = trust_.of(centers, q_.logarithmic), out.mark = trust_.of(marks, true);
    if (out.kind == Prediction::Kind::trend) {
      out.slope = trend_;
      if (asked || !out.broken) out.ratio = {slope.value / trend_, std::min(slope.low / trend_, slope.high / trend_),
                   std::max(slope.low / trend_, slope.high / trend_)};
      anchor(cells, theory);
    } else if (a_.axis.logarithmic && q_.logarithmic) {
      const Vector s = slopes(predicted_);
      out.slope = s.empty() ? nan : mean(s);
    }
    return out;
  }

 private:
  /// Whether some run of a cell is foretold in another sense than the law's first: a bound or a slope is not judged as
  /// a number is (an equality or a law, both alike), so nothing is asked of such a cell.
  bool other_kind(const std::vector<const Result*>& runs) const {
    using Kind = Prediction::Kind;
    const auto sense = [](Kind k) { return k == Kind::law ? Kind::equality : k; };
    std::optional<Kind> kind;
    if (told_) kind = sense(beside_.kind);
    for (const auto* r : runs)
      if (const auto p = foretell(theory_, *r, q_.foretold)) {
        if (kind && *kind != sense(p->kind)) return true;
        kind = sense(p->kind);
      }
    return false;
  }

  /// A trend foretells a slope and no height: its line goes through the middle of the points of which it speaks.
  void anchor(std::vector<Answer::Cell>& cells, std::size_t theory) const {
    double u = 0, v = 0, n = 0;
    const bool all = beside_.broken == beside_.cells;
    for (const auto& c : cells)
      if (std::isfinite(c.measured.value) && (all || c.foretold[theory].assumption != Prediction::Assumption::broken)) u += std::log(c.x), v += std::log(c.measured.value), ++n;
    for (auto& c : cells)
      if (n > 0 && std::isfinite(c.foretold[theory].value))
        c.foretold[theory].value = std::exp(v / n + trend_ * (std::log(c.x) - u / n));
  }

  const Theory& theory_;
  const Answer& a_;
  const Answer::Quantity& q_;
  Trust trust_;
  double trend_ = nan;
  bool excused_ = false, told_ = false;
  Answer::Beside beside_;
  std::string silence_;
  Paths predicted_;
  std::map<std::string, Vector> ratio_of_, kept_, marks_;  // by block
};

Answer::Law law(const Answer& a, std::size_t quantity, const Place& at,
                const std::map<std::size_t, std::vector<const Result*>>& levels,
                const std::vector<std::unique_ptr<const Theory>>& theories, const Trust& trust) {
  const auto& q = a.quantities[quantity];
  const auto [panel, series, facet] = at;
  Answer::Law out{quantity, panel, series, facet, {}, none, 0, {}};
  std::vector<Gathered> gathered;
  for (const auto& t : theories) gathered.emplace_back(*t, a, q, trust);
  Paths paths, asked;
  for (const auto& [level, runs] : levels) {
    Answer::Cell& cell = out.cells.emplace_back(Answer::Cell{a.axis.levels[level], none, runs.size(), 0, "", {}});
    for (auto& g : gathered) cell.foretold.push_back(g.cell(cell.x, runs));
    if (!q.behind.empty()) add_shades(out, cell.x, runs, q.behind);
    const bool asks = std::none_of(gathered.begin(), gathered.end(), [](const Gathered& g) { return g.excused(); });
    Vector values;
    for (const auto* r : runs) {
      const double y = value(*r, q);
      if (std::isnan(y)) {
        ++cell.without;
        if (const auto why = r->words.find(missing(q.name)); why != r->words.end()) cell.why = why->second;
        continue;
      }
      values.push_back(y);
      for (Paths* to : {&paths, &asked})
        if (asks || to == &paths) {
          Path& path = (*to)[r->block];
          path.x.push_back(cell.x), path.y.push_back(y), path.error.push_back(error(*r, q));
        }
    }
    if (values.empty() && cell.why.empty()) cell.why = "not every way of measuring has one";
    cell.measured = trust.of(values, q.logarithmic);
    cell.measured.low = std::max(cell.measured.low, q.range.low), cell.measured.high = std::min(cell.measured.high, q.range.high);
  }
  bool enough = false;
  if (q.logarithmic && a.axis.logarithmic) {
    // Over the cells where the assumption of a foretold slope is not broken, if they are enough for a slope.
    const Vector fitted = slopes(asked), s = fitted.empty() ? slopes(paths) : fitted;
    out.fitted = s.size(), enough = !fitted.empty();
    out.slope = trust.of(s, false);
  }
  Vector places;
  for (const auto& [block, p] : paths) places.push_back(passage(p, a.target, a.axis.logarithmic, q.logarithmic));
  const bool everywhere = quantity == 0 && !places.empty() && std::all_of(places.begin(), places.end(), [](double x) { return std::isfinite(x); });
  if (!q.sought.empty()) out.peak = peak(paths, q.seek);
  out.passes = !everywhere ? none : trust.of(places, a.axis.logarithmic);
  for (std::size_t t = 0; t < theories.size(); ++t) out.theories.push_back(gathered[t].all(out.slope, enough, out.cells, t));
  return out;
}

}  // namespace

void add_laws(Answer& a, const Results& results, const Inquiry& q) {
  a.quantities = q.quantities;
  a.target = q.target;
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
      for (const auto& [at, levels] : all) a.laws.push_back(law(a, i, at, levels, made, {q.overlap(), q.family.level}));
  }
}

}  // namespace paribus
