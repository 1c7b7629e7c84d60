// Every run counted: at each level, how many fell, rose or diverged. Nothing is filtered out.
#include <algorithm>
#include <map>

#include "paribus/base/text.hpp"
#include "paribus/math/distribution.hpp"
#include "paribus/report/axis.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/spec.hpp"

namespace paribus {
namespace {

constexpr std::string_view specification = R"json({
 "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
 "data": {"name": "outcomes"},
 "usermeta": {"layout": "grid", "columns": "$columns", "left": 166, "phoneLeft": 24, "height": 42, "phoneHeight": 30},
 "facet": {"row": {"field": "series", "type": "nominal", "sort": "$series", "header": {"title": null, "labelAngle": 0, "labelAlign": "left", "labelOrient": "left", "labelPadding": 6, "labelFontWeight": 400, "labelFontSize": 12, "labelAnchor": "middle", "labelLimit": 150}},
           "column": {"field": "panel", "type": "nominal", "sort": "$panels", "header": {"title": null}}},
 "spacing": {"row": 9, "column": 28},
 "spec": {"width": 280, "height": 42, "mark": {"type": "bar", "width": {"band": 0.82}, "aria": false},
  "encoding": {
   "x": {"field": "x", "type": "ordinal", "axis": {"values": "$ticks", "labelAngle": 0, "labelOverlap": true, "title": "$xTitle", "labelExpr": "$labels"}},
   "y": {"field": "count", "type": "quantitative", "stack": true, "scale": {"domain": [0, "$most"], "nice": false}, "axis": null},
   "color": {"field": "outcome", "type": "nominal", "scale": {"domain": ["fell", "rose", "diverged"], "range": "outcome"}, "legend": null},
   "order": {"field": "order"},
   "tooltip": [{"field": "series", "title": "$seriesTitle"}, {"field": "xText", "title": "$xTitle"}, {"field": "outcome"}, {"field": "countText", "title": "runs"}]}}
})json";

struct Counted {
  std::size_t fell = 0, rose = 0, diverged = 0, runs = 0;
};

/// The exact interval of a share.
std::string share_span(std::size_t k, std::size_t n) {
  const Interval i = clopper_pearson(static_cast<int>(k), static_cast<int>(n));
  return text::span(text::percent(i.low), text::percent(i.high));
}

class Outcomes final : public Figure {
 public:
  std::optional<Drawing> draw(const Answer& a) const override {
    if (a.points.empty() || a.axis.levels.empty()) return {};
    std::map<std::pair<std::size_t, std::size_t>, std::map<double, Counted>>
        cells;  // panel, series -> level -> counts over facets
    for (const auto& p : a.points) {
      auto& c = cells[{p.panel, p.series}][p.x];
      c.fell += p.fell, c.rose += p.rose, c.diverged += p.diverged, c.runs += p.runs;
    }
    Drawing d;
    d.id = "outcomes";
    d.finding = finding(a);
    d.table.heads = {a.panels.label, a.series.label, a.axis.label, "runs", "fell", "rose", "diverged", "share diverged, 95 % interval"};
    std::size_t most = 1;
    for (const auto& [key, levels] : cells)
      for (const auto& [x, c] : levels) {
        most = std::max(most, c.runs);
        int order = 2;
        for (const auto& [name, n] : {std::pair{"fell", c.fell}, {"rose", c.rose}, {"diverged", c.diverged}}) {
          if (n)
            d.rows.push_back(Json::Object{{"panel", panel_key(a, key.first)},
                                          {"series", series_key(a, key.second)},
                                          {"x", x},
                                          {"outcome", name},
                                          {"count", n},
                                          {"order", order},
                                          {"xText", level_text(a, x)},
                                          {"countText", text::count(n) + " of " + text::count(c.runs)}});
          --order;
        }
        d.table.rows.push_back({short_label(panel_label(a, key.first)), series_label(a, key.second), level_text(a, x),
                                text::count(c.runs), text::count(c.fell), text::count(c.rose),
                                text::count(c.diverged), share_span(c.diverged, c.runs)});
      }
    d.keys = {{"fell", "fell"}, {"rose", "rose"}, {"diverged", "diverged"}};
    d.caption = "Each bar is " + plural(most, "run", "runs") + " at one level" +
                (facet_count(a) > 1 ? ", over every " + a.facets.label : "") +
                ". Rose: the training objective ended above its start. Diverged: it left every bound or was no longer "
                "a number. No run is left out of any figure.";
    d.alt = "Grid of small stacked bars counting runs that fell, rose or diverged at each level. " + d.finding + ".";
    // Ticks where a level is a whole power of ten (or at the ends), since every level would not be readable.
    Json::Array ticks;
    Scale labels{0, 1, a.axis.logarithmic, {}};
    for (const double x : a.axis.levels) {
      const std::string t = level_text(a, x);
      if (!a.axis.logarithmic || t.starts_with("10") || t == "1" || t == "0.1" || t == "0.01" || t == text::rate(1e3) ||
          t == text::rate(1e4))
        ticks.emplace_back(x), labels.ticks.push_back(x);
    }
    if (labels.ticks.empty())
      labels.ticks = {a.axis.levels.front(), a.axis.levels.back()},
      ticks = {a.axis.levels.front(), a.axis.levels.back()};
    const Json x = channel(
        labels, "", [&](double v) { return level_text(a, v); }, false);
    auto bound = blanks(a);
    bound.insert(bound.end(), {{"ticks", ticks},
                               {"labels", *x.find("axis")->find("labelExpr")},
                               {"most", most},
                               {"xTitle", a.axis.label},
                               {"seriesTitle", a.series.label.empty() ? "series" : a.series.label}});
    d.spec = filled(specification, bound);
    return d;
  }

 private:
  static std::string finding(const Answer& a) {
    std::size_t runs = 0, diverged = 0;
    std::vector<std::string> where;
    for (std::size_t p = 0; p < panel_count(a); ++p) {
      std::size_t here = 0;
      for (const auto& q : a.points)
        if (q.panel == p) here += q.diverged, runs += q.runs;
      diverged += here;
      if (here && !a.panels.levels.empty()) where.push_back(panel_name(a, p));
    }
    if (!diverged) return "None of " + plural(runs, "run", "runs") + " diverged";
    const std::string lead = text::count(diverged) + " of " + plural(runs, "run", "runs") + " diverged";
    return where.empty() || where.size() == panel_count(a)
               ? lead
               : lead + (where.size() == 1 ? ", all of them in " : ", in ") + text::list(where);
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> outcomes =
    entry<Figure, Outcomes>({"outcomes", "outcomes", "how many runs fell, rose or diverged at each level"});
}  // namespace parts::figures
}  // namespace paribus
