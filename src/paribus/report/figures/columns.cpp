// Every column of a table: a small histogram, and the table of columns.
#include <algorithm>
#include <numeric>

#include "paribus/base/text.hpp"
#include "paribus/data/describe.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/spec.hpp"

namespace paribus {
namespace {

constexpr std::string_view specification = R"json({
 "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
 "data": {"name": "columns"},
 "usermeta": {"layout": "columns", "columns": "$columns", "phoneColumns": 2, "left": 0, "right": 0, "height": 78, "phoneHeight": 78},
 "facet": {"field": "panel", "type": "nominal", "sort": "$panels", "header": {"title": null}},
 "columns": "$columns", "spacing": {"column": 28, "row": 14}, "bounds": "flush",
 "spec": {"width": 160, "height": 78, "layer": [
  {"transform": [{"filter": "datum.kind=='numbers'"}], "mark": {"type": "rect", "style": "share", "aria": false},
   "encoding": {"x": "$x", "x2": {"field": "to"}, "y": "$y", "y2": {"datum": 0}, "tooltip": "$tips"}},
  {"transform": [{"filter": "datum.kind=='words'"}], "mark": {"type": "rect", "style": "level", "aria": false},
   "encoding": {"x": "$x", "x2": {"field": "to"}, "y": "$y", "y2": {"datum": 0}, "tooltip": "$tips"}},
  {"transform": [{"filter": "datum.kind=='ends'"}], "mark": {"type": "text", "align": "left", "baseline": "bottom", "fontSize": 11, "style": "note", "aria": false},
   "encoding": {"x": {"value": 0}, "y": {"value": "height"}, "text": {"field": "low"}}},
  {"transform": [{"filter": "datum.kind=='ends'"}], "mark": {"type": "text", "align": "right", "baseline": "bottom", "fontSize": 11, "style": "note", "aria": false},
   "encoding": {"x": {"value": "width"}, "y": {"value": "height"}, "text": {"field": "high"}}}
 ]}
})json";

constexpr std::size_t most_panels = 48, most_levels = 12;

class Columns final : public Figure {
 public:
  std::optional<Drawing> draw(const Answer& a) const override {
    if (!a.table || a.table->table.columns.empty()) return {};
    const Description& t = a.table->table;
    std::vector<const Description::Column*> order;
    if (const auto* target = t.target()) order.push_back(target);
    for (const auto& c : t.columns)
      if (c.role != Role::target) order.push_back(&c);
    const std::size_t shown = std::min(most_panels, order.size());
    Drawing d;
    d.id = "columns";
    d.open = true;
    std::vector<std::string> panels;
    for (std::size_t j = 0; j < shown; ++j) panels.push_back(order[j]->name);
    panels = told_apart(std::move(panels));
    for (std::size_t j = 0; j < shown; ++j) add(d.rows, panels[j], *order[j], t.rows);
    d.table = table(*a.table);
    const std::size_t words = static_cast<std::size_t>(std::ranges::count(t.columns, true, &Description::Column::categorical));
    const std::size_t numbers = t.columns.size() - words;
    d.finding = plural(t.columns.size(), "column", "columns") + (words == 0 ? ", all of numbers" : numbers == 0 ? ", all of words" : ": " + text::count(numbers) + " of numbers and " + text::count(words) + " of words");
    d.caption = (shown < order.size() ? "The first " + text::count(shown) + " of " + text::count(order.size()) + " columns" : std::string("Every column")) +
                (t.target() ? ", the target before the others" : "") +
                ". Numbers: how many rows lie in each part of the range from minimum to maximum, the ends of which stand below; each height is a share of the fullest part, and no row is too little to be seen. Words: the rows of each level, the most frequent first, at most " +
                std::to_string(most_levels) + " of them.";
    if (const std::string all = together(t); !all.empty()) d.caption += " The table leaves some columns out; " + all + ".";
    d.alt = "Small histograms of " + plural(shown, "column", "columns") + ". " + d.finding + ".";
    const auto quantitative = [](const char* field, double low) {
      return Json::Object{{"field", field}, {"type", "quantitative"}, {"axis", Json{}}, {"scale", Json::Object{{"domain", Json::Array{low, 1}}, {"nice", false}}}};
    };
    d.spec = filled(specification, {{"columns", std::min<std::size_t>(6, shown)}, {"panels", Json::array(panels)}, {"x", quantitative("from", 0)}, {"y", quantitative("height", -0.3)},
                                    {"tips", Json::Array{Json::Object{{"field", "panel"}, {"title", "column"}}, Json::Object{{"field", "what"}, {"title", "values"}}, Json::Object{{"field", "rows"}}}}});
    return d;
  }

 private:
  static void add(Json::Array& out, const std::string& panel, const Description::Column& c, std::size_t rows) {
    std::vector<std::size_t> part(c.count.size());
    std::iota(part.begin(), part.end(), 0u);
    if (c.categorical) {
      std::ranges::stable_sort(part, [&](auto i, auto j) { return c.count[i] > c.count[j]; });
      part.resize(std::min(part.size(), most_levels));
    }
    const auto k = static_cast<double>(part.size());
    const double fullest = c.count.empty() ? 1 : static_cast<double>(*std::ranges::max_element(c.count));
    const double width = c.high - c.low;
    for (std::size_t i = 0; i < part.size(); ++i) {
      const auto at = static_cast<double>(i);
      const auto edge = [&](double j) { return figure_words(c.low + width * j / k); };
      out.push_back(Json::Object{{"kind", c.categorical ? "words" : "numbers"}, {"panel", panel}, {"from", at / k}, {"to", (at + (c.categorical ? 0.9 : 1)) / k},
                                 {"height", c.count[part[i]] == 0 ? 0 : std::max(0.03, static_cast<double>(c.count[part[i]]) / fullest)},
                                 {"what", c.categorical ? short_name(c.levels[part[i]]) : c.few_whole ? figure_words(c.low + at) : text::span(edge(at), edge(at + 1))},
                                 {"rows", share_words(c.count[part[i]], rows)}});
    }
    const bool empty = c.distinct == 0, constant = !c.categorical && c.distinct == 1;
    const std::string low = empty ? "nothing" : c.categorical ? short_name(c.levels[part[0]], 20) : figure_words(c.low);
    const std::string high = c.categorical ? plural(c.distinct, "level", "levels") : constant ? "constant" : empty ? "" : figure_words(c.high);
    out.push_back(Json::Object{{"kind", "ends"}, {"panel", panel}, {"low", low}, {"high", high}});
  }

  /// What the terminal prints, the levels of words, and what is suspicious.
  static Table table(const Diagnosis& d) {
    Table out;
    out.rows = column_table(d.table);
    out.heads = out.rows.front();
    out.rows.erase(out.rows.begin());
    bool words = false;
    auto from = d.table.columns.begin();   // the rows come in the order of the columns
    for (auto& row : out.rows) {
      const auto c = std::find_if(from, d.table.columns.end(), [&](const auto& x) { return short_name(x.name) == row[0]; });
      std::string levels, notes;
      if (c != d.table.columns.end()) {
        from = c + 1;
        if (c->categorical) levels = most_frequent(*c, d.table.rows), words = true;
        for (const auto& s : d.suspicions)
          if (text::printable(s.column) == c->name) notes += (notes.empty() ? "" : "; ") + s.text;
      }
      row.push_back(levels), row.push_back(notes);
    }
    out.heads.push_back(words ? "most frequent" : "");
    out.heads.push_back(d.suspicions.empty() ? "" : "suspicious");
    return out;
  }

  static std::string most_frequent(const Description::Column& c, std::size_t rows) {
    std::vector<std::size_t> order(c.count.size());
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::stable_sort(order, [&](auto i, auto j) { return c.count[i] > c.count[j]; });
    std::vector<std::string> names;
    for (std::size_t i = 0; i < order.size() && i < 3; ++i) names.push_back(short_name(c.levels[order[i]]) + " " + share_words(c.count[order[i]], rows));
    return text::list(names);
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> columns = entry<Figure, Columns>({"columns", "columns", "a small histogram of every column of a table"});
}  // namespace parts::figures
}  // namespace paribus
