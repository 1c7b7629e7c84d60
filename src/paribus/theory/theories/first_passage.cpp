// The exact mean time at which dx = -V'(x) dt + sqrt(2D) dW, started at a, first reaches b, for any noise D:
//   T = 1/D int_a^b exp(V(y)/D) int_-inf^y exp(-V(z)/D) dz dy     (b > a; mirrored for b < a)
// in logarithms, so that a weak noise does not overflow. V is a polynomial that rises without bound on a's far side.
// The absorbing point b may lie anywhere. At the top of a barrier the time is half of that of crossing it, so beside
// Kramers' law b must lie well beyond the top, for example in the next minimum.
#include <algorithm>
#include <cmath>

#include "paribus/math/quadrature.hpp"
#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

double polynomial(const Vector& c, double x) {
  double value = 0;
  for (std::size_t k = c.size(); k-- > 0;) value = value * x + c[k];
  return value;
}

Vector derivative(const Vector& c) {
  Vector out;
  for (std::size_t k = 1; k < c.size(); ++k) out.push_back(static_cast<double>(k) * c[k]);
  return out;
}

/// Where c changes sign in (from, to), ascending: between two turns of c it does so once at most.
Vector roots(const Vector& c, double from, double to) {
  Vector out;
  if (c.size() < 2) return out;
  Vector ends = roots(derivative(c), from, to);
  ends.push_back(to);
  double low = from;
  for (const double end : ends) {
    double left = low, right = low = end;
    const bool up = polynomial(c, right) > 0;
    if ((polynomial(c, left) > 0) == up) continue;
    for (int k = 0; k < 200; ++k) {
      const double middle = (left + right) / 2;
      ((polynomial(c, middle) > 0) == up ? right : left) = middle;
    }
    out.push_back((left + right) / 2);
  }
  return out;
}

/// Cauchy's: no root of c is further from 0.
double bound_of_roots(const Vector& c) {
  double most = 0;
  for (const double x : c) most = std::max(most, std::abs(x / c.back()));
  return 1 + most;
}

std::string passage(bool log, const Given& g, Prediction& p) {
  Vector v = g.all("potential");
  double a = g["start"], b = g["absorption"];
  const double d = g["temperature"];
  if (b < a) {  // look in the mirror
    for (std::size_t k = 1; k < v.size(); k += 2) v[k] = -v[k];
    a = -a, b = -b;
  }
  while (v.size() > 1 && v.back() == 0) v.pop_back();
  const std::size_t degree = v.size() - 1;
  if (degree == 0 || (degree % 2 ? v.back() > 0 : v.back() < 0))
    return "the potential does not rise without bound behind the start: paths are lost there";
  if (a == b) return "the start is the absorbing point";
  const Vector slope = derivative(v);
  const double bound = bound_of_roots(slope);
  if (!(bound < 1e150)) return "the wells of this potential may lie outside the numbers";
  const Vector all_turns = roots(slope, -bound, bound);

  double reach = 1;  // beyond a - reach exp(-V/D) is below exp(-60) of its value at a, and falls: no well is left there
  const auto far_enough = [&] {
    return polynomial(v, a - reach) - polynomial(v, a) > 60 * d && (all_turns.empty() || a - reach < all_turns.front());
  };
  while (reach < 1e12 && !far_enough()) reach *= 1.5;
  if (!(reach < 1e12)) return "the noise is too strong, or a well too far away, for this potential";
  const double far = a - reach;
  Vector turns;
  for (const double x : all_turns)
    if (far < x && x < b) turns.push_back(x);
  const auto inner = [&](double y) {
    return log_integral([&](double z) { return -polynomial(v, z) / d; }, far, y, turns);
  };
  const double log_time =
      log_integral([&](double y) { return polynomial(v, y) / d + inner(y); }, a, b, turns) - std::log(d);
  if (!log && log_time > 700) return "the time is outside the numbers; ask for log_escape_time";
  p.values = {log ? log_time : std::exp(log_time)};
  p.assumption = Prediction::Assumption::met;
  return "";
}

std::vector<Need> needed() {
  return {numbers("potential", {}), number("start", {}), number("absorption", {}), number("temperature", positive)};
}

class FirstPassage final : public Formulary {
 public:
  FirstPassage()
      : Formulary{{{"escape_time", Prediction::Kind::equality, "1/D ∫ exp(V(y)/D) ∫ exp(-V(z)/D) dz dy",
                    "one dimension, white noise of constant strength, continuous time", needed(),
                    [](const Given& g, Prediction& p) { return passage(false, g, p); }},
                   {"log_escape_time", Prediction::Kind::equality, "ln(1/D ∫ exp(V(y)/D) ∫ exp(-V(z)/D) dz dy)",
                    "one dimension, white noise of constant strength, continuous time", needed(),
                    [](const Given& g, Prediction& p) { return passage(true, g, p); }}}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> first_passage = entry<Theory, FirstPassage>(
    {"first_passage", "first passage", "the exact mean time to a point, in one dimension and for any noise",
     "T = 1/D ∫ₐᵇ exp(V(y)/D) ∫₋∞^y exp(-V(z)/D) dz dy", "Gardiner, Handbook of Stochastic Methods; Kramers 1940"});
}  // namespace parts::theories
}  // namespace paribus
