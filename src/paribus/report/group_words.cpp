// The words of groups of a table's rows.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/data/describe.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {

namespace {

constexpr std::size_t spoken_groups = 3;
constexpr double slight = 0.5;   // standard deviations: what stands nearer to all is not worth a word

std::string quoted(const std::string& name) { return "'" + short_name(name) + "'"; }

std::string sizes_words(const Answer::Grouping& g) {
  if (g.sizes.size() > 6) return ", " + plural(g.sizes.front(), "row", "rows") + " in the largest and " + text::count(g.sizes.back()) + " in the smallest";
  std::vector<std::string> out;
  for (const auto n : g.sizes) out.push_back(text::count(n));
  return " of " + text::list(out) + (g.sizes.size() == 1 ? (g.sizes[0] == 1 ? " row" : " rows") : " rows");
}

/// The two columns in which a group stands farthest from all rows.
std::string stands_words(const Answer::Grouping& g, std::size_t group) {
  std::vector<const Answer::Grouping::Trait*> far;
  for (const auto& t : g.traits)
    if (std::abs(t.stands[group]) >= slight) far.push_back(&t);
  std::ranges::stable_sort(far, [&](auto* a, auto* b) { return std::abs(a->stands[group]) > std::abs(b->stands[group]); });
  if (far.size() > 2) far.resize(2);
  std::vector<std::string> out;
  for (const auto* t : far) out.push_back((t->stands[group] > 0 ? "high " : "low ") + quoted(t->column) + " (" + t->mean[group] + ")");
  return text::list(out);
}

}  // namespace

std::string structure_words(double silhouette) {
  if (!std::isfinite(silhouette)) return "";
  const std::string rounded = text::plain(text::number(silhouette, 2));   // what the page shows decides
  double shown = 0;
  std::from_chars(rounded.data(), rounded.data() + rounded.size(), shown);
  return shown > 0.70 ? "a strong structure" : shown > 0.50 ? "a reasonable structure" : shown > 0.25 ? "a weak structure" : "no substantial structure";
}

Line group_deck(const Answer& a) {
  const auto& g = a.grouping;
  if (g.sizes.empty()) return {{"No group", true}, {": " + plural(g.outside, "row is", "rows are") + " too far from one another."}};
  Line out{{plural(g.sizes.size(), "group", "groups"), true}, {sizes_words(g)}};
  if (g.outside) out.push_back({"; " + plural(g.outside, "row is", "rows are") + " in none"});
  if (const std::string how = structure_words(g.silhouette); !how.empty()) {
    out.push_back({". Silhouette " + text::number(g.silhouette, 2) + ": "});
    out.push_back({how, true});
  }
  out.push_back({"."});
  return out;
}

std::vector<Line> group_answers(const Answer& a) {
  const auto& g = a.grouping;
  std::vector<Line> out;
  if (g.sizes.empty())
    out.push_back({{"To find groups", true}, {", set measure.cluster.density.reach higher, or measure.cluster.density.neighbors lower."}});
  if (g.sizes.size() > 1 && !g.traits.empty()) {
    const auto& best = g.traits.front();
    out.push_back({{quoted(best.column) + " tells them apart best", true}, {": " + text::percent(best.between) + " of its variance lies between the groups."}});
    for (std::size_t k = 0; k < std::min(g.sizes.size(), spoken_groups); ++k) {
      const std::string how = stands_words(g, k);
      out.push_back({{series_label(a, k), true}, {", " + plural(g.sizes[k], "row", "rows") + ": " + (how.empty() ? "in no column far from all rows" : how) + "."}});
    }
  }
  if (!g.classes.empty() && std::isfinite(g.agreement))
    out.push_back({{"Beside " + quoted(g.classes), true},
                   {", which was no feature: adjusted Rand index " + text::number(g.agreement, 2) + ", where 1 says that groups and classes are the same and 0 is chance."}});
  return out;
}

std::string group_methods(const Answer& a) {
  const auto& g = a.grouping;
  std::string out = "We grouped " + plural(a.data.rows, "row", "rows") + " of the " + a.data.name + " data by " + g.method + " into " + plural(g.sizes.size(), "group", "groups") + ", by " + g.setting + ". ";
  std::vector<std::string> scores;
  for (const auto& s : g.scores) scores.push_back(s.label + " " + s.shown);
  if (!scores.empty()) out += "Scores: " + text::list(scores) + ". ";
  if (std::isfinite(g.silhouette)) out += "The silhouette compares each row’s mean distance to its own group with that to the nearest other (Rousseeuw 1987). ";
  if (!a.ran.version.empty()) out += "Computed with Paribus " + a.ran.version + " (numerics " + a.ran.numerics + "), seed " + std::to_string(a.plan.seed) + ".";
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::vector<std::string> group_reading(const Answer& a) {
  const auto& g = a.grouping;
  std::vector<std::string> out{
      "Groups are found in any table, whether it has any or not. A silhouette above 0.70 is called a strong structure, above 0.50 a reasonable one, above 0.25 a weak one (Kaufman and Rousseeuw 1990). The gap statistic (--refits) compares with data that have no groups.",
      "The groups were made so as to differ: that their means do is no finding, and no test of it means anything."};
  if (!g.dots.empty())
    out.push_back("The plane shows " + text::percent(g.across + g.up) + " of the variance. Groups that lie on one another there may lie apart in other directions.");
  return out;
}

}  // namespace paribus
