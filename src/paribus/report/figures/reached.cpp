// Steps to the target at the best level. Runs that never got there are censored: they push the median out, and
// they are counted beside the mark instead of being dropped.
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
 "data": {"name": "reached"},
 "usermeta": {"layout": "rows", "left": "$left", "phoneLeft": "$phoneLeft", "right": 60, "labels": "$labels"},
 "facet": {"row": {"field": "panel", "type": "nominal", "sort": "$panels", "header": {"title": null, "labelOrient": "top", "labelAnchor": "start"}}},
 "spacing": {"row": 14}, "resolve": {"scale": {"x": "shared", "y": "shared"}},
 "spec": {"width": 820, "height": {"step": 25}, "layer": [
  {"transform": [{"filter": "datum.low!=null && datum.high!=null"}], "mark": {"type": "rule", "strokeWidth": 5, "opacity": 0.35, "strokeCap": "round", "aria": false},
   "encoding": {"x": {"field": "low", "...": "$x"}, "x2": {"field": "high"}, "y": "$row", "color": "$color"}},
  {"transform": [{"filter": "datum.median!=null"}], "mark": {"type": "circle", "size": 80, "opacity": 1, "style": "measured", "aria": false},
   "encoding": {"x": {"field": "median", "...": "$x"}, "y": "$row", "color": "$color", "tooltip": "$tips"}},
  {"transform": [{"filter": "datum.median!=null"}], "mark": {"type": "text", "align": "left", "dx": 10, "dy": -7, "fontSize": 12, "fontWeight": 600, "aria": false},
   "encoding": {"x": {"field": "median", "...": "$x"}, "y": "$row", "color": "$color", "text": {"field": "label"}}},
  {"transform": [{"filter": "datum.median==null"}], "mark": {"type": "text", "align": "right", "fontSize": 12, "aria": false},
   "encoding": {"x": {"datum": "$right", "...": "$x"}, "y": "$row", "color": "$color", "text": {"field": "label"}, "tooltip": "$tips"}}
 ]}
})json";

class ReachedFigure final : public Figure {
 public:
  std::optional<Drawing> draw(const Answer& a) const override {
    if (a.reached.empty()) return {};
    Drawing d;
    d.id = "reached";
    d.finding = finding(a);
    d.table.heads = {a.panels.label,       a.series.label, a.facets.label,  "target",
                     "at " + a.axis.label, "median steps", "95 % interval", "never reached"};
    Vector xs;
    Json::Array order;
    std::size_t longest = 0;
    for (std::size_t s = 0; s < series_count(a); ++s)
      for (std::size_t f = 0; f < facet_count(a); ++f) {
        order.emplace_back(row_label(a, s, f));
        longest = std::max(longest, text::width(row_label(a, s, f)));
      }
    for (const auto& r : a.reached)
      for (const double v : {r.median.value, r.median.low, r.median.high}) xs.push_back(v);
    const Scale x = decades(xs, 6);
    std::vector<std::string> targets;
    for (const auto& r : a.reached) {
      const bool known = std::isfinite(r.median.value);
      const std::string never = text::count(r.never) + " of " + text::count(r.runs);
      // An upper end beyond the last step is not known; the bar then runs to the edge.
      const double high = std::isfinite(r.median.high) ? r.median.high : x.high;
      d.rows.push_back(
          Json::Object{{"panel", panel_key(a, r.panel)},
                       {"series", series_key(a, r.series)},
                       {"row", row_label(a, r.series, r.facet)},
                       {"median", r.median.value},
                       {"low", known ? Json{r.median.low} : Json{}},
                       {"high", known ? Json{high} : Json{}},
                       {"label", known ? steps_text(r.median.value) + (r.never ? " · " + never + " never" : "")
                                       : never + " never ▸"},
                       {"rateText", level_text(a, r.x)},
                       {"neverText", never},
                       {"targetText", score(a, r.target, 1)}});
      const std::string interval =
          known ? steps_text(r.median.low) + " to " +
                      (std::isfinite(r.median.high) ? steps_text(r.median.high) : "beyond the last step")
                : "–";
      d.table.rows.push_back({short_label(panel_label(a, r.panel)), series_label(a, r.series), facet_label(a, r.facet),
                              score(a, r.target, 1), level_text(a, r.x),
                              known ? steps_text(r.median.value) : "more than half never", interval, never});
      const std::string t = (a.panels.levels.empty() ? "" : panel_name(a, r.panel) + " ") + score(a, r.target, 1);
      if (std::find(targets.begin(), targets.end(), t) == targets.end()) targets.push_back(t);
    }
    d.keys = series_keys(a, d.rows);
    d.caption = "Median number of steps until validation " + a.metric.label +
                " first reached its target, each at the " + a.axis.label + " that got there first, chosen on the same runs" +
                ", with its 95 % interval. Runs that never reached it are counted as later than the last step, not "
                "left out. Steps are known as finely as curves were recorded. Target: " +
                text::list(targets) + "." + rows_named(a);
    d.alt = "Dot plot of median steps to the target, with intervals and the count of runs that never reached it. " +
            d.finding + ".";
    auto bound = blanks(a);
    bound.insert(
        bound.end(),
        {{"x", channel(
                   x, "steps", [](double v) { return text::rate(v); }, true)},
         {"right", x.high},
         {"left", std::min<std::size_t>(220, 26 + 6 * longest)},
         {"phoneLeft", std::min<std::size_t>(156, 26 + 6 * longest)},
         {"labels", !a.panels.levels.empty()},
         {"row",
          Json::Object{
              {"field", "row"},
              {"type", "nominal"},
              {"sort", order},
              {"axis",
               Json::Object{
                   {"title", Json{}}, {"domain", false}, {"ticks", false}, {"grid", true}, {"labelLimit", 210}}}}},
         {"tips", Json::Array{Json::Object{{"field", "row"}, {"title", a.series.label}},
                              Json::Object{{"field", "label"}, {"title", "steps"}},
                              Json::Object{{"field", "rateText"}, {"title", "at " + a.axis.label}},
                              Json::Object{{"field", "targetText"}, {"title", "target"}},
                              Json::Object{{"field", "neverText"}, {"title", "never reached"}}}}});
    d.spec = filled(specification, bound);
    return d;
  }

 private:
  /// The fastest of each panel, and only where its interval lies below every other's.
  static std::string finding(const Answer& a) {
    std::vector<std::string> first, none;
    std::size_t never = 0, runs = 0;
    for (const auto& r : a.reached) never += r.never, runs += r.runs;
    for (std::size_t p = 0; p < panel_count(a); ++p) {
      const Answer::Reached* best = nullptr;
      std::size_t rivals = 0;
      bool clear = true;
      for (const auto& r : a.reached)
        if (r.panel == p && std::isfinite(r.median.value) && (!best || r.median.value < best->median.value)) best = &r;
      for (const auto& r : a.reached)
        if (best && r.panel == p && &r != best)
          ++rivals, clear = clear && (!std::isfinite(r.median.low) || best->median.high < r.median.low);
      if (!best || !rivals) continue;
      const std::string where = a.panels.levels.empty() ? "" : " for " + panel_name(a, p);
      if (clear)
        first.push_back(series_and_facet(a, best->series, best->facet) + where + " (" + steps_text(best->median.value) +
                        " steps)");
      else none.push_back(a.panels.levels.empty() ? "" : panel_name(a, p));
    }
    std::string out = first.empty() ? none.empty() ? "Steps to the target" : "None is clearly first to the target"
                                    : "Fastest to the target: " + text::list(first);
    if (!first.empty() && !none.empty()) out += "; none is clearly first for " + text::list(none);
    return never ? out + "; " + text::count(never) + " of " + plural(runs, "run", "runs") + " never reached it" : out;
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> reached = entry<Figure, ReachedFigure>(
    {"reached", "steps to the target", "median steps to the target, with runs that never reached it counted"});
}  // namespace parts::figures
}  // namespace paribus
