// How evenly the classes of a table share its rows.
#include <algorithm>

#include "paribus/base/text.hpp"
#include "paribus/data/describe.hpp"
#include "paribus/report/axis.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/spec.hpp"

namespace paribus {
namespace {

constexpr std::string_view specification = R"json({
 "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
 "data": {"name": "classes"},
 "usermeta": {"layout": "rows", "left": 170, "phoneLeft": 120, "right": 90},
 "facet": {"row": {"field": "panel", "type": "nominal", "header": {"title": null, "labelOrient": "top", "labelAnchor": "start"}}},
 "spacing": {"row": 14},
 "spec": {"width": 820, "height": {"step": 26}, "layer": [
  {"mark": {"type": "bar", "height": 15, "style": "share", "aria": false}, "encoding": {"x": "$x", "y": "$class"}},
  {"mark": {"type": "text", "align": "left", "dx": 9, "fontSize": 12, "fontWeight": 600, "style": "ink", "aria": false},
   "encoding": {"x": "$x", "y": "$class", "text": {"field": "rowsText"}}}
 ]}
})json";

class Classes final : public Figure {
 public:
  std::optional<Drawing> draw(const Answer& a) const override {
    const auto* target = a.table ? a.table->table.target() : nullptr;
    if (!target || !target->categorical || target->count.empty()) return {};
    constexpr std::size_t most = 20;   // as many as the terminal names
    const std::size_t classes = target->count.size(), rows = a.table->table.rows;
    Drawing d;
    d.id = "classes";
    d.finding = balance_words(a.table->table);
    d.table.heads = {target->name, "rows"};
    Json::Array order;
    Vector count{0};
    std::vector<std::string> names;
    for (const auto& level : target->levels) names.push_back(short_name(level));
    names = told_apart(std::move(names));
    for (std::size_t k = 0; k < classes; ++k) {
      const std::string &name = names[k], said = share_words(target->count[k], rows);
      d.table.rows.push_back({name, said});
      if (k >= most) continue;
      order.emplace_back(name);
      count.push_back(static_cast<double>(target->count[k]));
      d.rows.push_back(Json::Object{{"panel", ""}, {"class", name}, {"rows", target->count[k]}, {"rowsText", said}});
    }
    d.caption = "Rows of each class of " + target->name + ", and their share of all rows" +
                (classes > most ? "; the first " + std::to_string(most) + " of " + text::count(classes) + " classes" : "") +
                ". Who always guesses the largest class is right in its share of the rows.";
    d.alt = "A bar for each class, as long as it has rows. " + d.finding + ".";
    Scale x = evenly(count, 6);
    std::erase_if(x.ticks, [](double t) { return t != static_cast<double>(static_cast<std::uint64_t>(t)); });
    d.spec = filled(specification, {{"x", with_field("rows", channel(x, "rows", [](double v) { return text::count(static_cast<std::uint64_t>(v)); }, true))},
                                    {"class", Json::Object{{"field", "class"}, {"type", "nominal"}, {"sort", order},
                                                           {"axis", Json::Object{{"title", Json{}}, {"domain", false}, {"ticks", false}, {"grid", false}, {"labelLimit", 160}}}}}});
    return d;
  }

 private:
  static Json with_field(const char* field, Json channel) {
    channel.put("field", field);
    return channel;
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> classes = entry<Figure, Classes>({"classes", "classes", "how evenly classes share the rows of a table"});
}  // namespace parts::figures
}  // namespace paribus
