#include "paribus/learner/beside_flow.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/flow/gap.hpp"
#include "paribus/learner/divisor.hpp"
#include "paribus/learner/spectrum.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// Where the i-th of n points is looked at, as a share of the time: early ones are close together, for there a flow is
/// fast.
double share(std::size_t i, std::size_t n) {
  const double s = static_cast<double>(i) / static_cast<double>(n);
  return s * s;
}

std::vector<std::uint64_t> watched(std::uint64_t last, std::size_t points) {
  std::vector<std::uint64_t> out;
  for (std::size_t i = 1; i <= points; ++i) {
    const auto k = static_cast<std::uint64_t>(std::ceil(static_cast<double>(last) * share(i, points)));
    if (out.empty() || k > out.back()) out.push_back(std::min(k, last));
  }
  return out;
}

std::optional<double> felt_sharpness(Risk& risk, const Phase& z, const OptimizerSettings& o) {
  const auto d = divisor(z, o);
  if (!d) return {};
  const auto hessian = [&](View v, Span out) { risk.hessian_vector(z.theta, {}, v, out); };
  const auto found = largest_eigenvalue(risk.dimension(), preconditioned(hessian, *d), 1e-3, 300);
  return found.converged ? found.value : std::nan("");
}

Track run(Risk& risk, const Vector& start, double time, const OptimizerSettings& o, std::size_t points) {
  const double h = o.learning_rate, dt = h * clock_rate(o);
  const auto steps = static_cast<std::uint64_t>(std::floor(time / dt * (1 + 1e-12)));
  if (steps < 1)
    throw Error("not one step of " + o.kind + " fits into the time " + shortest(time) + ": at a learning rate of " +
                    shortest(h) + " it takes " + shortest(dt),
                "choose a longer --time or a smaller --learning-rate");
  Iterates path = iterates(*o.optimizer, risk, start, h, watched(steps, points));
  Track out;
  out.name = o.kind, out.rate = h, out.outcome = path.outcome;
  out.times = {0}, out.theta = {start}, out.loss = {risk.evaluate(start, {}, {})};
  for (std::size_t i = 0; i < path.theta.size(); ++i) {
    const double loss = risk.evaluate(path.theta[i], {}, {});
    if (!(loss <= explosion * out.loss[0])) {
      out.outcome = Outcome::diverged;
      break;
    }
    out.times.push_back(std::min(static_cast<double>(path.steps[i]) * dt, time));
    out.loss.push_back(loss), out.theta.push_back(std::move(path.theta[i])), out.steps = path.steps[i];
  }
  if (out.outcome == Outcome::finished) out.felt_sharpness = felt_sharpness(risk, path.end, o);
  return out;
}

/// Solves the flow once, past every point of every track: those of the flow's own track are filled in, of the others
/// the distances.
void follow(Risk& risk, const Vector& start, double time, BesideFlow& all) {
  const auto integrator =
      get(integrators(), "dopri5", "integrator").make(Settings{Choices{{"rtol", {1e-6}}, {"atol", {1e-9}}}, ""});
  struct Visit {
    double time;
    Track* track;
    const Vector* theta;  // null: the flow's own
  };
  std::vector<Visit> visits;
  for (const double t : all.flow.times) visits.push_back({t, &all.flow, nullptr});
  for (Track& track : all.optimizers)
    for (std::size_t i = 0; i < track.times.size(); ++i) visits.push_back({track.times[i], &track, &track.theta[i]});
  std::stable_sort(visits.begin(), visits.end(), [](const Visit& a, const Visit& b) { return a.time < b.time; });

  Course course{.from = 0, .to = time};
  for (const Visit& v : visits) course.at.push_back(v.time);
  auto next = visits.begin();
  Vector difference;
  course.witness = [&](double, View theta) {
    const Visit& v = *next++;
    difference.assign(theta.begin(), theta.end());
    axpy(-1, v.theta ? View(*v.theta) : theta, difference);
    v.track->distance.push_back(norm(difference));
    if (v.theta) return;
    v.track->theta.emplace_back(theta.begin(), theta.end());
    v.track->loss.push_back(risk.evaluate(theta, {}, {}));
  };
  const Solution s = solve(*integrator, risk, start, course);
  if (s.outcome != Outcome::finished)
    throw Error("the flow cannot be followed to the time " + shortest(time) + ": " + s.why, "choose a shorter --time");
  all.flow.steps = s.accepted, all.smooth = risk.smooth(), all.kinks = s.kinks;
}

}  // namespace

double clock_rate(const OptimizerSettings& o) {
  for (const Ask& a : o.part)
    if (a.name == "beta") return 1 / (1 - std::get<double>(a.value.is));
  return 1;
}

BesideFlow beside_flow(const Bench& bench, const Vector& start, double time,
                       std::span<const OptimizerSettings> optimizers, std::size_t points) {
  Risk risk{*bench.model, bench.shape, bench.train, *bench.loss, bench.l2};
  BesideFlow out;
  for (const auto& o : optimizers) out.optimizers.push_back(run(risk, start, time, o, points));
  for (std::size_t i = 0; i <= points; ++i) out.flow.times.push_back(time * share(i, points));
  follow(risk, start, time, out);
  const auto curvature = [&](const Track& t) {
    return t.outcome == Outcome::finished ? sharpness(bench, t.theta.back(), 1e-3).value : std::nan("");
  };
  out.sharpness = sharpness(bench, start, 1e-3).value;
  out.flow.sharpness = curvature(out.flow);
  for (Track& t : out.optimizers) t.sharpness = curvature(t);
  return out;
}

}  // namespace paribus
