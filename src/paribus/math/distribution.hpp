#pragma once
// Distribution functions and their inverses (Boost.Math, in one file).

namespace paribus {

double normal_cdf(double x);
double normal_quantile(double p);                       ///< 0 < p < 1
double student_t_cdf(double t, double freedom);
double student_t_quantile(double p, double freedom);
double student_t_two_sided(double t, double freedom);   ///< P(|T| >= |t|)
double f_upper(double f, double d1, double d2);         ///< P(F >= f)
double beta_quantile(double p, double a, double b);
double binomial_two_sided(int k, int n);                ///< exact sign test: P(|K - n/2| >= |k - n/2|), p = 1/2

struct Interval { double low, high; };
Interval clopper_pearson(int successes, int n, double confidence = 0.95);  ///< exact interval of a share
Interval mean_interval(double mean, double sd, int n, double confidence = 0.95);  ///< Student t

}  // namespace paribus
