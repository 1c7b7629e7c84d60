// Every data set by itself: where the best-ranked level stands among the others.
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
 "data": {"name": "sets"},
 "usermeta": {"layout": "rows", "left": 170, "phoneLeft": 120, "right": 24, "labels": true},
 "facet": {"row": {"field": "panel", "type": "nominal", "header": {"title": null, "labelOrient": "top", "labelAnchor": "start"}}},
 "spacing": {"row": 14},
 "spec": {"width": 820, "height": {"step": 24}, "layer": [
  {"transform": [{"filter": "datum.kind=='range'"}], "mark": {"type": "rule", "style": "hair", "aria": false},
   "encoding": {"x": {"field": "low", "...": "$x"}, "x2": {"field": "high"}, "y": {"field": "set", "type": "nominal", "sort": "$sets", "axis": {"title": null, "domain": false, "ticks": false, "grid": false, "labelLimit": 160}}}},
  {"transform": [{"filter": "datum.kind=='other'"}], "mark": {"type": "point", "size": 44, "strokeWidth": 1.5, "opacity": 1, "style": "open", "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "set", "type": "nominal", "sort": "$sets"}, "tooltip": "$tips"}},
  {"transform": [{"filter": "datum.kind=='best'"}], "mark": {"type": "circle", "size": 90, "opacity": 1, "style": "ink", "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "set", "type": "nominal", "sort": "$sets"}, "tooltip": "$tips"}}
 ]}
})json";

class Sets final : public Figure {
 public:
  std::optional<Drawing> draw(const Answer& a) const override {
    if (a.ranking.sets.empty()) return {};
    const Matrix& z = a.ranking.scores;
    const std::size_t best = by_rank(a).front();
    Drawing d;
    d.id = "sets";
    d.table.heads = {"data set"};
    for (std::size_t s = 0; s < z.columns; ++s) d.table.heads.push_back(series_label(a, s));
    Json::Array names;
    Vector all;
    std::size_t first = 0;
    for (std::size_t i = 0; i < z.rows; ++i) {
      const std::string& set = a.ranking.sets[i];
      names.emplace_back(set);
      d.table.rows.push_back({set});
      double low = infinity, high = -infinity;
      for (std::size_t s = 0; s < z.columns; ++s) {
        d.table.rows.back().push_back(score(a, z(i, s), 1));
        if (!std::isfinite(z(i, s))) continue;
        low = std::min(low, z(i, s)), high = std::max(high, z(i, s));
        all.push_back(z(i, s));
        d.rows.push_back(Json::Object{{"panel", ""}, {"kind", s == best ? "best" : "other"}, {"set", set}, {"x", z(i, s)}, {"name", series_label(a, s)}, {"scoreText", score(a, z(i, s), 1)}});
      }
      if (low <= high) d.rows.push_back(Json::Object{{"panel", ""}, {"kind", "range"}, {"set", set}, {"low", low}, {"high", high}});
      first += std::isfinite(z(i, best)) && z(i, best) == (a.metric.higher ? high : low);
    }
    d.finding = text::upper_first(series_label(a, best)) + (first == 1 ? " scores best on 1 of " : " scores best on " + text::count(first) + " of ") + plural(z.rows, "data set", "data sets");
    d.caption = text::upper_first(a.metric.label) + " on the test part, mean over " + plural(a.plan.replicates, "replicate", "replicates") + ". A line reaches from the worst to the best " + a.series.label + " on that set; the table names them all.";
    d.keys = {{"disc", series_label(a, best)}, {"circle", "the other " + several(a.series.label)}};
    d.alt = "One row per data set, with the score of every " + a.series.label + ". " + d.finding + ".";
    const Scale x = evenly(all, 6);
    auto bound = blanks(a);
    bound.insert(bound.end(), {{"sets", names}, {"x", channel(x, a.metric.label, [&](double v) { return score(a, v); }, true)},
                               {"tips", Json::Array{Json::Object{{"field", "set"}, {"title", "data set"}}, Json::Object{{"field", "name"}, {"title", a.series.label}}, Json::Object{{"field", "scoreText"}, {"title", a.metric.label}}}}});
    d.spec = filled(specification, bound);
    return d;
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> sets = entry<Figure, Sets>({"sets", "data sets", "the scores on each of many data sets"});
}  // namespace parts::figures
}  // namespace paribus
