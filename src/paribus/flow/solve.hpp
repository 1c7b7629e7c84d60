#pragma once
// Follows a field from one time to another: the flow itself, rather than an optimizer's idea of it.

#include <functional>
#include <limits>
#include <optional>
#include <string>

#include "paribus/base/outcome.hpp"
#include "paribus/flow/integrator.hpp"

namespace paribus {

/// Something that may happen on the way: g(t, theta) changes its sign. Located on the path across the step, to
/// rounding; the path's own error comes on top. A g that changes its sign twice within one step goes unseen.
struct Event {
  enum class Crossing { either, rising, falling };
  std::string name;
  std::function<double(double t, View theta)> g;
  Crossing crossing = Crossing::either;
  bool stop = false;  ///< the solution ends there (chance aside, by a step done anew, so that its phase is whole)
};

struct Course {
  double from = 0, to = 1;                             ///< times, from < to
  /// Length of the steps; of the first one if the integrator chooses its own. NaN: chosen by first_step (adaptive
  /// integrators only). A fixed length is shortened so that whole steps fill the span.
  double h = std::numeric_limits<double>::quiet_NaN();
  Vector at = {};                                      ///< ascending times in [from, to] at which theta is wanted
  std::vector<Event> events = {};
  std::uint64_t most_steps = 1'000'000;                ///< refused ones count
  std::optional<StreamName> noise = {};                ///< chance of a stochastic field: block "step k" for step k
  std::span<const std::uint32_t> rows = {};            ///< of the data, the same all the way; empty: all
  /// Takes theta at the times `at` in place of Solution::states. Not called elsewhere.
  std::function<void(double t, View theta)> witness = {};
};

struct Met {
  std::size_t event;  ///< its number in Course::events
  double time;
  Vector theta;
};

/// A time span in which the field bends: see Solution::kinks.
struct Kink {
  double from, to;
};

struct Solution {
  /// finished: at `to`; stopped: by an event or by most_steps; diverged: not numbers, or no step was short enough.
  Outcome outcome = Outcome::finished;
  std::string why;             ///< one sentence, unless finished
  Vector times;                ///< those of Course::at that were reached
  std::vector<Vector> states;  ///< theta there
  std::vector<Met> met;        ///< in order of time
  std::uint64_t evaluations = 0, accepted = 0, refused = 0;
  /// Where steps were refused again and again although the estimate before had promised that they would be accepted, as
  /// happens where a field bends (the kink of a ReLU): there no method has its order, and the error is what the
  /// tolerance made of it. Adaptive integrators with rtol <= 1e-6; the criterion is in flow/kinks.hpp.
  std::vector<Kink> kinks;
  Phase phase;                 ///< at the end; phase.time is the time reached
};

/// Throws Error if the course is not one (times out of order, a fixed-step integrator without h), or if integrator and
/// field do not suit each other.
Solution solve(const Integrator&, Field&, Phase start, const Course&);
Solution solve(const Integrator&, Field&, Vector theta, const Course&);

/// A first step whose error a method of that order is likely to keep below tolerance, from two evaluations of the field
/// (Hairer, Norsett & Wanner 1993, II.4). At most `longest`.
double first_step(const Trust&, Field&, View theta, const Draw&, double longest);

}  // namespace paribus
