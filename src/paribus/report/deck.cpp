// The line under the title: which factor carries most, or how the comparisons came out.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "paribus/base/text.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {

namespace {

/// Shares of one label over the panels: "56 to 73 %".
std::string carried(const Answer& a, const std::string& label) {
  double low = 2, high = -1;
  for (const auto& s : a.shares)
    if (!s.noise && s.label == label) low = std::min(low, s.share.value), high = std::max(high, s.share.value);
  const std::string from = text::percent(low), to = text::percent(high);
  return from == to ? to : text::count(static_cast<std::uint64_t>(std::lround(100 * std::max(0.0, low)))) + " to " + to;
}

Line importance(const Answer& a) {
  std::map<std::size_t, std::vector<const Answer::Share*>> panels;
  for (const auto& s : a.shares)
    if (!s.noise) panels[s.panel].push_back(&s);
  std::set<std::string> tops;
  bool clear = true, led = true;  // led: in every panel the largest share stands above the noise floor
  for (const auto& [panel, shares] : panels) {
    const auto* top = *std::max_element(shares.begin(), shares.end(),
                                        [](auto* x, auto* y) { return x->share.value < y->share.value; });
    tops.insert(top->label);
    led = led && stands_out(*top);
    for (const auto* other : shares) clear = clear && (other == top || top->share.low > other->share.high);
  }
  std::set<std::string> compared;  // with one factor alone there is nothing that it could carry more than
  for (const auto& s : a.shares)
    if (!s.noise) compared.insert(s.label);
  if (compared.size() < 2) return {};
  const std::string of = " of the variance of " + a.metric.label;
  // Shares are taken within a panel: what tells the panels apart has no part in them.
  const std::string kind = text::lower_first(a.panels.label);
  const std::string within = kind.empty() ? "" : (std::string("aeiou").find(kind[0]) == std::string::npos ? " within a " : " within an ") + kind;
  if (std::none_of(a.shares.begin(), a.shares.end(), [](auto& s) { return !s.noise && s.share.value >= 0.005; }))
    return {{"Nothing that we varied" + within + " is seen to carry any" + of, true}, {"."}};
  if (std::none_of(a.shares.begin(), a.shares.end(), stands_out))
    return {{"Nothing that we varied" + within + " stands above the noise floor", true}, {": no factor is shown to carry more" + of + " than chance would."}};
  if (!led)
    return {{"What carries most cannot be told", true}, {": the largest share" + of + " does not stand above the noise floor" + (panels.size() > 1 ? " everywhere." : ".")}};
  if (tops.size() > 1)
    return {{"What carries most depends on the " + (a.panels.label.empty() ? "case" : a.panels.label), true},
            {": " + text::list({tops.begin(), tops.end()}) + " each lead somewhere."}};
  const std::string top = *tops.begin();
  std::vector<std::string> rest;  // the other factors themselves; their interactions are in Figure "importance"
  for (const auto& label : {a.axis.label, a.series.label, a.facets.label})
    if (label != top && !label.empty() &&
        std::any_of(a.shares.begin(), a.shares.end(), [&](auto& s) { return s.label == label; }))
      rest.push_back("the " + label + " " + carried(a, label));
  const std::string numbers = " carries " + carried(a, top) + of + (rest.empty() ? "" : ", " + text::list(rest)) + ".";
  // A title that asks about the top factor is answered directly.
  if (clear && a.title.find(top) != a.title.npos)
    return {{"More than anything else we varied" + within, true}, {": the " + top + numbers}};
  if (clear) return {{"The " + top + " counts for more than anything else we varied" + within, true}, {": it" + numbers}};
  return {{"The " + top + " seems to carry most, but intervals overlap", true}, {": it" + numbers}};
}

Line counted(const Answer& a) {
  std::map<Finding, std::size_t> n;
  for (const auto& row : a.verdicts) ++n[row.verdict.finding];
  const std::size_t all = a.verdicts.size(), matters = n[Finding::matters], real = n[Finding::real],
                    none = n[Finding::does_not_matter], open = n[Finding::cannot_tell];
  std::vector<std::string> rest;
  if (real)
    rest.push_back(text::count(real) + (real == 1 ? " is" : " are") + " real but perhaps smaller than the margin");
  if (none) rest.push_back(text::count(none) + (none == 1 ? " does" : " do") + " not matter");
  if (open) rest.push_back(text::count(open) + " cannot be told");
  const std::string lead =
      matters == 0     ? (all == 1 ? "The difference is not shown to matter"
                                   : "None of " + text::count(all) + " differences is shown to matter")
      : matters == all ? (all == 1 ? "The difference matters" : "All " + text::count(all) + " differences matter")
                       : text::count(matters) + " of " + text::count(all) +
                             (matters == 1 ? " differences matters" : " differences matter");
  return {{lead, true},
          {(rest.empty() ? "" : "; " + text::list(rest)) + ". The smallest difference that would matter: " + margin(a) +
           " of " + a.metric.label + "."}};
}

}  // namespace

Line deck(const Answer& a) {
  if (a.table) return table_deck(*a.table);
  if (!a.grouping.method.empty()) return group_deck(a);
  if (!a.laws.empty()) return law_deck(a);
  if (!a.portrait.tracks.empty()) return portrait_deck(a);
  if (!a.ranking.sets.empty()) return ranking_deck(a);
  Line out = importance(a);
  if (out.empty() && !a.verdicts.empty()) out = counted(a);
  if (out.empty()) out = {{plural(a.plan.runs, "run", "runs") + " on " + a.data.name + ".", false}};
  if (!a.bands.empty() || !a.ratios.empty()) {
    std::string with;
    if (!a.ratios.empty() && !a.series.levels.empty()) with += " With " + series_label(a, 0);
    if (!a.ratios.empty() && !a.facets.levels.empty()) with += with.empty() ? " With " + facet_words(a, 0) : " (" + facet_words(a, 0) + ")";
    if (a.data.rows) with += (with.empty() ? " On " : " on ") + text::count(a.data.rows) + " rows of " + a.data.name;
    if (!with.empty()) out.push_back({with + ":"});
  }
  return out;
}

}  // namespace paribus
