// The words around the table of verdicts.
#include <cmath>
#include <algorithm>
#include <map>
#include <set>

#include "paribus/base/text.hpp"
#include "paribus/evidence/judge.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {

namespace {

/// Did every series meet more than one level of the axis? Only then has each its own best.
bool each_had_a_choice(const Answer& a) {
  std::map<std::pair<std::size_t, std::size_t>, std::set<double>> levels;
  for (const auto& p : a.points) levels[{p.panel, p.series}].insert(p.x);
  return std::all_of(levels.begin(), levels.end(), [](const auto& l) { return l.second.size() > 1; });
}

/// Each level is taken at its own best cell: what else was chosen there is named too.
std::string besides(const Answer& a, const std::string& compared) {
  std::string out;
  for (const auto* g : {&a.series, &a.facets})
    if (!g->levels.empty() && g->label != compared) out += " and " + text::lower_first(g->label);
  return out;
}

}  // namespace

std::string verdict_finding(const Answer& a) {
  // The largest group of comparisons of one factor heads the table; with several factors it is named.
  std::map<std::string, std::vector<const Verdict*>> by_factor;
  for (const auto& row : a.verdicts) by_factor[row.factor].push_back(&row.verdict);
  if (by_factor.empty()) return "";
  const auto most = std::max_element(by_factor.begin(), by_factor.end(),
                                     [](auto& x, auto& y) { return x.second.size() < y.second.size(); });
  std::map<Finding, std::size_t> n;
  for (const auto* v : most->second) ++n[v->finding];
  const auto common = std::max_element(n.begin(), n.end(), [](auto& x, auto& y) { return x.second < y.second; });
  const std::string in =
      " in " + text::count(common->second) + " of " + plural(most->second.size(), "comparison", "comparisons");
  const std::string subject = !most->first.empty() && !a.axis.label.empty() && most->first != a.axis.label && each_had_a_choice(a)
                                  ? "Once each " + most->first + " has its own best " + a.axis.label + besides(a, most->first) + ", the choice"
                              : most->first.empty() ? "The change"
                                                    : "The " + most->first;
  switch (common->first) {
    case Finding::matters: return subject + " matters" + in;
    case Finding::real: return subject + " makes a real difference, perhaps smaller than the margin," + in;
    case Finding::does_not_matter: return subject + " does not matter" + in;
    case Finding::cannot_tell: return subject + " cannot be judged" + in;
  }
  return "";
}

std::string verdict_caption(const Answer& a) {
  const std::string unit = a.metric.percent ? "percentage points of " + a.metric.label : a.metric.label, m = margin(a);
  std::string out = "Effect: " + unit + ", mean difference with its simultaneous " + text::percent(1 - a.plan.level) +
                    " interval" + (a.metric.higher ? "" : " (lower is better)") +
                    ". Matters: the interval lies wholly beyond " + m +
                    ". Real: it is clear of 0, but may be smaller than " + m +
                    ". Does not matter: it lies wholly within " + m + " of 0. Cannot tell: anything else. ";
  if (!a.plan.judge.empty()) {
    out += "Method: " + a.plan.judge + ", over a declared family of " +
           plural(a.plan.comparisons, "comparison", "comparisons");
    out += a.plan.source.empty() ? ". " : " (" + a.plan.source + "). ";
  }
  std::set<std::string> assumptions;
  for (const auto& row : a.verdicts)
    if (!row.verdict.assumption.empty()) assumptions.insert(row.verdict.assumption);
  for (const auto& assumption : assumptions) out += "Assumes: " + assumption + ". ";
  if (!a.plan.population.empty()) out += "Population: " + a.plan.population + ". ";
  if (a.plan.smallest_p > 0)
    out += "The smallest corrected p that " +
           (a.ranking.sets.empty() ? plural(a.plan.replicates, "replicate", "replicates") : plural(a.ranking.sets.size(), "data set", "data sets")) + " can give is " +
           text::p_value(a.plan.smallest_p) + ". ";
  out.pop_back();
  return out;
}

std::string verdict_note(const Answer& a) {
  std::size_t tiny = 0, wide = 0;
  for (const auto& row : a.verdicts) {
    tiny += row.verdict.finding == Finding::does_not_matter && row.verdict.p <= a.plan.level;
    wide += row.verdict.finding == Finding::cannot_tell && std::isfinite(row.verdict.low) &&
            std::isfinite(row.verdict.high);
  }
  std::string out;
  if (tiny)
    out += text::upper_first(plural(tiny, "comparison is", "comparisons are")) + " significant (p at most " +
           text::number(a.plan.level, 1) +
           ") and yet too small to matter: a small p says that a difference exists, not that it is worth having. ";
  const bool shared_rows = a.plan.population == word(Population::new_data);   // resplits of one table
  if (wide)
    out += text::upper_first(plural(wide, "comparison", "comparisons")) +
           " cannot be told: " + (wide == 1 ? "its interval reaches" : "their intervals reach") +
           std::string(" from 0 to beyond the margin, and more ") + (a.ranking.sets.empty() ? "replicates" : "data sets") + " would narrow " + (wide == 1 ? "it" : "them") +
           (shared_rows ? ", but only so far, for they share their rows: more rows narrow further." : ".");
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace paribus
