// The singular values of a table's columns: how many directions it really has.
#include <algorithm>

#include "paribus/base/text.hpp"
#include "paribus/report/axis.hpp"
#include "paribus/report/figure.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {
namespace {

constexpr std::string_view specification = R"json({
 "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
 "data": {"name": "singular"},
 "usermeta": {"layout": "columns", "columns": 1, "left": 62, "right": 14, "height": 250, "phoneHeight": 210},
 "facet": {"field": "panel", "type": "nominal", "header": {"title": null}},
 "columns": 1, "spacing": {"column": 28, "row": 26}, "bounds": "flush",
 "spec": {"width": 760, "height": 250, "layer": [
  {"transform": [{"filter": "datum.kind=='rank'"}], "mark": {"type": "rule", "style": "theory", "strokeWidth": 1.5, "strokeDash": [4, 3], "aria": false},
   "encoding": {"x": {"field": "at", "...": "$x"}, "tooltip": [{"field": "said", "title": "effective rank"}]}},
  {"transform": [{"filter": "datum.kind=='value'"}], "mark": {"type": "circle", "size": 46, "opacity": 1, "style": "ink", "aria": false},
   "encoding": {"x": {"field": "at", "...": "$x"}, "y": {"field": "value", "...": "$y"},
    "tooltip": [{"field": "at", "title": "direction"}, {"field": "said", "title": "singular value"}, {"field": "share", "title": "share of the variance"}]}}
 ]}
})json";

class Singular final : public Figure {
 public:
  std::optional<Drawing> draw(const Answer& a) const override {
    if (!a.table || a.table->geometry.columns < 2) return {};
    const Geometry& g = a.table->geometry;
    Drawing d;
    d.id = "singular";
    d.finding = text::upper_first(condition_words(g)) + " of " + plural(g.columns, "column", "columns");
    d.table.heads = {"direction", "singular value", "share of the variance", "up to here"};
    Vector values, places{1, static_cast<double>(g.singular.size())};
    double total = 0, sum = 0;
    for (const double v : g.singular) total += v * v;
    for (std::size_t i = 0; i < g.singular.size(); ++i) {
      const double v = g.singular[i], share = v * v / total;
      sum += share;
      d.table.rows.push_back({text::count(i + 1), text::number(v), text::percent(share, 1), text::percent(sum, 1)});
      if (v == 0) continue;
      values.push_back(v);
      d.rows.push_back(Json::Object{{"kind", "value"}, {"panel", ""}, {"at", i + 1}, {"value", v}, {"said", text::number(v)}, {"share", text::percent(share, 1)}});
    }
    d.rows.push_back(Json::Object{{"kind", "rank"}, {"panel", ""}, {"at", g.effective_rank}, {"said", text::number(g.effective_rank)}});
    const std::size_t none = g.singular.size() - values.size();
    d.keys = {{"disc", "singular value"}, {"limit", "effective rank"}};
    d.caption = "Singular values of the " + plural(g.columns, "column", "columns") + " of numbers over " + plural(g.rows, "complete row", "complete rows") +
                ", each column with mean 0 and variance 1. The condition number is the largest over the smallest" +
                (none ? "; " + plural(none, "value is", "values are") + " no more than rounding leaves of 0, and not drawn" : "") +
                ". The effective rank counts directions by the entropy of their shares of the variance (Roy and Vetterli 2007): " + plural(g.columns, "column", "columns") +
                " that do not depend on each other have " + text::count(g.columns) + ".";
    d.alt = "Singular values in falling order, on a logarithmic axis. " + d.finding + ".";
    Scale x = evenly(places, 8);
    x.low = 0.5, x.high = places[1] + 0.5;
    std::erase_if(x.ticks, [&](double t) { return t < 1 || t > x.high || t != static_cast<double>(static_cast<std::size_t>(t)); });
    d.spec = filled(specification, {{"x", channel(x, "direction", [](double v) { return text::count(static_cast<std::size_t>(v)); }, false)},
                                    {"y", channel(closely(values), "", [](double v) { return text::rate(v); }, true)}});
    return d;
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> singular = entry<Figure, Singular>({"singular", "singular values", "the singular values of a table's columns, with its effective rank"});
}  // namespace parts::figures
}  // namespace paribus
