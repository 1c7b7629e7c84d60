// Coefficients against the strength of a penalty: one line for each feature, the largest ones in color, and upright lines
// where the error on new rows is least and where theory puts that.
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
 "data": {"name": "$id"},
 "usermeta": {"layout": "columns", "columns": "$columns", "left": 62, "height": 230, "phoneHeight": 200, "labels": true},
 "facet": {"field": "panel", "type": "nominal", "sort": "$panels", "header": {"title": null, "labelLimit": 330}},
 "columns": "$columns", "spacing": {"column": 28, "row": 26}, "bounds": "flush",
 "resolve": {"scale": {"x": "shared", "y": "shared"}},
 "spec": {"width": 330, "height": 230, "layer": [
  {"transform": [{"filter": "datum.kind=='best'"}], "mark": {"type": "rule", "style": "theory", "strokeWidth": 1.4, "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}}},
  {"transform": [{"filter": "datum.kind=='foretold'"}], "mark": {"type": "rule", "style": "theory", "strokeWidth": 1.4, "strokeDash": [4, 3], "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}}},
  {"transform": [{"filter": "datum.kind=='other'"}], "mark": {"type": "line", "style": "hair", "strokeWidth": 1, "opacity": 0.8, "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "y", "...": "$y"}, "detail": {"field": "feature"}, "tooltip": "$tips"}},
  {"transform": [{"filter": "datum.kind=='named'"}], "mark": {"type": "line", "strokeWidth": 2, "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "y", "...": "$y"}, "color": "$color", "strokeDash": "$dashes", "tooltip": "$tips"}}
 ]}
})json";

constexpr std::size_t named = 4;   // features in color
using Coefficients = Answer::Coefficients;

double largest(const Coefficients::Path& p) {
  double out = 0;
  for (const double v : p.values) out = std::max(out, std::abs(v));
  return out;
}

std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string out;
  for (const auto& w : words)
    if (!w.empty()) out += (out.empty() ? "" : between) + w;
  return out;
}

class CoefficientsFigure final : public Figure {
 public:
  std::optional<Drawing> draw(const Answer& a) const override {
    auto all = sheets(a);
    return all.empty() ? std::nullopt : std::optional{std::move(all.front())};
  }
  std::vector<Drawing> more(const Answer& a) const override {
    auto all = sheets(a);
    if (!all.empty()) all.erase(all.begin());
    return all;
  }

 private:
  /// Coefficients of one panel and facet have one unit and one set of features: they share a drawing.
  static std::vector<Drawing> sheets(const Answer& a) {
    std::vector<Drawing> out;
    for (std::size_t p = 0; p < panel_count(a); ++p)
      for (std::size_t f = 0; f < facet_count(a); ++f) {
        std::vector<const Coefficients*> held;
        for (const auto& c : a.coefficients)
          if (c.panel == p && c.facet == f) held.push_back(&c);
        if (!held.empty()) out.push_back(sheet(a, held, out.empty() ? "coefficients" : "coefficients-" + std::to_string(out.size() + 1)));
      }
    return out;
  }

  static std::vector<std::string> largest_features(const std::vector<const Coefficients*>& held) {
    std::vector<std::pair<double, std::string>> all;
    for (const auto* c : held)
      for (const auto& path : c->paths) {
        const auto at = std::find_if(all.begin(), all.end(), [&](const auto& x) { return x.second == path.feature; });
        if (at == all.end()) all.emplace_back(largest(path), path.feature);
        else at->first = std::max(at->first, largest(path));
      }
    std::stable_sort(all.begin(), all.end(), [](const auto& x, const auto& y) { return x.first > y.first; });
    std::vector<std::string> out;
    for (std::size_t i = 0; i < std::min(named, all.size()); ++i) out.push_back(all[i].second);
    return out;
  }

  static Drawing sheet(const Answer& a, const std::vector<const Coefficients*>& held, const std::string& id) {
    Drawing d;
    d.id = id;
    d.table.heads = {a.series.label.empty() ? "fit" : a.series.label, "feature", a.axis.label, "coefficient"};
    const auto in_color = largest_features(held);
    Json::Array panels, colored, dashes;
    for (std::size_t i = 0; i < in_color.size(); ++i) {
      colored.emplace_back(in_color[i]);
      dashes.emplace_back(i == 2 ? Json::Array{2, 4} : Json::Array{1, 0});
      d.keys.push_back({"series", in_color[i], i});
    }
    Vector ys;
    std::vector<std::string> found;
    bool measured = false, foretold = false;
    std::size_t features = 0;
    for (const auto* c : held) {
      const std::string name = a.series.levels.empty() ? "all fits" : series_key(a, c->series);
      panels.emplace_back(name);
      features = std::max(features, c->paths.size());
      for (const auto& path : c->paths) {
        const bool shown = std::find(in_color.begin(), in_color.end(), path.feature) != in_color.end();
        for (std::size_t i = 0; i < c->at.size(); ++i) {
          ys.push_back(path.values[i]);
          const std::string x = level_text(a, c->at[i]), y = text::number(path.values[i]);
          d.rows.push_back(Json::Object{{"kind", shown ? "named" : "other"}, {"panel", name}, {"feature", path.feature}, {"x", c->at[i]}, {"y", path.values[i]}, {"xText", x}, {"yText", y}});
          d.table.rows.push_back({name, path.feature, x, y});
        }
      }
      for (const auto& [kind, x] : {std::pair{"best", c->best}, std::pair{"foretold", c->foretold_best}})
        if (std::isfinite(x)) d.rows.push_back(Json::Object{{"kind", kind}, {"panel", name}, {"x", x}});
      measured = measured || std::isfinite(c->best), foretold = foretold || std::isfinite(c->foretold_best);
      if (std::isfinite(c->best))
        found.push_back("at " + level_text(a, c->best) + (c->best == c->at.front() || c->best == c->at.back() ? ", an end of the scale," : "") + (a.series.levels.empty() ? "" : " with " + text::lower_first(series_key(a, c->series))) +
                        (std::isfinite(c->foretold_best) ? " (theory: " + level_text(a, c->foretold_best) + ")" : ""));
    }
    const Scale x = a.axis.logarithmic ? closely(held.front()->at) : evenly(held.front()->at), y = evenly(ys);
    const auto label = [](double v) { return text::rate(v); };
    auto bound = blanks(a);
    std::erase_if(bound, [](auto& b) { return b.first == "columns" || b.first == "panels" || b.first == "color"; });
    const auto by_feature = [&](const Json& range) {
      return Json::Object{{"field", "feature"}, {"type", "nominal"}, {"legend", Json{}}, {"scale", Json::Object{{"domain", colored}, {"range", range}}}};
    };
    bound.insert(bound.end(),
                 {{"id", d.id},
                  {"columns", std::min<std::size_t>(3, panels.size())},
                  {"panels", panels},
                  {"x", channel(x, a.axis.label, label, false)},
                  {"y", channel(y, "coefficient", [](double v) { return text::number(v, 2); }, true)},
                  {"color", by_feature("category")},
                  {"dashes", by_feature(dashes)},
                  {"tips", Json::Array{Json::Object{{"field", "feature"}, {"title", "feature"}}, Json::Object{{"field", "xText"}, {"title", a.axis.label}},
                                       Json::Object{{"field", "yText"}, {"title", "coefficient"}}}}});
    d.spec = filled(specification, bound);
    const std::string where = joined({a.panels.levels.size() > 1 ? panel_name(a, held.front()->panel) : "", a.facets.levels.size() > 1 ? facet_words(a, held.front()->facet) : ""}, ", ");
    const std::string& q = a.quantities.front().label;
    d.finding = (where.empty() ? "" : text::upper_first(where) + ": ") + (found.empty() ? "coefficients of " + plural(features, "feature", "features") : q + " is least " + text::list(found));
    if (where.empty()) d.finding = text::upper_first(d.finding);
    d.caption = "One line for each feature that is in use somewhere (" + text::count(features) + "), in the first replicate; the " + text::count(in_color.size()) +
                " whose coefficients become largest are in color." +
                (measured ? " Upright lines: the " + a.axis.label + " at which the mean of " + q + " over all replicates is least" + (foretold ? "; dashed, where theory (" + a.theories.front() + ") puts that" : "") + "." : "");
    d.alt = "Lines of coefficients against " + a.axis.label + ", in " + plural(panels.size(), "panel", "panels") + ". " + d.finding + ".";
    d.keys.push_back({"curve", "other features"});
    if (measured) d.keys.push_back({"theory", q + " least"});
    if (foretold) d.keys.push_back({"limit", "least by theory"});
    return d;
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> coefficients = entry<Figure, CoefficientsFigure>(
    {"coefficients", "coefficient paths", "the coefficients of a fit against the strength of its penalty, and the strength that is best"});
}  // namespace parts::figures
}  // namespace paribus
