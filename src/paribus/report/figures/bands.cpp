// How wide the usable range is: the levels whose score lies within the margin of the best, one bar per series
// (and per level of a further factor, such as the batch size).
#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/evidence/judge.hpp"
#include "paribus/report/axis.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/spec.hpp"

namespace paribus {
namespace {

constexpr std::string_view specification = R"json({
 "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
 "data": {"name": "bands"},
 "usermeta": {"layout": "columns", "columns": "$columns", "left": "$left", "right": 24, "height": {"step": "$step"}, "phoneHeight": {"step": "$step"}},
 "facet": "$panel", "columns": "$columns", "spacing": {"column": 28, "row": 26}, "bounds": "flush",
 "resolve": {"scale": {"x": "shared", "y": "shared"}},
 "spec": {"width": 330, "height": {"step": "$step"}, "layer": [
  {"mark": {"type": "bar", "height": 12, "opacity": 0.35, "cornerRadius": 2, "aria": false},
   "encoding": {"x": {"field": "from", "...": "$x"}, "x2": {"field": "to"}, "y": "$row", "color": "$color",
    "tooltip": [{"field": "row", "title": "$seriesTitle"}, {"field": "rangeText", "title": "within the margin"}, {"field": "bestText", "title": "best at"}, {"field": "scoreText", "title": "best score"}]}},
  {"mark": {"type": "circle", "size": 60, "opacity": 1, "style": "measured", "aria": false}, "encoding": {"x": {"field": "best", "...": "$x"}, "y": "$row", "color": "$color"}},
  {"transform": [{"filter": "datum.lowEdge"}], "mark": {"type": "text", "text": "◂", "dx": -7, "fontSize": 12, "aria": false}, "encoding": {"x": {"field": "from", "...": "$x"}, "y": "$row", "color": "$color"}},
  {"transform": [{"filter": "datum.highEdge"}], "mark": {"type": "text", "text": "▸", "dx": 7, "fontSize": 12, "aria": false}, "encoding": {"x": {"field": "to", "...": "$x"}, "y": "$row", "color": "$color"}}
 ]}
})json";

double wide(const Answer& a, const Answer::Band& b) {
  return a.axis.logarithmic ? std::log10(b.to / b.from) : b.to - b.from;
}

class Bands final : public Figure {
 public:
  std::optional<Drawing> draw(const Answer& a) const override {
    if (a.bands.empty() || a.axis.levels.empty() || series_count(a) * facet_count(a) < 2) return {};
    Drawing d;
    d.id = "bands";
    d.finding = finding(a);
    d.table.heads = {a.panels.label,        a.series.label, a.facets.label,
                     "within " + margin(a), "best at",      "best " + a.metric.label};
    Json::Array order;
    for (std::size_t s = 0; s < series_count(a); ++s)
      for (std::size_t f = 0; f < facet_count(a); ++f) order.emplace_back(row_label(a, s, f));
    for (const auto& b : a.bands) {
      const std::string range = band_text(a, b) + (b.unbroken || std::isnan(b.from) ? "" : ", with gaps");
      // A band of one level would have no width: it is drawn a fortieth of a decade wide.
      const double pad = b.from == b.to && a.axis.logarithmic ? std::pow(10.0, 0.0125) : 1;
      d.rows.push_back(Json::Object{{"panel", panel_key(a, b.panel)},
                                    {"series", series_key(a, b.series)},
                                    {"row", row_label(a, b.series, b.facet)},
                                    {"from", b.from / pad},
                                    {"to", b.to * pad},
                                    {"best", b.best_x},
                                    {"lowEdge", b.low_edge},
                                    {"highEdge", b.high_edge},
                                    {"rangeText", range},
                                    {"bestText", level_text(a, b.best_x)},
                                    {"scoreText", score(a, b.best.value, 1)}});
      d.table.rows.push_back({short_label(panel_label(a, b.panel)), series_label(a, b.series), facet_label(a, b.facet),
                              range, level_text(a, b.best_x),
                              score(a, b.best.value, 1) + " (" + score_span(a, b.best) + ")"});
    }
    d.caption = "Bars: every level of the " + a.axis.label + " whose simultaneous interval lies within " + margin(a) +
                " of the best validation " + a.metric.label +
                " of its own row. Dots: the best level. Arrows: the bar touches the end of the range tried and may go "
                "on beyond it." +
                (a.plan.population == word(Population::new_data) ? " Replicates share training rows, for which these intervals make no allowance." : "") +
                rows_named(a);
    d.alt = "Bars of the usable range of the " + a.axis.label +
            ", one per row and panel, with the best level marked. " + d.finding + ".";
    Vector xs = a.axis.levels;
    auto bound = blanks(a);
    std::size_t longest = 0;
    for (const auto& row : order) longest = std::max(longest, text::width(std::get<std::string>(row.is)));
    bound.insert(bound.end(), {{"x", channel(
                                         a.axis.logarithmic ? decades(xs, 4) : evenly(xs), a.axis.label,
                                         [&](double v) { return level_text(a, v); }, true)},
                               {"step", facet_count(a) > 1 ? 20 : 25},
                               {"left", std::min<std::size_t>(210, 20 + 6 * longest)},
                               {"row", Json::Object{{"field", "row"},
                                                    {"type", "nominal"},
                                                    {"sort", order},
                                                    {"axis", Json::Object{{"title", Json{}},
                                                                          {"domain", false},
                                                                          {"ticks", false},
                                                                          {"grid", false},
                                                                          {"labelLimit", 200}}}}},
                               {"seriesTitle", a.series.label.empty() ? "series" : a.series.label}});
    d.spec = filled(specification, bound);
    return d;
  }

 private:
  static std::string finding(const Answer& a) {
    const auto width_text = [&](const Answer::Band& b) {
      const bool open = b.low_edge || b.high_edge;
      if (b.from == b.to) return std::string("a single level of those tried");
      return (open ? "at least " : "") + (a.axis.logarithmic ? "a factor of " + text::rate(b.to / b.from) : text::number(wide(a, b), 2));
    };
    const auto where = [&](const Answer::Band& b) {
      std::vector<std::string> parts;
      if (!a.panels.levels.empty()) parts.push_back(panel_name(a, b.panel));
      parts.push_back(series_and_facet(a, b.series, b.facet));
      return " (" + parts[0] + (parts.size() > 1 ? ", " + parts[1] : "") + ")";
    };
    const auto less = [&](const Answer::Band& x, const Answer::Band& y) { return wide(a, x) < wide(a, y); };
    std::vector<Answer::Band> known;
    std::copy_if(a.bands.begin(), a.bands.end(), std::back_inserter(known), [](const Answer::Band& b) { return std::isfinite(b.from); });
    if (known.empty()) return "No " + a.axis.label + " is shown to lie within " + margin(a) + " of the best";
    const auto [least, most] = std::minmax_element(known.begin(), known.end(), less);
    const std::string spans = "The usable range of the " + a.axis.label + " spans ", width = width_text(*least);
    if (known.size() == 1) return spans + width + where(*least);
    if (std::all_of(known.begin(), known.end(), [&](const Answer::Band& b) { return width_text(b) == width; }))
      return spans + width + (known.size() == a.bands.size() ? " in every row" : " wherever one is shown");
    return spans + "from " + width + where(*least) + " to " + width_text(*most) + where(*most);
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> bands =
    entry<Figure, Bands>({"bands", "usable range", "the levels whose score lies within the margin of the best"});
}  // namespace parts::figures
}  // namespace paribus
