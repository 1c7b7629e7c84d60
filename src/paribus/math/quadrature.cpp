#include "paribus/math/quadrature.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace paribus {
namespace {

/// The sums of f and |f| over the nodes k h (k odd, or all k where `every`), |k h| <= reach.
struct Sums {
  double value = 0, size = 0;
  void add(double weighted) { value += weighted, size += std::abs(weighted); }
};
Sums over_nodes(const Integrand& weighted, double h, double reach, bool every) {
  Sums s;
  if (every) s.add(weighted(0));
  const int step = every ? 1 : 2;
  for (int k = 1; k * h <= reach; k += step) s.add(weighted(k * h)), s.add(weighted(-k * h));
  return s;
}

/// h times the sum of `weighted` over all multiples of h within reach, h halved until two values agree.
double trapezoid(const Integrand& weighted, double reach, double tolerance) {
  double h = 0.5;
  Sums all = over_nodes(weighted, h, reach, true);
  double change = HUGE_VAL;
  for (int level = 0; level < 8 && std::isfinite(all.size); ++level) {
    const double before = h * all.value;
    h /= 2;
    const Sums odd = over_nodes(weighted, h, reach, false);
    all.value += odd.value, all.size += odd.size;
    change = std::abs(h * all.value - before) / (h * all.size);
    // Level 0 may agree by chance while both grids still miss a peak.
    if (all.size == 0 || (level > 0 && change <= tolerance)) return h * all.value;
  }
  return change < 1e-8 ? h * all.value : std::nan("");  // rounding may keep the last digits from agreeing
}

constexpr double reach = 3.8;  // where the nodes are within 1e-30 of the ends, far inside any peak there

}  // namespace

double integral(const Integrand& f, double from, double to) {
  const double half = (to - from) / 2, quarter_turn = std::numbers::pi / 2;
  return trapezoid(
      [&](double t) {
        const double s = quarter_turn * std::sinh(t), c = std::cosh(s);
        // From the nearer end, half (1 - tanh |s|) away: an end at 0 keeps the digits.
        const double x = s < 0 ? from + half * 2 / (1 + std::exp(-2 * s)) : to - half * 2 / (1 + std::exp(2 * s));
        return half * quarter_turn * std::cosh(t) / (c * c) * f(x);
      },
      reach, 1e-12);
}

double log_integral(const Integrand& log_f, double from, double to, View cuts) {
  assert(std::is_sorted(cuts.begin(), cuts.end()));
  Vector ends{from};
  for (const double c : cuts)
    if (c > from && c < to) ends.push_back(c);
  ends.push_back(to);
  double top = -HUGE_VAL;  // monotone between the ends, so the greatest value is at one of them
  for (const double e : ends) top = std::max(top, log_f(e));
  double sum = 0;
  for (std::size_t i = 0; i + 1 < ends.size(); ++i)
    sum += integral([&](double x) { return std::exp(log_f(x) - top); }, ends[i], ends[i + 1]);
  return top + std::log(sum);
}

double normal_mean(const Integrand& f) {
  const double density = 1 / std::sqrt(2 * std::numbers::pi);
  return trapezoid([&](double z) { return density * std::exp(-z * z / 2) * f(z); }, 12, 1e-13);
}

}  // namespace paribus
