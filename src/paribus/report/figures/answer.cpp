// The figure of the first screen: the score against the factor above, and below it one rail per series with the
// measured breaking point beside the predicted one. The gap between upright and dot is the message.
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
 "data": {"name": "answer"},
 "usermeta": {"layout": "columns", "columns": "$columns", "left": "$left", "height": "screen", "phoneHeight": 290, "lead": true},
 "facet": "$panel", "columns": "$columns", "spacing": {"column": 28, "row": 26}, "bounds": "flush",
 "resolve": {"scale": {"x": "shared", "y": "shared"}},
 "spec": {"width": 330, "height": 330, "layer": [
  {"transform": [{"filter": "datum.kind=='rail'"}], "mark": {"type": "rule", "style": "hair", "aria": false},
   "encoding": {"x": {"field": "from", "...": "$x"}, "x2": {"field": "to"}, "y": {"field": "rail", "...": "$y"}}},
  {"transform": [{"filter": "datum.kind=='curve'"}], "mark": {"type": "area", "opacity": 0.18, "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "low", "...": "$y"}, "y2": {"field": "high"}, "color": "$color"}},
  {"transform": [{"filter": "datum.kind=='curve'"}],
   "mark": {"type": "line", "strokeWidth": 2, "strokeCap": "round", "strokeJoin": "round", "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "score", "...": "$y"}, "color": "$color", "strokeDash": "$dash"}},
  {"transform": [{"filter": "datum.kind=='curve'"}], "mark": {"type": "point", "filled": true, "size": 260, "opacity": 0, "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "score", "...": "$y"}, "color": "$color",
    "tooltip": [{"field": "series", "title": "$seriesTitle"}, {"field": "xText", "title": "$xTitle"}, {"field": "scoreText", "title": "$scoreTitle"},
                {"field": "intervalText", "title": "95 % interval"}, {"field": "divergedText", "title": "diverged"}]}},
  {"transform": [{"filter": "datum.kind=='edge'"}], "mark": {"type": "rule", "style": "hair", "strokeDash": [2, 3], "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"datum": "$floor", "...": "$y"}, "y2": {"datum": "$ceiling"}}},
  {"transform": [{"filter": "datum.kind=='edge'"}],
   "mark": {"type": "text", "style": "note", "align": "left", "dx": 6, "fontSize": 11.5, "lineBreak": "|", "lineHeight": 14, "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"datum": "$middle", "...": "$y"}, "text": {"field": "label"}}},
  {"transform": [{"filter": "datum.kind=='name'"}], "mark": {"type": "text", "align": "$align", "fontSize": 12, "fontWeight": 600, "limit": 112, "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "rail", "...": "$y"}, "text": {"field": "series"}, "color": "$color"}},
  {"transform": [{"filter": "datum.kind=='predicted'"}],
   "mark": {"type": "tick", "orient": "vertical", "size": 20, "thickness": 2, "style": "theory", "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "rail", "...": "$y"},
    "tooltip": [{"field": "series", "title": "$seriesTitle"}, {"field": "xText", "title": "theory, at the start"}]}},
  {"transform": [{"filter": "datum.kind=='strict'"}], "mark": {"type": "point", "size": 46, "strokeWidth": 1.6, "opacity": 1, "style": "hollow", "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "rail", "...": "$y"}, "color": "$color",
    "tooltip": [{"field": "series", "title": "$seriesTitle"}, {"field": "xText", "title": "rises above its start at"}, {"field": "intervalText", "title": "95 % interval"}]}},
  {"transform": [{"filter": "datum.kind=='measured'"}], "mark": {"type": "circle", "size": 78, "opacity": 1, "style": "measured", "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "rail", "...": "$y"}, "color": "$color",
    "tooltip": [{"field": "series", "title": "$seriesTitle"}, {"field": "xText", "title": "breaks at, measured"}, {"field": "intervalText", "title": "95 % interval"}]}},
  {"transform": [{"filter": "datum.kind=='unfound'"}], "mark": {"type": "text", "text": "▸", "fontSize": 16, "align": "right", "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "rail", "...": "$y"}, "color": "$color",
    "tooltip": [{"field": "series", "title": "$seriesTitle"}, {"field": "xText", "title": "unbroken up to"}]}}
 ]}
})json";

/// The score's axis and the rails below it. Fractions of the data part: 0 its floor, 1 its ceiling, below 0 the rails.
struct Ladder {
  Scale scale;
  double floor, ceiling;
  double at(double f) const {
    return scale.logarithmic ? floor * std::pow(ceiling / floor, f) : floor + f * (ceiling - floor);
  }
};

Ladder ladder(const Answer& a, std::size_t rails) {
  Vector values;
  for (const auto& p : a.points)
    for (const double v : {p.score.value, p.score.low, p.score.high})
      if (std::isfinite(v)) values.push_back(v);
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  Scale s = evenly(values);
  if (a.metric.percent) s = evenly(Vector{std::max(a.metric.low, std::min(0.0, *low)), a.metric.high}, 4);
  else if (*low > 0 && *high > 50 * *low) s = decades(values);
  Ladder out{s, s.low, s.high};
  out.scale.low = out.at(rails ? -(0.095 + 0.108 * static_cast<double>(rails - 1) + 0.08) : 0);
  return out;
}

bool differs(const Answer::Ratio& strict, const Answer::Ratio& loose) {
  return strict.beyond < strict.runs && std::isfinite(strict.measured.value) &&
         strict.measured.value < 0.9 * loose.measured.value;
}

class AnswerFigure final : public Figure {
 public:
  bool leads() const override { return true; }

  std::optional<Drawing> draw(const Answer& a) const override {
    if (a.axis.levels.empty()) return {};
    if (std::none_of(a.points.begin(), a.points.end(), [](auto& p) { return std::isfinite(p.score.value); })) return {};
    const std::size_t rails = a.ratios.empty() ? 0 : series_count(a);
    const Ladder y = ladder(a, rails);
    Scale x = across(a);
    const auto [left, align] = place_names(a, x, rails);
    Drawing d;
    d.id = "answer";
    d.finding = finding(a);
    d.caption = caption(a);
    d.table = table(a);
    rows(a, x, y, rails, align, d.rows);
    d.keys = keys(a);
    if (!rails) d.keys = series_keys(a, d.rows);
    d.alt = text::upper_first(plural(panel_count(a), "panel", "panels")) + " of " + a.metric.label + " against " +
            a.axis.label + ", one line with its interval per " + (a.series.label.empty() ? "series" : a.series.label) +
            (rails ? "; below each, where training breaks and where theory says. " : ". ") + d.finding + ".";
    auto bound = blanks(a);
    const auto writes = [&](double v) { return score(a, v); };
    bound.insert(bound.end(), {{"x", channel(
                                         x, a.axis.label, [&](double v) { return level_text(a, v); }, false)},
                               {"y", channel(y.scale, "", writes, true)},
                               {"left", a.metric.percent ? 46 : 52},
                               {"align", align},
                               {"floor", y.floor},
                               {"ceiling", y.ceiling},
                               {"middle", y.at(0.62)},
                               {"seriesTitle", a.series.label.empty() ? "series" : a.series.label},
                               {"xTitle", a.axis.label},
                               {"scoreTitle", a.metric.label + ", validation"}});
    d.spec = filled(specification, bound);
    return d;
  }

 private:
  static Scale across(const Answer& a) {
    Vector xs = a.axis.levels;
    for (const auto& r : a.ratios) {
      if (r.against == "start") xs.push_back(r.predicted);
      xs.push_back(r.measured.value);
    }
    return a.axis.logarithmic ? decades(xs, panel_count(a) == 1 ? 10 : panel_count(a) == 2 ? 6 : 4) : evenly(xs, 5);
  }

  static double along(const Scale& s, double f) {
    return s.logarithmic ? s.low * std::pow(s.high / s.low, f) : s.low + f * (s.high - s.low);
  }

  /// Names of the rails go where no mark stands: to the left, to the right, or to the left of a widened axis.
  static std::pair<double, std::string> place_names(const Answer& a, Scale& x, std::size_t rails) {
    const double room = panel_count(a) == 1 ? 0.12 : panel_count(a) == 2 ? 0.25 : 0.36;
    double least = infinity, most = -infinity;
    for (const auto& r : a.ratios)
      for (const double v : {r.measured.value, r.against == "start" ? r.predicted : r.measured.value})
        if (std::isfinite(v)) least = std::min(least, v), most = std::max(most, v);
    if (!rails || least > along(x, room)) return {room, "left"};
    if (most < along(x, 1 - room)) return {room, "right"};
    for (int i = 0; i < 6 && least <= along(x, room); ++i)
      x.low = x.logarithmic ? x.low / 10 : x.low - (x.high - x.low) / 4;
    return {room, "left"};
  }

  static void rows(const Answer& a, const Scale& x, const Ladder& y, std::size_t rails, const std::string& align,
                   Json::Array& out) {
    const double room = panel_count(a) == 1 ? 0.12 : panel_count(a) == 2 ? 0.25 : 0.36;
    for (std::size_t p = 0; p < panel_count(a); ++p) {
      if (rails && x.high > a.axis.levels.back() * 1.5)
        out.push_back(Json::Object{{"kind", "edge"},
                                   {"panel", panel_key(a, p)},
                                   {"x", a.axis.levels.back()},
                                   {"label", p ? "" : "none tried|beyond|this line"}});
      for (std::size_t s = 0; s < rails; ++s) {
        const double rail = y.at(-0.095 - 0.108 * static_cast<double>(s));
        const auto row = [&](const char* kind, double at, const std::string& text, const std::string& interval = "") {
          out.push_back(Json::Object{{"kind", kind},
                                     {"panel", panel_key(a, p)},
                                     {"series", series_key(a, s)},
                                     {"rail", rail},
                                     {"x", at},
                                     {"xText", text},
                                     {"intervalText", interval}});
        };
        const bool left = align == "left";
        out.push_back(Json::Object{{"kind", "rail"},
                                   {"panel", panel_key(a, p)},
                                   {"series", series_key(a, s)},
                                   {"rail", rail},
                                   {"from", left ? along(x, room) : x.low},
                                   {"to", left ? x.high : along(x, 1 - room)}});
        row("name", left ? x.low : x.high, "");
        const auto* r = headline(a, p, s);
        if (!r) continue;
        const auto interval = [](const Estimate& e) { return text::span(text::number(e.low), text::number(e.high)); };
        if (std::isfinite(r->predicted)) row("predicted", r->predicted, text::number(r->predicted));
        if (agreement(*r) == Agreement::unfound)
          row("unfound", std::isfinite(r->measured.value) ? r->measured.value : x.high,
              text::number(r->measured.value));
        else row("measured", r->measured.value, text::number(r->measured.value), interval(r->measured));
        const auto* strict = find_ratio(a, p, s, "descending", "start");
        if (strict && strict != r && differs(*strict, *r))
          row("strict", strict->measured.value, text::number(strict->measured.value), interval(strict->measured));
      }
    }
    for (const auto& p : a.points)
      if (p.facet == 0 && std::isfinite(p.score.value))
        out.push_back(Json::Object{{"kind", "curve"},
                                   {"panel", panel_key(a, p.panel)},
                                   {"series", series_key(a, p.series)},
                                   {"x", p.x},
                                   {"score", p.score.value},
                                   {"low", p.score.low},
                                   {"high", p.score.high},
                                   {"xText", level_text(a, p.x)},
                                   {"scoreText", score(a, p.score.value, 1)},
                                   {"intervalText", score_span(a, p.score)},
                                   {"divergedText", text::count(p.diverged) + " of " + text::count(p.runs)}});
  }

  static std::string finding(const Answer& a) {
    std::vector<std::string> said;
    for (const auto& line : answers(a)) {
      std::string s = plain(line);
      said.push_back(s.substr(0, s.find(';') == s.npos ? s.size() - 1 : s.find(';')));
    }
    std::string out;
    for (const auto& s : said) out += (out.empty() ? "" : "; ") + (out.empty() ? s : text::lower_first(s));
    return out.empty() ? text::upper_first(a.metric.label) + " against " + a.axis.label : out;
  }

  static std::string caption(const Answer& a) {
    std::string out = text::upper_first(a.metric.label) +
                      (a.data.validation ? " on " + text::count(a.data.validation) + " validation rows" : "") +
                      (a.plan.budget.empty() ? "" : " after " + a.plan.budget) + "; lines are means over " +
                      plural(a.plan.replicates, "replicate", "replicates") +
                      (a.plan.varied.empty() ? "" : " (" + a.plan.varied + ")") + ".";
    if (a.metric.percent)
      out += " A diverged run scores " + text::number(a.metric.higher ? a.metric.low : a.metric.high) + ".";
    out += drawn_facet(a);
    std::set<std::string> definitions, assumptions, silent;
    std::string broken, met;
    for (const auto& r : a.ratios) {
      if (r.against != "start") continue;
      definitions.insert(r.definition);
      if (!std::isfinite(r.predicted)) silent.insert(r.why.empty() ? r.formula : r.why);
    }
    if (definitions.contains("bounded"))
      out +=
          " Training breaks (dot) where " + definition_words("bounded") + "; " + a.metric.label + " can survive that.";
    if (definitions.contains("descending"))
      out += definitions.size() > 1 ? " Ring: where " + definition_words("descending") + ", if that comes earlier."
                                    : " Training breaks where " + definition_words("descending") + ".";
    std::vector<std::string> holds, fails;
    for (std::size_t p = 0; p < panel_count(a); ++p)
      if (const auto* r = headline(a, p, 0); r && std::isfinite(r->predicted)) {
        if (r->assumption == Prediction::Assumption::met) holds.push_back(panel_name(a, p));
        else fails.push_back(panel_name(a, p) + (r->why.empty() ? "" : " (" + r->why + ")"));
      }
    if (!fails.empty())
      out += " Theory’s assumption " + std::string(holds.empty() ? "" : "holds for " + text::list(holds) + " and ") +
             "is not met" + (a.panels.levels.empty() ? fails[0] : " for " + text::list(fails)) + ".";
    silent.erase("");
    for (const auto& s : silent) out += " " + text::upper_first(s) + (s.back() == '.' ? "" : ".");
    return out;
  }

  static Table table(const Answer& a) {
    Table t{{a.panels.label, a.series.label, a.facets.label, a.axis.label, a.metric.label, "95 % interval", "diverged"},
            {}};
    for (const auto& p : a.points)
      t.rows.push_back({short_label(panel_label(a, p.panel)), series_label(a, p.series), facet_label(a, p.facet),
                        level_text(a, p.x), score(a, p.score.value, 1), score_span(a, p.score),
                        text::count(p.diverged) + " of " + text::count(p.runs)});
    return t;
  }

  static std::vector<Key> keys(const Answer& a) {
    bool silent = false, strict = false, unfound = false;
    std::string quiet;
    for (const auto& r : a.ratios) {
      if (r.against != "start") continue;
      if (!std::isfinite(r.predicted)) silent = true, quiet = series_label(a, r.series);
      if (const auto* h = headline(a, r.panel, r.series))
        strict = strict || (r.definition == "descending" && h != &r && differs(r, *h));
      unfound = unfound || agreement(r) == Agreement::unfound;
    }
    std::vector<Key> out{{"dot", "training breaks, measured"}};
    if (strict) out.push_back({"ring", "first rises above its start"});
    if (unfound) out.push_back({"beyond", "unbroken within the search"});
    out.push_back({"theory", "where theory says it breaks" + (silent ? " (none for " + quiet + ")" : "")});
    out.push_back({"band", a.metric.label + ", mean and 95 % interval"});
    return out;
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> answer = entry<Figure, AnswerFigure>(
    {"answer", "the answer", "the score against the factor, with measured and predicted breaking points"});
}  // namespace parts::figures
}  // namespace paribus
