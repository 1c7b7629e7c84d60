// Paragraphs about how the answer was made.
#include <algorithm>
#include <cmath>
#include <set>

#include "paribus/base/text.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {

namespace {

std::vector<std::string> all_labels(const Answer::Group& g) { return g.labels.empty() ? g.levels : g.labels; }

std::string data_words(const Answer& a) {
  const auto& d = a.data;
  if (!a.laws.empty() && !d.rows) return d.name;  // several sets
  if (!a.ranking.sets.empty()) return plural(a.ranking.sets.size(), "data set", "data sets") + " (" + text::list(a.ranking.sets) + ")";
  std::vector<std::string> sizes;  // 0: not known, or varied
  if (d.rows) sizes.push_back(plural(d.rows, "row", "rows"));
  if (d.features) sizes.push_back(plural(d.features, "feature", "features"));
  if (d.classes) sizes.push_back(plural(d.classes, "class", "classes"));
  if (sizes.empty()) return "the " + d.name + " data";
  std::string out = "the " + d.name + " data (" + sizes[0];
  for (std::size_t i = 1; i < sizes.size(); ++i) out += ", " + sizes[i];
  if (d.train)
    out += "; split " + text::count(d.train) + " / " + text::count(d.validation) + " / " + text::count(d.test) +
           " for training, validation and test";
  return out + ")";
}

bool slopes(const Answer& a) {
  return std::any_of(a.laws.begin(), a.laws.end(), [](const auto& l) { return std::isfinite(l.slope.value); });
}

}  // namespace

std::string methods(const Answer& a) {
  if (a.table) return table_methods(a);
  if (!a.grouping.method.empty()) return group_methods(a);
  if (!a.portrait.tracks.empty()) return portrait_methods(a);
  std::string out = "We measured " + a.metric.label;
  if (!a.laws.empty()) out += " (" + a.quantities[0].meaning + ")";
  else if (!a.panels.levels.empty()) out += " of " + text::list(all_labels(a.panels));
  if (!a.data.name.empty()) out += " on " + data_words(a);
  out += ". ";
  std::vector<std::string> varied;
  if (!a.axis.levels.empty())
    varied.push_back("the " + a.axis.label + " over " + plural(a.axis.levels.size(), "level", "levels") + " from " +
                     level_text(a, a.axis.levels.front()) + " to " + level_text(a, a.axis.levels.back()));
  if (!a.laws.empty() && !a.panels.levels.empty() && a.panels.address != "data.source") varied.push_back("the " + a.panels.label + " (" + text::list(all_labels(a.panels)) + ")");
  for (const auto* g : {&a.series, &a.facets})
    if (!g->levels.empty()) varied.push_back("the " + g->label + " (" + text::list(all_labels(*g)) + ")");
  if (!varied.empty())
    out += "We varied " + text::list(varied) + (a.plan.budget.empty() ? ". " : ", with " + a.plan.budget + ". ");
  if (a.plan.replicates)
    out += "Every cell was run " + plural(a.plan.replicates, "time", "times") +
           (a.plan.varied.empty() ? "" : " with different " + a.plan.varied) +
           ", paired across cells: " + plural(a.plan.runs, "run", "runs") + " in all. ";
  std::size_t diverged = 0;
  for (const auto& p : a.points) diverged += p.diverged;
  if (!a.points.empty())
    out += text::count(diverged) + " diverged" +
           (a.metric.percent && diverged ? " and scored " + score(a, a.metric.higher ? a.metric.low : a.metric.high)
                                         : "") +
           ". ";
  std::set<std::string> definitions;
  for (const auto& r : a.ratios) definitions.insert(r.definition);
  for (const auto& d : definitions)
    out += std::string(d == *definitions.begin() ? "Training was said to break" : "By a second definition it breaks") +
           " at a " + a.axis.label + " beyond which " + definition_words(d) + ". ";
  if (a.plan.thresholds)
    out +=
        text::upper_first(plural(a.plan.thresholds, "breaking point was", "breaking points were")) +
        " searched for, outward and then by bisection, from where trials of a tenth of the steps (of 50 or more) had pointed" + (a.plan.search.empty() ? "" : " (" + a.plan.search + ")") +
        "; where training breaks, and holds again at larger rates, it is one break of several. ";
  if (!a.verdicts.empty()) {
    if (a.plan.test_openings)
      out += "Choices were made on validation data; the test part was opened " +
             plural(a.plan.test_openings, "time", "times") + ". ";
    out += text::upper_first(plural(a.plan.comparisons, "comparison was", "comparisons were")) + " judged";
    out += (a.plan.judge.empty() ? "" : " by the " + a.plan.judge) +
           (a.plan.source.empty() ? "" : " (" + a.plan.source + ")") + ", with a margin of " + margin(a) + ". ";
  }
  if (const auto& t = a.ranking.test; !a.ranking.sets.empty())
    out += "Each comparison is over data sets: its differences are means over replicates, one for each set. The mean ranks were compared by Friedman’s test (F = " + text::number(t.f) + ", p " + text::p_value(t.p) +
           "; Iman and Davenport 1980) and in pairs by Nemenyi’s (critical difference " + text::number(t.critical) + "; Demšar 2006). ";
  if (!a.laws.empty()) {
    if (const std::string l = left_out(a, 0); !l.empty()) out += l + ". ";
    out += a.theories.empty() ? "" : "Theory (" + text::list(a.theories) + ") was evaluated on each run’s own facts, and measured over foretold averaged over replicates; a miss below " + text::percent(a.metric.margin) + " was held not to matter. ";
    if (slopes(a)) out += "Slopes are least squares in logarithms, one per replicate. ";
  }
  out += "Intervals are at " + text::percent(1 - a.plan.level) +
         (a.laws.empty() ? "." : ", pointwise: each by itself, not all of them at once.");
  if (!a.plan.population.empty()) out += " Conclusions hold over " + a.plan.population + ".";
  if (!a.ran.version.empty())
    out += " Computed with Paribus " + a.ran.version + " (numerics " + a.ran.numerics + "), seed " +
           std::to_string(a.plan.seed) + ".";
  return out;
}

std::vector<std::string> reading(const Answer& a) {
  if (a.table) return table_reading(*a.table);
  if (!a.grouping.method.empty()) return group_reading(a);
  if (!a.portrait.tracks.empty()) return portrait_reading(a);
  std::vector<std::string> out;
  if (!a.points.empty())
    out.push_back(
        "A point is the mean of " + plural(a.plan.replicates, "run", "runs") +
        (a.plan.varied.empty() ? "" : " that differ only in their " + a.plan.varied) +
        "; a band is its 95 % interval. Where lines lie on one another, dots or dashes keep each of them visible.");
  if (!a.laws.empty()) {
    out.push_back("A point is the mean over the runs of one cell that have the quantity; runs that do not have it are counted beside it and left out.");
    if (!a.theories.empty())
      out.push_back("Theory holds at a point when the whole interval of measured over foretold lies within " + text::percent(a.metric.margin) + " of 1, and misses when it lies wholly outside. Nothing is asked of it where its assumption is broken.");
    for (const auto& l : a.laws)
      for (const auto& t : l.theories) {
        if (l.quantity > 0 || !t.speaks || t.why.empty()) continue;
        const std::string line = (t.assumption == Prediction::Assumption::broken ? "An assumption that is broken: " : "What is assumed: ") + t.why + ".";
        if (std::ranges::find(out, line) == out.end()) out.push_back(line);
      }
    if (slopes(a)) out.push_back("A slope is that of a power law: it is fitted to each replicate in logarithms, and its interval is over replicates.");
  }
  std::set<std::string> formulas, silent;
  for (const auto& r : a.ratios) {
    if (std::isfinite(r.ratio.value))
      formulas.insert(r.formula.empty() ? "" : unbroken(r.formula) + " for " + series_label(a, r.series));
    else silent.insert(r.why.empty() ? r.formula : r.why);
  }
  formulas.erase("");
  silent.erase("");
  if (!formulas.empty())
    out.push_back("Theory’s limit is " + text::list({formulas.begin(), formulas.end()}) +
                  ", λ the largest eigenvalue of the Hessian.");
  for (const auto& why : silent) out.push_back(text::upper_first(why) + (why.back() == '.' ? "" : "."));
  if (!a.ratios.empty()) {
    out.push_back("The breaking point is where training stops being stable, not where " + a.metric.label + " falls.");
    if (std::any_of(a.ratios.begin(), a.ratios.end(), [](auto& r) {
          return r.assumption == Prediction::Assumption::broken && std::isfinite(r.ratio.value);
        }))
      out.push_back(
          "Some predictions are drawn outside their assumptions. They claim nothing there; they are drawn because the "
          "distance between them and the measured break is the finding.");
  }
  if (!a.verdicts.empty() && a.plan.test_openings)
    out.push_back("Choices are made on validation data. Test data were scored once for each chosen configuration, " +
                  plural(a.plan.test_openings, "time", "times") + " in all" +
                  (a.baselines.empty() ? "." : ", and once for each baseline, of which nothing was chosen."));
  for (const auto& h : a.plan.history) out.push_back("History: " + h + (h.back() == '.' ? "" : "."));
  if (!a.verdicts.empty())
    out.push_back(
        "Verdicts differ in form, not in color: a disc matters, a half disc is real, a ring does not matter, three "
        "dots cannot be told.");
  if (a.series.levels.size() > 1 && !(a.points.empty() && a.bands.empty() && a.ratios.empty()))
    out.push_back(
        "Colors are Okabe and Ito’s blue, vermilion, green and purple, darkened on light paper and lightened on dark "
        "paper for contrast.");
  return out;
}

std::string meta(const Answer& a) {
  std::string out = a.ranking.sets.empty() ? a.data.name : plural(a.ranking.sets.size(), "data set", "data sets");
  if (a.plan.runs) out += (out.empty() ? "" : " · ") + plural(a.plan.runs, "run", "runs");
  if (a.plan.replicates) out += (out.empty() ? "" : " · ") + plural(a.plan.replicates, "replicate", "replicates");
  return out;
}

}  // namespace paribus
