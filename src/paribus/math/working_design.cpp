#include "paribus/math/working_design.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "paribus/base/choices.hpp"
#include "paribus/base/error.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

double largest(View x) {
  double most = 0;
  for (const double v : x) most = std::max(most, std::abs(v));
  return most;
}

/// e with |x| / 2^e in [1, 2), 0 for 0.
int power_of(double x) { return x > 0 ? std::ilogb(x) : 0; }

bool far(double x) { return x != 0 && !(std::abs(x) > 1e-150 && std::abs(x) < 1e150); }

void check_weights(View weight) {
  for (std::size_t i = 0; i < weight.size(); ++i)
    if (!(weight[i] >= 0) || std::isinf(weight[i]))
      throw Error("the weight of row " + std::to_string(i + 1) + " is " + shortest(weight[i]), "a weight counts how often its row stands: 0 or more");
  if (!weight.empty() && far(sum(weight))) throw Error("the weights add up to " + shortest(sum(weight)), "divide them by their mean");
  if (!weight.empty() && sum(weight) == 0) throw Error("all weights are 0", "give at least one row a weight above 0");
}

}  // namespace

WorkingDesign::WorkingDesign(const LinearDesign& given, View target)
    : x{given.x.values.data(), given.low ? given.low->values.data() : nullptr, given.x.rows, given.x.columns},
      y{target}, weight{given.weight}, intercept{given.intercept}, given_{given}, given_y_{target}, kept_(given.x.columns),
      power_(given.x.columns) {
  assert(target.size() == x.rows && (weight.empty() || weight.size() == x.rows));
  assert(!given.low || (given.low->rows == x.rows && given.low->columns == x.columns));
  std::iota(kept_.begin(), kept_.end(), std::size_t{0});
  if (x.rows == 0) throw Error("there is no row to fit", "give at least one");
  if (x.columns == 0 && !intercept) throw Error("there is nothing to fit: no column and no intercept", "give a column");
  if (!all_finite(y)) throw Error("the target holds what is no number", "remove these rows");
  check_weights(weight);
}

bool WorkingDesign::needs_scaling(const Scatter& s, View origin) const {
  if (scaled_) return false;
  bool out = far(largest(y));
  for (std::size_t j = 0; j < x.columns; ++j)
    out = out || far(s.products(j, j)) || far(origin[j]) || (s.products(j, j) == 0 && origin[j] == 0);
  for (std::size_t j = 0; j < x.columns && out; ++j)
    for (std::size_t i = 0; i < x.rows; ++i)
      if (!std::isfinite(given_.x(i, kept_[j])))
        throw Error("column " + std::to_string(kept_[j] + 1) + " holds " + shortest(given_.x(i, kept_[j])) + " in row " + std::to_string(i + 1),
                    "remove or replace what is no number");
  return out;
}

void WorkingDesign::scale() {
  scaled_ = true;
  Vector most(x.columns);
  for (std::size_t i = 0; i < x.rows; ++i)
    for (std::size_t j = 0; j < x.columns; ++j) most[j] = std::max(most[j], std::abs(given_.x(i, kept_[j])));
  for (std::size_t j = 0; j < x.columns; ++j) power_[kept_[j]] = power_of(most[j]);
  y_power_ = power_of(largest(given_y_));
  own_y_.assign(given_y_.begin(), given_y_.end());
  for (double& v : own_y_) v = std::ldexp(v, -y_power_);
  y = own_y_;
  copy();
}

void WorkingDesign::leave_out(const std::vector<std::size_t>& dependent) {
  for (std::size_t k = dependent.size(); k-- > 0;) kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(dependent[k]));
  if (kept_.empty() && !intercept) throw Error("every column is 0", "without an intercept nothing can be fitted to zeros");
  copy();
}

void WorkingDesign::copy() {
  const std::size_t n = given_.x.rows, d = kept_.size();
  const auto from = [&](const Matrix& all) {
    Vector out(n * d);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < d; ++j) out[i * d + j] = std::ldexp(all(i, kept_[j]), -power_[kept_[j]]);
    return out;
  };
  high_ = from(given_.x);
  if (given_.low) low_ = from(*given_.low);
  x = {high_.data(), given_.low ? low_.data() : nullptr, n, d};
}

void WorkingDesign::give_back(DoubleDouble b0, const DoubleDoubles& b, RefinedFit& fit) const {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const std::size_t d = given_.x.columns, first = intercept;
  const auto moved = [](DoubleDouble v, int power) { return DoubleDouble{std::ldexp(v.high, power), std::ldexp(v.low, power)}; };
  fit.coefficients = DoubleDoubles(d + first);
  std::ranges::fill(fit.coefficients.high, nan);
  if (first) fit.coefficients.set(0, moved(b0, y_power_));
  const Vector errors = fit.errors;
  if (!errors.empty()) fit.errors.assign(d + first, nan);
  if (first && !errors.empty()) fit.errors[0] = errors[0];
  for (std::size_t k = 0; k < kept_.size(); ++k) {
    const std::size_t j = kept_[k];
    const DoubleDouble c = moved(b[k], y_power_ - power_[j]);
    if (std::isinf(c.high))
      throw Error("the coefficient of column " + std::to_string(j + 1) + " is beyond the range of numbers, 1.8e308",
                  "rescale this column or the target, for example by its unit");
    fit.coefficients.set(first + j, c);
    if (!errors.empty()) fit.errors[first + j] = std::ldexp(errors[first + k], -power_[j]);
    fit.triangle.origin[k] = std::ldexp(fit.triangle.origin[k], power_[j]);
    fit.triangle.scale[k] = std::ldexp(fit.triangle.scale[k], power_[j]);
  }
  fit.unit = std::ldexp(1.0, y_power_);
  for (double& r : fit.residuals) r = std::ldexp(r, y_power_);
  for (std::size_t j = 0, k = 0; j < d; ++j) {
    if (k < kept_.size() && kept_[k] == j) ++k;
    else fit.dependent.push_back(j);
  }
}

}  // namespace paribus
