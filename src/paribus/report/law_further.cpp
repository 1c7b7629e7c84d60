// How near what was measured the theories come that stand beside the first.
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "paribus/base/text.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/theories.hpp"

namespace paribus {

std::string ratio_text(double r) {
  const bool near = r > 0.9 && r < 10;
  return text::number(near ? std::round(100 * r) / 100 : r, near && r < 0.995 ? 2 : 3);
}

/// " Stationary SDE comes within 5 % up to a learning rate of 0.013; at 0.25 it is too low by a factor of 3.11." How far
/// along x the theories after the first that speaks come near what was measured, by the intervals of the cells; where
/// an assumption is broken is said beside it.
std::string law_further(const Answer& a, const Answer::Law& l) {
  using Kind = Prediction::Kind;
  struct At {
    double x, ratio;
    Stand stand;
  };
  const std::string at = " a " + a.axis.label + " of ";
  std::string out;
  bool first = true;
  for (std::size_t t = 0; t < l.theories.size(); ++t) {
    if (!l.theories[t].speaks || std::exchange(first, false)) continue;
    const Kind kind = l.theories[t].kind;
    std::vector<At> all;
    std::size_t broken = 0;
    for (const auto& c : l.cells)
      if (const auto& r = c.foretold[t].ratio; std::isfinite(r.value)) {
        all.push_back({c.x, r.value, stand(kind, r, a.metric.margin)});
        broken += c.foretold[t].assumption == Prediction::Assumption::broken;
      }
    if (all.size() < 2) continue;
    const auto near = [&](const At& p) { return p.stand == Stand::holds; };
    const auto n = std::count_if(all.begin(), all.end(), near);
    const auto apart = [&](const At& p) -> std::string {
      if (p.stand == Stand::open) return "; at " + level_text(a, p.x) + " it cannot be told";
      const bool low = p.ratio > 1;
      return "; at " + level_text(a, p.x) + " it is too " + (low ? "low" : "high") + " by a factor of " +
             ratio_text(low ? p.ratio : 1 / p.ratio);
    };
    const char* bound = kind == Kind::upper ? " bounds it from above to " : " bounds it from below to ";
    const bool bounds = kind == Kind::upper || kind == Kind::lower;
    out += " " + text::upper_first(a.theories[t]) + (bounds ? bound : " comes within ") + text::percent(a.metric.margin);
    if (n == std::ssize(all)) out += " throughout";
    else if (n == 0) out += " nowhere" + apart(all.front());
    else if (std::find_if_not(all.begin(), all.end(), near) - all.begin() == n)
      out += " up to" + at + level_text(a, all.begin()[n - 1].x) + apart(all.back());
    else if (std::find_if_not(all.rbegin(), all.rend(), near) - all.rbegin() == n)
      out += " from" + at + level_text(a, all.end()[-n].x) + " on" + apart(all.front());
    else out += " at " + text::count(static_cast<std::size_t>(n)) + " of " + plural(all.size(), a.axis.label, several(a.axis.label));
    if (broken) out += "; its assumption is broken at " + text::count(broken) + " of " + plural(all.size(), a.axis.label, several(a.axis.label));
    out += ".";
  }
  return out;
}

}  // namespace paribus
