// The words of a study that seeks a place along x: where each quantity that advises one is largest, least or settled, and what following
// it costs of the quantity that knows the truth; or where that is best, if it is the question.
#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {

namespace {

const Answer::Law* same_case(const Answer& a, const Answer::Law& of, std::size_t quantity) {
  for (const auto& l : a.laws)
    if (l.quantity == quantity && l.panel == of.panel && l.series == of.series && l.facet == of.facet) return &l;
  return nullptr;
}

const Answer::Law* truth(const Answer& a, const Answer::Law& of) {
  for (std::size_t q = 0; q < a.quantities.size(); ++q)
    if (a.quantities[q].sought == "truth")
      if (const auto* l = same_case(a, of, q); l && l->peak.times) return l;
  return nullptr;
}

const Estimate* at(const Answer::Law& l, double x) {
  for (const auto& c : l.cells)
    if (c.x == x && std::isfinite(c.measured.value)) return &c.measured;
  return nullptr;
}

std::string of_all(const Answer::Law::Peak& p) { return text::count(p.times) + " of " + text::count(p.of); }

std::string two_digits(double x) { return text::number(std::round(100 * x) / 100, std::abs(x) < 0.095 ? 1 : 2); }
std::string with_interval(const Estimate& e) {
  return two_digits(e.value) + (std::isfinite(e.low) ? " (" + text::span(two_digits(e.low), two_digits(e.high)) + ")" : "");
}

/// " Agreement with the classes is 0.43 (0.41 to 0.45) there and 0.62 (0.60 to 0.64) at 3, its best."
std::string cost(const Answer& a, const Answer::Law& advice) {
  const auto* t = truth(a, advice);
  if (!t) return "";
  const auto *here = at(*t, advice.peak.x), *best = at(*t, t->peak.x);
  if (!here || !best) return "";
  const std::string name = text::upper_first(a.quantities[t->quantity].label);
  if (advice.peak.x == t->peak.x) return " " + name + " is at its best there, " + with_interval(*here) + ".";
  return " " + name + " is " + with_interval(*here) + " there and " + with_interval(*best) + " at " +
         level_text(a, t->peak.x) + (best->value >= here->value ? ", its best." : ", where it is most often best.");
}

/// " Theory puts a change at 9.49 (parallel analysis) and 21 (Marchenko and Pastur's edge)."
std::string changes(const Answer& a, const Answer::Law& l) {
  std::vector<std::string> marks;
  for (std::size_t t = 0; t < l.theories.size(); ++t)
    if (const Estimate& mark = l.theories[t].mark; std::isfinite(mark.value)) marks.push_back(text::number(mark.value) + " (" + a.theories[t] + ")");
  return marks.empty() ? "" : " Theory puts a change at " + text::list(marks) + ".";
}

}  // namespace

bool seeks(const Answer& a) {
  return !a.quantities.empty() && !a.quantities[0].sought.empty() &&
         std::any_of(a.laws.begin(), a.laws.end(), [](const auto& l) { return l.quantity == 0 && l.peak.times; });
}

Line peak_deck(const Answer& a) {
  std::vector<std::string> advised, best;
  std::size_t cases = 0, right = 0;
  const Answer::Law* first = nullptr;
  for (const auto& l : a.laws) {
    if (l.quantity != 0 || !l.peak.times) continue;
    const auto* t = truth(a, l);
    if (t) ++cases, right += t->peak.x == l.peak.x;
    if (!first) first = &l;
    if (l.series != first->series || l.facet != first->facet) continue;
    const std::string where = a.panels.levels.size() > 1 ? " in " + text::lower_first(short_label(panel_label(a, l.panel))) : "";
    advised.push_back(level_text(a, l.peak.x) + (advised.empty() ? " " + a.axis.label : "") + where);
    if (t) best.push_back(level_text(a, t->peak.x));
  }
  const auto& q = a.quantities[0];
  const bool advice = q.sought == "advice";
  Line out{{text::upper_first(q.label) + (advice ? " advises " : " is " + std::string(word(q.seek)) + " at ") + text::list(advised), true}};
  if (a.series.levels.size() > 1) out.push_back({" with " + text::lower_first(series_label(a, first->series))});
  if (advice && best.size() == advised.size()) {
    out.push_back({"; " + text::list(best) + (best.size() == 1 ? " is" : " are") + " best by what it has not seen"});
    out.push_back({". It is right in " + text::count(right) + " of " + plural(cases, "case", "cases")});
  }
  out.push_back({"."});
  return out;
}

std::vector<Line> peak_answers(const Answer& a) {
  std::vector<Line> out;
  for (const auto& l : a.laws) {
    if (l.quantity != 0 || !l.peak.times) continue;
    const std::string name = law_name(a, l);
    Line line;
    if (!name.empty()) line.push_back({name + ": ", true});
    line.push_back({(name.empty() ? text::upper_first(a.quantities[0].label) : a.quantities[0].label) + " is " + std::string(word(a.quantities[0].seek)) + " at "});
    line.push_back({level_text(a, l.peak.x) + " " + a.axis.label, true});
    std::string rest = " (in " + of_all(l.peak) + " replicates)";
    for (std::size_t q = 1; q < a.quantities.size(); ++q)
      if (const auto* other = a.quantities[q].sought == "advice" ? same_case(a, l, q) : nullptr; other && other->peak.times)
        rest += ", " + a.quantities[q].label + " at " + level_text(a, other->peak.x) + " (" + of_all(other->peak) + ")";
    line.push_back({rest + "." + (a.quantities[0].sought == "advice" ? cost(a, l) : "") + changes(a, l)});
    out.push_back(line);
  }
  return out;
}

}  // namespace paribus
