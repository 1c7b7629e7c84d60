#include "paribus/evidence/t_family.hpp"

#include <cmath>

#include "paribus/evidence/corrections.hpp"
#include "paribus/evidence/differences.hpp"

namespace paribus {

std::string corrected_for(std::size_t comparisons) {
  if (comparisons == 1) return "1 comparison";
  return "Holm correction for " + std::to_string(comparisons) + " comparisons, Bonferroni intervals";
}

// Holm's p are a little sharper than Bonferroni's intervals: p may lie below the level while the interval
// still holds 0. The finding follows the interval, the more careful of the two.
std::vector<Verdict> judge_by_t(std::span<const Comparison> family, const Family& rule, const TRule& t) {
  const std::size_t n = blocks(family), m = family.size();
  const double freedom = static_cast<double>(n) - 1;
  const double critical = student_t_quantile(1 - rule.level / (2 * static_cast<double>(m)), freedom);
  Vector p(m, 1.0);
  std::vector<Verdict> out(m);
  for (std::size_t k = 0; k < m; ++k) {
    const Summary s = summary(family[k].differences);
    Verdict& v = out[k];
    v.effect = s.mean;
    v.runs = 2 * n;
    v.method = t.method + ", " + corrected_for(m);
    v.population = word(t.population);
    v.assumption = t.assumption;
    Interval within = everything;
    if (!s.finite) {
      v.assumption = "not met: some runs have no finite score, and a t test needs numbers";
    } else if (s.constant) {
      const double chance = chance_of_equals(n);
      v.assumption = std::string("not met: all differences are ") + (s.mean == 0 ? "0, so they are judged by their number alone" : "equal, so they are judged by their signs alone") +
                     (t.variance_factor > 1 / static_cast<double>(n) ? ", as if splits owed each other nothing" : "");
      if (s.mean != 0) p[k] = chance;
      if (chance * static_cast<double>(m) <= rule.level) within = {s.mean, s.mean};
    } else {
      const double error = s.deviation * std::sqrt(t.variance_factor);
      within = {s.mean - critical * error, s.mean + critical * error};
      p[k] = student_t_two_sided(s.mean / error, freedom);
    }
    v.low = within.low;
    v.high = within.high;
    v.finding = finding(v.low, v.high, rule.margin);
  }
  const Vector corrected = holm(p);
  for (std::size_t k = 0; k < m; ++k) out[k].p = corrected[k];
  return out;
}

}  // namespace paribus
