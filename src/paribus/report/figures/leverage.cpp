// The leverage of a table's rows: which of them a linear fit must follow.
#include <algorithm>

#include "paribus/base/text.hpp"
#include "paribus/report/axis.hpp"
#include "paribus/report/figure.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {
namespace {

constexpr std::string_view specification = R"json({
 "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
 "data": {"name": "leverage"},
 "usermeta": {"layout": "columns", "columns": 1, "left": 62, "right": 14, "height": 230, "phoneHeight": 200},
 "facet": {"field": "panel", "type": "nominal", "header": {"title": null}},
 "columns": 1, "spacing": {"column": 28, "row": 26}, "bounds": "flush",
 "spec": {"width": 760, "height": 230, "layer": [
  {"transform": [{"filter": "datum.kind=='limit'"}], "mark": {"type": "rule", "style": "theory", "strokeWidth": 1.5, "aria": false},
   "encoding": {"y": {"field": "value", "...": "$y"}, "tooltip": [{"field": "said", "title": "three times the mean"}]}},
  {"transform": [{"filter": "datum.kind=='row'"}], "mark": {"type": "circle", "size": 26, "opacity": 1, "style": "share", "aria": false},
   "encoding": {"x": {"field": "row", "...": "$x"}, "y": {"field": "value", "...": "$y"}, "tooltip": "$tips"}},
  {"transform": [{"filter": "datum.kind=='high'"}], "mark": {"type": "circle", "size": 46, "opacity": 1, "style": "exact", "aria": false},
   "encoding": {"x": {"field": "row", "...": "$x"}, "y": {"field": "value", "...": "$y"}, "tooltip": "$tips"}}
 ]}
})json";

constexpr std::size_t most_drawn = 1000, most_told = 50;

class Leverage final : public Figure {
 public:
  std::optional<Drawing> draw(const Answer& a) const override {
    if (!a.table || a.table->geometry.leverage.empty()) return {};
    const Geometry& g = a.table->geometry;
    Drawing d;
    d.id = "leverage";
    d.finding = "Leverage is " + leverage_words(g);
    d.table.heads = {"row", "leverage", "over the mean"};
    Vector values{0, g.high};
    const std::size_t shown = std::min(most_drawn, g.leverage.size());
    for (std::size_t i = 0; i < shown; ++i) {
      const auto& [row, value] = g.leverage[i];
      values.push_back(value);
      if (i < most_told) d.table.rows.push_back({text::count(row), text::number(value), text::number(3 * value / g.high, 2)});
      d.rows.push_back(Json::Object{{"kind", value > g.high ? "high" : "row"}, {"panel", ""}, {"row", row}, {"value", value}, {"rowText", text::count(row)}, {"said", text::number(value)}});
    }
    d.rows.push_back(Json::Object{{"kind", "limit"}, {"panel", ""}, {"value", g.high}, {"said", text::number(g.high)}});
    d.keys = {{"curve", "three times the mean"}};
    const std::string high = g.high_leverage ? " Orange: rows above the line." : "";
    d.caption = "Leverage of each row in a linear fit with an intercept: how far the row lies from the mean in the metric of the columns (Hoaglin and Welsch 1978). At 1 a fit goes through "
                "the row whatever its target is" + std::string(g.leverage.size() > shown ? "; drawn are the " + text::count(shown) + " rows of most leverage, of " + text::count(g.leverage.size()) : "") +
                "." + high + " The table has the " + text::count(d.table.rows.size()) + " rows of most leverage.";
    d.alt = "Leverage against the number of the row, with a line at three times the mean. " + d.finding + ".";
    const Vector places{1, static_cast<double>(a.table->table.rows)};
    Scale x = evenly(places, 8);
    x.low = 0, x.high = places[1] + 1;
    std::erase_if(x.ticks, [&](double t) { return t < 1 || t > x.high || t != static_cast<double>(static_cast<std::size_t>(t)); });
    d.spec = filled(specification, {{"x", channel(x, "row", [](double v) { return text::count(static_cast<std::size_t>(v)); }, false)},
                                    {"y", channel(evenly(values, 5), "", [](double v) { return text::rate(v, 3); }, true)},
                                    {"tips", Json::Array{Json::Object{{"field", "rowText"}, {"title", "row"}}, Json::Object{{"field", "said"}, {"title", "leverage"}}}}});
    return d;
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> leverage = entry<Figure, Leverage>({"leverage", "leverage", "the leverage of a table's rows"});
}  // namespace parts::figures
}  // namespace paribus
