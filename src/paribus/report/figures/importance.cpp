// The share of the score's variance that each factor carries, beside its interval and its noise floor.
#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/report/axis.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/spec.hpp"

namespace paribus {
namespace {

constexpr std::string_view specification = R"json({
 "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
 "data": {"name": "importance"},
 "usermeta": {"layout": "columns", "columns": "$columns", "left": "$left", "height": {"step": 32}, "phoneHeight": {"step": 32}},
 "facet": "$panel", "columns": "$columns", "spacing": {"column": 28, "row": 26}, "bounds": "flush",
 "resolve": {"scale": {"x": "shared", "y": "shared"}},
 "spec": {"width": 330, "height": {"step": 32}, "layer": [
  {"mark": {"type": "bar", "height": 15, "style": "share", "aria": false},
   "encoding": {"x": {"field": "share", "...": "$x"}, "y": "$row",
    "tooltip": [{"field": "factor"}, {"field": "shareText", "title": "share"}, {"field": "intervalText", "title": "95 % interval"}, {"field": "floorText", "title": "noise floor"}]}},
  {"mark": {"type": "rule", "style": "interval", "strokeWidth": 1.5, "aria": false}, "encoding": {"x": {"field": "low", "...": "$x"}, "x2": {"field": "high"}, "y": "$row"}},
  {"transform": [{"filter": "datum.floor!=null"}], "mark": {"type": "tick", "orient": "vertical", "size": 23, "thickness": 2, "style": "floor", "aria": false},
   "encoding": {"x": {"field": "floor", "...": "$x"}, "y": "$row"}},
  {"mark": {"type": "text", "align": "left", "dx": 9, "fontSize": 12, "fontWeight": 600, "style": "ink", "aria": false},
   "encoding": {"x": {"field": "labelAt", "...": "$x"}, "y": "$row", "text": {"field": "shareText"}}}
 ]}
})json";

class Importance final : public Figure {
 public:
  std::optional<Drawing> draw(const Answer& a) const override {
    if (a.shares.empty()) return {};
    Drawing d;
    d.id = "importance";
    d.finding = finding(a);
    d.table.heads = {a.panels.label, "factor", "share", "95 % interval", "noise floor"};
    Json::Array order;  // one order in all panels: that of the first panel a factor appears in, noise last
    std::vector<std::string> seen;
    std::size_t longest = 0;
    for (const bool noise : {false, true})
      for (const auto& s : a.shares)
        if (s.noise == noise && std::find(seen.begin(), seen.end(), s.label) == seen.end()) {
          seen.push_back(s.label);
          order.emplace_back(s.label);
          longest = std::max(longest, text::width(s.label));
        }
    for (const auto& s : a.shares) {
      const auto fine = [](double v) { return text::percent(v, 1); };
      const std::string interval = std::isfinite(s.share.low) ? text::span(fine(s.share.low), fine(s.share.high)) : "–",
                        floor = std::isfinite(s.floor) ? fine(s.floor) : "–";
      d.rows.push_back(Json::Object{{"panel", panel_key(a, s.panel)},
                                    {"factor", s.label},
                                    {"share", s.share.value},
                                    {"low", s.share.low},
                                    {"high", s.share.high},
                                    {"floor", s.floor},
                                    {"labelAt", std::max({s.share.value, std::isfinite(s.share.high) ? s.share.high : 0,
                                                          std::isfinite(s.floor) ? s.floor : 0})},
                                    {"shareText", text::percent(s.share.value, s.share.value < 0.02 ? 1 : 0)},
                                    {"intervalText", interval},
                                    {"floorText", floor}});
      d.table.rows.push_back({short_label(panel_label(a, s.panel)), s.label, fine(s.share.value), interval, floor});
    }
    d.keys = {{"share", "share of the variance"}, {"interval", "95 % interval"}, {"floor", "noise floor"}};
    d.caption =
        "Balanced shares of the variance of " + a.metric.label + over(a) +
        ". Lines: 95 % bootstrap intervals over replicates. Upright tick: noise floor, the share that 95 % of random "
        "relabelings stay below. A share belongs to the ranges tried: narrower ranges give other shares.";
    d.alt = "Bars of the share of variance by factor in " + plural(panel_count(a), "panel", "panels") +
            ", with intervals and a noise floor. " + d.finding + ".";
    auto bound = blanks(a);
    bound.insert(
        bound.end(),
        {{"x", channel(
                   {0, 1.14, false, {0, 0.25, 0.5, 0.75, 1}}, "share of the variance of " + a.metric.label,
                   [](double v) { return text::percent(v); }, true)},
         {"left", std::min<std::size_t>(200, 22 + 6 * longest)},
         {"row",
          Json::Object{
              {"field", "factor"},
              {"type", "nominal"},
              {"sort", order},
              {"axis",
               Json::Object{
                   {"title", Json{}}, {"domain", false}, {"ticks", false}, {"grid", false}, {"labelLimit", 190}}}}}});
    d.spec = filled(specification, bound);
    return d;
  }

 private:
  static std::string over(const Answer& a) {
    std::vector<std::string> out;
    if (!a.axis.levels.empty())
      out.push_back(text::lower_first(several(a.axis.label)) + " from " + level_text(a, a.axis.levels.front()) + " to " +
                    level_text(a, a.axis.levels.back()));
    for (const auto* g : {&a.series, &a.facets})
      if (!g->levels.empty()) out.push_back(plural(g->levels.size(), "level", "levels") + " of the " + g->label);
    if (a.plan.replicates) out.push_back(plural(a.plan.replicates, "replicate", "replicates"));
    return (out.empty() ? "" : " over " + text::list(out)) +
           (a.metric.percent ? "; a diverged run scores " + text::number(a.metric.higher ? a.metric.low : a.metric.high)
                             : "");
  }

  static std::string finding(const Answer& a) {
    std::size_t factors = 0, above = 0;
    double noise = -1;
    bool led = true;  // in every panel the largest share stands above the floor
    std::vector<std::string> tops;
    for (std::size_t p = 0; p < panel_count(a); ++p) {
      const Answer::Share* top = nullptr;
      for (const auto& s : a.shares) {
        if (s.panel != p) continue;
        if (s.noise) {
          noise = std::max(noise, s.share.value);
          continue;
        }
        ++factors;
        above += stands_out(s);
        if (!top || s.share.value > top->share.value) top = &s;
      }
      if (top) led = led && stands_out(*top);
      if (top && std::find(tops.begin(), tops.end(), top->label) == tops.end()) tops.push_back(top->label);
    }
    std::string out = above == factors ? "Every factor stands above the noise floor"
                      : above == 0
                          ? "No factor stands above the noise floor"
                          : text::count(above) + " of " + text::count(factors) + " shares stand above the noise floor";
    if (led && tops.size() == 1) out += "; the " + tops[0] + " carries most";
    if (led && tops.size() > 1)
      out += "; which carries most depends on the " + (a.panels.label.empty() ? std::string("panel") : a.panels.label);
    if (noise >= 0) out += ", the noise at most " + text::percent(noise, noise < 0.1 ? 1 : 0);
    return out;
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> importance = entry<Figure, Importance>(
    {"importance", "importance", "the share of variance each factor carries, against the noise floor"});
}  // namespace parts::figures
}  // namespace paribus
