#include "paribus/learner/centered.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "paribus/base/error.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// The least e with |x| <= 2^e for every x up to that size; 0 for nothing but zeros.
int exponent_of(double largest) {
  int e = 0;
  if (largest > 0) std::frexp(largest, &e);
  return e;
}

void must_be_finite(View numbers, const char* what) {
  if (!all_finite(numbers)) throw Error(std::string(what) + " hold what is no number", "remove or impute these rows");
}

/// Weighted means of the columns, to about the rounding of one number: a first guess, and the mean of what it leaves.
/// Constancy is decided by equality, since the mean of n equal numbers may be off by its last digit.
Vector means(const Matrix& x, View weight, double count) {
  const std::size_t p = x.columns;
  Vector mean(p, 0.0), low(x.row(0).begin(), x.row(0).end()), high = low, left(p, 0.0);
  const double share = 1 / count;
  for (std::size_t i = 0; i < x.rows; ++i) {
    const double a = weight.empty() ? share : weight[i] * share;
    const double* row = x.row(i).data();
    for (std::size_t j = 0; j < p; ++j) {
      mean[j] += a * row[j];
      low[j] = std::min(low[j], row[j]);
      high[j] = std::max(high[j], row[j]);
    }
  }
  for (std::size_t i = 0; i < x.rows; ++i) {
    const double a = weight.empty() ? share : weight[i] * share;
    const double* row = x.row(i).data();
    for (std::size_t j = 0; j < p; ++j) left[j] += a * (row[j] - mean[j]);
  }
  for (std::size_t j = 0; j < p; ++j) mean[j] = low[j] == high[j] ? low[j] : mean[j] + left[j];
  return mean;
}

}  // namespace

Blocks single_columns(std::size_t p) {
  Blocks out(p + 1);
  std::iota(out.begin(), out.end(), std::size_t{0});
  return out;
}

Centered::Centered(const Matrix& x, View y, View weight, const Blocks& blocks)
    : z(x.rows, x.columns), u(y.begin(), y.end()), count{weight.empty() ? static_cast<double>(x.rows) : sum(weight)}, exponent(x.columns) {
  assert(x.rows == y.size() && (weight.empty() || weight.size() == x.rows) && blocks.back() == x.columns);
  must_be_finite(x.values, "the features");
  must_be_finite(y, "the targets");
  must_be_finite(weight, "the weights");
  if (!(count > 0)) throw Error("no row has a weight above 0", "give at least one row a weight");
  const std::size_t n = x.rows, p = x.columns;
  mean = means(x, weight, count);
  Vector largest(p, 0.0);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < p; ++j) largest[j] = std::max(largest[j], std::fabs(x(i, j) - mean[j]));
  Vector unit(p);
  for (std::size_t b = 0; b + 1 < blocks.size(); ++b) {
    const auto from = static_cast<std::ptrdiff_t>(blocks[b]), to = static_cast<std::ptrdiff_t>(blocks[b + 1]);
    const int e = exponent_of(from == to ? 0 : *std::max_element(largest.begin() + from, largest.begin() + to));
    std::fill(exponent.begin() + from, exponent.begin() + to, e);
  }
  Matrix target(n, 1);
  target.values.assign(y.begin(), y.end());
  target_mean = means(target, weight, count)[0];
  double furthest = 0;
  for (double& t : u) furthest = std::max(furthest, std::fabs(t -= target_mean));
  target_exponent = exponent_of(furthest);
  // 2^-e may be beyond the range of numbers where e is not: in two steps it never is.
  Vector half(p);
  for (std::size_t j = 0; j < p; ++j) {
    half[j] = std::ldexp(1.0, -exponent[j] / 2);
    unit[j] = std::ldexp(1.0, -exponent[j] - -exponent[j] / 2);
  }
  for (std::size_t i = 0; i < n; ++i) {
    const double root = weight.empty() ? 1 : std::sqrt(weight[i]);
    const double* from = x.row(i).data();
    double* to = z.row(i).data();
    for (std::size_t j = 0; j < p; ++j) to[j] = (from[j] - mean[j]) * half[j] * unit[j] * root;
    u[i] = std::ldexp(u[i], -target_exponent) * root;
  }
}

Vector Centered::weights(View v) const {
  Vector w(v.begin(), v.end());
  for (std::size_t j = 0; j < w.size(); ++j) {
    w[j] = std::ldexp(w[j], target_exponent - exponent[j]);
    if (!std::isfinite(w[j])) throw Error("the coefficient of feature " + std::to_string(j + 1) + " is too large for a number", "rescale the feature");
  }
  return w;
}

double Centered::intercept(View w) const { return target_mean - dot(mean, w); }

}  // namespace paribus
