// Sign flips: if treatment and reference are exchangeable within a block, the sign of each difference is a coin.
//   |t| against its values under all joint sign patterns; p by the step-down maximum over the family;
//   interval: mean +- c se, c the (1 - level) quantile of max |t*| over sign patterns of centered differences
// p is exact for any distribution of scores and any dependence between comparisons; the interval's shape is not.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "paribus/evidence/differences.hpp"
#include "paribus/evidence/order.hpp"
#include "paribus/evidence/signs.hpp"

namespace paribus {
namespace {

// |t| rises with r = (sum of signed d)^2 / (n sum d^2), which lies in [0, 1] and divides by no standard error:
// t^2 = (n - 1) r / (1 - r). Sums that are equal in exact arithmetic differ by rounding, hence the tolerance.
constexpr double tolerance = 1e-10;

/// The family as x[blocks x comparisons], each column scaled so that n sum d^2 = 1 (or all 0): r = (sum)^2.
Matrix scaled(std::span<const Comparison* const> family, bool centered) {
  const std::size_t n = family[0]->differences.size();
  Matrix x(n, family.size());
  for (std::size_t k = 0; k < family.size(); ++k) {
    const View d = family[k]->differences;
    const Summary s = summary(d);
    if (centered && s.constant) continue;
    const double center = centered ? s.mean : 0;
    double largest = 0, squares = 0;
    for (const double v : d) largest = std::max(largest, std::fabs(v - center));
    if (largest == 0) continue;
    for (const double v : d) squares += (v - center) / largest * ((v - center) / largest);
    const double unit = largest * std::sqrt(static_cast<double>(n) * squares);
    for (std::size_t i = 0; i < n; ++i) x(i, k) = (d[i] - center) / unit;
  }
  return x;
}

/// Step-down corrected p: hypothesis j is held against the maximum over those with no larger a statistic.
Vector step_down(const Signs& signs, const Matrix& x) {
  const std::size_t m = x.columns;
  Vector observed(m);
  for (std::size_t i = 0; i < x.rows; ++i)
    for (std::size_t k = 0; k < m; ++k) observed[k] += x(i, k);
  for (double& r : observed) r *= r;
  std::vector<std::size_t> order(m), reached(m);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return observed[a] > observed[b]; });
  signs.sums(x, [&](View s) {
    double largest = 0;
    for (std::size_t j = m; j-- > 0;) {
      const std::size_t k = order[j];
      largest = std::max(largest, s[k] * s[k]);
      reached[k] += largest >= observed[k] - tolerance;
    }
  });
  Vector p(m);
  double before = 0;
  for (const std::size_t k : order) p[k] = before = std::max(before, signs.p(reached[k]));
  return p;
}

/// The (1 - level) quantile of max |t*| over sign patterns of the centered differences.
double critical(const Signs& signs, const Matrix& centered, double level) {
  Vector largest;
  signs.sums(centered, [&](View s) {
    double r = 0;
    for (const double v : s) r = std::max(r, v * v);
    largest.push_back(r);
  });
  const auto at = static_cast<std::ptrdiff_t>(std::ceil((1 - level) * static_cast<double>(largest.size()))) - 1;
  std::nth_element(largest.begin(), largest.begin() + at, largest.end());
  const double r = largest[static_cast<std::size_t>(at)], freedom = static_cast<double>(centered.rows) - 1;
  return r >= 1 - tolerance ? infinity : std::sqrt(freedom * r / (1 - r));
}

/// Runs without a finite score: only order is left, so the sign test speaks, of the median.
void judge_by_order(View d, const Family& rule, std::size_t m, Verdict& v) {
  const double share = static_cast<double>(m);
  const Interval within = median_interval(d, rule.level / share);
  v.effect = middle(d);
  v.low = within.low;
  v.high = within.high;
  v.p = std::min(1.0, share * sign_test(d));
  v.method = "exact sign test of the median difference, Bonferroni correction";
  v.assumption = "some runs have no finite score: they rank last, and only the order of scores is used";
}

class SignFlip final : public Judge {
 public:
  Population population() const override { return Population::starts; }
  double smallest_p(std::size_t n, std::size_t) const override { return n < 2 ? 1 : Signs(n).smallest_p(); }

  std::vector<Verdict> judge(std::span<const Comparison> family, const Family& rule) const override {
    const std::size_t n = blocks(family), m = family.size();
    std::vector<Verdict> out(m);
    std::vector<const Comparison*> numeric;
    std::vector<std::size_t> place;
    for (std::size_t k = 0; k < m; ++k) {
      out[k].runs = 2 * n;
      out[k].population = word(population());
      if (summary(family[k].differences).finite) {
        numeric.push_back(&family[k]);
        place.push_back(k);
      } else {
        judge_by_order(family[k].differences, rule, m, out[k]);
      }
    }
    if (!numeric.empty()) judge_by_flips(numeric, place, rule, out);
    for (Verdict& v : out) v.finding = finding(v.low, v.high, rule.margin);
    return out;
  }

 private:
  // The numeric comparisons get their part of the level, m' / m, so that the whole family keeps it.
  static void judge_by_flips(std::span<const Comparison* const> numeric, const std::vector<std::size_t>& place,
                             const Family& rule, std::vector<Verdict>& out) {
    const std::size_t n = numeric[0]->differences.size();
    const double part = static_cast<double>(numeric.size()) / static_cast<double>(out.size());
    const Signs signs(n);
    const Vector p = step_down(signs, scaled(numeric, false));
    const double c = critical(signs, scaled(numeric, true), rule.level * part);
    for (std::size_t j = 0; j < numeric.size(); ++j) {
      const Summary s = summary(numeric[j]->differences);
      const double half = s.constant || s.deviation == 0 ? 0 : c * s.deviation / std::sqrt(static_cast<double>(n));
      Verdict& v = out[place[j]];
      v.effect = s.mean;
      v.p = std::min(1.0, p[j] / part);
      v.low = s.mean - half;
      v.high = s.mean + half;
      if (v.p > rule.level) {  // the test is exact, the interval nearly so: it may not exclude what the test does not
        v.low = std::min(v.low, 0.0);
        v.high = std::max(v.high, 0.0);
      }
      v.assumption = "paired differences are symmetric about their mean";
      if (s.constant && chance_of_equals(n) * static_cast<double>(out.size()) > rule.level) {
        v.low = -infinity, v.high = infinity;
        v.assumption = "not met: all differences are equal, and too few to say of how many others";
      }
      v.method = std::string(signs.exact() ? "exact sign-flip test, all " : "sign-flip test, ") +
                 std::to_string(signs.count()) + (signs.exact() ? "" : " random") +
                 " sign patterns, step-down max |t| over " + std::to_string(out.size()) +
                 (out.size() == 1 ? " comparison" : " comparisons");
    }
  }
};

}  // namespace
namespace parts::judges {
extern const Entry<Judge> sign_flip = entry<Judge, SignFlip>(
    {"sign_flip", "exact sign-flip test", "asks how often random signs would make the paired differences look as large",
     "p = share of joint sign patterns whose max |t| reaches the observed |t|; interval: mean +- c se",
     "Westfall & Young 1993; Romano & Wolf 2005", "randomization permutation"});
}  // namespace parts::judges
}  // namespace paribus
