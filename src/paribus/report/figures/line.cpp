// The loss along the straight lines from the start to where the flow and each optimizer ended, and whether one of them
// meets a barrier: a maximum on the way that lies above both ends.
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
 "data": {"name": "line"},
 "usermeta": {"layout": "columns", "columns": 1, "left": 62, "right": 14, "height": 250, "phoneHeight": 210, "labels": true},
 "facet": {"field": "panel", "type": "nominal", "header": {"title": null}},
 "columns": 1, "spacing": {"column": 28, "row": 26}, "bounds": "flush",
 "spec": {"width": 760, "height": 250, "layer": [
  {"transform": [{"filter": "datum.kind=='end'"}], "mark": {"type": "rule", "style": "hair", "clip": true, "aria": false},
   "encoding": {"x": {"field": "share", "...": "$x"}}},
  {"transform": [{"filter": "datum.kind=='flow'"}], "mark": {"type": "line", "style": "curve", "strokeWidth": 3.5, "opacity": 0.85, "clip": true, "aria": false},
   "encoding": {"x": {"field": "share", "...": "$x"}, "y": {"field": "loss", "...": "$y"},
    "tooltip": [{"field": "shareText", "title": "of the way"}, {"field": "lossText", "title": "to the flow’s end"}]}},
  {"transform": [{"filter": "datum.kind=='track'"}], "mark": {"type": "line", "strokeWidth": 1.8, "clip": true, "aria": false},
   "encoding": {"x": {"field": "share", "...": "$x"}, "y": {"field": "loss", "...": "$y"}, "color": "$color", "strokeDash": "$dash",
    "tooltip": [{"field": "series", "title": "to the end of"}, {"field": "shareText", "title": "of the way"}, {"field": "lossText", "title": "loss"}]}}
 ]}
})json";

constexpr double noise = 1e-9;  // of the higher end: less than this is rounding

/// What a line meets between its ends.
struct Course {
  double barrier = 0, at = 0;  ///< how far above the higher end it rises, and where; 0: it does not
  double rise = 0;             ///< the farthest that it rises above what came before
  bool leaves = false;         ///< some loss on it is no number
};

Course course(View shares, View loss) {
  Course out;
  double start = 0, end = 0, top = -infinity, least = infinity;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (shares[i] < 0 || shares[i] > 1) continue;
    if (!std::isfinite(loss[i])) out.leaves = true;
    if (shares[i] == 0) start = loss[i];
    end = loss[i];
    if (loss[i] > top) top = loss[i], out.at = shares[i];
    least = std::min(least, loss[i]), out.rise = std::max(out.rise, loss[i] - least);
  }
  const double higher = std::max(start, end), rounding = noise * std::abs(higher);
  out.barrier = top - higher > rounding ? top - higher : 0;
  if (out.rise <= rounding) out.rise = 0;
  return out;
}

class LineFigure final : public Figure {
 public:
  std::optional<Drawing> draw(const Answer& a) const override {
    const auto& p = a.portrait;
    if (p.shares.empty()) return {};
    Drawing d;
    d.id = "line";
    d.table.heads = {"to the end of", "share of the way", "loss"};
    for (const double end : {0.0, 1.0}) d.rows.push_back(Json::Object{{"kind", "end"}, {"panel", ""}, {"share", end}});
    Vector values;
    const auto keys = track_keys(a);
    for (std::size_t i = 0; i < p.tracks.size(); ++i) {
      if (p.tracks[i].straight.empty()) continue;
      d.keys.push_back(keys[i]);
      add(a, i, d, values);
    }
    d.finding = finding(a);
    d.caption = caption(a);
    d.alt = "The loss against the share of the straight way from the start, one line to each end. " + d.finding + ".";
    const Scale x{p.shares.front(), p.shares.back(), false, {0, 0.25, 0.5, 0.75, 1}};
    auto bound = blanks(a);
    bound.insert(bound.end(),
                 {{"x", channel(
                            x, "share of the straight way from the start", [](double v) { return text::percent(v); }, false)},
                  {"y", channel(decades(values, 5), "", [](double v) { return text::rate(v); }, true)}});
    d.spec = filled(specification, bound);
    return d;
  }

 private:
  static void add(const Answer& a, std::size_t i, Drawing& d, Vector& values) {
    const auto& loss = a.portrait.tracks[i].straight;
    for (std::size_t k = 0; k < loss.size(); ++k) {
      const double share = a.portrait.shares[k];
      const std::string way = text::percent(share), height = text::number(loss[k]);
      if (k % 5 == 0) d.table.rows.push_back({portrait_name(a, i), way, height});
      if (!(loss[k] > 0) || !std::isfinite(loss[k])) continue;
      values.push_back(loss[k]);
      d.rows.push_back(Json::Object{{"kind", track_kind(i)},
                                    {"panel", ""},
                                    {"series", track_key(a, i)},
                                    {"share", share},
                                    {"loss", loss[k]},
                                    {"shareText", way},
                                    {"lossText", height}});
    }
  }

  static std::string end_of(const Answer& a, std::size_t i) {
    return i ? "the end of " + portrait_name(a, i) : "the flow’s end";
  }

  static std::string finding(const Answer& a) {
    std::vector<std::string> barred;
    std::size_t lines = 0;
    for (std::size_t i = 0; i < a.portrait.tracks.size(); ++i) {
      const auto& loss = a.portrait.tracks[i].straight;
      if (loss.empty()) continue;
      ++lines;
      const Course c = course(a.portrait.shares, loss);
      if (c.leaves || c.barrier > 0) barred.push_back(end_of(a, i));
    }
    if (barred.empty())
      return lines > 1 ? "No straight way from the start to an end meets a barrier"
                       : "The straight way from the start to the flow’s end meets no barrier";
    return "A barrier stands on the straight " + std::string(barred.size() > 1 ? "ways" : "way") + " from the start to " +
           text::list(barred);
  }

  /// What is said of a line that does not fall all the way; "": it does.
  static std::string told(const Course& c) {
    if (c.leaves) return "leaves every bound";
    if (c.barrier > 0)
      return "rises " + text::number(c.barrier) + " above the higher end, at " + text::percent(c.at) + " of the way";
    return c.rise > 0 ? "rises by " + text::number(c.rise) + " on the way, but not above both ends" : "";
  }

  static std::string caption(const Answer& a) {
    std::vector<std::string> falling;
    std::string said;
    std::size_t lines = 0;
    for (std::size_t i = 0; i < a.portrait.tracks.size(); ++i) {
      if (a.portrait.tracks[i].straight.empty()) continue;
      ++lines;
      const std::string of = told(course(a.portrait.shares, a.portrait.tracks[i].straight));
      if (of.empty()) falling.push_back(end_of(a, i));
      else said += (said.empty() ? "" : "; ") + ("to " + end_of(a, i)) + " it " + of;
    }
    if (!falling.empty()) said += (said.empty() ? "" : "; ") + ("to " + text::list(falling)) + " it falls all the way";
    std::string out = "Training loss at θ₀ + s (θ − θ₀), θ₀ the start and θ the end of each, at " +
                      plural(a.portrait.shares.size(), "share", "shares") +
                      " s of the way, some of them beyond the ends (Goodfellow, Vinyals & Saxe 2015). A barrier is a maximum "
                      "between the ends that lies above both. " +
                      (falling.size() == lines ? "The loss falls all the way." : "The loss: " + said + ".");
    if (lines < a.portrait.tracks.size()) out += " Who diverged has no end.";
    return out;
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> line = entry<Figure, LineFigure>(
    {"line", "straight lines", "the loss along the straight lines from the start to each end, and the barriers on them"});
}  // namespace parts::figures
}  // namespace paribus
