// The exact loss curve that theory foretells, drawn over the measured one, step by step.
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
 "data": {"name": "overlay"},
 "usermeta": {"layout": "columns", "columns": "$columns", "left": 62, "height": 240, "phoneHeight": 190, "labels": true},
 "facet": {"field": "curve", "type": "nominal", "sort": "$curves", "header": {"title": null, "labelLimit": 330}},
 "columns": "$columns", "spacing": {"column": 28, "row": 26}, "bounds": "flush",
 "resolve": {"scale": {"x": "shared", "y": "shared"}},
 "spec": {"width": 330, "height": 240, "layer": [
  {"transform": [{"filter": "datum.kind=='measured'"}], "mark": {"type": "circle", "size": 34, "opacity": 0.75, "aria": false},
   "encoding": {"x": {"field": "step", "...": "$x"}, "y": {"field": "loss", "...": "$y"}, "color": "$color",
    "tooltip": [{"field": "step"}, {"field": "lossText", "title": "loss, measured"}, {"field": "theoryText", "title": "loss, theory"}]}},
  {"transform": [{"filter": "datum.kind=='theory'"}], "mark": {"type": "line", "strokeWidth": 1.5, "style": "curve", "aria": false},
   "encoding": {"x": {"field": "step", "...": "$x"}, "y": {"field": "loss", "...": "$y"}}}
 ]}
})json";

/// About `most` indices of n, evenly spaced in the logarithm, the ends among them: early steps move most.
std::vector<std::size_t> thinned(std::size_t n, std::size_t most) {
  std::vector<std::size_t> out;
  for (std::size_t k = 0; k < most && n; ++k) {
    const auto i = static_cast<std::size_t>(std::round(
                       std::pow(static_cast<double>(n), static_cast<double>(k) / static_cast<double>(most - 1)))) -
                   1;
    if (out.empty() || i > out.back()) out.push_back(std::min(i, n - 1));
  }
  return out;
}

class OverlayFigure final : public Figure {
 public:
  std::optional<Drawing> draw(const Answer& a) const override {
    if (a.overlays.empty()) return {};
    Drawing d;
    d.id = "overlay";
    d.finding = finding(a);
    d.table.heads = {a.panels.label, a.series.label, a.axis.label, "step", "loss, measured", "loss, theory"};
    Vector losses, steps;
    Json::Array curves;
    for (const auto& o : a.overlays) {
      std::string name = series_label(a, o.series);
      if (panels(a) > 1) name = short_label(panel_label(a, o.panel)) + (name.empty() ? "" : ", " + name);
      name += (name.empty() ? "" : ", ") + (a.axis.label.empty() ? std::string("at") : a.axis.label) + " " +
              level_text(a, o.x);
      curves.emplace_back(name);
      const std::size_t n = std::min({o.steps.size(), o.measured.size(), o.predicted.size()});
      const auto put = [&](const char* kind, std::size_t i, double loss) {
        if (!(loss > 0) || !std::isfinite(loss)) return;
        losses.push_back(loss);
        steps.push_back(o.steps[i] + 1);
        d.rows.push_back(Json::Object{{"curve", name},
                                      {"series", series_key(a, o.series)},
                                      {"kind", kind},
                                      {"step", o.steps[i] + 1},
                                      {"loss", loss},
                                      {"lossText", text::number(o.measured[i])},
                                      {"theoryText", text::number(o.predicted[i])}});
      };
      for (const std::size_t i : thinned(n, 200)) put("theory", i, o.predicted[i]);
      for (const std::size_t i : thinned(n, 32)) {
        put("measured", i, o.measured[i]);
        d.table.rows.push_back({short_label(panel_label(a, o.panel)), series_label(a, o.series), level_text(a, o.x),
                                text::count(static_cast<std::uint64_t>(o.steps[i])), text::number(o.measured[i]),
                                text::number(o.predicted[i])});
      }
    }
    if (losses.empty()) return {};
    d.keys = {{"series", "measured", 0}, {"curve", "theory, the exact curve"}};
    d.keys[0].mark = "points";
    d.caption =
        "Training loss after each step, one replicate each. Line: the closed form of the same update on a quadratic "
        "objective, computed from its eigenvalues and its start, with nothing fitted. Both axes are logarithmic; step "
        "1 is the start.";
    d.alt = text::upper_first(plural(a.overlays.size(), "panel", "panels")) +
            " of loss against step, measured points on the curve of theory. " + d.finding + ".";
    Scale y = decades(losses, 4), x = decades(steps, 4);
    x.high = 1.12 * *std::max_element(steps.begin(), steps.end());
    std::erase_if(x.ticks, [&](double t) { return t > x.high; });
    auto bound = blanks(a);
    std::erase_if(bound, [](auto& b) { return b.first == "columns"; });
    bound.insert(bound.end(), {{"columns", std::min<std::size_t>(3, curves.size())},
                               {"curves", curves},
                               {"x", channel(
                                         x, "step", [](double v) { return text::rate(v); }, false)},
                               {"y", channel(
                                         y, "", [](double v) { return text::rate(v); }, true)}});
    d.spec = filled(specification, bound);
    return d;
  }

 private:
  static std::size_t panels(const Answer& a) {
    std::size_t n = 0;
    for (std::size_t p = 0; p < panel_count(a); ++p)
      n += std::any_of(a.overlays.begin(), a.overlays.end(), [&](auto& o) { return o.panel == p; });
    return n;
  }

  static std::string finding(const Answer& a) {
    double worst = 0;
    for (const auto& o : a.overlays) worst = std::isnan(o.worst) ? infinity : std::max(worst, o.worst);
    if (!std::isfinite(worst)) return "The curve of theory cannot be compared with the measured loss at every step";
    const std::string size = worst == 0     ? "any bit"
                             : worst < 1e-3 ? text::number(worst, 2) + " of the first loss"
                                            : text::percent(worst, 1) + " of the first loss";
    return worst <= 0.01 ? "Theory foretells the whole loss curve: at no step is it off by more than " + size
                         : "Theory’s curve leaves the measured loss by up to " + size;
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> overlay =
    entry<Figure, OverlayFigure>({"overlay", "loss curves", "the exact loss curve of theory over the measured one"});
}  // namespace parts::figures
}  // namespace paribus
