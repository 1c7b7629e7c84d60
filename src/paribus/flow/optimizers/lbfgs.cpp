// L-BFGS: Newton's direction from the last few steps alone. Each pair s = theta+ - theta, y = g+ - g shows the
// curvature along one step; two loops over the pairs apply the inverse Hessian they imply to F = -g (Liu & Nocedal
// 1989; Nocedal & Wright 2006, algorithm 7.4). A line search seeks steps that meet Wolfe's conditions, and takes the
// lowest point it saw when its evaluations are spent; so no step goes uphill and there is no limit of stability. h is
// the first trial length: 1, unless steps are to be damped.
//
// While the draw is the same at every step (all rows, no noise), loss and field of the accepted point are kept, and a
// step usually costs one evaluation. Otherwise the point is evaluated anew on each step's rows, and both ends of a
// pair are seen on the same rows. A field without a potential gets the first trial step, unsearched.
#include <algorithm>
#include <array>
#include <cmath>

#include "paribus/flow/line_search.hpp"
#include "paribus/flow/optimizer.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

// Slots: F at theta, then s and y of each pair. Scalars: these, then 1 / s.y of each pair.
enum Scalar { known, loss, stuck, pairs, next, gamma, scalars_before_pairs };

class LimitedMemory final : public Optimizer {
 public:
  explicit LimitedMemory(const Settings& s)
      : history_{static_cast<std::size_t>(s.integer("history", 10, {1, most}, "steps whose curvature is remembered"))},
        c1_{s.real("c1", 1e-4, {0, 0.5, true, true}, "share of the predicted decrease that a step must bring")},
        c2_{s.real("c2", 0.9, {0, 1, true, true}, "share of the slope that may be left after a step; above c1")},
        evaluations_{s.integer("max_evaluations", 20, {1, 1000}, "of the field in one line search")} {
    if (c1_ < c2_) return;
    const Value* given = s.find("c2") ? s.find("c2") : s.find("c1");
    throw Error(s.prefix() + "c1 must be below c2, or no step may satisfy both", "take c1 = 0.0001 and c2 = 0.9",
                given->where);
  }
  std::size_t slots() const override { return 1 + 2 * history_; }
  std::size_t scalars() const override { return scalars_before_pairs + history_; }

  Stepped step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const override {
    const bool lasting = draw.rows.empty() && draw.noise == nullptr;
    const Span f = z.slots[0];
    int evaluations = 0;
    if (!lasting || z.scalars[known] == 0) {
      z.scalars[loss] = field.direction(z.theta, draw, f);
      z.scalars[known] = lasting;
      z.scalars[stuck] = 0;
      evaluations = 1;
    }
    Stepped out{z.scalars[loss], norm(f), h, true, evaluations};
    if (out.gradient_norm == 0) return out;
    out.accepted = false;
    if (!std::isfinite(out.gradient_norm) || std::isinf(out.loss)) {
      z.scalars[known] = 0;
      return out;
    }
    if (z.scalars[stuck] != 0) return out;  // the same search would fail the same way
    const Span p = scratch.at(0);
    while (!out.accepted) {
      direction(z, p);
      const double slope = -dot(f, p), first = z.scalars[pairs] > 0 ? h : h * std::min(1.0, 1 / out.gradient_norm);
      if (slope < 0) out.accepted = search(z, field, draw, p, slope, first, scratch, out.evaluations);
      if (out.accepted || z.scalars[pairs] == 0) break;
      z.scalars[pairs] = 0;  // once more, downhill
    }
    z.scalars[stuck] = lasting && !out.accepted;
    return out;
  }

 private:
  static constexpr std::size_t most = 100;
  Span s(Phase& z, std::size_t i) const { return z.slots[1 + i]; }
  Span y(Phase& z, std::size_t i) const { return z.slots[1 + history_ + i]; }

  /// p = H F, newest pair first and then back.
  void direction(Phase& z, Span p) const {
    const Span f = z.slots[0];
    std::copy(f.begin(), f.end(), p.begin());
    const std::size_t count = static_cast<std::size_t>(z.scalars[pairs]);
    const std::size_t newest = static_cast<std::size_t>(z.scalars[next]) + history_ - 1;
    std::array<double, most> a;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t at = (newest - i) % history_;
      a[i] = z.scalars[scalars_before_pairs + at] * dot(s(z, at), p);
      axpy(-a[i], y(z, at), p);
    }
    if (count > 0) scale(z.scalars[gamma], p);
    for (std::size_t i = count; i-- > 0;) {
      const std::size_t at = (newest - i) % history_;
      axpy(a[i] - z.scalars[scalars_before_pairs + at] * dot(y(z, at), p), s(z, at), p);
    }
  }

  /// Goes along p if a length is found: theta, F, loss and a new pair.
  bool search(Phase& z, Field& field, const Draw& draw, View p, double slope, double first, Scratch& scratch,
              int& evaluations) const {
    const Span theta = scratch.at(1), f = scratch.at(2);
    // What two evaluations may differ by, in units of rounding.
    const double rounding = field.precision() == Precision::float32 ? 0x1p-23 : 0x1p-52;
    LineSearch line{z.scalars[loss], slope, first, {c1_, c2_, 64 * rounding * std::abs(z.scalars[loss])}};
    const auto look = [&](double a) {
      for (std::size_t i = 0; i < theta.size(); ++i) theta[i] = z.theta[i] + a * p[i];
      ++evaluations;
      return field.direction(theta, draw, f);
    };
    auto answer = LineSearch::Answer::go_on;
    double value = 0;
    for (std::int64_t i = 0; i < evaluations_ && answer == LineSearch::Answer::go_on; ++i) {
      value = look(line.trial());
      if (std::isnan(z.scalars[loss])) answer = LineSearch::Answer::accept;
      else answer = line.tell(value, -dot(f, p));
    }
    if (answer != LineSearch::Answer::accept) {
      if (line.best() == 0) return false;
      value = look(line.best());  // lower, if not flat enough
    }
    remember(z, theta, f);
    z.scalars[loss] = value;
    std::copy(theta.begin(), theta.end(), z.theta.begin());
    std::copy(f.begin(), f.end(), Span(z.slots[0]).begin());
    return true;
  }

  /// A pair without positive curvature would spoil the inverse Hessian: it is left out.
  void remember(Phase& z, View theta, View f) const {
    const std::size_t at = static_cast<std::size_t>(z.scalars[next]);
    const Span sn = s(z, at), yn = y(z, at), old = z.slots[0];
    for (std::size_t i = 0; i < sn.size(); ++i) {
      sn[i] = theta[i] - z.theta[i];
      yn[i] = old[i] - f[i];
    }
    const double sy = dot(sn, yn), yy = dot(yn, yn);
    if (!(sy > 1e-12 * std::sqrt(dot(sn, sn) * yy))) {
      // The slot may have held the oldest pair, now written over.
      if (z.scalars[pairs] == static_cast<double>(history_)) z.scalars[pairs] -= 1;
      return;
    }
    z.scalars[scalars_before_pairs + at] = 1 / sy;
    z.scalars[gamma] = sy / yy;
    z.scalars[next] = static_cast<double>((at + 1) % history_);
    z.scalars[pairs] = std::min(z.scalars[pairs] + 1, static_cast<double>(history_));
  }

  std::size_t history_;
  double c1_, c2_;
  std::int64_t evaluations_;
};

}  // namespace
namespace parts::optimizers {
extern const Entry<Optimizer> lbfgs = entry<Optimizer, LimitedMemory>(
    {"lbfgs", "L-BFGS", "Newton's direction from the last few steps, with a line search; learning_rate 1 is the natural one",
     "theta <- theta + a H F(theta); H from pairs s, y; a meets Wolfe's conditions, tried from h on",
     "Liu & Nocedal 1989"});
}  // namespace parts::optimizers
}  // namespace paribus
