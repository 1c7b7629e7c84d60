// Two one-sided t tests: is the difference, for certain, within the margin?
//   p = the larger of P(T >= (mean + margin) / se) and P(T <= (mean - margin) / se); Holm's correction;
//   interval: mean +- t_{1 - level / m} se, which lies within the margin where both one-sided tests reject
// It answers that question alone, "does not matter" or "cannot tell": its interval is too narrow to find a difference.
#include <algorithm>
#include <cmath>

#include "paribus/evidence/corrections.hpp"
#include "paribus/evidence/differences.hpp"
#include "paribus/evidence/t_family.hpp"

namespace paribus {
namespace {

class Equivalence final : public Judge {
 public:
  Population population() const override { return Population::starts; }
  double smallest_p(std::size_t n, std::size_t) const override { return n < 2 ? 1 : 0; }

  std::vector<Verdict> judge(std::span<const Comparison> family, const Family& rule) const override {
    if (!(rule.margin > 0))
      throw Error("an equivalence test needs a margin above 0", "state the smallest difference that would matter");
    const std::size_t n = blocks(family), m = family.size();
    const double freedom = static_cast<double>(n) - 1;
    const double critical = student_t_quantile(1 - rule.level / static_cast<double>(m), freedom);
    std::vector<Verdict> out(m);
    Vector p(m, 1.0);
    for (std::size_t k = 0; k < m; ++k) {
      const Summary s = summary(family[k].differences);
      const double error = s.deviation / std::sqrt(static_cast<double>(n));
      Verdict& v = out[k];
      v.effect = s.mean;
      v.runs = 2 * n;
      v.method = "two one-sided t tests within the margin, " + corrected_for(m);
      v.population = word(population());
      v.assumption = "paired differences are independent and normal";
      Interval within = everything;
      if (!s.finite) {
        v.assumption = "not met: some runs have no finite score, and a t test needs numbers";
      } else if (s.constant) {
        v.assumption = "not met: all differences are equal, so they are judged by their number alone";
        if (std::fabs(s.mean) < rule.margin) p[k] = chance_of_equals(n);
        if (p[k] * static_cast<double>(m) <= rule.level) within = {s.mean, s.mean};
      } else {
        within = {s.mean - critical * error, s.mean + critical * error};
        p[k] = std::max(student_t_cdf(-(s.mean + rule.margin) / error, freedom), student_t_cdf((s.mean - rule.margin) / error, freedom));
      }
      v.low = within.low;
      v.high = within.high;
      v.finding = finding(v.low, v.high, rule.margin) == Finding::does_not_matter ? Finding::does_not_matter
                                                                                    : Finding::cannot_tell;
    }
    const Vector corrected = holm(p);
    for (std::size_t k = 0; k < m; ++k) out[k].p = corrected[k];
    return out;
  }
};

}  // namespace
namespace parts::judges {
extern const Entry<Judge> equivalence = entry<Judge, Equivalence>(
    {"equivalence", "equivalence test", "asks whether a difference is certainly too small to matter",
     "reject both mean <= -margin and mean >= margin by one-sided t tests", "Schuirmann 1987; Holm 1979", "tost"});
}  // namespace parts::judges
}  // namespace paribus
