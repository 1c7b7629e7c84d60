#pragma once
// How far the steps of an integrator that chooses them err, on problems in the manner of DETEST.

#include "odes.hpp"

namespace paribus::odes {

inline Choices tolerance(double t) { return {{"rtol", {t}}, {"atol", {t}}}; }

/// The largest error of a coordinate, in units of t + t |exact|.
inline double in_tolerances(View there, View exact, double t) {
  double worst = 0;
  for (std::size_t i = 0; i < exact.size(); ++i)
    worst = std::max(worst, std::abs(there[i] - exact[i]) / (t + t * std::abs(exact[i])));
  return worst;
}

/// One course to a tolerance of 10^-digits, and what each of its steps erred by: the distance, in tolerances, from the
/// solution through the place where it began. That solution is dop853's at tolerances of 3e-14 and 1e-15.
struct Walk {
  Known problem;
  int digits;
  double at_the_end;  ///< the error there, in tolerances
  Vector errors;
};

inline Walk walk(std::string_view name, Known k, int digits) {
  static const auto exact = integrator("dop853", {{"rtol", {3e-14}}, {"atol", {1e-15}}});
  const double t = std::pow(10.0, -digits);
  Walk out{std::move(k), digits, 0, {}};
  Field& f = *out.problem.field;
  Vector before;
  double time = 0;
  // What is asked for its sign after every step, and never changes it, sees every step.
  const auto look = [&](double now, View y) {
    if (!before.empty())
      out.errors.push_back(in_tolerances(y, solve(*exact, f, before, {.to = now - time}).phase.theta, t));
    before.assign(y.begin(), y.end());
    time = now;
    return 1.0;
  };
  const Solution s = solve(*integrator(name, tolerance(t)), f, out.problem.start,
                           {.to = out.problem.to, .events = {{"step", look}}});
  if (s.outcome != Outcome::finished) throw std::runtime_error(out.problem.name + " was not finished: " + s.why);
  out.at_the_end = in_tolerances(s.phase.theta, out.problem.end, t);
  return out;
}

/// All of them: every problem, tolerances from 1e-3 to 1e-9.
inline std::vector<Walk> walks(std::string_view name) {
  std::vector<Walk> all;
  for (const Known& k : by_reference())
    for (int digits = 3; digits <= 9; ++digits) all.push_back(walk(name, k, digits));
  return all;
}

/// What the steps of many courses come to.
struct StepErrors {
  std::size_t steps = 0, beyond_10 = 0;
  double worst = 0;
  std::string where;  ///< the worst: problem and tolerance
};

inline StepErrors step_errors(const std::vector<Walk>& all) {
  StepErrors out;
  for (const Walk& w : all)
    for (const double e : w.errors) {
      ++out.steps;
      out.beyond_10 += e > 10;
      if (e > out.worst) out.worst = e, out.where = w.problem.name + " at 1e-" + std::to_string(w.digits);
    }
  return out;
}

}  // namespace paribus::odes
