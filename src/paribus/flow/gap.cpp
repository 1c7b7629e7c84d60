#include "paribus/flow/gap.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace paribus {

std::vector<std::uint64_t> even_steps(std::uint64_t last, std::size_t count) {
  std::vector<std::uint64_t> out;
  const std::uint64_t n = std::min<std::uint64_t>(last, count);
  // last / n and the rest apart, so that no product overflows
  for (std::uint64_t i = 1; i <= n; ++i) out.push_back(last / n * i + last % n * i / n);
  return out;
}

Iterates iterates(const Optimizer& optimizer, Field& field, Vector start, double h,
                  const std::vector<std::uint64_t>& steps) {
  assert(!steps.empty() && steps.front() > 0);
  Iterates out;
  FullBatch all;
  const auto keep = [&](const Phase& z, const Stepped&) {
    out.steps.push_back(z.step);
    out.theta.push_back(z.theta);
    return Go::on;
  };
  Trajectory t =
      integrate(optimizer, field, start_phase(optimizer, field, std::move(start)), {h, steps.back(), steps}, all, keep);
  out.outcome = t.outcome;
  out.end = std::move(t.phase);
  return out;
}

Gap gap(const Iterates& path, double dt, const Integrator& integrator, Field& flow, Vector state) {
  assert(!path.theta.empty() && dt > 0);
  Gap out;
  Course course;
  for (const auto k : path.steps) course.at.push_back(static_cast<double>(k) * dt);
  course.to = course.at.back();
  course.witness = [&](double, View there) {
    const View here = path.theta[out.distances.size()];
    double square = 0;  // in order: the same bits everywhere
    for (std::size_t i = 0; i < here.size(); ++i) square += (here[i] - there[i]) * (here[i] - there[i]);
    out.distances.push_back(std::sqrt(square));
  };
  Solution s = solve(integrator, flow, std::move(state), course);
  out.outcome = s.outcome;
  out.end = std::move(s.phase.theta);
  return out;
}

}  // namespace paribus
