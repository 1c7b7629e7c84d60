#include "paribus/learner/coordinate_descent.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "paribus/math/dense.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {

CoordinateDescent::CoordinateDescent(Quadratic& f, Blocks starts, Rules rules)
    : f_{f}, starts_{std::move(starts)}, rules_{rules}, v_(starts_.back(), 0.0), slopes_(v_.size()), curvature_(blocks(), 0.0), trial_(v_.size()) {
  for (std::size_t b = 0; b < blocks(); ++b) {
    const Matrix c = f_.curvature(starts_[b], starts_[b + 1]);
    assert(!rules_.positive || c.rows == 1);
    // The largest eigenvalue, and a little for its rounding: then a step never goes up.
    if (c.rows > 0) curvature_[b] = c.rows == 1 ? c(0, 0) : symmetric_eigen(c).values.back() * (1 + 1e-12);
  }
  f_.slopes(slopes_);
}

double CoordinateDescent::norm_of(View x, std::size_t b) const {
  const std::size_t from = starts_[b], size = starts_[b + 1] - from;
  if (size == 1) return rules_.positive ? x[from] : std::fabs(x[from]);
  return norm(x.subspan(from, size));
}

// v_b <- the minimum over v_b of a bound of P that touches it here: with the largest curvature c of the block,
// S(c v_b + slope_b) / (c + l2), S(a) = (1 - l1 / |a|)_+ a. A block of one column is its own bound.
double CoordinateDescent::step(std::size_t b, const BlockPenalty& penalty) {
  const double c = curvature_[b], l1 = penalty.l1[b], whole = c + penalty.l2[b];
  if (c == 0) return 0;  // a constant column
  const std::size_t from = starts_[b], to = starts_[b + 1];
  for (std::size_t j = from; j < to; ++j) trial_[j] = c * v_[j] + f_.slope(j);
  const double size = norm_of(trial_, b);
  const double keep = size > l1 ? (size - l1) / size / whole : 0;
  double moved = 0;
  for (std::size_t j = from; j < to; ++j) {
    const double next = keep * trial_[j], by = next - v_[j];
    if (by == 0) continue;
    f_.move(j, by);
    v_[j] = next;
    moved += whole * by * by;
  }
  return moved;
}

double CoordinateDescent::sweep(const std::vector<std::size_t>& which, const BlockPenalty& penalty) {
  double moved = 0;
  for (const auto b : which) moved += step(b, penalty);
  return moved;
}

std::vector<std::size_t> CoordinateDescent::active() const {
  std::vector<std::size_t> out;
  for (std::size_t b = 0; b < blocks(); ++b)
    if (std::any_of(&v_[starts_[b]], v_.data() + starts_[b + 1], [](double x) { return x != 0; })) out.push_back(b);
  return out;
}

double CoordinateDescent::lift(std::size_t b, double l2) const {
  const std::size_t from = starts_[b], to = starts_[b + 1];
  const auto of = [&](std::size_t j) { return slopes_[j] - (v_[j] != 0 ? l2 * v_[j] : 0); };
  if (to - from == 1) return rules_.positive ? of(from) : std::fabs(of(from));
  double squares = 0;
  for (std::size_t j = from; j < to; ++j) squares += of(j) * of(j);
  return std::sqrt(squares);
}

// Fenchel's dual at two points, both made from the residual r = u - Z v; the better bound counts. With q = Z^T r / n:
//   l2 as further rows of Z:  r may be stretched by any c for which c |(q - l2 v)_b| <= l1_b, and
//                             D = c u.r/n - c^2 (|r|^2/n + sum l2_b |v_b|^2) / 2, largest at c = u.r/n / (...)
//   l2 as it is:              D = u.r/n - |r|^2/(2n) - sum (|q_b| - l1_b)_+^2 / (2 l2_b), whatever r is
// A block without any penalty allows no q_b but 0. It is given the l1_b = |q_b| that allows c = 1, and what that adds to
// the minimum, |q_b| times the size of its v_b, is taken off with the size that v_b has now, or would have one step on.
double CoordinateDescent::gap(const BlockPenalty& penalty) {
  f_.slopes(slopes_);
  const double squares = f_.squares(v_, slopes_), along = squares + dot(v_, slopes_);  // u.r/n, for u = r + Z v
  double cost = 0, ridge = 0, stretch = std::numeric_limits<double>::infinity(), excess = 0, slack = 0;
  for (std::size_t b = 0; b < blocks(); ++b) {
    const double l1 = penalty.l1[b], l2 = penalty.l2[b], size = norm_of(v_, b);
    if (size != 0) {
      cost += l1 * size;
      ridge += l2 * size * size;
    }
    if (curvature_[b] == 0) continue;
    const double up = lift(b, l2);
    if (l1 == 0 && l2 == 0) {
      if (up > 0) stretch = std::min(stretch, 1.0), slack += up * (size + up / curvature_[b]);
      continue;
    }
    if (up > 0) stretch = std::min(stretch, l1 / up);
    const double over = norm_of(slopes_, b) - l1;
    if (over > 0) excess += over * over / l2;
  }
  const double primal = squares / 2 + cost + ridge / 2, least = rules_.positive ? 0 : -stretch;
  const double c = squares + ridge > 0 ? std::clamp(along / (squares + ridge), least, stretch) : 0;
  return primal - std::max(c * along - c * c * (squares + ridge) / 2, along - squares / 2 - excess / 2) + slack;
}

CoordinateDescent::Reached CoordinateDescent::minimize(const BlockPenalty& penalty) {
  const double null = f_.null_squares() / 2;
  if (null == 0) return {0, 0, true};
  std::vector<bool> working(blocks(), false);
  for (const auto b : active()) working[b] = true;
  for (std::size_t b = 0; b < blocks(); ++b)
    if (!before_.empty() && norm_of(slopes_, b) >= 2 * penalty.l1[b] - before_[b]) working[b] = true;
  before_ = penalty.l1;
  std::vector<std::size_t> set;
  const auto list = [&] {
    set.clear();
    for (std::size_t b = 0; b < blocks(); ++b)
      if (working[b]) set.push_back(b);
  };
  list();
  Reached out{0, 0, false};
  for (double quiet = rules_.tolerance * null;;) {
    double moved = 0;
    while (out.sweeps < rules_.sweeps && (++out.sweeps, moved = sweep(set, penalty)) > quiet)
      for (const auto now = active(); out.sweeps < rules_.sweeps && (++out.sweeps, sweep(now, penalty)) > quiet;) {}
    out.gap = std::max(0.0, gap(penalty)) / null;
    out.converged = out.gap <= rules_.tolerance;
    if (out.converged || out.sweeps >= rules_.sweeps) return out;
    bool grown = false;
    for (std::size_t b = 0; b < blocks(); ++b)
      if (!working[b] && curvature_[b] > 0 && norm_of(slopes_, b) > penalty.l1[b]) working[b] = grown = true;
    if (grown) list();
    else if (moved == 0) return out;  // every coordinate rests as well as rounding lets it
    else quiet /= 10;
  }
}

}  // namespace paribus
