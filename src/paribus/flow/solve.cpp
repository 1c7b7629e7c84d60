#include "paribus/flow/solve.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/flow/kinks.hpp"
#include "paribus/flow/stochastic.hpp"
#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

void check(const Integrator& integrator, const Field& field, const Phase& start, const Course& c) {
  const Trust trust = integrator.trust();
  if (start.theta.size() != field.dimension())
    throw Error("the field has " + std::to_string(field.dimension()) + " coordinates, the start " +
                    std::to_string(start.theta.size()),
                "start from a point of the field");
  if (!std::isfinite(c.from) || !std::isfinite(c.to) || !(c.from < c.to))
    throw Error("a course runs from " + shortest(c.from) + " to " + shortest(c.to), "let it end after it begins");
  if (!std::isnan(c.h) && !(c.h > 0 && std::isfinite(c.h)))
    throw Error("a step of length " + shortest(c.h), "take a positive number");
  if (std::isnan(c.h) && !trust.adaptive())
    throw Error("this integrator does not choose its steps, and no length is given",
                "name Course::h, or take dopri5, dop853 or rkc with adaptive = true");
  for (std::size_t i = 0; i < c.at.size(); ++i)
    if (!(c.at[i] >= c.from && c.at[i] <= c.to) || (i > 0 && c.at[i] < c.at[i - 1]))
      throw Error("the time " + shortest(c.at[i]) + " is not in its place",
                  "name times in ascending order, from " + shortest(c.from) + " to " + shortest(c.to));
  if (!trust.stochastic && dynamic_cast<const StochasticField*>(&field))
    throw Error("this integrator would leave out the chance of a stochastic field", "take euler_maruyama or milstein");
}

/// One solution under way.
class Voyage {
 public:
  Voyage(const Integrator& integrator, Field& field, Phase start, const Course& course)
      : integrator_{integrator}, field_{field}, course_{course}, scratch_{start.theta.size()},
        here_(start.theta.size()), draw_{course.rows, course.noise ? &chance_ : nullptr}, kinks_{integrator.trust()} {
    if (course.noise) chance_ = *course.noise;
    s_.phase = std::move(start);
    s_.phase.time = course.from;
    for (const Event& e : course_.events) g_.push_back(e.g(course.from, s_.phase.theta));
  }

  Solution run() {
    double h = first();
    give_outputs(course_.from, nullptr, 0);
    while (s_.phase.time < course_.to && s_.why.empty()) {
      if (s_.accepted + s_.refused >= course_.most_steps) {
        end(Outcome::stopped, std::to_string(course_.most_steps) + " steps did not reach the end");
        break;
      }
      h = advance(h);
    }
    s_.kinks = kinks_.kinks();
    return std::move(s_);
  }

 private:
  double first() {
    const Trust trust = integrator_.trust();
    const double span = course_.to - course_.from;
    if (!std::isnan(course_.h) && trust.adaptive()) return std::min(course_.h, span);
    if (!std::isnan(course_.h)) return span / std::ceil(span / course_.h * (1 - 1e-12));
    s_.evaluations += 2;
    return first_step(trust, field_, s_.phase.theta, draw_, span);
  }

  void end(Outcome outcome, std::string why) {
    s_.outcome = outcome;
    s_.why = std::move(why);
  }

  /// Tries one step of at most `h`; returns what the next one is to be.
  double advance(double h) {
    Phase& z = s_.phase;
    const double t = z.time, left = course_.to - t;
    const bool last = h * (1 + 1e-9) >= left;  // a last step much shorter than the others would be for rounding's sake
    const double wanted = h;
    if (last) h = left;
    if (!(t + h > t)) {
      end(Outcome::diverged, "no step was short enough at t = " + shortest(t));
      return h;
    }
    if (course_.noise) chance_.block = "step " + std::to_string(z.step);
    const bool looks = !course_.events.empty() || next_ < course_.at.size();
    if (looks) before_ = z;
    const Stepped done = integrator_.step(z, field_, draw_, h, scratch_);
    s_.evaluations += static_cast<std::uint64_t>(done.evaluations);
    if (!std::isfinite(done.gradient_norm) || std::isinf(done.loss) || (done.accepted && !all_finite(z.theta))) {
      end(Outcome::diverged, "the field is no longer a number after t = " + shortest(t));
      return h;
    }
    kinks_.tell(t, h, integrator_.estimate(z), done.accepted, h < wanted);
    if (!done.accepted) {
      ++s_.refused;
      return done.next_h;
    }
    ++s_.accepted;
    ++z.step;
    z.time = last ? course_.to : t + h;
    if (looks) look(t, h);
    // A step that was cut short to end the course says nothing of the next one's length.
    return last ? std::max(wanted, done.next_h) : done.next_h;
  }

  /// Events and outputs of the step from t to phase.time.
  void look(double t, double h) {
    const Path path{*this, h};
    double until = s_.phase.time;
    std::vector<Met> met;
    for (std::size_t i = 0; i < course_.events.size(); ++i) {
      const Event& e = course_.events[i];
      const double g0 = g_[i], g1 = g_[i] = e.g(s_.phase.time, s_.phase.theta);
      // Zero at the end counts, zero at the beginning was counted there.
      const bool rising = e.crossing != Event::Crossing::falling && g0 < 0 && g1 >= 0;
      const bool falling = e.crossing != Event::Crossing::rising && g0 > 0 && g1 <= 0;
      if (!rising && !falling) continue;
      const double s = root(e, path, t, g0, g1);
      met.push_back({i, s == 1 ? s_.phase.time : t + s * h, Vector(here_.size())});
      path.at(s, met.back().theta);
      if (e.stop) until = std::min(until, met.back().time);
    }
    std::stable_sort(met.begin(), met.end(), [](const Met& a, const Met& b) { return a.time < b.time; });
    for (Met& m : met) {
      if (m.time > until) break;
      give_outputs(m.time, &path, t);
      s_.met.push_back(m);
      if (!course_.events[m.event].stop) continue;
      end(Outcome::stopped, "'" + course_.events[m.event].name + "' at t = " + text::number(m.time, 6));
      stop_at(m.time, m.theta, t, h);
      return;
    }
    give_outputs(until, &path, t);
  }

  /// The phase at an event that ends the solution: the step is done anew, shorter, so that all that the integrator
  /// remembers belongs to one moment. Chance cannot be drawn anew: there the path's theta has to do.
  void stop_at(double time, View theta, double t, double h) {
    if (time == s_.phase.time) return;
    if (integrator_.trust().stochastic) {
      std::copy(theta.begin(), theta.end(), s_.phase.theta.begin());
    } else {
      Phase again = before_;
      const Stepped done = integrator_.step(again, field_, draw_, std::min(time - t, h), scratch_);
      s_.evaluations += static_cast<std::uint64_t>(done.evaluations);
      if (done.accepted) again.step = s_.phase.step, s_.phase = std::move(again);
      else std::copy(theta.begin(), theta.end(), s_.phase.theta.begin());
    }
    s_.phase.time = time;
  }

  /// The path across the last step, asked of the integrator when it is first needed.
  struct Path {
    Voyage& v;
    double h;
    mutable bool known = false;
    void at(double s, Span out) const {
      if (!known) {
        v.s_.evaluations += static_cast<std::uint64_t>(
            v.integrator_.interpolate(v.before_, v.s_.phase, v.field_, v.draw_, h, v.scratch_, v.path_));
        known = true;
      }
      if (s == 1) std::copy(v.s_.phase.theta.begin(), v.s_.phase.theta.end(), out.begin());
      else v.path_.at(s, out);
    }
  };

  /// Where g changes its sign: the bracket is cut by the secant, and halved every third time (Dekker 1969).
  double root(const Event& e, const Path& path, double t, double g0, double g1) {
    double a = 0, b = 1;
    for (int i = 0; i < 200 && b - a > 0x1p-52 * b && g1 != 0; ++i) {
      const double secant = a + (b - a) * g0 / (g0 - g1), middle = a + (b - a) / 2;
      const double s = i % 3 != 2 && secant > a && secant < b ? secant : middle;
      if (s <= a || s >= b) break;
      path.at(s, here_);
      const double g = e.g(t + s * path.h, here_);
      if ((g < 0) == (g0 < 0) && g != 0) a = s, g0 = g;
      else b = s, g1 = g;
    }
    return b;
  }

  /// Outputs whose time has come.
  void give_outputs(double until, const Path* path, double t) {
    for (; next_ < course_.at.size() && course_.at[next_] <= until; ++next_) {
      const double time = course_.at[next_];
      if (!path) std::copy(s_.phase.theta.begin(), s_.phase.theta.end(), here_.begin());
      else path->at(time == s_.phase.time ? 1 : (time - t) / path->h, here_);
      s_.times.push_back(time);
      if (course_.witness) course_.witness(time, here_);
      else s_.states.push_back(here_);
    }
  }

  const Integrator& integrator_;
  Field& field_;
  const Course& course_;
  Scratch scratch_;
  Vector here_, g_;
  StreamName chance_;
  Draw draw_;
  KinkWatch kinks_;
  Interpolant path_;
  Phase before_;
  std::size_t next_ = 0;  // output
  Solution s_;
};

}  // namespace

Solution solve(const Integrator& integrator, Field& field, Phase start, const Course& course) {
  check(integrator, field, start, course);
  return Voyage{integrator, field, std::move(start), course}.run();
}

Solution solve(const Integrator& integrator, Field& field, Vector theta, const Course& course) {
  return solve(integrator, field, start_phase(integrator, field, std::move(theta)), course);
}

double first_step(const Trust& trust, Field& field, View theta, const Draw& draw, double longest) {
  const std::size_t n = theta.size();
  Vector f0(n), f1(n), point(n);
  field.direction(theta, draw, f0);
  const auto size = [&](View v) {
    double s = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double x = v[i] / (trust.atol + trust.rtol * std::abs(theta[i]));
      s += x * x;
    }
    return std::sqrt(s / static_cast<double>(std::max<std::size_t>(n, 1)));
  };
  const double d0 = size(theta), d1 = size(f0);
  const double h0 = std::min(longest, d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : 0.01 * d0 / d1);
  for (std::size_t i = 0; i < n; ++i) point[i] = theta[i] + h0 * f0[i];
  field.direction(point, draw, f1);
  for (std::size_t i = 0; i < n; ++i) f1[i] -= f0[i];
  const double d2 = size(f1) / h0, steepest = std::max(d1, d2);
  const double h1 = steepest <= 1e-15 ? std::max(1e-6, 1e-3 * h0) : exact::pow(0.01 / steepest, 1 / (trust.order + 1));
  const double h = std::min({100 * h0, h1, longest});
  return std::isfinite(h) && h > 0 ? h : longest;  // a field that is no number here is found out by the first step
}

}  // namespace paribus
