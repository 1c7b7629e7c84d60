// Rows of a table on the first two principal axes, colored by their groups.
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
 "data": {"name": "groups"},
 "usermeta": {"layout": "columns", "columns": 1, "left": 62, "right": 14, "height": 430, "phoneHeight": 330, "lead": true},
 "facet": {"field": "panel", "type": "nominal", "header": {"title": null}},
 "columns": 1, "spacing": {"column": 28, "row": 26}, "bounds": "flush",
 "spec": {"width": 760, "height": 430, "layer": [
  {"transform": [{"filter": "datum.kind=='none'"}], "mark": {"type": "circle", "style": "note", "size": 18, "opacity": 0.5, "aria": false},
   "encoding": {"x": {"field": "across", "...": "$x"}, "y": {"field": "up", "...": "$y"}, "tooltip": [{"field": "row", "title": "row"}]}},
  {"transform": [{"filter": "datum.kind=='row'"}], "mark": {"type": "circle", "size": 26, "opacity": 0.65, "aria": false},
   "encoding": {"x": {"field": "across", "...": "$x"}, "y": {"field": "up", "...": "$y"}, "color": "$color",
    "tooltip": [{"field": "row", "title": "row"}, {"field": "series", "title": "in"}]}},
  {"transform": [{"filter": "datum.kind=='middle'"}], "mark": {"type": "point", "style": "open", "size": 420, "strokeWidth": 1.2, "opacity": 0.92, "aria": false},
   "encoding": {"x": {"field": "across", "...": "$x"}, "y": {"field": "up", "...": "$y"}}},
  {"transform": [{"filter": "datum.kind=='middle'"}], "mark": {"type": "text", "style": "ink", "fontSize": 13, "fontWeight": 700, "aria": false},
   "encoding": {"x": {"field": "across", "...": "$x"}, "y": {"field": "up", "...": "$y"}, "text": {"field": "number"}}}
 ]}
})json";

class GroupsFigure final : public Figure {
 public:
  bool leads() const override { return true; }
  std::optional<Drawing> draw(const Answer& a) const override {
    const auto& g = a.grouping;
    if (g.dots.empty()) return {};
    Drawing d;
    d.id = "groups";
    Vector across, up;
    for (const auto& dot : g.dots) {
      across.push_back(dot.across), up.push_back(dot.up);
      const bool none = dot.group == g.sizes.size();
      d.rows.push_back(Json::Object{{"kind", none ? "none" : "row"}, {"panel", ""}, {"across", dot.across}, {"up", dot.up}, {"row", dot.row},
                                    {"series", none ? "" : series_key(a, dot.group)}});
    }
    d.table.heads = {"group", "rows", "first axis", "second axis"};
    for (std::size_t k = 0; k < g.sizes.size(); ++k) {
      const auto& m = g.middles[k];
      d.table.rows.push_back({std::to_string(k + 1), text::count(g.sizes[k]), text::number(m.across), text::number(m.up)});
      d.rows.push_back(Json::Object{{"kind", "middle"}, {"panel", ""}, {"across", m.across}, {"up", m.up}, {"number", std::to_string(k + 1)}});
    }
    const bool told_apart = g.sizes.size() <= 4;   // by their colors; a key of more would say one color twice
    if (told_apart) d.keys = series_keys(a, d.rows);
    for (auto& key : d.keys) key.mark = "hue";
    const std::size_t all = a.data.rows;
    d.finding = "The plane of the first two principal axes shows " + text::percent(g.across + g.up) + " of the variance";
    d.caption = (g.dots.size() < all ? "A dot is a row; " + text::count(g.dots.size()) + " of " + text::count(all) + ", drawn at random, are shown. " : "A dot is a row. ") +
                "A number stands at the mean of its group." + (told_apart ? "" : " From the fifth group on the colors come again: the number tells.") +
                (g.outside ? " Gray rows are in no group." : "") + " The axes are those along which what was grouped varies most: " + text::percent(g.across) + " of the variance across, " +
                text::percent(g.up) + " up.";
    d.alt = "Rows as dots on a plane, colored by their " + plural(g.sizes.size(), "group", "groups") + ". " + d.finding + ".";
    auto bound = blanks(a);
    bound.insert(bound.end(), {{"x", axis(across, "first principal axis")}, {"y", axis(up, "second")}});
    d.spec = filled(specification, bound);
    return d;
  }

 private:
  static Json axis(const Vector& values, const std::string& title) {
    return channel(evenly(values), title, [](double v) { return text::rate(v, 3); }, true);
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> groups = entry<Figure, GroupsFigure>({"groups", "groups", "rows of a table on two principal axes, colored by their groups"});
}  // namespace parts::figures
}  // namespace paribus
