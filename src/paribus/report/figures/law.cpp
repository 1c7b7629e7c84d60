// A measured quantity along one factor, with intervals, and what theories foretell for each point beside it. Quantities
// of one unit share a drawing and its scales.
#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/report/axis.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/shades.hpp"
#include "paribus/report/spec.hpp"

namespace paribus {
namespace {

constexpr std::string_view specification = R"json({
 "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
 "data": {"name": "$id"},
 "usermeta": "$meta",
 "facet": {"field": "panel", "type": "nominal", "sort": "$panels", "header": {"title": null, "labelLimit": 380, "labelExpr": "split(datum.label, ' · ')", "labelLineHeight": 16}},
 "columns": "$columns", "spacing": {"column": 28, "row": 26}, "bounds": "flush",
 "resolve": {"scale": {"x": "shared", "y": "shared"}},
 "spec": {"width": 380, "height": 300, "layer": [
  {"transform": [{"filter": "datum.kind=='shade'"}], "mark": {"type": "rect", "clip": true, "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "x2": {"field": "x2"}, "y": {"field": "y", "...": "$y"}, "y2": {"field": "y2"}, "color": "$color",
    "opacity": {"field": "share", "type": "quantitative", "legend": null, "scale": {"domain": [0, 1], "range": [0, 0.4]}}, "tooltip": "$shades"}},
  {"transform": [{"filter": "datum.kind=='mark'"}], "mark": {"type": "rule", "strokeWidth": 1.2, "strokeDash": [2, 3], "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "color": "$color", "tooltip": "$tips"}},
  {"transform": [{"filter": "datum.kind=='theory'"}], "mark": {"type": "rule", "strokeCap": "butt", "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "x2": {"field": "x2"}, "y": {"field": "y", "...": "$y"}, "y2": {"field": "y2"}, "color": "$color",
    "strokeWidth": {"condition": {"test": "datum.rank==0", "value": 1.8}, "value": 0.9},
    "strokeDash": {"field": "dash", "type": "nominal", "legend": null, "scale": {"domain": ["solid", "dotted", "broken"], "range": [[1, 0], [2, 4], [5, 4]]}}}},
  {"transform": [{"filter": "datum.kind=='cell'"}, {"filter": "datum.low!=null"}], "mark": {"type": "rule", "strokeWidth": 5, "opacity": 0.35, "strokeCap": "round", "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "low", "...": "$y"}, "y2": {"field": "high"}, "color": "$color"}},
  {"transform": [{"filter": "datum.kind=='cell'"}], "mark": {"type": "point", "filled": true, "size": 78, "opacity": 1, "style": "measured", "aria": false},
   "encoding": {"x": {"field": "x", "...": "$x"}, "y": {"field": "y", "...": "$y"}, "color": "$color", "shape": "$shape", "tooltip": "$tips"}}
 ]}
})json";

constexpr const char* shapes[] = {"circle", "square", "diamond", "triangle-up"};

std::vector<std::string> units(const Answer& a) {
  std::vector<std::string> out;
  for (const auto& q : a.quantities)
    if (std::find(out.begin(), out.end(), q.unit) == out.end()) out.push_back(q.unit);
  return out;
}

std::string assumption_text(Prediction::Assumption x) {
  return x == Prediction::Assumption::met ? "met" : x == Prediction::Assumption::broken ? "broken" : "unknown";
}

/// One drawing: the laws of one unit.
class Sheet {
 public:
  Sheet(const Answer& a, std::string unit, bool leads) : a_{a}, unit_{std::move(unit)}, leads_{leads} {
    for (std::size_t i = 0; i < a.quantities.size(); ++i)
      if (a.quantities[i].unit == unit_) ++quantities_, first_ = quantities_ == 1 ? i : first_;
  }

  std::optional<Drawing> draw() {
    d_.id = leads_ ? "law" : "law-" + a_.quantities[first_].name;
    heads();
    for (const auto& l : a_.laws)
      if (a_.quantities[l.quantity].unit == unit_) law(l);
    if (ys_.empty()) return {};
    const bool logarithmic = a_.quantities[first_].logarithmic;
    const Scale x = a_.axis.logarithmic ? closely(xs_) : around(xs_),
                y = logarithmic ? closely(ys_, 6) : evenly(ys_);
    // Even ticks may lie closer than two figures tell apart: 0.95, 1, 1.05.
    const auto label = [](const Scale& s) {
      return [k = s.logarithmic ? 2 : 3](double v) { return v < 1e4 ? text::rate(v, k) : text::number(v, 2); };
    };
    const std::size_t columns = panels_.size() <= 4 ? std::max<std::size_t>(1, panels_.size()) : 3;
    Json::Array ranked;
    for (std::size_t s = 0; s < series_count(a_); ++s) ranked.emplace_back(shapes[s % 4]);
    auto bound = blanks(a_);
    const Json series = *Json{bound}.find("series");
    std::erase_if(bound, [](auto& b) { return b.first == "columns" || b.first == "panels"; });
    Json meta = Json::Object{{"layout", "columns"}, {"columns", columns},
                             {"left", 72},          {"height", leads_ ? Json{"screen"} : Json{260}},
                             {"phoneHeight", 240},  {"labels", true}};
    if (leads_) meta.put("lead", true);
    bound.insert(bound.end(), {{"id", d_.id},
                               {"meta", meta},
                               {"columns", columns},
                               {"panels", panels_},
                               {"x", channel(x, a_.axis.label, label(x), false)},
                               {"y", channel(y, y_title(), label(y), true)},
                               {"shape", Json::Object{{"field", "series"}, {"type", "nominal"}, {"legend", Json{}},
                                                      {"scale", Json::Object{{"domain", series}, {"range", ranked}}}}},
                               {"shades", Json::Object{{"field", "shadeText"}, {"title", a_.quantities[first_].behind}}},
                               {"tips", tips()}});
    d_.spec = filled(specification, bound);
    d_.finding = finding();
    d_.caption = caption();
    d_.alt = "Points of " + text::lower_first(a_.quantities[first_].label) + " against " + a_.axis.label +
             ", with intervals" + (drawn_ ? " and lines of theory. " : ". ") + d_.finding + ".";
    keys();
    return std::move(d_);
  }

 private:
  /// Even ticks, and as far as the levels go and a little further, so that no mark is cut.
  static Scale around(const Vector& xs) {
    Scale out = evenly(xs);
    const auto [low, high] = std::minmax_element(xs.begin(), xs.end());
    const double margin = 0.04 * (*high - *low);
    out.low = *low - margin, out.high = *high + margin;
    std::erase_if(out.ticks, [&](double t) { return t < out.low || t > out.high; });
    return out;
  }

  /// Whether the axis is to reach as far as x for the sake of an upright line: by at most a third of its length.
  bool in_reach(double x) const {
    double low = a_.axis.levels.front(), high = a_.axis.levels.back();
    if (a_.axis.logarithmic) low = std::log(low), high = std::log(high), x = std::log(x);
    return x >= low - (high - low) / 3 && x <= high + (high - low) / 3;  // not a number: no
  }

  std::string panel(const Answer::Law& l) const {
    std::string out;
    const auto add = [&](const std::string& s) {
      if (!s.empty()) out += (out.empty() ? "" : " · ") + s;
    };
    if (quantities_ > 1) add(text::upper_first(a_.quantities[l.quantity].label));
    if (!a_.panels.levels.empty()) add(panel_key(a_, l.panel));
    if (!a_.facets.levels.empty()) add(facet_words(a_, l.facet));
    return out;
  }

  void heads() {
    d_.table.heads = {quantities_ > 1 ? "quantity" : "", a_.panels.label, a_.series.label, a_.facets.label,
                      a_.axis.label, "measured", text::percent(1 - a_.plan.level) + " interval"};
    for (const auto& t : a_.theories)
      for (const char* head : {"foretold", "measured ÷ foretold", "its interval", "assumption"})
        d_.table.heads.push_back(head + (a_.theories.size() > 1 ? ", " + t : ""));
    for (const char* head : {"runs", "left out", "why"}) d_.table.heads.emplace_back(head);
  }

  void law(const Answer::Law& l) {
    const Json name{panel(l)}, series{series_key(a_, l.series)};
    if (std::none_of(panels_.begin(), panels_.end(), [&](const Json& p) { return p.text() == name.text(); }))
      panels_.push_back(name);
    for (std::size_t t = 0; t < l.theories.size(); ++t) {
      for (std::size_t i = 0; i + 1 < l.cells.size(); ++i) {
        const auto &from = l.cells[i].foretold[t], &to = l.cells[i + 1].foretold[t];
        if (!see(from.value) || !see(to.value)) continue;
        const bool met = from.assumption == Prediction::Assumption::met && to.assumption == Prediction::Assumption::met;
        drawn_ = true, dashed_ = dashed_ || !met, second_ = second_ || t > 0;
        const char* dash = !met ? "broken" : l.series == 2 ? "dotted" : "solid";
        d_.rows.push_back(Json::Object{{"kind", "theory"}, {"panel", name}, {"series", series},
                                       {"rank", t}, {"dash", dash}, {"x", l.cells[i].x}, {"y", from.value},
                                       {"x2", l.cells[i + 1].x}, {"y2", to.value}});
      }
      if (in_reach(l.theories[t].mark.value)) {
        marked_ = true, xs_.push_back(l.theories[t].mark.value);
        d_.rows.push_back(Json::Object{{"kind", "mark"}, {"panel", name}, {"series", series},
                                       {"x", l.theories[t].mark.value},
                                       {"xText", text::number(l.theories[t].mark.value)},
                                       {"ratioText", unbroken(l.theories[t].mark_formula)}});
      }
    }
    for (const auto& s : l.shades) shaded_ = see(s.at) || shaded_;
    for (Json& row : shades(a_, l, name, series)) d_.rows.push_back(std::move(row));
    for (const auto& c : l.cells) cell(l, c, name, series);
  }

  void cell(const Answer::Law& l, const Answer::Cell& c, const Json& name, const Json& series) {
    const std::string x = level_text(a_, c.x), value = text::number(c.measured.value);
    const std::string interval =
        std::isfinite(c.measured.low) ? text::span(text::number(c.measured.low), text::number(c.measured.high)) : "–";
    std::vector<std::string> row{quantities_ > 1 ? a_.quantities[l.quantity].label : "",
                                 short_label(panel_label(a_, l.panel)), series_label(a_, l.series),
                                 facet_label(a_, l.facet), x, value, interval};
    std::string ratio = "–";
    for (const auto& f : c.foretold) {
      const std::string span =
          std::isfinite(f.ratio.low) ? text::span(text::number(f.ratio.low), text::number(f.ratio.high)) : "–";
      row.insert(row.end(), {text::number(f.value), text::number(f.ratio.value), span,
                             std::isfinite(f.value) ? assumption_text(f.assumption) : "no prediction"});
      if (&f == &c.foretold.front() && std::isfinite(f.ratio.value))
        ratio = text::number(f.ratio.value) + " (" + span + ")";
    }
    row.insert(row.end(), {text::count(c.runs), c.without ? text::count(c.without) : "", c.why});
    d_.table.rows.push_back(std::move(row));
    if (!see(c.measured.value)) return;
    see(c.measured.low), see(c.measured.high);
    d_.rows.push_back(
        Json::Object{{"kind", "cell"}, {"panel", name}, {"series", series}, {"x", c.x}, {"y", c.measured.value},
                     {"low", c.measured.low}, {"high", c.measured.high}, {"xText", x},
                     {"yText", value + " (" + interval + ")"}, {"ratioText", ratio},
                     {"runsText", text::count(c.runs - c.without) + (c.without ? " of " + text::count(c.runs) : "")}});
  }

  /// A value that the y scale must hold; false: it cannot be drawn.
  bool see(double y) {
    if (!std::isfinite(y) || (a_.quantities[first_].logarithmic && y <= 0)) return false;
    ys_.push_back(y);
    return true;
  }

  std::string y_title() const {
    const std::string& l = a_.quantities[first_].label;
    return quantities_ > 1 ? unit_ : text::lower_first(l.starts_with("the ") ? l.substr(4) : l);
  }

  Json tips() const {
    Json::Array out;
    if (!a_.series.levels.empty()) out.push_back(Json::Object{{"field", "series"}, {"title", a_.series.label}});
    out.push_back(Json::Object{{"field", "xText"}, {"title", a_.axis.label}});
    out.push_back(Json::Object{{"field", "yText"}, {"title", y_title()}});
    if (!a_.theories.empty()) out.push_back(Json::Object{{"field", "ratioText"}, {"title", "measured ÷ foretold"}});
    out.push_back(Json::Object{{"field", "runsText"}, {"title", "runs"}});
    return out;
  }

  std::string finding() const {
    if (leads_) {
      const Line line = law_deck(a_);
      std::string out = line[0].text + line[1].text;
      while (!out.empty() && (out.back() == '.' || out.back() == ' ')) out.pop_back();
      return out;
    }
    const auto& q = a_.quantities[first_];
    std::vector<std::string> slopes;
    for (const auto& l : a_.laws)
      if (l.quantity == first_)
        if (const std::string s = law_slope(a_, l); !s.empty()) slopes.push_back(s);
    return text::upper_first(q.label) + (slopes.size() == 1 ? " " + slopes[0] : " against " + a_.axis.label);
  }

  std::string caption() const {
    std::string out;
    for (const auto& q : a_.quantities)
      if (q.unit == unit_) out += text::upper_first(q.label) + ": " + q.meaning + ". ";
    const bool logarithmic = a_.quantities[first_].logarithmic;
    out += std::string("Points are ") + (logarithmic ? "geometric means" : "means") + " over " +
           plural(a_.plan.replicates, "run", "runs") +
           (a_.plan.varied.empty() ? "" : " that differ in their " + a_.plan.varied) + ", bars their pointwise " +
           text::percent(1 - a_.plan.level) + " t intervals" +
           (logarithmic ? " (of the mean logarithm)" : "") + "; those narrower than the mark are not seen.";
    if (drawn_)
      out += " Lines: what theory foretells from each run’s own facts" +
             std::string(dashed_ ? ", dashed where its assumption is not known to be met" : "") +
             ", with nothing fitted" + (trends() ? " but the height of a slope" : "") + ".";
    if (second_) out += " Thin lines: " + a_.theories[1] + ".";
    if (marked_) out += " Upright lines: where theory puts the change.";
    if (shaded_) out += " Shades: " + a_.quantities[first_].behind + " from 0 to 1, the mean over the same runs.";
    for (std::size_t i = 0; i < a_.quantities.size(); ++i)
      if (a_.quantities[i].unit == unit_)
        if (const std::string l = left_out(a_, i); !l.empty() && out.find(l) == out.npos) out += " " + l + ".";
    return out;
  }

  bool trends() const {
    for (const auto& l : a_.laws)
      for (const auto& t : l.theories)
        if (t.speaks && t.kind == Prediction::Kind::trend && a_.quantities[l.quantity].unit == unit_) return true;
    return false;
  }

  void keys() {
    d_.keys = series_keys(a_, d_.rows);
    d_.keys.push_back({"dot", "measured"});
    if (drawn_) d_.keys.push_back({"curve", a_.theories.empty() ? "theory" : "theory: " + a_.theories.front()});
    if (marked_) d_.keys.push_back({"limit", "where theory puts the change"});
  }

  const Answer& a_;
  std::string unit_;
  bool leads_, drawn_ = false, dashed_ = false, second_ = false, marked_ = false, shaded_ = false;
  std::size_t quantities_ = 0, first_ = 0;
  Json::Array panels_;
  Vector xs_ = a_.axis.levels, ys_;
  Drawing d_;
};

class LawFigure final : public Figure {
 public:
  bool leads() const override { return true; }
  std::optional<Drawing> draw(const Answer& a) const override {
    if (a.laws.empty()) return {};
    return Sheet{a, a.quantities.front().unit, true}.draw();
  }
  std::vector<Drawing> more(const Answer& a) const override {
    std::vector<Drawing> out;
    for (const auto& unit : units(a))
      if (unit != a.quantities.front().unit)
        if (auto d = Sheet{a, unit, false}.draw()) out.push_back(std::move(*d));
    return out;
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> law = entry<Figure, LawFigure>(
    {"law", "measured quantity", "a quantity of the runs along one factor, with what theories foretell beside it"});
}  // namespace parts::figures
}  // namespace paribus
