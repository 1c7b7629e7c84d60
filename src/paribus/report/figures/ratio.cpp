// Measured over predicted breaking points, with intervals around 1.
#include <algorithm>
#include <cmath>
#include <set>

#include "paribus/base/text.hpp"
#include "paribus/report/axis.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/spec.hpp"

namespace paribus {
namespace {

constexpr std::string_view specification = R"json({
 "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
 "data": {"name": "ratio"},
 "usermeta": {"layout": "rows", "left": 132, "phoneLeft": 116, "right": 36, "labels": "$labels"},
 "facet": {"row": {"field": "panel", "type": "nominal", "sort": "$panels", "header": {"title": null, "labelOrient": "top", "labelAnchor": "start"}}},
 "spacing": {"row": 14}, "resolve": {"scale": {"x": "shared", "y": "shared"}},
 "spec": {"width": 820, "height": {"step": 27}, "layer": [
  {"data": {"values": [{}]}, "mark": {"type": "rule", "style": "theory", "aria": false}, "encoding": {"x": {"datum": 1, "...": "$x"}}},
  {"transform": [{"filter": "datum.shown"}], "mark": {"type": "rule", "strokeWidth": 5, "opacity": 0.35, "strokeCap": "round", "aria": false},
   "encoding": {"x": {"field": "low", "...": "$x"}, "x2": {"field": "high"}, "y": "$row", "color": "$color"}},
  {"transform": [{"filter": "datum.shown && datum.kind=='start'"}], "mark": {"type": "circle", "size": 80, "opacity": 1, "style": "measured", "aria": false},
   "encoding": {"x": {"field": "ratio", "...": "$x"}, "y": "$row", "color": "$color", "tooltip": "$tips"}},
  {"transform": [{"filter": "datum.shown && datum.kind=='strict'"}], "mark": {"type": "point", "size": 46, "strokeWidth": 1.6, "opacity": 1, "style": "hollow", "aria": false},
   "encoding": {"x": {"field": "ratio", "...": "$x"}, "y": "$row", "color": "$color", "tooltip": "$tips"}},
  {"transform": [{"filter": "datum.shown && datum.kind=='reached'"}], "mark": {"type": "point", "shape": "diamond", "size": 80, "strokeWidth": 2, "opacity": 1, "style": "hollow", "aria": false},
   "encoding": {"x": {"field": "ratio", "...": "$x"}, "y": "$row", "color": "$color", "tooltip": "$tips"}},
  {"transform": [{"filter": "!datum.shown && datum.ratio<1"}], "mark": {"type": "text", "align": "left", "fontSize": 12, "aria": false},
   "encoding": {"x": {"datum": "$left", "...": "$x"}, "y": "$row", "color": "$color", "text": {"field": "offText"}}},
  {"transform": [{"filter": "!datum.shown && datum.ratio>1"}], "mark": {"type": "text", "align": "right", "fontSize": 12, "aria": false},
   "encoding": {"x": {"datum": "$right", "...": "$x"}, "y": "$row", "color": "$color", "text": {"field": "offText"}}},
  {"transform": [{"filter": "datum.shown && datum.kind!='strict'"}], "mark": {"type": "text", "align": "left", "dx": 10, "dy": -8, "fontSize": 12, "fontWeight": 600, "aria": false},
   "encoding": {"x": {"field": "ratio", "...": "$x"}, "y": "$row", "color": "$color", "text": {"field": "ratioText"}}}
 ]}
})json";

class RatioFigure final : public Figure {
 public:
  std::optional<Drawing> draw(const Answer& a) const override {
    Vector xs{0.5, 2};
    for (const auto& r : a.ratios)
      if (std::isfinite(r.ratio.value))
        for (const double v : {r.ratio.value, r.ratio.low, r.ratio.high}) xs.push_back(std::clamp(v, 1e-3, 1e3));
    if (xs.size() == 2) return {};
    const Scale x = decades(xs, 7);
    Drawing d;
    d.id = "ratio";
    d.finding = finding(a);
    d.table.heads = {a.panels.label, a.series.label,         "break",         "prediction", "measured",
                     "predicted",    "measured ÷ predicted", "95 % interval", "assumption"};
    Json::Array order;
    std::set<std::string> definitions;
    bool reached = false;
    for (std::size_t s = 0; s < series_count(a); ++s)
      if (std::any_of(a.ratios.begin(), a.ratios.end(),
                      [&](auto& r) { return r.series == s && std::isfinite(r.ratio.value); }))
        order.emplace_back(series_key(a, s));
    for (const auto& r : a.ratios) {
      const bool start = r.against == "start", finite = std::isfinite(r.ratio.value);
      const std::string interval = finite ? text::span(text::ratio(r.ratio.low), text::ratio(r.ratio.high)) : "–";
      const char* met = r.assumption == Prediction::Assumption::met      ? "met"
                        : r.assumption == Prediction::Assumption::broken ? "broken"
                                                                         : "unknown";
      d.table.rows.push_back({short_label(panel_label(a, r.panel)), series_label(a, r.series), r.definition,
                              start ? "at the start" : "at the point reached",
                              (r.beyond ? "≥ " : "") + text::number(r.measured.value), text::number(r.predicted),
                              text::ratio(r.ratio.value), interval, finite ? met : "no prediction"});
      if (!finite || same_as_start(a, r) || (!start && r.definition != headline_definition(a))) continue;
      definitions.insert(r.definition);
      reached = reached || !start;
      const bool shown = r.ratio.value >= x.low && r.ratio.value <= x.high;
      const std::string kind = !start ? "reached" : r.definition == headline_definition(a) ? "start" : "strict";
      d.rows.push_back(Json::Object{
          {"panel", panel_key(a, r.panel)},
          {"series", series_key(a, r.series)},
          {"kind", kind},
          {"shown", shown},
          {"ratio", r.ratio.value},
          {"low", r.ratio.low},
          {"high", r.ratio.high},
          {"ratioText", (r.beyond ? "≥ " : "") + text::ratio(r.ratio.value)},
          {"offText", r.ratio.value < 1 ? "◂ " + text::ratio(r.ratio.value) : text::ratio(r.ratio.value) + " ▸"},
          {"intervalText", interval},
          {"definition", definition_words(r.definition)}});
    }
    d.keys = series_keys(a, d.rows);
    d.keys.push_back({"dot", "predicted at the start"});
    if (definitions.size() > 1) d.keys.push_back({"ring", "same, objective never above its start"});
    if (reached) d.keys.push_back({"diamond", "predicted at the point reached"});
    d.caption = "Filled: breaking point where " + definition_words(headline_definition(a)) +
                ", over the prediction from the start.";
    if (definitions.size() > 1) d.caption += " Ring: the stricter break, where " + definition_words("descending") + ".";
    if (reached) d.caption += " Open diamond: over the prediction at the point reached by the largest unbroken rate.";
    d.caption += " Bars: 95 % intervals of the mean log ratio over " +
                 plural(replicates(a), "replicate", "replicates") + "; those narrower than the mark are not seen." +
                 beyond(a) + assumption(a);
    d.alt = "Dot plot of measured over predicted breaking points, with intervals around 1. " + d.finding + ".";
    auto bound = blanks(a);
    bound.insert(
        bound.end(),
        {{"x", channel(
                   x, "measured ÷ predicted", [](double v) { return v < 1 ? "1/" + text::rate(1 / v) : text::rate(v); },
                   true)},
         {"left", x.low},
         {"right", x.high},
         {"labels", !a.panels.levels.empty()},
         {"row",
          Json::Object{
              {"field", "series"},
              {"type", "nominal"},
              {"sort", order},
              {"axis",
               Json::Object{
                   {"title", Json{}}, {"domain", false}, {"ticks", false}, {"grid", true}, {"labelLimit", 120}}}}},
         {"tips", Json::Array{Json::Object{{"field", "series"}, {"title", a.series.label}},
                              Json::Object{{"field", "ratioText"}, {"title", "measured ÷ predicted"}},
                              Json::Object{{"field", "intervalText"}, {"title", "95 % interval"}},
                              Json::Object{{"field", "definition"}, {"title", "breaks where"}}}}});
    d.spec = filled(specification, bound);
    return d;
  }

 private:
  static std::string headline_definition(const Answer& a) {
    return std::any_of(a.ratios.begin(), a.ratios.end(), [](auto& r) { return r.definition == "bounded"; })
               ? "bounded"
               : "descending";
  }
  /// Where the curvature did not change, the point reached foretells what the start did, and is not drawn twice.
  static bool same_as_start(const Answer& a, const Answer::Ratio& r) {
    if (r.against == "start") return false;
    const auto* start = find_ratio(a, r.panel, r.series, r.definition, "start");
    return start && std::abs(start->predicted / r.predicted - 1) < 0.01;
  }
  static std::size_t replicates(const Answer& a) {
    std::size_t n = 0;
    for (const auto& r : a.ratios) n = std::max(n, r.runs);
    return n;
  }
  static std::string beyond(const Answer& a) {
    std::size_t n = 0;
    for (const auto& r : a.ratios) n += r.against == "start" ? r.beyond : 0;
    return n ? " " + text::upper_first(plural(n, "search", "searches")) +
                   " found no break: those means are lower bounds."
             : "";
  }

  /// Which assumption failed, and where: "Broken for logistic regression: the loss is not quadratic."
  static std::string assumption(const Answer& a) {
    std::string out;
    for (std::size_t p = 0; p < panel_count(a); ++p)
      for (const auto& r : a.ratios)
        if (r.panel == p && r.assumption == Prediction::Assumption::broken && std::isfinite(r.ratio.value)) {
          out += " Assumption broken" + (a.panels.levels.empty() ? "" : " for " + panel_name(a, p)) +
                 (r.why.empty() ? "." : ": " + r.why + (r.why.back() == '.' ? "" : "."));
          break;
        }
    return out;
  }

  static std::string finding(const Answer& a) {
    std::vector<std::string> right, late, early, open;
    double off = 0;
    for (std::size_t p = 0; p < panel_count(a); ++p) {
      std::vector<const Answer::Ratio*> rs;
      for (std::size_t s = 0; s < series_count(a); ++s)
        if (const auto* r = headline(a, p, s); r && std::isfinite(r->ratio.value)) rs.push_back(r);
      if (rs.empty()) continue;
      const auto all = [&](Agreement g) {
        return std::all_of(rs.begin(), rs.end(), [&](auto* r) { return agreement(*r) == g; });
      };
      double low = infinity, high = 0;
      for (const auto* r : rs) low = std::min(low, r->ratio.value), high = std::max(high, r->ratio.value);
      const std::string name = a.panels.levels.empty() ? "this objective" : panel_name(a, p);
      const auto range = [](double l, double h) {
        const std::string f = text::ratio(l), t = text::ratio(h);
        return f == t ? t : f + " to " + t;
      };
      if (all(Agreement::sharp)) {
        right.push_back(name);
        for (const auto* r : rs) off = std::max({off, std::abs(r->ratio.low - 1), std::abs(r->ratio.high - 1)});
      } else if (all(Agreement::later)) late.push_back(name + " (" + range(low, high) + " times)");
      else if (all(Agreement::earlier)) early.push_back(name + " (" + range(1 / high, 1 / low) + " times)");
      else open.push_back(name);
    }
    std::vector<std::string> said;
    if (!right.empty())
      said.push_back("theory is right to " + std::string(off <= 0.01 ? "1 %" : "2 %") + " for " + text::list(right));
    if (!late.empty()) said.push_back("training breaks later than theory says for " + text::list(late));
    if (!early.empty()) said.push_back("training breaks earlier than theory says for " + text::list(early));
    if (!open.empty()) said.push_back("theory is neither right nor wrong throughout for " + text::list(open));
    std::string out;
    for (const auto& s : said) out += (out.empty() ? "" : "; ") + s;
    return text::upper_first(out);
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> ratio = entry<Figure, RatioFigure>(
    {"ratio", "measured over predicted", "breaking points over their predictions, with intervals around 1"});
}  // namespace parts::figures
}  // namespace paribus
