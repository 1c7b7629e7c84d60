// The only file that includes Boost.Math. Evidence only: these values never enter a record.
#include "paribus/math/distribution.hpp"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cassert>
#include <cmath>
#include <limits>

namespace paribus {
namespace {

namespace bm = boost::math;
// A NaN statistic gives a NaN probability (shown as "not a number" in the tables), not an exception.
using Quiet = bm::policies::policy<bm::policies::domain_error<bm::policies::ignore_error>,
                                   bm::policies::pole_error<bm::policies::ignore_error>,
                                   bm::policies::overflow_error<bm::policies::ignore_error>,
                                   bm::policies::promote_double<false>>;
using Normal = bm::normal_distribution<double, Quiet>;
using StudentT = bm::students_t_distribution<double, Quiet>;
using FisherF = bm::fisher_f_distribution<double, Quiet>;
using Beta = bm::beta_distribution<double, Quiet>;
using Binomial = bm::binomial_distribution<double, Quiet>;

}  // namespace

double normal_cdf(double x) { return bm::cdf(Normal{}, x); }

double normal_quantile(double p) { return bm::quantile(Normal{}, p); }

double student_t_cdf(double t, double freedom) { return bm::cdf(StudentT{freedom}, t); }

double student_t_quantile(double p, double freedom) { return bm::quantile(StudentT{freedom}, p); }

double student_t_two_sided(double t, double freedom) {
  return std::min(2 * bm::cdf(bm::complement(StudentT{freedom}, std::abs(t))), 1.0);  // in this order NaN stays NaN
}

double f_upper(double f, double d1, double d2) {
  if (std::isinf(f)) return 0;
  return bm::cdf(bm::complement(FisherF{d1, d2}, f));
}

double beta_quantile(double p, double a, double b) { return bm::quantile(Beta{a, b}, p); }

double binomial_two_sided(int k, int n) {
  assert(0 <= k && k <= n);
  if (n == 0) return 1;
  return std::min(2 * bm::cdf(Binomial{static_cast<double>(n), 0.5}, static_cast<double>(std::min(k, n - k))), 1.0);
}

// Clopper & Pearson 1934, by quantiles of the beta distribution.
Interval clopper_pearson(int successes, int n, double confidence) {
  assert(0 <= successes && successes <= n);
  const double tail = (1 - confidence) / 2, k = successes;
  return {successes == 0 ? 0 : beta_quantile(tail, k, n - k + 1),
          successes == n ? 1 : beta_quantile(1 - tail, k + 1, n - k)};
}

Interval mean_interval(double mean, double sd, int n, double confidence) {
  if (n < 2) return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  const double half = student_t_quantile(1 - (1 - confidence) / 2, n - 1) * sd / std::sqrt(n);
  return {mean - half, mean + half};
}

}  // namespace paribus
