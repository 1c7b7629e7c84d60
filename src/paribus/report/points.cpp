// Scores along the axis: means with intervals, the band of levels within the margin of the best, steps to the target.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "paribus/evidence/band.hpp"
#include "paribus/evidence/censored.hpp"
#include "paribus/report/inquiry.hpp"

namespace paribus {

namespace {

using Line = std::tuple<std::size_t, std::size_t, std::size_t>;                  // panel, series, facet
using Lines = std::map<Line, std::map<std::size_t, std::vector<const Result*>>>; // level -> results, by block

Lines lines(const Layout& layout) {
  Lines out;
  for (const auto& [p, r] : layout.grid()) out[{p.panel, p.series, p.facet}][p.level].push_back(r);
  for (auto& [line, levels] : out)
    for (auto& [level, list] : levels)
      std::stable_sort(list.begin(), list.end(), [](const Result* a, const Result* b) { return a->block < b->block; });
  return out;
}

Vector scores(const std::vector<const Result*>& list, const std::string& name) {
  Vector out;
  for (const auto* r : list) out.push_back(r->scores.at(name));
  return out;
}

Answer::Point point(const Line& line, double x, const std::vector<const Result*>& list, const Inquiry& q) {
  const auto [panel, series, facet] = line;
  Answer::Point p{panel, series, facet, x, mean_estimate(scores(list, q.question.score), q.overlap()), 0, 0, 0, list.size()};
  p.score.low = std::max(p.score.low, q.metric.low);   // an interval of a share does not leave [0, 1]
  p.score.high = std::min(p.score.high, q.metric.high);
  for (const auto* r : list) {
    const auto start = r->scores.find("objective.start"), end = r->scores.find("objective.end");
    if (r->outcome == Outcome::diverged) ++p.diverged;
    else if (start != r->scores.end() && end != r->scores.end() && end->second > start->second) ++p.rose;
    else ++p.fell;
  }
  return p;
}

/// The run of levels around the best whose simultaneous interval stays within the margin of the best of all.
void add_band(Answer& a, const Line& line, const std::map<std::size_t, std::vector<const Result*>>& levels, const Inquiry& q) {
  const std::size_t n = levels.begin()->second.size();
  if (levels.size() < 3 || n < 2) return;
  Matrix table(levels.size(), n);
  Vector x;
  for (const auto& [level, list] : levels) {
    if (list.size() != n) return;
    const Vector s = scores(list, q.question.score);
    for (std::size_t j = 0; j < n; ++j) table(x.size(), j) = q.metric.higher ? s[j] : -s[j];
    x.push_back(a.axis.levels[level]);
  }
  const Contrasts c = against_best(table, q.family.level);
  const auto inside = [&](std::size_t i) { return c.against[i].low >= -q.metric.margin; };
  if (!inside(c.best)) {  // the interval of even the best is wider than the margin: no level is known to be within it
    const auto [panel, series, facet] = line;
    a.bands.push_back({panel, series, facet, x[c.best], mean_estimate(scores(std::next(levels.begin(), static_cast<long>(c.best))->second, q.question.score), q.overlap()),
                       std::nan(""), std::nan(""), false, false, false});
    return;
  }
  std::size_t from = c.best, to = c.best;
  while (from > 0 && inside(from - 1)) --from;
  while (to + 1 < x.size() && inside(to + 1)) ++to;
  bool unbroken = true;
  for (std::size_t i = 0; i < x.size(); ++i) unbroken &= !inside(i) || (i >= from && i <= to);
  const auto [panel, series, facet] = line;
  const auto& best = std::next(levels.begin(), static_cast<long>(c.best))->second;
  a.bands.push_back({panel, series, facet, x[c.best], mean_estimate(scores(best, q.question.score), q.overlap()), x[from], x[to], from == 0, to + 1 == x.size(), unbroken});
}

double steps_to(const Result& r, const std::string& curve, double target, bool higher) {
  for (const auto& c : r.curves)
    if (c.name == curve)
      for (std::size_t i = 0; i < c.at.size(); ++i)
        if (higher ? c.values[i] >= target : c.values[i] <= target) return c.at[i];
  return std::nan("");
}

void add_reached(Answer& a, const Line& line, const std::map<std::size_t, std::vector<const Result*>>& levels, const Inquiry& q) {
  if (std::isnan(q.target)) return;
  // At the rate that got there first (by median), since speed is the question here.
  Answer::Reached best{};
  bool any = false;
  for (const auto& [level, list] : levels) {
    Vector steps;
    for (const auto* r : list) steps.push_back(steps_to(*r, q.question.score, q.target, q.metric.higher));
    const Duration d = median_duration(steps);
    const auto [panel, series, facet] = line;
    const Answer::Reached here{panel, series, facet, q.target, a.axis.levels.empty() ? 0 : a.axis.levels[level], {d.value, d.low, d.high}, d.never, d.runs};
    if (!any || here.median.value < best.median.value || (here.median.value == best.median.value && here.never < best.never)) best = here;
    any = true;
  }
  if (any) a.reached.push_back(best);
}

}  // namespace

void add_points(Answer& a, const Layout& layout, const Inquiry& q) {
  for (const auto& [line, levels] : lines(layout)) {
    for (const auto& [level, list] : levels) a.points.push_back(point(line, a.axis.levels.empty() ? 0 : a.axis.levels[level], list, q));
    add_band(a, line, levels, q);
    add_reached(a, line, levels, q);
  }
}

}  // namespace paribus
