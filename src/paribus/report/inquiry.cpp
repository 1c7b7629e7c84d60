#include "paribus/report/inquiry.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/math/distribution.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {

std::string Inquiry::label(const std::string& address) const {
  if (const auto it = labels.find(address); it != labels.end()) return it->second;
  std::string last = address.substr(address.rfind('.') + 1);
  std::replace(last.begin(), last.end(), '_', ' ');
  return last;
}

namespace {

double number(const Value& v) {
  return std::holds_alternative<double>(v.is) ? std::get<double>(v.is)
                                              : static_cast<double>(std::get<std::int64_t>(v.is));
}

/// As the axis writes them: so many that the numbers of that factor are told apart.
int figures(const Question& q, const std::string& address) {
  for (const auto& f : q.factors) {
    if (f.address != address) continue;
    Vector numbers;
    for (const auto& v : f.values)
      if (std::holds_alternative<double>(v.is) || std::holds_alternative<std::int64_t>(v.is)) numbers.push_back(number(v));
    return text::figures(numbers, f.logarithmic ? 2 : 3);
  }
  return 3;
}

}  // namespace

std::string Inquiry::label(const std::string& address, const Value& value) const {
  if (const auto it = labels.find(address + "=" + value.plain()); it != labels.end()) return it->second;
  if (const auto* x = std::get_if<double>(&value.is)) return text::rate(*x, figures(question, address));
  return value.plain();
}

Estimate mean_estimate(const Vector& v, double overlap, double confidence) {
  const double m = mean(v);
  if (v.empty() || !std::isfinite(m)) return {std::nan(""), std::nan(""), std::nan("")};
  if (v.size() < 2) return {m, m, m};
  const double wider = 1 + static_cast<double>(v.size()) * overlap;  // (1/J + overlap) over 1/J
  const Interval i = mean_interval(m, std::sqrt(variance(v) * wider), static_cast<int>(v.size()), confidence);
  return {m, i.low, i.high};
}

Estimate geometric_estimate(const Vector& v, double overlap, double confidence) {
  Vector logs;
  for (const double x : v) logs.push_back(std::log(x));
  const Estimate e = mean_estimate(logs, overlap, confidence);
  return {std::exp(e.value), std::exp(e.low), std::exp(e.high)};
}

namespace {

Answer::Group group(const Inquiry& q, const Levels* f) {
  Answer::Group g;
  if (!f) return g;
  g.address = f->address;
  g.label = q.label(f->address);
  for (const auto& v : f->values) {
    g.levels.push_back(v.text());
    const bool bare = !std::holds_alternative<std::string>(v.is) && !q.labels.contains(f->address + "=" + v.plain());
    g.labels.push_back((bare ? g.label + " " : "") + q.label(f->address, v));  // "0.5" alone says nothing in a sentence
  }
  return g;
}

const Levels* find_factor(const Question& q, const std::string& address) {
  for (const auto& f : q.factors)
    if (f.address == address) return &f;
  return nullptr;
}

/// Axis: the longest scale. Panels: what everything is compared within. Series: the first compared factor that is
/// not the axis. Facets: the next factor left.
void assign_roles(Answer& a, const Inquiry& inquiry) {
  const Question& q = inquiry.question;
  const Levels *axis = nullptr, *panels = nullptr, *series = nullptr, *facets = nullptr;
  for (const auto& f : q.factors)
    if (f.scale && f.values.size() > 2 && (inquiry.along.empty() || f.address == inquiry.along) && (!axis || f.values.size() > axis->values.size())) axis = &f;
  for (const auto& address : q.panels)
    if (const auto* f = find_factor(q, address); f && f != axis && !panels && address != q.blocks) panels = f;
  for (const auto& address : q.compare)
    if (const auto* f = find_factor(q, address); f && f != axis && f != panels && !series) series = f;
  for (const auto& f : q.factors)
    if (&f != axis && &f != panels && f.address != q.blocks) {
      if (!series) series = &f;
      else if (&f != series && !facets) facets = &f;
    }
  if (axis) {
    a.axis.address = axis->address;
    a.axis.label = inquiry.label(axis->address);
    a.axis.logarithmic = axis->logarithmic;
    for (const auto& v : axis->values) a.axis.levels.push_back(number(v));
  }
  a.panels = group(inquiry, panels), a.series = group(inquiry, series), a.facets = group(inquiry, facets);
}

/// The same question with the levels along x ascending, in whatever order they were listed.
Inquiry ascending(Inquiry q, const std::string& axis) {
  for (auto& f : q.question.factors)
    if (f.address == axis)
      std::stable_sort(f.values.begin(), f.values.end(),
                       [](const Value& x, const Value& y) { return number(x) < number(y); });
  return q;
}

}  // namespace

std::size_t level_index(const Answer::Group& g, const Choices& levels) {
  const auto it = levels.find(g.address);
  if (it == levels.end()) return 0;
  const auto at = std::find(g.levels.begin(), g.levels.end(), it->second.text());
  return at == g.levels.end() ? 0 : static_cast<std::size_t>(at - g.levels.begin());
}

std::size_t Layout::index(const Answer::Group& g, const Choices& levels) const { return level_index(g, levels); }

Layout::Layout(const Results& results, const Inquiry& inquiry, const Answer& a) {
  const auto means = cell_means(results, inquiry.question.score);
  const auto drawn = [&](const std::string& address) {
    return address == a.axis.address || address == a.panels.address || address == a.series.address || address == a.facets.address;
  };
  std::map<std::string, const CellMean*> best;  // per panel
  const Levels* axis = find_factor(inquiry.question, a.axis.address);
  for (const auto& r : results) {
    if (r.subject != "predict" || !r.scores.contains(inquiry.question.score)) continue;
    Choices panel;
    if (const auto it = r.levels.find(a.panels.address); it != r.levels.end()) panel[it->first] = it->second;
    auto& at_best = best[panel.empty() ? "" : panel.begin()->second.text()];
    if (!at_best) at_best = best_cell(means, panel, inquiry.question.higher);
    const bool off = std::any_of(r.levels.begin(), r.levels.end(), [&](const auto& l) {
      return !drawn(l.first) && at_best && !(at_best->levels.at(l.first) == l.second);
    });
    if (off) continue;
    std::size_t level = 0;
    if (axis) {
      const auto& v = r.levels.at(axis->address);
      level = static_cast<std::size_t>(std::find(axis->values.begin(), axis->values.end(), v) - axis->values.begin());
      if (level == axis->values.size()) continue;
    }
    grid_.push_back({{index(a.panels, r.levels), index(a.series, r.levels), index(a.facets, r.levels), level}, &r});
  }
}

Answer answer(const Results& results, const Inquiry& inquiry) {
  Answer a;
  a.metric = inquiry.metric;
  assign_roles(a, inquiry);
  if (!inquiry.quantities.empty()) {
    a.plan.population = word(inquiry.population);
    a.plan.level = inquiry.family.level;
    const Inquiry along = ascending(inquiry, a.axis.address);
    std::sort(a.axis.levels.begin(), a.axis.levels.end());
    add_laws(a, results, along);
    add_traces(a, results, along);
    add_coefficients(a, results, along);
    return a;
  }
  if (!inquiry.question.blocks.empty()) {
    add_ranking(a, results, inquiry);
    add_verdicts(a, results, inquiry);
    return a;
  }
  const Layout layout{results, inquiry, a};
  add_points(a, layout, inquiry);
  add_breaks(a, layout, results, inquiry);
  add_shares(a, results, inquiry);
  add_verdicts(a, results, inquiry);
  add_baselines(a, results, inquiry);
  return a;
}

}  // namespace paribus
