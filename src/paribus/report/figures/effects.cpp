// One line per declared comparison: its effect and simultaneous interval against the margin.
#include <algorithm>
#include <cmath>
#include <map>

#include "paribus/base/text.hpp"
#include "paribus/report/axis.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/spec.hpp"

namespace paribus {
namespace {

// Verdicts differ in form and weight, not in hue: no red or green judgement.
constexpr std::string_view specification = R"json({
 "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
 "data": {"name": "effects"},
 "usermeta": {"layout": "rows", "left": 250, "phoneLeft": 132, "right": 24, "lead": true, "labels": true},
 "facet": {"row": {"field": "panel", "type": "nominal", "sort": "$panels", "header": {"title": null, "labelOrient": "top", "labelAnchor": "start"}}},
 "spacing": {"row": 14}, "resolve": {"scale": {"x": "shared", "y": "$rows"}},
 "spec": {"width": 820, "height": {"step": 30}, "layer": [
  {"mark": {"type": "bar", "style": "margin", "height": 30, "aria": false},
   "encoding": {"x": {"datum": "$minus", "...": "$x"}, "x2": {"datum": "$plus"}, "y": {"field": "change", "type": "nominal", "sort": null, "axis": {"title": null, "domain": false, "ticks": false, "grid": false, "labelLimit": 240}}}},
  {"mark": {"type": "rule", "style": "hair", "aria": false}, "encoding": {"x": {"datum": 0, "...": "$x"}}},
  {"transform": [{"filter": "datum.shown"}], "mark": {"type": "rule", "style": "interval", "strokeWidth": 2, "strokeCap": "round", "aria": false},
   "encoding": {"x": {"field": "low", "...": "$x"}, "x2": {"field": "high"}, "y": {"field": "change", "type": "nominal", "sort": null}}},
  {"transform": [{"filter": "datum.shown && (datum.finding=='matters' || datum.finding=='real')"}], "mark": {"type": "circle", "size": 90, "opacity": 1, "style": "ink", "aria": false},
   "encoding": {"x": {"field": "effect", "...": "$x"}, "y": {"field": "change", "type": "nominal", "sort": null}, "tooltip": "$tips"}},
  {"transform": [{"filter": "datum.shown && datum.finding!='matters' && datum.finding!='real'"}], "mark": {"type": "point", "size": 70, "strokeWidth": 1.8, "opacity": 1, "style": "open", "aria": false},
   "encoding": {"x": {"field": "effect", "...": "$x"}, "y": {"field": "change", "type": "nominal", "sort": null}, "tooltip": "$tips"}},
  {"transform": [{"filter": "!datum.shown && datum.effect<0"}], "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 12, "fontWeight": 600, "style": "ink", "aria": false},
   "encoding": {"x": {"datum": "$left", "...": "$x"}, "y": {"field": "change", "type": "nominal", "sort": null}, "text": {"field": "offText"}, "tooltip": "$tips"}},
  {"transform": [{"filter": "!datum.shown && datum.effect>0"}], "mark": {"type": "text", "align": "right", "dx": -4, "fontSize": 12, "fontWeight": 600, "style": "ink", "aria": false},
   "encoding": {"x": {"datum": "$right", "...": "$x"}, "y": {"field": "change", "type": "nominal", "sort": null}, "text": {"field": "offText"}, "tooltip": "$tips"}},
  {"transform": [{"filter": "datum.shown"}], "mark": {"type": "text", "align": "left", "dx": 11, "dy": -9, "fontSize": 12, "fontWeight": 600, "style": "ink", "aria": false},
   "encoding": {"x": {"field": "effect", "...": "$x"}, "y": {"field": "change", "type": "nominal", "sort": null}, "text": {"field": "effectText"}}}
 ]}
})json";

class Effects final : public Figure {
 public:
  bool leads() const override { return true; }

  std::optional<Drawing> draw(const Answer& a) const override {
    if (std::none_of(a.verdicts.begin(), a.verdicts.end(), [](auto& r) { return std::isfinite(r.verdict.effect); }))
      return {};
    const double m = a.metric.margin;
    const Scale x = around_the_margin(a);
    Drawing d;
    d.id = "effects";
    d.finding = verdict_finding(a);
    d.table.heads = {a.panels.label, "change", "verdict", "effect", "interval", "p, corrected", "runs"};
    for (const auto& r : a.verdicts) {
      if (std::isnan(r.verdict.effect)) continue;
      // Runs that diverged: an endless effect stands at the edge as a giant one does, somewhere beyond it.
      const bool endless = std::isinf(r.verdict.effect);
      const double effect = endless ? (r.verdict.effect < 0 ? 2 * x.low - x.high : 2 * x.high - x.low) : r.verdict.effect;
      const std::string interval = difference_span(a, r.verdict.low, r.verdict.high);
      d.rows.push_back(Json::Object{{"panel", panel_key(a, r.panel)},
                                    {"change", r.change},
                                    {"finding", std::string(word(r.verdict.finding))},
                                    {"effect", effect},
                                    {"shown", effect >= x.low && effect <= x.high},
                                    {"offText", r.verdict.effect < 0 ? "◂ " + difference(a, r.verdict.effect)
                                                                     : difference(a, r.verdict.effect) + " ▸"},
                                    {"low", endless ? effect : r.verdict.low},
                                    {"high", endless ? effect : r.verdict.high},
                                    {"effectText", difference(a, r.verdict.effect)},
                                    {"intervalText", interval},
                                    {"pText", text::p_value(r.verdict.p)}});
      d.table.rows.push_back({short_label(panel_label(a, r.panel)), r.change, std::string(word(r.verdict.finding)),
                              difference(a, r.verdict.effect), interval, text::p_value(r.verdict.p),
                              text::count(r.verdict.runs)});
    }
    const bool off = std::any_of(a.verdicts.begin(), a.verdicts.end(),
                                 [&](auto& r) { return r.verdict.effect < x.low || r.verdict.effect > x.high; });
    d.keys = {{"disc", "matters, or is real"},
              {"circle", "does not matter, or cannot be told"},
              {"margin", "within the margin of " + margin(a)}};
    d.caption = "Mean differences of " + a.metric.label + (a.metric.percent ? ", in percentage points" : "") +
                (a.metric.higher ? "" : " (lower is better)") + ", with simultaneous " +
                text::percent(1 - a.plan.level) +
                " intervals. A difference matters when its whole interval lies outside the shaded margin, and does not "
                "matter when the interval lies inside." +
                (off ? " An arrow at the edge: the effect lies beyond the axis, where its number says." : "") +
                (a.plan.population.empty() ? "" : " Population: " + a.plan.population + ".");
    d.alt = "Dot plot of " + plural(d.rows.size(), "difference", "differences") +
            " with intervals, beside the margin around 0. " + d.finding + ".";
    auto bound = blanks(a);
    const std::string unit = a.metric.percent ? " (points)" : "";
    bound.insert(bound.end(),
                 {{"x", channel(
                            x, "difference of " + a.metric.label + unit,
                            [&](double v) { return v == 0 ? std::string("0") : difference(a, v); }, true)},
                  {"left", x.low},
                  {"right", x.high},
                  {"minus", -m},
                  {"plus", m},
                  {"rows", same_changes(a) ? "shared" : "independent"},
                  {"tips", Json::Array{tip("change", "change"), tip("finding", "verdict"), tip("effectText", "effect"),
                                       tip("intervalText", "interval"), tip("pText", "p, corrected")}}});
    d.spec = filled(specification, bound);
    return d;
  }

 private:
  /// Wide enough for every interval, unless a few giants would crush the comparisons near the margin: those are
  /// then written at the edge with their numbers.
  static Scale around_the_margin(const Answer& a) {
    const double m = a.metric.margin;
    Vector all{-1.5 * m, 1.5 * m}, near = all;
    for (const auto& r : a.verdicts)
      for (const double v : {r.verdict.low, r.verdict.high}) {
        if (!std::isfinite(v)) continue;
        all.push_back(v);
        if (std::max(std::abs(r.verdict.low), std::abs(r.verdict.high)) <= 8 * m) near.push_back(v);
      }
    return evenly(3 * near.size() >= all.size() + 4 ? near : all, 6);
  }

  static Json tip(const char* field, const char* title) { return Json::Object{{"field", field}, {"title", title}}; }

  /// Panels that list the same changes may share their rows; otherwise each has its own.
  static bool same_changes(const Answer& a) {
    std::map<std::size_t, std::vector<std::string>> changes;
    for (const auto& r : a.verdicts) changes[r.panel].push_back(r.change);
    return std::all_of(changes.begin(), changes.end(), [&](auto& c) { return c.second == changes.begin()->second; });
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> effects =
    entry<Figure, Effects>({"effects", "effects", "the effect of each declared comparison against the margin"});
}  // namespace parts::figures
}  // namespace paribus
