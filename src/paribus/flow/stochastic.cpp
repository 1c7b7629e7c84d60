#include "paribus/flow/stochastic.hpp"

#include <cassert>
#include <cmath>

#include "paribus/math/normal.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {

void StochasticField::bend(View, const Draw&, Span) { assert(false && "only diagonal noise bends"); }

Langevin::Langevin(Objective& objective, double temperature)
    : objective_{objective}, sigma_{std::sqrt(2 * temperature)} {
  if (!(temperature >= 0) || std::isinf(temperature))
    throw Error("a temperature is a number from 0 on", "take 0 for the flow without chance");
}

void Langevin::diffuse(View, const Draw&, View dW, Span out) {
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = sigma_ * dW[i];
}

void refuse_chance(const Field& field) {
  if (dynamic_cast<const StochasticField*>(&field))
    throw Error("this flow would leave out the chance of a stochastic field", "wrap the field without chance, or follow it as it is");
}

double barrier_shift(double sigma, double h) { return 0.5825971579390107 * sigma * std::sqrt(h); }

Stepped stochastic_step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch, bool bent) {
  const Span f = scratch.at(0), kick = scratch.at(1);
  const double loss = field.direction(z.theta, draw, f), size = norm(f);
  auto* const chance = dynamic_cast<StochasticField*>(&field);
  if (!chance) {
    axpy(h, f, z.theta);
    return {loss, size, h};
  }
  if (!draw.noise)
    throw Error("a stochastic field needs chance, and none is named", "name a stream (Course::noise, Draw::noise)");
  const std::size_t m = chance->noises();
  Vector many(m > f.size() ? m : 0);  // more noises than coordinates are rare enough to allocate for
  const Span dW = many.empty() ? scratch.at(2).first(m) : Span{many};
  Stream stream{*draw.noise};
  fill_normal(stream, dW);
  scale(std::sqrt(h), dW);
  chance->diffuse(z.theta, draw, dW, kick);
  if (bent && chance->diffusion() == Diffusion::diagonal) {
    const Span b = scratch.at(3);
    chance->bend(z.theta, draw, b);
    for (std::size_t i = 0; i < kick.size(); ++i) kick[i] += b[i] * (dW[i] * dW[i] - h) / 2;
  }
  axpy(h, f, z.theta);
  axpy(1, kick, z.theta);
  return {loss, size, h};
}

}  // namespace paribus
