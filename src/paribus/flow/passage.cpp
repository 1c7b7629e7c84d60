#include "paribus/flow/passage.hpp"

#include <cmath>

namespace paribus {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

Crowd::Crowd(StochasticField& one, std::size_t walkers) : one_{one}, walkers_{walkers} {
  if (one.dimension() != 1 || one.noises() != 1)
    throw Error("a crowd is made of a field of one coordinate and one noise, and this one has " +
                    std::to_string(one.dimension()) + " and " + std::to_string(one.noises()),
                "follow such a field with solve(), one path at a time");
}

double Crowd::direction(View theta, const Draw& draw, Span out) {
  for (std::size_t i = 0; i < walkers_; ++i) one_.direction(theta.subspan(i, 1), draw, out.subspan(i, 1));
  return nan;
}

void Crowd::diffuse(View theta, const Draw& draw, View dW, Span out) {
  for (std::size_t i = 0; i < walkers_; ++i)
    one_.diffuse(theta.subspan(i, 1), draw, dW.subspan(i, 1), out.subspan(i, 1));
}

void Crowd::bend(View theta, const Draw& draw, Span out) {
  for (std::size_t i = 0; i < walkers_; ++i) one_.bend(theta.subspan(i, 1), draw, out.subspan(i, 1));
}

Vector passage_times(const Integrator& integrator, StochasticField& one, const Passage& p) {
  if (!(p.start < p.barrier || p.start > p.barrier))
    throw Error("walkers start at " + shortest(p.start) + " and are waited for at " + shortest(p.barrier),
                "let them start elsewhere");
  if (!(p.h > 0 && std::isfinite(p.h))) throw Error("a step of length " + shortest(p.h), "take a positive number");
  const double up = p.start < p.barrier ? 1 : -1;
  Vector times;
  Vector here(p.walkers, p.start);
  StreamName chance = p.noise;
  std::uint64_t step = 0;
  // Who has arrived walks on unheeded, as a NaN, until a quarter of the crowd has: then the others go on as a smaller
  // one. So does who was thrown out of the numbers by too long a step.
  while (!here.empty() && step < p.most_steps) {
    Crowd crowd{one, here.size()};
    Scratch scratch{here.size()};
    Phase z = start_phase(integrator, crowd, std::move(here));
    std::size_t gone = 0;
    while (4 * gone <= z.theta.size() && gone < z.theta.size() && step < p.most_steps) {
      chance.block = "step " + std::to_string(step++);
      integrator.step(z, crowd, Draw{.noise = &chance}, p.h, scratch);
      gone = 0;
      for (double& x : z.theta) {
        if (std::isfinite(x) && up * (x - p.barrier) >= 0) {
          times.push_back(static_cast<double>(step) * p.h);
          x = nan;
        }
        gone += !std::isfinite(x);
      }
    }
    here.clear();
    for (const double x : z.theta)
      if (std::isfinite(x)) here.push_back(x);
  }
  return times;
}

}  // namespace paribus
