// L-BFGS of the flow, in coordinates where it has little left to do.
#include <algorithm>
#include <cmath>
#include <optional>

#include "paribus/flow/optimizer.hpp"
#include "paribus/learner/logit_solve.hpp"
#include "paribus/learner/separation.hpp"
#include "paribus/math/cholesky.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// The risk at theta = origin + L^-T v, where L L^T is about its Hessian; L may be missing: theta = origin + v.
class Rounded final : public Objective {
 public:
  Rounded(LogitRisk& risk, View origin, const Cholesky* factors)
      : risk_{risk}, origin_{origin}, factors_{factors}, theta_(origin.size()), gradient_(origin.size()) {}
  std::size_t dimension() const override { return origin_.size(); }
  double value() const { return value_; }   ///< where it was last evaluated
  void place(View v, Span theta) const {
    std::ranges::copy(v, theta.begin());
    if (factors_) factors_->upper(theta);
    axpy(1, origin_, theta);
  }
  using Objective::direction;
  double evaluate(View v, const Draw& draw, Span gradient) override {
    place(v, theta_);
    value_ = risk_.evaluate(theta_, draw, gradient_);
    if (gradient.empty()) return value_;
    std::ranges::copy(gradient_, gradient.begin());
    if (factors_) factors_->lower(gradient);
    return value_;
  }
  void hessian_vector(View v, const Draw& draw, View u, Span out) override {
    Vector w(u.begin(), u.end());
    place(v, theta_);
    if (factors_) factors_->upper(w);
    risk_.hessian_vector(theta_, draw, w, out);
    if (factors_) factors_->lower(out);
  }

 private:
  LogitRisk& risk_;
  View origin_;
  const Cholesky* factors_;
  Vector theta_, gradient_;
  double value_ = 0;
};

}  // namespace

Solved limited_memory(LogitRisk& risk, double tolerance, std::size_t most, bool until_separated) {
  const std::size_t size = risk.dimension();
  Vector origin(size);
  std::optional<Cholesky> factors;
  if (size <= few_parameters) {
    // A start from few rows, and the curvature there from more: what is left to do on all rows is to remove the error
    // of a sample, and a sample's curvature does that in few steps.
    const auto part_of = [&](std::size_t rows_per_parameter) {
      return LogitRisk{risk, std::max<std::size_t>(1, risk.size() / (rows_per_parameter * size))};
    };
    LogitRisk few = part_of(40), more = part_of(160);
    origin = newton(few, std::move(origin), 1e-2, 12, Precision::float32).theta;
    Matrix h = more.hessian(origin, Precision::float32);
    pin_intercepts(more, h);
    factors.emplace(std::move(h));
  }
  const bool round = factors && factors->positive();
  Rounded field{risk, origin, round ? &*factors : nullptr};
  const auto optimizer = get(optimizers(), "lbfgs", "optimizer").make(Settings{});
  Phase phase = start_phase(*optimizer, field, Vector(size));
  Scratch scratch{size};
  Solved s;
  s.theta.resize(size);
  Vector f(size);
  bool separated = false;
  for (;; ++s.iterations) {
    const Stepped stepped = optimizer->step(phase, field, {}, 1, scratch);
    // slots[0] is the field at phase.theta; back in the coordinates of the risk, g = L g_v.
    const View at = phase.slots[0];
    std::ranges::copy(at, f.begin());
    if (round)
      for (std::size_t i = size; i-- > 0;) f[i] = dot(factors->factor().row(i).first(i + 1), View(f).first(i + 1));
    s.residual = largest(f);
    if (!(s.residual > tolerance) || !stepped.accepted || s.iterations == most) break;
    if (!until_separated || s.iterations % 25 != 24) continue;
    field.place(phase.theta, s.theta);
    if ((separated = separates(risk, s.theta))) break;
  }
  field.place(phase.theta, s.theta);
  s.objective = field.value();   // of the last point, which was the one to stay
  s.converged = s.residual <= tolerance;
  s.path = "L-BFGS, " + std::to_string(s.iterations) + " steps" + (separated ? ", ended where every row had its own class" : "");
  return s;
}

}  // namespace paribus
