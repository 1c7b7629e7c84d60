// The density of the Hessian's eigenvalues at one point, with the error of its estimate, and the eigenvalues
// themselves where they are known.
#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/math/distribution.hpp"
#include "paribus/report/axis.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/spec.hpp"

namespace paribus {
namespace {

constexpr std::string_view specification = R"json({
 "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
 "data": {"name": "$id"},
 "usermeta": {"layout": "columns", "columns": 1, "left": 62, "right": 14, "height": 250, "phoneHeight": 210, "labels": true},
 "facet": {"field": "panel", "type": "nominal", "header": {"title": null}},
 "columns": 1, "spacing": {"column": 28, "row": 26}, "bounds": "flush",
 "spec": {"width": 760, "height": 250, "layer": [
  {"transform": [{"filter": "datum.kind=='density'"}], "mark": {"type": "area", "style": "share", "line": false, "opacity": 0.5, "clip": true, "aria": false},
   "encoding": {"x": {"field": "at", "...": "$x"}, "y": {"field": "low", "...": "$y"}, "y2": {"field": "high"}}},
  {"transform": [{"filter": "datum.kind=='density'"}], "mark": {"type": "line", "style": "curve", "strokeWidth": 1.6, "clip": true, "aria": false},
   "encoding": {"x": {"field": "at", "...": "$x"}, "y": {"field": "count", "...": "$y"},
    "tooltip": [{"field": "atText", "title": "eigenvalue"}, {"field": "countText", "title": "eigenvalues per width"}]}},
  {"transform": [{"filter": "datum.kind=='smoothed'"}], "mark": {"type": "line", "style": "exact", "strokeWidth": 1.4, "clip": true, "aria": false},
   "encoding": {"x": {"field": "at", "...": "$x"}, "y": {"field": "count", "...": "$y"}}},
  {"transform": [{"filter": "datum.kind=='exact'"}], "mark": {"type": "rule", "style": "theory", "strokeWidth": 1, "opacity": 0.6, "clip": true, "aria": false},
   "encoding": {"x": {"field": "at", "...": "$x"}, "y": {"field": "low", "...": "$y"}, "y2": {"field": "high"},
    "tooltip": [{"field": "atText", "title": "exact eigenvalue"}]}}
 ]}
})json";

/// One eigenvalue by itself has its peak at 0.4 per width; a tenth of that is as good as none.
constexpr double least = 0.04;

/// How often a band of 95 % holds by chance: with Student's quantile, in the logarithm. Few eigenvalues are seen by each start
/// with a weight like that of one squared normal deviate, whose mean of a few is skew: by standard errors to both sides, of a
/// dozen starts, 88 % of such bands hold, by factors 93 %.
struct Band {
  double low, high;
};
Band band(double count, double error, std::size_t probes) {
  if (!(count > 0)) return {count, count};
  const double factor = std::exp(student_t_quantile(0.975, static_cast<double>(probes - 1)) * error / count);
  return {count / factor, count * factor};
}

class SpectrumFigure final : public Figure {
 public:
  std::optional<Drawing> draw(const Answer& a) const override {
    if (a.spectra.empty()) return {};
    return drawing(a, 0);
  }
  std::vector<Drawing> more(const Answer& a) const override {
    std::vector<Drawing> out;
    for (std::size_t i = 1; i < a.spectra.size(); ++i) out.push_back(drawing(a, i));
    return out;
  }

 private:
  static Drawing drawing(const Answer& a, std::size_t index) {
    const auto& s = a.spectra[index];
    Drawing d;
    d.id = index ? "spectrum-end" : "spectrum";
    d.finding = spectrum_sentence(s);
    d.table.heads = {"eigenvalue", "eigenvalues per width", "standard error", "exact"};
    if (s.exact.empty()) d.table.heads.pop_back();
    Vector values{least, 1};
    for (std::size_t i = 0; i < s.at.size(); ++i) {
      const Band b = band(s.count[i], s.error[i], s.probes);
      if (s.count[i] >= least) values.push_back(b.high);
      put(d, "density", s.at[i], s.count[i], std::max(least, b.low), std::max(least, b.high));
      if (!s.exact.empty()) put(d, "smoothed", s.at[i], s.exact_count[i], least, least);
      std::vector<std::string> row{text::number(s.at[i]), text::number(s.count[i]), text::number(s.error[i], 2)};
      if (!s.exact.empty()) row.push_back(text::number(s.exact_count[i]));
      if (i % 4 == 0) d.table.rows.push_back(std::move(row));
    }
    Scale y = decades(values, 5);
    y.low = least;
    std::erase_if(y.ticks, [](double t) { return t < least; });
    for (const double v : s.exact) put(d, "exact", v, least, least, least * std::pow(y.high / least, 0.06));
    d.keys = {{"band", "quadrature, with its interval of 95 %"}};
    if (!s.exact.empty())
      d.keys.insert(d.keys.end(), {{"series", "exact density", 1}, {"theory", "exact eigenvalues, ticks below"}});
    d.caption = caption(s);
    d.alt = "How many eigenvalues of the Hessian lie around each value, " + s.where + ", on a logarithmic axis. " + d.finding + ".";
    Scale x = evenly(s.at, 7);
    x.low = s.at.front(), x.high = s.at.back();
    std::erase_if(x.ticks, [&](double t) { return t < x.low || t > x.high; });
    const auto label = [](double v) { return text::rate(v, 3); };
    Json::Object bound{{"id", d.id}, {"x", channel(x, "eigenvalue", label, false)}, {"y", channel(y, "", label, true)}};
    d.spec = filled(specification, bound);
    return d;
  }

  static void put(Drawing& d, const char* kind, double at, double count, double low, double high) {
    d.rows.push_back(Json::Object{{"kind", kind},
                                  {"panel", ""},
                                  {"at", at},
                                  {"count", std::max(least, count)},
                                  {"low", low},
                                  {"high", high},
                                  {"atText", text::number(at)},
                                  {"countText", text::number(count)}});
  }

  static std::string caption(const Answer::Spectrum& s) {
    std::string out =
        "Eigenvalues within one width, " + text::number(s.width, 2) + ", by stochastic Lanczos quadrature: " +
        plural(s.probes, "random start", "random starts") + ", up to " + plural(s.nodes, "node", "nodes") +
        " each, smoothed by a normal law of that standard deviation; what is narrower is not seen. One eigenvalue by "
        "itself has its peak at 0.4. An eigenvalue lies within " +
        text::number(s.low_residual, 2) + " of the lowest, " + text::number(s.low) + ", and within " +
        text::number(s.high_residual, 2) + " of the highest, " + text::number(s.high) +
        " (Lanczos, true residuals). The sum is the trace by the same starts, ± its standard error";
    if (s.exact.empty()) return out + ".";
    double sum = 0;
    for (const double v : s.exact) sum += v;
    std::size_t inside = 0, looked = 0;
    for (std::size_t i = 0; i < s.at.size(); ++i) {
      if (s.exact_count[i] < least) continue;
      const Band b = band(s.count[i], s.error[i], s.probes);
      ++looked, inside += b.low <= s.exact_count[i] && s.exact_count[i] <= b.high;
    }
    return out + "; exactly it is " + text::number(sum) + ". Exact: all eigenvalues of the dense Hessian, from " +
           text::number(s.exact.front()) + " to " + text::number(s.exact.back()) +
           ". Where their density is drawn, the interval holds it at " +
           text::percent(static_cast<double>(inside) / static_cast<double>(std::max<std::size_t>(1, looked)), 0) +
           " of the points; those within a width of one another hold or miss together.";
  }
};

}  // namespace
namespace parts::figures {
extern const Entry<Figure> spectrum = entry<Figure, SpectrumFigure>(
    {"spectrum", "spectrum", "the density of the Hessian’s eigenvalues with its error, beside the exact ones"});
}  // namespace parts::figures
}  // namespace paribus
