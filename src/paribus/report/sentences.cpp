#include "paribus/report/sentences.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "paribus/base/text.hpp"

namespace paribus {

Agreement agreement(const Answer::Ratio& r) {
  if (r.runs > 0 && r.beyond == r.runs) return Agreement::unfound;
  if (!std::isfinite(r.ratio.value)) return Agreement::silent;
  // With some breaks not found the mean is a lower bound: it can show "later", never "sharp" or "earlier".
  if (r.ratio.low > 1.02) return Agreement::later;
  if (r.beyond > 0) return Agreement::open;
  if (r.ratio.low >= 0.98 && r.ratio.high <= 1.02) return Agreement::sharp;
  if (r.ratio.high < 0.98) return Agreement::earlier;
  return Agreement::open;
}

const Answer::Ratio* find_ratio(const Answer& a, std::size_t panel, std::size_t series, std::string_view definition,
                                std::string_view against) {
  for (const auto& r : a.ratios)
    if (r.panel == panel && r.series == series && r.definition == definition && r.against == against) return &r;
  return nullptr;
}

const Answer::Ratio* headline(const Answer& a, std::size_t panel, std::size_t series) {
  for (const auto* definition : {"bounded", "descending"})
    if (const auto* r = find_ratio(a, panel, series, definition, "start")) return r;
  return nullptr;
}

std::string breaks(const Answer::Ratio& r) {
  const std::string least = r.beyond ? "at least " : "";
  switch (agreement(r)) {
    case Agreement::sharp: return "breaks where theory says";
    case Agreement::later: return "breaks " + least + text::ratio(r.ratio.value) + " times later than theory says";
    case Agreement::earlier: return "breaks " + text::ratio(1 / r.ratio.value) + " times earlier than theory says";
    case Agreement::open: return "breaks about where theory says";
    case Agreement::unfound: return "did not break within the search";
    case Agreement::silent: return "breaks";
  }
  return "";
}

std::string stands(const Answer::Ratio& r) {
  const std::string predicted = std::isfinite(r.predicted) ? ", predicted " + text::number(r.predicted) : "";
  if (agreement(r) == Agreement::unfound)
    return std::isfinite(r.measured.value) ? "tried up to " + text::number(r.measured.value) + predicted
           : predicted.empty()             ? ""
                                           : predicted.substr(2);
  std::string out = "at " + text::number(r.measured.value);
  if (r.beyond) out += " or later (" + text::count(r.beyond) + " of " + plural(r.runs, "run", "runs") + " never broke)";
  out += predicted;
  if (agreement(r) == Agreement::open)
    out += "; the interval of measured over predicted, " +
           text::span(text::ratio(r.ratio.low), text::ratio(r.ratio.high)) + ", does not settle it";
  return out;
}

std::string definition_words(std::string_view d) {
  if (d == "bounded") return "its objective ends above its start or ever exceeds 10 times it";
  if (d == "descending") return "its objective ever rises above its start";
  return std::string(d);
}

namespace {

/// "rates from 0.02 to at least 10, the end of the range" (what touches an edge of the range may go on beyond it)
std::string band_words(const Answer& a, const Answer::Band& b) {
  if (std::isnan(b.from)) return "no " + a.axis.label + " is shown to";
  if (b.from == b.to && !b.low_edge && !b.high_edge)
    return "of those tried, only a " + a.axis.label + " of " + level_text(a, b.best_x) + " is shown to";
  const std::string axis = text::lower_first(several(a.axis.label));
  if (b.from == b.to && b.low_edge != b.high_edge)
    return axis + " of " + (b.low_edge ? "at most " : "at least ") + level_text(a, b.from);
  const std::string from = b.low_edge ? "at most " + level_text(a, b.from) : level_text(a, b.from);
  const std::string to =
      b.high_edge ? "at least " + level_text(a, b.to) + ", the end of the range," : level_text(a, b.to);
  return axis + " from " + from + " to " + to + (b.unbroken ? "" : ", with gaps,");
}

const Answer::Band* find_band(const Answer& a, std::size_t panel, std::size_t series) {
  for (const auto& b : a.bands)
    if (b.panel == panel && b.series == series && b.facet == 0) return &b;
  return nullptr;
}

Line panel_answer(const Answer& a, std::size_t panel) {
  const auto* r = headline(a, panel, 0);
  const auto* b = find_band(a, panel, 0);
  if (!r && !b) return {};
  std::string subject = short_label(panel_label(a, panel));
  if (subject.empty()) subject = a.series.levels.empty() ? "Training" : text::upper_first(series_label(a, 0));
  Line out{{subject, true}};
  if (r) {
    const std::string where = stands(*r), head = where.substr(0, where.find_first_of(",;("));
    const bool silent = agreement(*r) == Agreement::silent;
    out.push_back({" " + breaks(*r) + (silent || where.empty() ? " " : ", ")});
    out.push_back({head, true});
    out.push_back({where.substr(head.size())});
    const auto* strict = r->definition == "bounded" ? find_ratio(a, panel, 0, "descending", "start") : nullptr;
    // The looser definition must not hide an earlier break under the stricter one.
    if (strict && strict->beyond < strict->runs && strict->measured.value < 0.9 * r->measured.value)
      out.push_back({" (at " + text::number(strict->measured.value) + " if it may never rise above its start)"});
  }
  if (b) {
    const std::string keep = " keep " + a.metric.label + " within " + margin(a) + " of its best, " + score(a, b->best.value);
    out.push_back({(r ? "; " : ": ") + band_words(a, *b) + keep});
  }
  out.push_back({"."});
  return out;
}

/// The four words, as a sentence ends with them.
std::string predicate(Finding f) {
  switch (f) {
    case Finding::matters: return "matters";
    case Finding::real: return "makes a real difference, perhaps a small one";
    case Finding::does_not_matter: return "does not matter";
    case Finding::cannot_tell: return "cannot be told";
  }
  return "";
}

Line comparison_answer(const Answer& a, const Answer::Row& row) {
  const std::string panel = short_label(panel_label(a, row.panel)), unmet = "not met: ";
  const Verdict& v = row.verdict;
  const std::string why = v.finding == Finding::cannot_tell && v.assumption.starts_with(unmet) ? "; " + v.assumption.substr(unmet.size()) : "";
  return {{(panel.empty() ? "" : panel + ": ") + row.change, true},
          {" " + predicate(v.finding)},
          {": " + difference(a, v.effect) + " (" + difference_span(a, v.low, v.high) + ")" + (a.metric.percent ? " points" : "") + why + "."}};
}

}  // namespace

std::vector<Line> answers(const Answer& a) {
  if (a.table) return table_answers(*a.table);
  if (!a.grouping.method.empty()) return group_answers(a);
  if (!a.laws.empty()) return law_answers(a);
  if (!a.portrait.tracks.empty()) return portrait_answers(a);
  std::vector<Line> out;
  // Where the series are what is compared and theory has no part, the comparisons are the answer.
  if (a.ratios.empty() && a.panels.levels.empty() && !a.series.levels.empty())
    for (const auto& row : a.verdicts)
      if (row.factor == a.series.label && out.size() < 6) out.push_back(comparison_answer(a, row));
  if (!out.empty()) return out;
  for (std::size_t p = 0; p < std::max<std::size_t>(1, a.panels.levels.size()); ++p)
    if (Line line = panel_answer(a, p); !line.empty()) out.push_back(std::move(line));
  if (out.empty())
    for (const auto& row : a.verdicts)
      if (out.size() < 6) out.push_back(comparison_answer(a, row));
  return out;
}

}  // namespace paribus
