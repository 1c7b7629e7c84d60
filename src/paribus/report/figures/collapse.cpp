// The objective's growth against the rate in units of the predicted limit. Where theory is right the curves fall
// together and break at 1; where it is not they visibly do not.
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
 "data": {"name": "collapse"},
 "usermeta": {"layout": "columns", "columns": "$columns", "left": 62, "height": 250, "phoneHeight": 190},
 "facet": "$panel", "columns": "$columns", "spacing": {"column": 28, "row": 26}, "bounds": "flush",
 "resolve": {"scale": {"x": "shared", "y": "shared"}},
 "spec": {"width": 330, "height": 250, "layer": [
  {"data": {"values": [{}]}, "mark": {"type": "rule", "style": "theory", "strokeDash": [5, 4], "aria": false}, "encoding": {"x": {"datum": 1, "...": "$x"}}},
  {"data": {"values": [{}]}, "mark": {"type": "rule", "style": "hair", "aria": false}, "encoding": {"y": {"datum": 1, "...": "$y"}}},
  {"transform": [{"filter": "datum.diverged==0"}], "mark": {"type": "area", "opacity": 0.18, "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "low", "...": "$y"}, "y2": {"field": "high"}, "color": "$color"}},
  {"transform": [{"filter": "datum.diverged==0"}], "mark": {"type": "line", "strokeWidth": 2, "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "growth", "...": "$y"}, "color": "$color", "strokeDash": "$dash"}},
  {"transform": [{"filter": "datum.diverged==0"}], "mark": {"type": "point", "filled": true, "size": 22, "opacity": 1, "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "growth", "...": "$y"}, "color": "$color",
    "tooltip": [{"field": "series", "title": "$seriesTitle"}, {"field": "xText", "title": "rate ÷ limit"}, {"field": "growthText", "title": "objective, end ÷ start"}]}},
  {"transform": [{"filter": "datum.diverged>0"}], "mark": {"type": "point", "shape": "M-1,-1L1,1M-1,1L1,-1", "size": 26, "strokeWidth": 1.8, "opacity": 1, "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"datum": "$edge", "...": "$y"}, "color": "$color",
    "tooltip": [{"field": "series", "title": "$seriesTitle"}, {"field": "xText", "title": "rate ÷ limit"}, {"field": "divergedText", "title": "diverged"}]}},
  {"transform": [{"filter": "datum.note!=null"}], "mark": {"type": "text", "style": "note", "align": "right", "dy": 17, "fontSize": 11.5, "aria": false},
   "encoding": {"x": {"datum": "$right", "...": "$x"}, "y": {"datum": "$edge", "...": "$y"}, "text": {"field": "note"}}}
 ]}
})json";

/// What the curves of one panel do on the far side of the limit.
enum class Passage { breaks, unharmed, mixed, untried };

Passage passage(const Answer& a, std::size_t panel) {
  bool tried = false, harmed = false, unharmed = false, early = false;
  for (const auto& g : a.collapse) {
    if (g.panel != panel || g.facet != 0) continue;
    const bool rose = g.diverged > 0 || !(g.growth.value <= 1);
    if (g.x > 1.02) tried = true, (rose ? harmed : unharmed) = true;
    else if (g.x < 0.98) early = early || rose;
  }
  if (!tried) return Passage::untried;
  if (harmed && !unharmed && !early) return Passage::breaks;
  return unharmed && !harmed ? Passage::unharmed : Passage::mixed;
}

class Collapse final : public Figure {
 public:
  std::optional<Drawing> draw(const Answer& a) const override {
    if (a.collapse.empty()) return {};
    Drawing d;
    d.id = "collapse";
    d.finding = finding(a);
    d.table.heads = {a.panels.label,           a.series.label,  "rate ÷ limit",
                     "objective, end ÷ start", "95 % interval", "diverged"};
    Vector xs{1}, ys{1};
    for (const auto& g : a.collapse) {
      if (g.facet != 0) continue;
      d.table.rows.push_back(
          {short_label(panel_label(a, g.panel)), series_label(a, g.series), text::number(g.x),
           text::number(g.growth.value),
           std::isfinite(g.growth.low) ? text::span(text::number(g.growth.low), text::number(g.growth.high)) : "–",
           text::count(g.diverged) + " of " + text::count(g.runs)});
      // Far below the limit every curve is flat; the table keeps what the picture leaves out.
      if (g.x < 1e-3 || (!g.diverged && !(g.growth.value > 0))) continue;
      xs.push_back(g.x);
      if (!g.diverged) ys.push_back(std::clamp(g.growth.value, 1e-12, 1e3));
      d.rows.push_back(Json::Object{{"panel", panel_key(a, g.panel)},
                                    {"series", series_key(a, g.series)},
                                    {"x", g.x},
                                    {"growth", g.growth.value},
                                    {"low", g.growth.low > 0 ? g.growth.low : g.growth.value},
                                    {"high", g.growth.high},
                                    {"diverged", g.diverged},
                                    {"xText", text::number(g.x)},
                                    {"growthText", text::number(g.growth.value)},
                                    {"divergedText", text::count(g.diverged) + " of " + text::count(g.runs)}});
    }
    Scale x = decades(xs, 6), y = decades(ys, 4);
    x.high = 1.25 * *std::max_element(xs.begin(), xs.end());
    const double edge = 20 * std::max(1.0, *std::max_element(ys.begin(), ys.end()));
    y.high = 4 * edge;
    std::erase_if(x.ticks, [&](double t) { return t > x.high; });
    for (std::size_t p = 0; p < panel_count(a); ++p)
      if (std::any_of(a.collapse.begin(), a.collapse.end(),
                      [&](auto& g) { return g.panel == p && g.facet == 0 && g.diverged && g.x >= 1e-3; }))
        d.rows.push_back(
            Json::Object{{"panel", panel_key(a, p)}, {"series", series_key(a, 0)}, {"note", "× diverged"}});
    d.keys = series_keys(a, d.rows);
    d.keys.push_back({"limit", "predicted limit"});
    d.caption = "Training objective at the end, as a multiple of its start" +
                (a.plan.budget.empty() ? std::string() : " (" + a.plan.budget + ")") +
                ", against the rate in units of the limit predicted at the start: " + units(a) +
                ". Crosses on the upper edge: at least one run diverged." + drawn_facet(a) + left_out(a);
    d.alt = text::upper_first(plural(panel_count(a), "panel", "panels")) +
            " of the growth of the training objective against the rate divided by its predicted limit. " + d.finding +
            ".";
    auto bound = blanks(a);
    bound.insert(bound.end(), {{"x", channel(
                                         x, "rate ÷ predicted limit", [](double v) { return text::rate(v); }, false)},
                               {"y", channel(
                                         y, "", [](double v) { return text::rate(v); }, false)},
                               {"edge", edge},
                               {"right", x.high},
                               {"seriesTitle", a.series.label.empty() ? "series" : a.series.label}});
    d.spec = filled(specification, bound);
    return d;
  }

 private:
  static std::string units(const Answer& a) {
    std::vector<std::string> out;
    for (std::size_t s = 0; s < series_count(a); ++s)
      if (const auto* r = headline(a, 0, s); r && std::isfinite(r->predicted) && !r->formula.empty())
        out.push_back(unbroken(r->formula) + (a.series.levels.empty() ? "" : " for " + series_label(a, s)));
    return out.empty() ? "1 is the limit" : text::list(out);
  }

  static std::string left_out(const Answer& a) {
    std::vector<std::string> out;
    for (std::size_t s = 0; s < series_count(a); ++s)
      if (std::none_of(a.collapse.begin(), a.collapse.end(), [&](auto& g) { return g.series == s; }))
        out.push_back(series_label(a, s));
    return out.empty() ? "" : " Without a predicted limit, and so left out: " + text::list(out) + ".";
  }

  static std::string finding(const Answer& a) {
    std::vector<std::string> breaks, unharmed, mixed, untried;
    for (std::size_t p = 0; p < panel_count(a); ++p) {
      const std::string name = a.panels.levels.empty() ? "training" : panel_name(a, p);
      bool sharp = true;  // the grid alone cannot say "at 1": the searched breaking points must agree
      for (const auto& r : a.ratios)
        sharp = sharp && (r.panel != p || r.against != "start" || r.definition != "bounded" ||
                          !std::isfinite(r.ratio.value) || agreement(r) == Agreement::sharp);
      switch (passage(a, p)) {
        case Passage::breaks: (sharp ? breaks : mixed).push_back(name); break;
        case Passage::unharmed: unharmed.push_back(name); break;
        case Passage::mixed: mixed.push_back(name); break;
        case Passage::untried: untried.push_back(name); break;
      }
    }
    const auto verb = [](const std::vector<std::string>& who, const char* one, const char* many) {
      return text::list(who) + (who.size() == 1 ? one : many);
    };
    std::vector<std::string> said;
    if (!breaks.empty())
      said.push_back(verb(breaks, " breaks at 1", " break at 1") +
                     (series_count(a) > 1
                          ? " for every " + (a.series.label.empty() ? "series" : a.series.label) + " with a limit"
                          : ""));
    if (!unharmed.empty()) said.push_back(verb(unharmed, " passes it unharmed", " pass it unharmed"));
    if (!mixed.empty()) said.push_back(verb(mixed, " does not break cleanly at 1", " do not break cleanly at 1"));
    if (!untried.empty()) said.push_back(verb(untried, " was not tried beyond it", " were not tried beyond it"));
    std::string out = "Measured in units of the limit, ";
    for (std::size_t i = 0; i < said.size(); ++i) out += (i ? "; " : "") + said[i];
    return out;
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> collapse = entry<Figure, Collapse>(
    {"collapse", "in units of the limit", "the objective's growth against the rate divided by its predicted limit"});
}  // namespace parts::figures
}  // namespace paribus
