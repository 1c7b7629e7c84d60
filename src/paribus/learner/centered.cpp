#include "paribus/learner/centered.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "paribus/base/choices.hpp"
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

/// Weighted means of the columns, to about the rounding of one number: a first guess, and the mean of what it leaves. What
/// is no number leaves a mean that is none. Constancy is decided by equality, since the mean of n equal numbers may be off
/// by its last digit.
struct Place { Vector mean, furthest; };   ///< furthest: the largest |x - mean|
Place place(const Matrix& x, View weight, double count, const char* what) {
  const std::size_t p = x.columns;
  Vector mean(p, 0.0), low(x.row(0).begin(), x.row(0).end()), high = low, left(p, 0.0), furthest(p);
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
  if (!all_finite(mean)) throw Error(std::string(what) + " hold what is no number", "remove or impute these rows");
  for (std::size_t i = 0; i < x.rows; ++i) {
    const double a = weight.empty() ? share : weight[i] * share;
    const double* row = x.row(i).data();
    for (std::size_t j = 0; j < p; ++j) left[j] += a * (row[j] - mean[j]);
  }
  for (std::size_t j = 0; j < p; ++j) {
    mean[j] = low[j] == high[j] ? low[j] : mean[j] + left[j];
    furthest[j] = std::max(std::fabs(low[j] - mean[j]), std::fabs(high[j] - mean[j]));
    if (!std::isfinite(furthest[j])) throw Error(std::string(what) + " reach from " + shortest(low[j]) + " to " + shortest(high[j]) + ", wider than a number", "rescale them");
  }
  return {std::move(mean), std::move(furthest)};
}

}  // namespace

Blocks single_columns(std::size_t p) {
  Blocks out(p + 1);
  std::iota(out.begin(), out.end(), std::size_t{0});
  return out;
}

Centered::Centered(const Matrix& all, View y, View weight, const Blocks& blocks)
    : x{all}, u(y.begin(), y.end()), count{weight.empty() ? static_cast<double>(x.rows) : sum(weight)}, exponent(x.columns) {
  assert(x.rows == y.size() && (weight.empty() || weight.size() == x.rows) && blocks.back() == x.columns);
  if (!all_finite(weight)) throw Error("the weights hold what is no number", "remove or impute these rows");
  if (!(count > 0)) throw Error("no row has a weight above 0", "give at least one row a weight");
  Place columns = place(x, weight, count, "the features");
  mean = std::move(columns.mean);
  for (std::size_t b = 0; b + 1 < blocks.size(); ++b) {
    const auto from = static_cast<std::ptrdiff_t>(blocks[b]), to = static_cast<std::ptrdiff_t>(blocks[b + 1]);
    const int e = exponent_of(from == to ? 0 : *std::max_element(columns.furthest.begin() + from, columns.furthest.begin() + to));
    std::fill(exponent.begin() + from, exponent.begin() + to, e);
  }
  Matrix target(y.size(), 1);
  target.values.assign(y.begin(), y.end());
  const Place targets = place(target, weight, count, "the targets");
  target_mean = targets.mean[0];
  target_exponent = exponent_of(targets.furthest[0]);
  for (const double w : weight) root.push_back(std::sqrt(w));
  for (std::size_t i = 0; i < u.size(); ++i) u[i] = std::ldexp(u[i] - target_mean, -target_exponent) * (root.empty() ? 1 : root[i]);
  // 2^-e may be beyond the range of numbers where e is not: in two steps it never is.
  for (const int e : exponent) {
    half_.push_back(std::ldexp(1.0, -e / 2));
    unit_.push_back(std::ldexp(1.0, -e - -e / 2));
  }
}

void Centered::row(std::size_t i, Span out) const {
  const double of = root.empty() ? 1 : root[i];
  const double* from = x.row(i).data();
  for (std::size_t j = 0; j < out.size(); ++j) out[j] = (from[j] - mean[j]) * half_[j] * unit_[j] * of;
}

Matrix Centered::z() const {
  Matrix out(rows(), columns());
  for (std::size_t i = 0; i < rows(); ++i) row(i, out.row(i));
  return out;
}

bool Centered::plain() const {
  return root.empty() && std::ranges::all_of(exponent, [](int e) { return std::abs(e) <= 300; });
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
