// Mean ranks over many data sets, and which of them lie too near to be told apart: Demsar's diagram, lying on its side so
// that every name has a line of its own.
#include <algorithm>

#include "paribus/base/text.hpp"
#include "paribus/report/axis.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/spec.hpp"

namespace paribus {
namespace {

constexpr std::string_view specification = R"json({
 "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
 "data": {"name": "ranks"},
 "usermeta": {"layout": "rows", "left": 250, "phoneLeft": 150, "right": 24, "lead": true, "labels": true},
 "facet": {"row": {"field": "panel", "type": "nominal", "header": {"title": null, "labelOrient": "top", "labelAnchor": "start"}}},
 "spacing": {"row": 14},
 "spec": {"width": 820, "height": {"step": 28}, "layer": [
  {"transform": [{"filter": "datum.kind=='dot'"}], "mark": {"type": "rule", "style": "hair", "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "x2": {"datum": 1}, "y": {"field": "name", "type": "nominal", "sort": null, "scale": {"domain": "$order"}, "axis": {"title": null, "domain": false, "ticks": false, "grid": false, "labelLimit": 240}}}},
  {"transform": [{"filter": "datum.kind=='bar'"}], "mark": {"type": "rule", "style": "interval", "strokeWidth": 4, "strokeCap": "round", "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "name", "type": "nominal", "sort": null, "scale": {"domain": "$order"}}, "y2": {"field": "last"}, "tooltip": [{"field": "tip", "title": "not told apart"}]}},
  {"transform": [{"filter": "datum.kind=='dot'"}], "mark": {"type": "circle", "size": 90, "opacity": 1, "style": "ink", "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "name", "type": "nominal", "sort": null, "scale": {"domain": "$order"}}, "tooltip": [{"field": "name", "title": "$title"}, {"field": "rankText", "title": "mean rank"}]}},
  {"transform": [{"filter": "datum.kind=='dot'"}], "mark": {"type": "text", "align": "left", "dx": 9, "fontSize": 12, "fontWeight": 600, "style": "ink", "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "name", "type": "nominal", "sort": null, "scale": {"domain": "$order"}}, "text": {"field": "rankText"}}}
 ]}
})json";

class Ranks final : public Figure {
 public:
  bool leads() const override { return true; }

  std::optional<Drawing> draw(const Answer& a) const override {
    if (a.ranking.sets.empty()) return {};
    const auto& t = a.ranking.test;
    const auto order = by_rank(a);
    const double k = static_cast<double>(order.size());
    Json::Array names;
    Drawing d;
    d.id = "ranks";
    d.finding = plain(ranking_deck(a));
    if (d.finding.ends_with('.')) d.finding.pop_back();
    d.caption = ranking_caption(a);
    d.table.heads = {a.series.label, "mean rank"};
    for (const auto& set : a.ranking.sets) d.table.heads.push_back(set);
    for (const std::size_t s : order) {
      names.emplace_back(series_key(a, s));
      d.rows.push_back(Json::Object{{"panel", ""}, {"kind", "dot"}, {"name", series_key(a, s)}, {"x", t.mean[s]}, {"rankText", rank_text(t.mean[s])}});
      std::vector<std::string> row{series_label(a, s), rank_text(t.mean[s])};
      for (std::size_t i = 0; i < a.ranking.sets.size(); ++i) row.push_back(score(a, a.ranking.scores(i, s), 1));
      d.table.rows.push_back(std::move(row));
    }
    for (std::size_t g = 0; g < t.alike.size(); ++g) {   // beside the ranks, each group in a lane of its own
      std::vector<std::string> members;
      for (const std::size_t s : t.alike[g]) members.push_back(series_label(a, s));
      d.rows.push_back(Json::Object{{"panel", ""}, {"kind", "bar"}, {"name", series_key(a, t.alike[g].front())}, {"last", series_key(a, t.alike[g].back())},
                                    {"x", k + (k - 1) * (0.1 + 0.03 * static_cast<double>(g))}, {"tip", text::list(members)}});
    }
    const Scale x{1, k + (k - 1) * (0.12 + 0.03 * static_cast<double>(t.alike.size())), false, whole_ranks(order.size())};
    d.keys = {{"disc", "mean rank"}};
    if (!t.alike.empty()) d.keys.push_back({"interval", "not told apart"});
    d.alt = "Mean ranks of " + plural(order.size(), a.series.label, several(a.series.label)) + ", the best on top, with bars that join those that are not told apart. " + d.finding + ".";
    auto bound = blanks(a);
    bound.insert(bound.end(), {{"order", names}, {"title", a.series.label}, {"x", channel(x, "mean rank", [](double v) { return text::count(static_cast<std::uint64_t>(v)); }, true)}});
    d.spec = filled(specification, bound);
    return d;
  }

 private:
  static Vector whole_ranks(std::size_t k) {
    Vector out;
    for (std::size_t i = 1; i <= k; i += k > 12 ? 2 : 1) out.push_back(static_cast<double>(i));
    return out;
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> ranks = entry<Figure, Ranks>({"ranks", "mean ranks", "mean ranks over many data sets, with Nemenyi's critical difference"});
}  // namespace parts::figures
}  // namespace paribus
