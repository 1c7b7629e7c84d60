#pragma once
// Penalized problems and the conditions that mark their minimum, in long double and in the units of the data.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "paribus/base/random.hpp"
#include "paribus/learner/penalized.hpp"

namespace paribus::penalized {

struct Rows {
  Matrix x;
  Vector y, weight = {};
};

inline Rows random_rows(std::size_t n, std::size_t p, std::uint64_t seed, std::size_t relevant = 3) {
  Stream s{{seed, 0, "penalized"}};
  const auto draw = [&] { return s.uniform() + s.uniform() + s.uniform() - 1.5; };
  Rows r{Matrix(n, p), Vector(n)};
  for (double& v : r.x.values) v = draw();
  for (std::size_t i = 0; i < n; ++i) {
    r.y[i] = 0.3 * draw() + 7;
    for (std::size_t j = 0; j < std::min(p, relevant); ++j) r.y[i] += (j % 2 ? -1.0 : 2.0) * r.x(i, j);
  }
  return r;
}

/// The largest violation of the conditions, each as a correlation: over |x_j| |y| / n of centered numbers.
inline double violation(const Rows& r, const PenalizedFit& fit, const Blocks& blocks, bool positive = false) {
  const std::size_t n = r.x.rows, p = r.x.columns;
  long double count = 0, my = 0, yy = 0, residuals = 0;
  std::vector<long double> m(p), w(n, 1), e(n);
  for (std::size_t i = 0; i < n; ++i) {
    if (!r.weight.empty()) w[i] = r.weight[i];
    count += w[i];
    my += w[i] * r.y[i];
    for (std::size_t j = 0; j < p; ++j) m[j] += w[i] * r.x(i, j);
  }
  for (auto& v : m) v /= count;
  my /= count;
  for (std::size_t i = 0; i < n; ++i) {
    e[i] = r.y[i] - static_cast<long double>(fit.intercept);
    for (std::size_t j = 0; j < p; ++j) e[i] -= static_cast<long double>(r.x(i, j)) * fit.w[j];
    residuals += w[i] * e[i];
    yy += w[i] * (r.y[i] - my) * (r.y[i] - my);
  }
  long double worst = yy > 0 ? std::fabs(residuals) / std::sqrt(yy * count) : 0;  // the intercept's own condition
  for (std::size_t b = 0; b + 1 < blocks.size(); ++b) {
    long double size = 0, missed = 0, length = 0;
    const auto l1 = static_cast<long double>(fit.penalty.l1) * std::sqrt(static_cast<long double>(blocks[b + 1] - blocks[b]));
    for (std::size_t j = blocks[b]; j < blocks[b + 1]; ++j) size += static_cast<long double>(fit.w[j]) * fit.w[j];
    size = std::sqrt(size);
    for (std::size_t j = blocks[b]; j < blocks[b + 1]; ++j) {
      long double q = 0, xx = 0;
      for (std::size_t i = 0; i < n; ++i) {
        q += w[i] * (r.x(i, j) - m[j]) * e[i];
        xx += w[i] * (r.x(i, j) - m[j]) * (r.x(i, j) - m[j]);
      }
      q = q / count - static_cast<long double>(fit.penalty.l2) * fit.w[j];
      if (size > 0) q -= l1 * fit.w[j] / size;
      if (positive && fit.w[j] == 0) q = std::max(q, 0.0L);
      missed += q * q;
      length = std::max(length, xx);
    }
    missed = std::sqrt(missed);
    if (size == 0) missed = std::max(missed - l1, 0.0L);
    if (length > 0 && yy > 0) worst = std::max(worst, missed * count / std::sqrt(length * yy));
  }
  return static_cast<double>(worst);
}

/// In long double too.
inline double objective(const Rows& r, const PenalizedFit& fit, const Blocks& blocks) {
  long double count = 0, squares = 0, cost = 0, ridge = 0;
  for (std::size_t i = 0; i < r.x.rows; ++i) {
    const long double w = r.weight.empty() ? 1 : r.weight[i];
    long double e = r.y[i] - static_cast<long double>(fit.intercept);
    for (std::size_t j = 0; j < r.x.columns; ++j) e -= static_cast<long double>(r.x(i, j)) * fit.w[j];
    squares += w * e * e;
    count += w;
  }
  for (std::size_t b = 0; b + 1 < blocks.size(); ++b) {
    long double size = 0;
    for (std::size_t j = blocks[b]; j < blocks[b + 1]; ++j) size += static_cast<long double>(fit.w[j]) * fit.w[j];
    cost += std::sqrt(size * static_cast<long double>(blocks[b + 1] - blocks[b]));
    ridge += size;
  }
  return static_cast<double>(squares / (2 * count) + fit.penalty.l1 * cost + fit.penalty.l2 * ridge / 2);
}

inline PenalizedFit solve(const Rows& r, Penalty penalty, const Blocks& blocks, bool positive = false, double tolerance = 1e-14) {
  return PenalizedProblem{r.x, r.y, r.weight, blocks, {positive, tolerance, 100'000}}.path(std::vector<Penalty>{penalty}).front();
}
inline PenalizedFit solve(const Rows& r, Penalty penalty) { return solve(r, penalty, single_columns(r.x.columns)); }

}  // namespace paribus::penalized
