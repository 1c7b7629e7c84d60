// The words of a study of many data sets.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "paribus/base/text.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {

std::vector<std::size_t> by_rank(const Answer& a) {
  std::vector<std::size_t> order(a.ranking.test.mean.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return a.ranking.test.mean[x] < a.ranking.test.mean[y]; });
  return order;
}

std::string rank_text(double rank) {
  const double tenths = std::round(10 * rank);
  return text::count(static_cast<std::uint64_t>(tenths) / 10) + "." + std::to_string(static_cast<std::uint64_t>(tenths) % 10);
}

Line ranking_deck(const Answer& a) {
  const auto& t = a.ranking.test;
  const std::string over = plural(a.ranking.sets.size(), "data set", "data sets");
  if (t.p > a.plan.level)
    return {{"Over " + over + ", no " + a.series.label + " is shown to rank better than another", true}, {" (Friedman’s test, p " + text::p_value(t.p) + ")."}};
  const auto order = by_rank(a);
  std::vector<std::string> near;
  for (const std::size_t s : order)
    if (s != order[0] && t.mean[s] - t.mean[order[0]] < t.critical) near.push_back(series_label(a, s));
  const std::string best = text::upper_first(series_label(a, order[0])), rank = ": mean rank " + rank_text(t.mean[order[0]]) + " of " + text::count(order.size());
  if (near.size() + 1 == order.size())
    return {{best + " has the best mean rank over " + over, true}, {rank + ", and yet Nemenyi’s test does not tell it from any other."}};
  if (near.empty()) return {{best + " ranks best over " + over, true}, {rank + ", apart from every other " + a.series.label + " by Nemenyi’s test."}};
  return {{best + " has the best mean rank over " + over, true}, {rank + ". Nemenyi’s test does not tell it from " + text::list(near) + ", but from the other " + plural(order.size() - near.size() - 1, a.series.label, several(a.series.label)) + "."}};
}

std::string ranking_caption(const Answer& a) {
  const auto& t = a.ranking.test;
  const bool none = t.alike.empty();
  return "On each data set the " + several(a.series.label) + " are ranked by " + a.metric.label + " on the test part (mean over " + plural(a.plan.replicates, "replicate", "replicates") +
         "), 1 the best, ties sharing their ranks; a dot is the mean rank over " + plural(t.sets, "set", "sets") + ". " +
         (none ? "No two lie within" : "An upright bar joins those that lie within") + " the critical difference of " + text::number(t.critical) +
         (none ? "" : ", and are not told apart") + " (Nemenyi’s test at " + text::percent(a.plan.level) + " for all pairs; Demšar 2006). Friedman’s test that all rank alike: F = " +
         text::number(t.f) + ", p " + text::p_value(t.p) + " (Iman and Davenport 1980). Ranks say which is better how often, not by how much.";
}

}  // namespace paribus
