#include "paribus/evidence/differences.hpp"

#include <cmath>

#include "paribus/math/vector.hpp"

namespace paribus {

std::size_t blocks(std::span<const Comparison> family) {
  if (family.empty()) throw Error("the family of comparisons is empty", "compare at least two levels");
  const std::size_t n = family[0].differences.size();
  for (const Comparison& c : family)
    if (c.differences.size() != n)
      throw Error("comparisons of one family rest on " + std::to_string(n) + " and " +
                      std::to_string(c.differences.size()) + " blocks",
                  "measure every arm in every block");
  if (n < 2) throw Error("a comparison needs at least 2 blocks", "take more replicates");
  return n;
}

double chance_of_equals(std::size_t n) { return std::ldexp(2.0, -static_cast<int>(n)); }

Summary summary(View d) {
  Summary s;
  s.finite = all_finite(d);
  if (!s.finite) {
    s.mean = s.deviation = std::numeric_limits<double>::quiet_NaN();
    return s;
  }
  s.mean = mean(d);
  s.deviation = std::sqrt(variance(d));
  double largest = 0;
  for (const double x : d) largest = std::max(largest, std::fabs(x));
  s.constant = s.deviation <= 1e-12 * largest;  // differences of scores like 0.97 - 0.96 are equal only up to rounding
  return s;
}

Verdict of_copies(Verdict v, double effect, const std::string& why) {
  v.finding = Finding::cannot_tell;
  v.effect = effect;
  v.low = everything.low, v.high = everything.high, v.p = 1;
  v.assumption = "not met: " + why;
  return v;
}

}  // namespace paribus
