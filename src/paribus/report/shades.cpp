#include "paribus/report/shades.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "paribus/base/text.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {

namespace {

/// Halfway to the neighbors; at an end, as far as to the neighbor on the other side.
std::pair<double, double> around(double at, const Vector& all, bool logarithmic) {
  const auto to = [&](double v) { return logarithmic ? std::log(v) : v; };
  const auto back = [&](double v) { return logarithmic ? std::exp(v) : v; };
  const auto i = static_cast<std::size_t>(std::find(all.begin(), all.end(), at) - all.begin());
  const double here = to(at), before = i > 0 ? to(all[i - 1]) : 2 * here - to(all[i + 1]),
               after = i + 1 < all.size() ? to(all[i + 1]) : 2 * here - before;
  return {back((before + here) / 2), back((here + after) / 2)};
}

}  // namespace

Json::Array shades(const Answer& a, const Answer::Law& l, const Json& panel, const Json& series) {
  const Answer::Quantity& q = a.quantities[l.quantity];
  Vector xs, ats;
  for (const auto& s : l.shades) xs.push_back(s.x), ats.push_back(s.at);
  for (Vector* v : {&xs, &ats}) {
    std::sort(v->begin(), v->end());
    v->erase(std::unique(v->begin(), v->end()), v->end());
    if (v->size() < 2) return {};
  }
  Json::Array out;
  for (const auto& s : l.shades) {
    const auto [x, x2] = around(s.x, xs, a.axis.logarithmic);
    const auto [y, y2] = around(s.at, ats, q.logarithmic);
    const std::string text = q.behind + " " + text::number(s.value, 2) + " at " + text::number(s.at) + ", " +
                             a.axis.label + " " + level_text(a, s.x);
    out.push_back(Json::Object{{"kind", "shade"}, {"panel", panel}, {"series", series},  {"x", x},
                               {"x2", x2},        {"y", y},         {"y2", y2},          {"share", s.value},
                               {"shadeText", text}});
  }
  return out;
}

}  // namespace paribus
