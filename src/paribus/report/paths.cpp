#include "paribus/report/paths.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/math/vector.hpp"

namespace paribus {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Least squares of log y on log x; NaN below three points.
double log_slope(const Vector& x, const Vector& y) {
  if (x.size() < 3) return nan;
  Vector u, v;
  for (std::size_t i = 0; i < x.size(); ++i) u.push_back(std::log(x[i])), v.push_back(std::log(y[i]));
  const double mu = mean(u), mv = mean(v);
  double uv = 0, uu = 0;
  for (std::size_t i = 0; i < u.size(); ++i) uv += (u[i] - mu) * (v[i] - mv), uu += (u[i] - mu) * (u[i] - mu);
  return uv / uu;
}

/// On a logarithmic scale or not.
double scaled(double x, bool logarithmic) { return logarithmic ? std::log(x) : x; }

/// The first point that the next one (of the levels that were asked) does not exceed by more than its standard error (Tibshirani, Walther & Hastie 2001);
/// their number, if it exceeds each. An unknown error counts as none.
std::size_t settled(const Path& p) {
  for (std::size_t i = 0; i + 1 < p.x.size(); ++i)
    if (const double e = p.error[i + 1]; p.y[i] >= p.y[i + 1] - (std::isnan(e) ? 0 : e)) return i;
  return p.x.size();
}

std::size_t sought(const Path& p, Seek seek) {
  if (seek == Seek::settled) return settled(p);
  const auto at = seek == Seek::least ? std::ranges::min_element(p.y) : std::ranges::max_element(p.y);
  return static_cast<std::size_t>(at - p.y.begin());
}

}  // namespace

Vector slopes(const Paths& paths) {
  Vector out;
  for (const auto& [block, p] : paths)
    if (const double s = log_slope(p.x, p.y); std::isfinite(s)) out.push_back(s);
  return out;
}

double passage(const Path& p, double target, bool x_log, bool y_log) {
  for (std::size_t i = 0; i + 1 < p.x.size(); ++i) {
    if ((p.y[i] < target) == (p.y[i + 1] < target)) continue;
    const double from = scaled(p.y[i], y_log), to = scaled(p.y[i + 1], y_log), a = scaled(p.x[i], x_log);
    const double x = a + (scaled(target, y_log) - from) / (to - from) * (scaled(p.x[i + 1], x_log) - a);
    return x_log ? std::exp(x) : x;
  }
  return nan;
}

Answer::Law::Peak peak(const Paths& paths, Seek seek) {
  std::map<double, std::size_t> times;
  for (const auto& [block, p] : paths)
    if (const std::size_t at = p.x.empty() ? 0 : sought(p, seek); at < p.x.size()) ++times[p.x[at]];
  Answer::Law::Peak out{0, 0, paths.size()};
  for (const auto& [x, n] : times)
    if (n > out.times) out.x = x, out.times = n;
  return out;
}

}  // namespace paribus
