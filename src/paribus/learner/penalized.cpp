#include "paribus/learner/penalized.hpp"

#include <algorithm>
#include <utility>
#include <cassert>
#include <cmath>
#include <limits>

#include "paribus/base/error.hpp"
#include "paribus/math/dense.hpp"
#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {

PenalizedProblem::PenalizedProblem(const Matrix& x, View y, View weight, Blocks blocks, CoordinateDescent::Rules rules)
    : blocks_{std::move(blocks)}, rules_{rules}, rows_{x, y, weight, blocks_}, f_{quadratic(rows_)} {
  Vector slopes(x.columns);
  f_->slopes(slopes);
  const Vector unit = scaled({1, 0}).l1;
  for (std::size_t b = 0; b + 1 < blocks_.size(); ++b) {
    const View s = View(slopes).subspan(blocks_[b], blocks_[b + 1] - blocks_[b]);
    const double size = s.size() == 1 ? (rules_.positive ? s[0] : std::fabs(s[0])) : norm(s);
    if (size > 0) largest_ = std::max(largest_, size / unit[b]);
  }
  if (!std::isfinite(largest_)) throw Error("no number is large enough to be a penalty of such features and targets", "rescale them");
}

// In v = 2^(e_j - e) w the cost, over 2^(2 e), has l1 2^(-e - e_j) and l2 2^(-2 e_j).
BlockPenalty PenalizedProblem::scaled(Penalty p) const {
  BlockPenalty out{Vector(blocks_.size() - 1), Vector(blocks_.size() - 1)};
  for (std::size_t b = 0; b + 1 < blocks_.size(); ++b) {
    const std::size_t size = blocks_[b + 1] - blocks_[b];
    const int e = size == 0 ? 0 : rows_.exponent[blocks_[b]];
    out.l1[b] = std::ldexp(p.l1 * std::sqrt(static_cast<double>(size)), -rows_.target_exponent - e);
    out.l2[b] = std::ldexp(p.l2, -2 * e);
  }
  return out;
}

std::vector<PenalizedFit> PenalizedProblem::path(std::span<const Penalty> penalties) const {
  f_->rest(Vector(rows_.mean.size(), 0.0));
  CoordinateDescent descent{*f_, blocks_, rules_};
  std::vector<PenalizedFit> out;
  for (const Penalty p : penalties) {
    PenalizedFit fit{p, {}, 0, 0, descent.minimize(scaled(p))};
    fit.w = rows_.weights(descent.at());
    fit.intercept = rows_.intercept(fit.w);
    fit.nonzeros = static_cast<std::size_t>(std::count_if(fit.w.begin(), fit.w.end(), [](double w) { return w != 0; }));
    out.push_back(std::move(fit));
  }
  return out;
}

double PenalizedProblem::degrees_of_freedom(const PenalizedFit& fit) const {
  if (fit.nonzeros == 0) return 0;
  const BlockPenalty penalty = scaled(fit.penalty);
  std::vector<std::size_t> columns, block;
  Vector v, size;   // of those columns, and |v_b| of their block
  for (std::size_t b = 0; b + 1 < blocks_.size(); ++b) {
    double squares = 0;
    for (std::size_t j = blocks_[b]; j < blocks_[b + 1]; ++j)
      if (fit.w[j] != 0) {
        columns.push_back(j), block.push_back(b);
        v.push_back(std::ldexp(fit.w[j], rows_.exponent[j] - rows_.target_exponent));
        squares += v.back() * v.back();
      }
    size.resize(columns.size(), std::sqrt(squares));
  }
  constexpr std::size_t most = 500;
  const std::size_t a = columns.size();
  if (a > most) return std::numeric_limits<double>::quiet_NaN();
  Matrix used(rows_.rows(), a);
  Vector row(rows_.columns());
  for (std::size_t i = 0; i < used.rows; ++i) {
    rows_.row(i, row);
    for (std::size_t k = 0; k < a; ++k) used(i, k) = row[columns[k]];
  }
  Matrix g = gram(used);
  scale(1 / rows_.count, g.values);
  Matrix whole = g;
  for (std::size_t i = 0; i < a; ++i) {
    const std::size_t b = block[i];
    whole(i, i) += penalty.l2[b];
    if (blocks_[b + 1] - blocks_[b] == 1) continue;
    const double bend = penalty.l1[b] / size[i];   // of l1 |v_b|: (I - v v^T / |v|^2) l1 / |v|
    whole(i, i) += bend;
    for (std::size_t j = 0; j < a; ++j)
      if (block[j] == b) whole(i, j) -= bend * (v[i] / size[i]) * (v[j] / size[i]);
  }
  const auto [values, vectors] = symmetric_eigen(whole);
  double trace = 0;
  for (std::size_t k = 0; k < a; ++k) {
    if (!(values[k] > static_cast<double>(a) * std::numeric_limits<double>::epsilon() * values.back())) continue;
    Vector direction(a), mapped(a);
    for (std::size_t i = 0; i < a; ++i) direction[i] = vectors(i, k);
    for (std::size_t i = 0; i < a; ++i) mapped[i] = dot(std::as_const(g).row(i), direction);
    trace += dot(direction, mapped) / values[k];
  }
  return trace;
}

Vector falling(double largest, double smallest, std::size_t count) {
  assert(count > 0);
  Vector out(count, largest);
  for (std::size_t k = 1; k < count; ++k)
    out[k] = largest * exact::exp(exact::log(smallest) * static_cast<double>(k) / static_cast<double>(count - 1));
  return out;
}

}  // namespace paribus
