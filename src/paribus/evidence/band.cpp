#include "paribus/evidence/band.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "paribus/base/error.hpp"
#include "paribus/evidence/signs.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

/// The levels that take part, their means, and their scores about the mean as x[replicates x levels].
struct Entrants {
  std::vector<std::size_t> level;
  Vector mean;
  Matrix x;
  double largest = 0;   ///< |score|: the yardstick of rounding
  std::size_t size() const { return level.size(); }
};

Entrants entrants(const Matrix& scores) {
  Entrants e;
  for (std::size_t a = 0; a < scores.rows; ++a)
    if (all_finite(scores.row(a))) {
      e.level.push_back(a);
      e.mean.push_back(mean(scores.row(a)));
      for (const double v : scores.row(a)) e.largest = std::max(e.largest, std::fabs(v));
    }
  e.x = Matrix(scores.columns, e.size());
  for (std::size_t r = 0; r < scores.columns; ++r)
    for (std::size_t a = 0; a < e.size(); ++a) e.x(r, a) = scores(e.level[a], r) - e.mean[a];
  return e;
}

/// squares(a, b) = sum over replicates of the squared centered difference; 0 where it is rounding.
Matrix squared_differences(const Matrix& x, double largest) {
  Matrix q(x.columns, x.columns);
  for (std::size_t a = 0; a < x.columns; ++a)
    for (std::size_t b = 0; b < x.columns; ++b) {
      for (std::size_t r = 0; r < x.rows; ++r) q(a, b) += (x(r, a) - x(r, b)) * (x(r, a) - x(r, b));
      if (q(a, b) <= 1e-24 * largest * largest) q(a, b) = 0;
    }
  return q;
}

/// For each level as the best: the (1 - level) quantile of the largest one-sided t of (best - other).
/// Signed root of r = (sum)^2 / (n squares), as in the sign-flip judge; a pattern's mirror image gives -r.
Vector critical_values(const Matrix& x, const Matrix& squares, double level) {
  const std::size_t n = x.rows, m = x.columns;
  const Signs signs(n);
  std::vector<Vector> largest(m);
  signs.sums(x, [&](View s) {
    for (std::size_t b = 0; b < m; ++b) {
      double most = 0, least = 0;
      for (std::size_t a = 0; a < m; ++a) {
        if (squares(b, a) == 0) continue;
        const double root = (s[b] - s[a]) / std::sqrt(static_cast<double>(n) * squares(b, a));
        most = std::max(most, root);
        least = std::min(least, root);
      }
      largest[b].push_back(most);
      largest[b].push_back(-least);
    }
  });
  Vector c(m);
  for (std::size_t b = 0; b < m; ++b) {
    const auto at = static_cast<std::ptrdiff_t>(std::ceil((1 - level) * static_cast<double>(largest[b].size()))) - 1;
    std::nth_element(largest[b].begin(), largest[b].begin() + at, largest[b].end());
    const double root = largest[b][static_cast<std::size_t>(at)];
    c[b] = root >= 1 - 1e-10 ? inf : root * std::sqrt((static_cast<double>(n) - 1) / (1 - root * root));
  }
  return c;
}

}  // namespace

Contrasts against_best(const Matrix& scores, double level) {
  if (scores.columns < 2) throw Error("the best level cannot be told from one replicate", "take more replicates");
  Contrasts out{0, std::vector<Interval>(scores.rows, Interval{-inf, 0}), std::vector<bool>(scores.rows, false)};
  const Entrants e = entrants(scores);
  const std::size_t m = e.size();
  if (m == 0) return out;
  out.best = e.level[static_cast<std::size_t>(std::max_element(e.mean.begin(), e.mean.end()) - e.mean.begin())];
  const Matrix squares = squared_differences(e.x, e.largest);
  const Vector c = critical_values(e.x, squares, level);
  const double n = static_cast<double>(scores.columns);
  // mu_i - mu_b is at least this if b is the best
  const auto bound = [&](std::size_t i, std::size_t b) {
    const double error = std::sqrt(squares(i, b) / (n * (n - 1)));
    return e.mean[i] - e.mean[b] - (error > 0 ? c[b] * error : 0);
  };
  std::vector<std::size_t> left;  // b is ruled out where it lies below some i for certain
  for (std::size_t b = 0; b < m; ++b) {
    bool possible = true;
    for (std::size_t i = 0; i < m; ++i) possible = possible && (i == b || bound(i, b) <= 0);
    if (possible) left.push_back(b);
  }
  for (const std::size_t b : left) out.may_be_best[e.level[b]] = true;
  for (std::size_t i = 0; i < m; ++i) {
    double low = 0;
    for (const std::size_t b : left)
      if (b != i) low = std::min(low, bound(i, b));
    out.against[e.level[i]] = {low, 0};
  }
  return out;
}

}  // namespace paribus
