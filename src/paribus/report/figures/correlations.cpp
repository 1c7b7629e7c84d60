// The correlations between the columns of a table, as a matrix of tiles.
#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/data/describe.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/spec.hpp"

namespace paribus {
namespace {

constexpr std::string_view specification = R"json({
 "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
 "data": {"name": "correlations"},
 "usermeta": {"layout": "columns", "columns": 1, "left": 150, "right": 14, "most": "$most", "height": {"step": "$step"}, "phoneHeight": {"step": "$step"}},
 "facet": {"field": "panel", "type": "nominal", "header": {"title": null}},
 "columns": 1, "bounds": "flush",
 "spec": {"width": 760, "height": {"step": "$step"}, "layer": [
  {"mark": {"type": "rect", "aria": false},
   "encoding": {"x": "$across", "y": "$down",
    "color": {"field": "correlation", "type": "quantitative", "legend": null, "scale": {"domain": [-1, 1], "domainMid": 0, "range": "diverging", "interpolate": "rgb"}},
    "tooltip": [{"field": "a", "title": "column"}, {"field": "b", "title": "and"}, {"field": "said", "title": "correlation"}]}},
  {"transform": [{"filter": "datum.short!=''"}], "mark": {"type": "text", "fontSize": 11, "style": "ink", "opacity": {"expr": "$seen"}, "aria": false},
   "encoding": {"x": "$across", "y": "$down", "text": {"field": "short"}}}
 ]}
})json";

class Correlations final : public Figure {
 public:
  std::optional<Drawing> draw(const Answer& a) const override {
    if (!a.table || a.table->geometry.columns < 2) return {};
    const Geometry& g = a.table->geometry;
    const std::size_t n = g.names.size();
    const bool large = n <= 14;   // tiles hold their number
    std::vector<std::string> names;
    for (const auto& name : g.names) names.push_back(short_name(name, 24));
    names = told_apart(std::move(names));
    Drawing d;
    d.id = "correlations";
    d.finding = g.close.empty() ? "No two columns are closer than " + pair(g.closest) : plural(g.close.size(), "pair of columns is", "pairs of columns are") + " close, " + (g.close.size() == 1 ? "" : "the closest ") + pair(g.closest);
    d.table.heads = {"column"};
    for (std::size_t i = 0; i < n; ++i) {
      d.table.heads.push_back(names[i]);
      d.table.rows.push_back({names[i]});
      for (std::size_t j = 0; j < n; ++j) {
        const std::string said = text::number(g.correlation(i, j));
        d.table.rows.back().push_back(said);
        d.rows.push_back(Json::Object{{"panel", ""}, {"a", names[i]}, {"b", names[j]}, {"correlation", g.correlation(i, j)}, {"said", said},
                                      {"short", large && i != j ? text::number(g.correlation(i, j), 2) : ""}});
      }
    }
    d.caption = "Correlation of every two columns of numbers, over the " + plural(g.rows, "row", "rows") + " that miss none of them; constant columns are left out" +
                (n < g.columns ? ", and all but the first " + std::to_string(n) + " of " + text::count(g.columns) : "") +
                ". Blue is negative, orange positive. Columns are called close from 0.95 in size on" + (g.close.empty() ? "." : ": " + close_words(g) + ".");
    d.alt = "A square of tiles, one for every two columns, colored by their correlation. " + d.finding + ".";
    const auto axis = [&](const char* field, Json::Object more) {
      more.insert(more.end(), {{"title", Json{}}, {"domain", false}, {"ticks", false}, {"grid", false}});
      return Json::Object{{"field", field}, {"type", "nominal"}, {"sort", Json::array(names)}, {"axis", more}};
    };
    const int step = large ? 34 : 22;
    d.spec = filled(specification, {{"most", static_cast<double>(n) * (n > 6 ? 1.6 * step : 120)}, {"step", step}, {"seen", "child_width < " + std::to_string(34 * n) + " ? 0 : 1"}, {"down", axis("a", {{"labelLimit", 140}})},
                                    {"across", axis("b", {{"labelAngle", -45}, {"labelLimit", 120}})}});
    return d;
  }

 private:
  static std::string pair(const Geometry::Pair& p) {
    return "'" + short_name(p.a) + "' and '" + short_name(p.b) + "', with correlation " + text::number(p.correlation);
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> correlations = entry<Figure, Correlations>({"correlations", "correlations", "the correlations between the columns of a table"});
}  // namespace parts::figures
}  // namespace paribus
