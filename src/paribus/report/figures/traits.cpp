// What each group of a table's rows is like, column by column, as a matrix of tiles.
#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/data/describe.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/spec.hpp"

namespace paribus {
namespace {

constexpr std::size_t most_columns = 16, most_groups = 12, most_lines = 100;

constexpr std::string_view specification = R"json({
 "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
 "data": {"name": "traits"},
 "usermeta": {"layout": "columns", "columns": 1, "left": 150, "right": 14, "most": "$most", "height": {"step": 30}, "phoneHeight": {"step": 30}},
 "facet": {"field": "panel", "type": "nominal", "header": {"title": null}},
 "columns": 1, "bounds": "flush",
 "spec": {"width": 760, "height": {"step": 30}, "layer": [
  {"mark": {"type": "rect", "aria": false},
   "encoding": {"x": "$across", "y": "$down",
    "color": {"field": "stands", "type": "quantitative", "legend": null, "scale": {"domain": [-2, 2], "domainMid": 0, "clamp": true, "range": "diverging", "interpolate": "rgb"}},
    "tooltip": [{"field": "column", "title": "column"}, {"field": "group", "title": "group"}, {"field": "mean", "title": "mean"}, {"field": "middle", "title": "middle half"}, {"field": "said", "title": "from all, in standard deviations"}]}},
  {"mark": {"type": "text", "fontSize": 11, "style": "ink", "opacity": {"expr": "$seen"}, "aria": false},
   "encoding": {"x": "$across", "y": "$down", "text": {"field": "mean"}}}
 ]}
})json";

class Traits final : public Figure {
 public:
  std::optional<Drawing> draw(const Answer& a) const override {
    const auto& g = a.grouping;
    if (g.sizes.size() < 2 || g.traits.empty()) return {};
    const std::size_t columns = std::min(most_columns, g.traits.size()), groups = std::min(most_groups, g.sizes.size()), lines = std::min(most_lines, g.traits.size());
    std::vector<std::string> names, numbers;
    for (std::size_t j = 0; j < columns; ++j) names.push_back(short_name(g.traits[j].column, 24));
    names = told_apart(std::move(names));
    Drawing d;
    d.id = "traits";
    d.table.heads = {"column", "between groups"};
    for (std::size_t k = 0; k < groups; ++k) numbers.push_back(std::to_string(k + 1)), d.table.heads.push_back(series_label(a, k));
    for (std::size_t j = 0; j < lines; ++j) {
      const auto& t = g.traits[j];
      d.table.rows.push_back({short_name(t.column), text::percent(t.between)});
      for (std::size_t k = 0; k < groups; ++k) d.table.rows.back().push_back(t.mean[k] + (t.middle[k].empty() ? "" : " (" + t.middle[k] + ")"));
      for (std::size_t k = 0; j < columns && k < groups; ++k)
        d.rows.push_back(Json::Object{{"panel", ""}, {"column", names[j]}, {"group", numbers[k]}, {"stands", t.stands[k]}, {"mean", t.mean[k]}, {"middle", t.middle[k]},
                                      {"said", text::number(t.stands[k], 2)}});
    }
    const auto well = std::ranges::count_if(g.traits, [](const auto& t) { return t.between >= 0.5; });
    d.finding = "In " + (well == 0 ? std::string("no column") : plural(static_cast<std::size_t>(well), "column", "columns")) + " of " + text::count(g.traits.size()) +
                " at least half of the variance lies between the groups";
    d.caption = "Means of the groups in the table’s units; the color says how far the mean lies from that of all rows, from two standard deviations below (blue) to two above (orange). Columns stand in the order of how much "
                "of their variance lies between the groups. The table gives the middle half of each group’s rows too." +
                left_out(" Left out: ", columns, g.traits.size(), "column", "columns") + left_out(" Not shown: ", groups, g.sizes.size(), "smaller group", "smaller groups");
    d.alt = "Tiles, a line for each column and a place for each group, colored by how high the group’s mean is. " + d.finding + ".";
    const auto axis = [](const char* field, const std::vector<std::string>& order, Json::Object more) {
      more.insert(more.end(), {{"domain", false}, {"ticks", false}, {"grid", false}});
      return Json::Object{{"field", field}, {"type", "nominal"}, {"sort", Json::array(order)}, {"axis", more}};
    };
    const double width = static_cast<double>(groups) * 90;
    d.spec = filled(specification, {{"most", width}, {"seen", "child_width < " + std::to_string(46 * groups) + " ? 0 : 1"},
                                    {"down", axis("column", names, {{"title", Json{}}, {"labelLimit", 140}})}, {"across", axis("group", numbers, {{"title", "group"}, {"labelAngle", 0}})}});
    return d;
  }

 private:
  static std::string left_out(const char* lead, std::size_t shown, std::size_t all, const char* one, const char* many) {
    return shown == all ? "" : lead + plural(all - shown, one, many) + ".";
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> traits = entry<Figure, Traits>({"traits", "traits", "what each group of rows is like, column by column"});
}  // namespace parts::figures
}  // namespace paribus
