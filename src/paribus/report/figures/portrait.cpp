// The phase portrait: optimizers and the gradient flow on one plane, over the lines of equal loss and the field; and
// their losses and distances in time.
#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/math/resample.hpp"
#include "paribus/report/axis.hpp"
#include "paribus/report/contour.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/spec.hpp"

namespace paribus {
namespace {

// Needles are trails: a line whose width is data. They point where they thin out.
constexpr std::string_view plane = R"json({
 "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
 "data": {"name": "portrait"},
 "usermeta": {"layout": "columns", "columns": 1, "left": 62, "right": 14, "height": 430, "phoneHeight": 330, "labels": true, "lead": true},
 "facet": {"field": "panel", "type": "nominal", "header": {"title": null}},
 "columns": 1, "spacing": {"column": 28, "row": 26}, "bounds": "flush",
 "spec": {"width": 760, "height": 430, "layer": [
  {"transform": [{"filter": "datum.kind=='contour'"}], "mark": {"type": "rule", "style": "hair", "clip": true, "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "y", "...": "$y"}, "x2": {"field": "x2"}, "y2": {"field": "y2"},
    "tooltip": [{"field": "lossText", "title": "loss"}]}},
  {"transform": [{"filter": "datum.kind=='needle'"}], "mark": {"type": "trail", "style": "note", "opacity": 0.55, "clip": true, "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "y", "...": "$y"}, "detail": {"field": "id"},
    "size": {"field": "size", "type": "quantitative", "scale": null, "legend": null}}},
  {"transform": [{"filter": "datum.kind=='flow'"}], "mark": {"type": "line", "style": "curve", "strokeWidth": 3.5, "opacity": 0.85, "clip": true, "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "y", "...": "$y"}, "order": {"field": "time", "type": "quantitative"}}},
  {"transform": [{"filter": "datum.kind=='track'"}], "mark": {"type": "line", "strokeWidth": 1.6, "clip": true, "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "y", "...": "$y"}, "order": {"field": "time", "type": "quantitative"}, "color": "$color", "strokeDash": "$dash"}},
  {"transform": [{"filter": "datum.kind=='track' && datum.dot"}], "mark": {"type": "circle", "size": 30, "opacity": 1, "clip": true, "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "y", "...": "$y"}, "color": "$color",
    "tooltip": [{"field": "series", "title": "optimizer"}, {"field": "timeText", "title": "time"}, {"field": "lossText", "title": "loss"}]}},
  {"transform": [{"filter": "datum.kind=='start'"}], "mark": {"type": "point", "style": "open", "size": 90, "strokeWidth": 2, "opacity": 1, "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "y", "...": "$y"}}}
 ]}
})json";

constexpr std::string_view course = R"json({
 "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
 "data": {"name": "$id"},
 "usermeta": {"layout": "columns", "columns": 1, "left": 62, "right": 14, "height": 250, "phoneHeight": 210, "labels": true},
 "facet": {"field": "panel", "type": "nominal", "header": {"title": null}},
 "columns": 1, "spacing": {"column": 28, "row": 26}, "bounds": "flush",
 "spec": {"width": 760, "height": 250, "layer": [
  {"transform": [{"filter": "datum.kind=='flow'"}], "mark": {"type": "line", "style": "curve", "strokeWidth": 3.5, "opacity": 0.85, "clip": true, "aria": false},
   "encoding": {"x": {"field": "time", "...": "$x"}, "y": {"field": "value", "...": "$y"},
    "tooltip": [{"field": "timeText", "title": "time"}, {"field": "valueText", "title": "gradient flow"}]}},
  {"transform": [{"filter": "datum.kind=='track'"}], "mark": {"type": "line", "strokeWidth": 1.8, "clip": true, "aria": false},
   "encoding": {"x": {"field": "time", "...": "$x"}, "y": {"field": "value", "...": "$y"}, "color": "$color", "strokeDash": "$dash",
    "tooltip": [{"field": "series", "title": "optimizer"}, {"field": "timeText", "title": "time"}, {"field": "valueText", "title": "$what"}]}}
 ]}
})json";

class PortraitFigure final : public Figure {
 public:
  bool leads() const override { return true; }

  std::optional<Drawing> draw(const Answer& a) const override {
    const auto& p = a.portrait;
    if (p.tracks.empty()) return {};
    Drawing d;
    d.id = "portrait";
    contours(p, d.rows);
    needles(p, d.rows);
    d.table.heads = {"", "time", p.across, p.up, "loss", "distance from the flow"};
    for (std::size_t i = 0; i < p.tracks.size(); ++i) track(a, i, d);
    const auto& flow = p.tracks[0];
    d.rows.push_back(Json::Object{{"kind", "start"}, {"panel", ""}, {"x", flow.across[0]}, {"y", flow.up[0]}});
    d.keys = track_keys(a);
    d.keys.push_back({"circle", "start"});
    d.finding = plain(portrait_deck(a));
    d.finding.pop_back();
    d.caption = p.plane + " Thin lines: equal loss, at the even quantiles of the losses in this plane, from " +
                text::number(*std::min_element(p.loss.values.begin(), p.loss.values.end())) + " to " +
                text::number(*std::max_element(p.loss.values.begin(), p.loss.values.end())) +
                ". Needles point, thin end first, where −∇L does within the plane; a path that leaves the plane may "
                "cross them. Dots: some of the steps.";
    d.alt = "The plane of " + p.across + " and " + p.up +
            " with contours of the loss, the field, and one path per optimizer beside the flow’s. " + d.finding + ".";
    auto bound = blanks(a);
    bound.insert(bound.end(), {{"x", whole(axis(p.x), p.across)}, {"y", whole(axis(p.y), p.up)}});
    d.spec = filled(plane, bound);
    return d;
  }

  std::vector<Drawing> more(const Answer& a) const override {
    if (a.portrait.tracks.empty()) return {};
    return {loss(a), distance(a)};
  }

 private:
  /// As far as the grid goes, and no further.
  static Scale axis(const Vector& grid) {
    Scale s = evenly(grid, 5);
    s.low = grid.front(), s.high = grid.back();
    std::erase_if(s.ticks, [&](double t) { return t < s.low || t > s.high; });
    return s;
  }

  /// What lies beyond is cut off, not moved to the edge: lines keep their direction.
  static Json whole(const Scale& s, const std::string& title) {
    Json out = channel(
             s, title, [](double v) { return text::rate(v, 3); }, false),
         scale = *out.find("scale");
    scale.put("clamp", false);
    out.put("scale", scale);
    return out;
  }

  static void contours(const Answer::Portrait& p, Json::Array& out) {
    Vector finite;
    for (const double z : p.loss.values)
      if (std::isfinite(z)) finite.push_back(z);
    constexpr int lines = 16;
    for (int k = 1; k < lines && !finite.empty(); ++k) {
      const double level = quantile(finite, static_cast<double>(k) / lines);
      for (const auto& s : contour(p.x, p.y, p.loss, level))
        out.push_back(Json::Object{{"kind", "contour"},
                                   {"panel", ""},
                                   {"x", s.x0},
                                   {"y", s.y0},
                                   {"x2", s.x1},
                                   {"y2", s.y1},
                                   {"lossText", text::number(level)}});
    }
  }

  /// All of one length, which is that of a cell: what counts is where they point.
  static void needles(const Answer::Portrait& p, Json::Array& out) {
    if (p.field_x.size() < 2 || p.field_y.size() < 2) return;
    const double w = p.field_x[1] - p.field_x[0], h = p.field_y[1] - p.field_y[0];
    std::size_t id = 0;
    for (std::size_t i = 0; i < p.field_y.size(); ++i)
      for (std::size_t j = 0; j < p.field_x.size(); ++j) {
        const double u = p.right(i, j) / w, v = p.upward(i, j) / h, length = std::hypot(u, v);
        if (!(length > 0) || !std::isfinite(length)) continue;
        const double dx = 0.33 * w * u / length, dy = 0.33 * h * v / length;
        const auto end = [&](double sign, double size) {
          out.push_back(Json::Object{{"kind", "needle"},
                                     {"panel", ""},
                                     {"id", id},
                                     {"x", p.field_x[j] + sign * dx},
                                     {"y", p.field_y[i] + sign * dy},
                                     {"size", size}});
        };
        end(-1, 4), end(1, 0.3), ++id;
      }
  }

  static void track(const Answer& a, std::size_t i, Drawing& d) {
    const auto& t = a.portrait.tracks[i];
    const std::size_t every = std::max<std::size_t>(1, t.times.size() / 40);
    for (std::size_t k = 0; k < t.times.size(); ++k) {
      d.rows.push_back(Json::Object{{"kind", track_kind(i)},
                                    {"panel", ""},
                                    {"series", track_key(a, i)},
                                    {"time", t.times[k]},
                                    {"x", t.across[k]},
                                    {"y", t.up[k]},
                                    {"dot", i > 0 && k > 0 && k % every == 0},
                                    {"timeText", text::number(t.times[k])},
                                    {"lossText", text::number(t.loss[k])}});
      if (k % every == 0 || k + 1 == t.times.size())
        d.table.rows.push_back({portrait_name(a, i), text::number(t.times[k]), text::number(t.across[k]),
                                text::number(t.up[k]), text::number(t.loss[k]), text::percent(t.distance[k], 1)});
    }
  }

  /// A number of every track against time.
  static Drawing against_time(const Answer& a, const std::string& id, const std::string& what,
                              Vector Answer::Portrait::Track::*numbers) {
    Drawing d;
    d.id = id;
    d.table.heads = {"", "time", what};
    Vector values, ends{0};
    for (std::size_t i = 0; i < a.portrait.tracks.size(); ++i) {
      const auto& t = a.portrait.tracks[i];
      ends.push_back(t.times.back());
      for (std::size_t k = 0; k < t.times.size(); ++k) {
        const double y = (t.*numbers)[k];
        if (!(y > 0) || !std::isfinite(y)) continue;
        values.push_back(y);
        d.rows.push_back(Json::Object{{"kind", track_kind(i)},
                                      {"panel", ""},
                                      {"series", track_key(a, i)},
                                      {"time", t.times[k]},
                                      {"value", y},
                                      {"timeText", text::number(t.times[k])},
                                      {"valueText", text::number(y)}});
        d.table.rows.push_back({portrait_name(a, i), text::number(t.times[k]), text::number(y)});
      }
    }
    d.keys = track_keys(a);
    auto bound = blanks(a);
    bound.insert(bound.end(), {{"id", id},
                               {"what", what},
                               {"x", channel(
                                         evenly(ends, 6), "time", [](double v) { return text::rate(v, 3); }, false)},
                               {"y", channel(
                                         decades(values, 5), "", [](double v) { return text::rate(v); }, true)}});
    d.spec = filled(course, bound);
    return d;
  }

  static Drawing loss(const Answer& a) {
    const auto& p = a.portrait;
    Drawing d = against_time(a, "descent", "loss", &Answer::Portrait::Track::loss);
    std::vector<std::string> last;
    for (std::size_t i = 1; i < p.tracks.size(); ++i)
      if (!p.tracks[i].diverged) last.push_back(portrait_name(a, i) + " at " + text::number(p.tracks[i].loss.back()));
    d.finding = "The flow ends at a loss of " + text::number(p.tracks[0].loss.back()) +
                (last.empty() ? "" : ", " + text::list(last));
    d.caption =
        "Training loss. One step takes the time of the learning rate, η; with momentum β the time η/(1-β). The time of "
        "Adam and L-BFGS is "
        "a count of learning rates: the gradient does not measure their steps.";
    d.alt = "Loss against time, one line per optimizer beside the flow. " + d.finding + ".";
    return d;
  }

  static Drawing distance(const Answer& a) {
    Drawing d = against_time(a, "distance", "distance from the flow", &Answer::Portrait::Track::distance);
    std::erase_if(d.keys, [](const Key& k) { return k.mark != "series"; });
    d.finding = portrait_distances(a);
    d.caption = "|θ − θ of the flow| at the same time over all parameters, as a share of how far the flow comes.";
    d.alt = "Distance from the flow against time, one line per optimizer. " + d.finding + ".";
    return d;
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> portrait = entry<Figure, PortraitFigure>(
    {"portrait", "phase portrait", "optimizers and the gradient flow on one plane, over loss and field"});
}  // namespace parts::figures
}  // namespace paribus
