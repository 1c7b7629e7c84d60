// A quantity along the steps of single runs, beside the level or the curve that theory foretells for it.
#include <algorithm>
#include <cmath>
#include <functional>

#include "paribus/base/text.hpp"
#include "paribus/math/resample.hpp"
#include "paribus/report/axis.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/spec.hpp"

namespace paribus {
namespace {

constexpr std::string_view specification = R"json({
 "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
 "data": {"name": "$id"},
 "usermeta": {"layout": "columns", "columns": "$columns", "left": 62, "height": 230, "phoneHeight": 200, "labels": true},
 "facet": {"field": "panel", "type": "nominal", "sort": "$panels", "header": {"title": null, "labelLimit": 330}},
 "columns": "$columns", "spacing": {"column": 28, "row": 26}, "bounds": "flush",
 "resolve": {"scale": {"x": "shared", "y": "shared"}},
 "spec": {"width": 330, "height": 230, "layer": [
  {"transform": [{"filter": "datum.kind=='theory'"}], "mark": {"type": "line", "clip": true, "aria": false},
   "encoding": {"x": {"field": "step", "...": "$x"}, "y": {"field": "value", "...": "$y"}, "color": "$color", "detail": {"field": "rank"},
    "strokeWidth": {"condition": {"test": "datum.rank==0", "value": 1}, "value": 0.6},
    "strokeDash": {"condition": {"test": "datum.met", "value": [1, 0]}, "value": [5, 4]}}},
  {"transform": [{"filter": "datum.kind=='measured'"}], "mark": {"type": "line", "strokeWidth": 2, "opacity": 0.8, "clip": true, "aria": false},
   "encoding": {"x": {"field": "step", "...": "$x"}, "y": {"field": "value", "...": "$y"}, "color": "$color", "strokeDash": "$dashes",
    "tooltip": [{"field": "level", "title": "$along"}, {"field": "stepText", "title": "$clock"}, {"field": "valueText", "title": "measured"}, {"field": "theoryText", "title": "theory"}]}}
 ]}
})json";

class TraceFigure final : public Figure {
 public:
  std::optional<Drawing> draw(const Answer& a) const override {
    const auto names = curves(a);
    return names.empty() ? std::nullopt : sheet(a, names[0], "trace");
  }
  std::vector<Drawing> more(const Answer& a) const override {
    const auto names = curves(a);
    std::vector<Drawing> out;
    for (std::size_t i = 1; i < names.size(); ++i)
      if (auto d = sheet(a, names[i], "trace-" + names[i])) out.push_back(std::move(*d));
    return out;
  }

 private:
  static std::vector<std::string> curves(const Answer& a) {
    std::vector<std::string> out;
    for (const auto& t : a.traces)
      if (std::find(out.begin(), out.end(), t.curve) == out.end()) out.push_back(t.curve);
    return out;
  }

  /// One drawing: a curve of all runs that are traced.
  static std::optional<Drawing> sheet(const Answer& a, const std::string& curve, const std::string& id) {
    Drawing d;
    d.id = id;
    bool timed = false;
    std::vector<std::size_t> said;  // the theories that say something of it
    for (const auto& t : a.traces)
      for (const auto& line : t.foretold)
        if (t.curve == curve && std::find(said.begin(), said.end(), line.theory) == said.end()) said.push_back(line.theory);
    std::sort(said.begin(), said.end());
    Json::Array panels, levels;
    Vector ys, steps, xs;
    bool level_only = true;
    std::size_t every = 1;
    for (const auto& t : a.traces)
      if (t.curve == curve) {
        if (std::find(xs.begin(), xs.end(), t.x) == xs.end()) xs.push_back(t.x);
        timed = timed || t.timed, every = std::max(every, t.every);
      }
    const std::string clock = timed ? "time" : "step";
    d.table.heads = {a.panels.label, a.series.label, a.facets.label, a.axis.label, clock, "measured"};
    for (const auto i : said) d.table.heads.push_back(said.size() > 1 ? a.theories[i] : "theory");
    std::sort(xs.begin(), xs.end());
    for (const double x : xs) levels.emplace_back(level_text(a, x));
    for (const auto& t : a.traces) {
      if (t.curve != curve) continue;
      const std::string x = level_text(a, t.x);
      const Json name{panel(a, t)}, level{x};
      if (std::none_of(panels.begin(), panels.end(), [&](const Json& p) { return p.text() == name.text(); }))
        panels.push_back(name);
      for (std::size_t i = 0; i < t.steps.size(); ++i) {
        const std::string at = timed ? text::number(t.steps[i]) : steps_text(t.steps[i]);
        std::vector<std::string> row{short_label(panel_label(a, t.panel)), series_label(a, t.series),
                                     facet_label(a, t.facet), x, at, text::number(t.values[i])};
        std::string first;
        const auto put = [&](const char* kind, double y, std::size_t rank, bool met) {
          if (!(y > 0) || !std::isfinite(y)) return;
          if (20 * i >= t.steps.size()) ys.push_back(y);  // the first steps may be far from all that follows
          steps.push_back(t.steps[i]);
          d.rows.push_back(Json::Object{{"kind", kind},
                                        {"panel", name},
                                        {"level", level},
                                        {"step", t.steps[i]},
                                        {"stepText", at},
                                        {"value", y},
                                        {"rank", rank},
                                        {"met", met},
                                        {"valueText", text::number(t.values[i])},
                                        {"theoryText", first}});
        };
        for (std::size_t k = 0; k < said.size(); ++k) {
          const auto line = std::find_if(t.foretold.begin(), t.foretold.end(), [&](const auto& l) { return l.theory == said[k]; });
          const double predicted = line == t.foretold.end()    ? std::nan("")
                                   : line->values.size() == 1 ? line->values[0]
                                                               : line->values[i];
          row.push_back(text::number(predicted));
          if (line == t.foretold.end()) continue;
          if (first.empty()) first = row.back();
          level_only = level_only && line->values.size() == 1;
          if (line->values.size() > 1 || i == 0 || i + 1 == t.steps.size()) put("theory", predicted, k, line->met);
        }
        put("measured", t.values[i], 0, false);
        d.table.rows.push_back(std::move(row));
      }
    }
    if (ys.empty()) return {};
    const double low = quantile(ys, 0.005), high = quantile(ys, 0.995);
    const Scale x = evenly(steps, 4), y = closely(Vector{low, high}, 6);
    Json::Array dashes;
    for (std::size_t i = 0; i < xs.size(); ++i) dashes.emplace_back(i == 2 ? Json::Array{2, 4} : Json::Array{1, 0});
    const std::function<std::string(double)> rate = [](double v) { return v < 1e4 ? text::rate(v) : text::number(v, 2); };
    auto bound = blanks(a);
    std::erase_if(bound, [](auto& b) { return b.first == "columns" || b.first == "panels" || b.first == "color"; });
    bound.insert(bound.end(),
                 {{"id", d.id},
                  {"columns", std::min<std::size_t>(3, panels.size())},
                  {"panels", panels},
                  {"along", a.axis.label},
                  {"dashes", Json::Object{{"field", "level"},
                                          {"type", "nominal"},
                                          {"legend", Json{}},
                                          {"scale", Json::Object{{"domain", levels}, {"range", dashes}}}}},
                  {"clock", clock},
                  {"x", channel(x, clock, timed ? rate : steps_text, false)},
                  {"y", channel(y, "", rate, true)},
                  {"color", Json::Object{{"field", "level"},
                                         {"type", "nominal"},
                                         {"legend", Json{}},
                                         {"scale", Json::Object{{"domain", levels}, {"range", "category"}}}}}});
    d.spec = filled(specification, bound);
    std::string what = curve;
    std::replace(what.begin(), what.end(), '_', ' ');
    const std::string shape = level_only ? "level" : "curve";
    d.finding = text::upper_first(what) + " along single runs" + (said.empty() ? "" : ", beside the " + shape + " of theory");
    d.caption = "One run for each line, the first replicate, at " +
                plural(xs.size(), a.axis.label, several(a.axis.label)) +
                ". What lies beyond the scale is drawn at its edge." +
                (every > 1 ? " Of long curves one of " + text::count(every) + " points is drawn." : "") + told(a, said, level_only);
    d.alt = text::upper_first(plural(panels.size(), "panel", "panels")) + " of " + what + " against " + clock + ". " +
            d.finding + ".";
    for (std::size_t i = 0; i < xs.size(); ++i)
      d.keys.push_back({"points", a.axis.label + " " + level_text(a, xs[i]), i});
    for (auto& k : d.keys) k.mark = "series";
    return d;
  }

  static std::string told(const Answer& a, const std::vector<std::size_t>& said, bool level_only) {
    if (said.empty()) return "";
    std::vector<std::string> others;
    for (std::size_t k = 1; k < said.size(); ++k) others.push_back(a.theories[said[k]]);
    return " Thin " + std::string(level_only ? "level " : "") + "lines: what " + a.theories[said[0]] + " foretells" +
           (others.empty() ? "" : ", thinner ones " + text::list(others)) +
           ", dashed where its assumption is not known to be met.";
  }

  static std::string panel(const Answer& a, const Answer::Trace& t) {
    std::string out;
    const auto add = [&](const std::string& s) {
      if (!s.empty()) out += (out.empty() ? "" : " · ") + s;
    };
    if (!a.panels.levels.empty()) add(panel_key(a, t.panel));
    if (!a.series.levels.empty()) add(series_key(a, t.series));
    if (!a.facets.levels.empty()) add(facet_words(a, t.facet));
    return out;
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> trace = entry<Figure, TraceFigure>(
    {"trace", "quantity along runs", "a quantity along the steps of single runs, beside theory's level or curve"});
}  // namespace parts::figures
}  // namespace paribus
