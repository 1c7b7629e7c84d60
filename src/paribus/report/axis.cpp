#include "paribus/report/axis.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/base/choices.hpp"

namespace paribus {

Scale decades(View values, std::size_t most) {
  double low = std::numeric_limits<double>::infinity(), high = 0;
  for (const double x : values)
    if (std::isfinite(x) && x > 0) low = std::min(low, x), high = std::max(high, x);
  if (high == 0) low = 0.1, high = 10;
  // A hair of slack, so that 1000.0000000001 does not open another decade.
  int from = static_cast<int>(std::floor(std::log10(low) + 1e-6)),
      to = static_cast<int>(std::ceil(std::log10(high) - 1e-6));
  if (from == to) --from, ++to;
  const int stride = std::max(1, static_cast<int>(std::ceil((to - from) / static_cast<double>(most))));
  Scale out{std::pow(10.0, from), std::pow(10.0, to), true, {}};
  for (int e = from; e <= to; e += stride) out.ticks.push_back(std::pow(10.0, e));
  return out;
}

Scale closely(View values, std::size_t most) {
  double low = std::numeric_limits<double>::infinity(), high = 0;
  for (const double x : values)
    if (std::isfinite(x) && x > 0) low = std::min(low, x), high = std::max(high, x);
  if (high == 0) low = 0.1, high = 10;
  const double edge = std::max(1.12, std::pow(high / low, 0.04));
  Scale out{low / edge, high * edge, true, {}};
  for (const bool fine : {true, false}) {
    out.ticks.clear();
    for (int e = static_cast<int>(std::floor(std::log10(out.low))); e <= std::ceil(std::log10(out.high)); ++e)
      for (const double m : {1.0, 2.0, 5.0})
        if (const double x = m * std::pow(10.0, e); (fine || m == 1) && x >= out.low && x <= out.high) out.ticks.push_back(x);
    if (out.ticks.size() <= most) break;
  }
  if (out.ticks.size() < 2) out.ticks = {low, high};  // less than an octave: its ends say more than one round number
  return out;
}

Scale evenly(View values, std::size_t about) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const double x : values)
    if (std::isfinite(x)) low = std::min(low, x), high = std::max(high, x);
  if (!(low <= high)) low = 0, high = 1;
  if (low == high) low -= std::max(0.5, std::abs(low) / 10), high += std::max(0.5, std::abs(high) / 10);
  const double raw = (high - low) / static_cast<double>(about), power = std::pow(10.0, std::floor(std::log10(raw)));
  double step = 10 * power;
  for (const double m : {1.0, 2.0, 2.5, 5.0})
    if (m * power >= raw * (1 - 1e-9)) {
      step = m * power;
      break;
    }
  Scale out{std::floor(low / step + 1e-9) * step, std::ceil(high / step - 1e-9) * step, false, {}};
  for (double k = std::round(out.low / step); k * step <= out.high + step / 2; ++k) out.ticks.push_back(k * step);
  return out;
}

Json channel(const Scale& s, const std::string& title, const std::function<std::string(double)>& label, bool grid) {
  // The label expression compares with the middle between ticks, so rounding inside the drawing library does no harm.
  std::string expression;
  for (std::size_t i = 0; i + 1 < s.ticks.size(); ++i) {
    const double middle = s.logarithmic ? std::sqrt(s.ticks[i] * s.ticks[i + 1]) : (s.ticks[i] + s.ticks[i + 1]) / 2;
    expression += "datum.value<" + shortest(middle) + "?'" + label(s.ticks[i]) + "':";
  }
  expression += "'" + (s.ticks.empty() ? "" : label(s.ticks.back())) + "'";
  Json::Object scale{{"domain", Json::Array{s.low, s.high}}, {"nice", false}, {"clamp", true}, {"zero", false}};
  if (s.logarithmic)
    scale = {{"type", "log"}, {"domain", Json::Array{s.low, s.high}}, {"nice", false}, {"clamp", true}};
  return Json::Object{{"type", "quantitative"},
                      {"scale", scale},
                      {"axis", Json::Object{{"values", Json::array(s.ticks)},
                                            {"labelExpr", expression},
                                            {"title", title.empty() ? Json{} : Json{title}},
                                            {"grid", grid}}}};
}

}  // namespace paribus
