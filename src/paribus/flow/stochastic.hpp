#pragma once
// Fields with chance: d theta = F(theta) dt + sigma(theta) dW, in the sense of Ito.

#include "paribus/flow/optimizer.hpp"

namespace paribus {

/// What sigma depends on, and with it which methods are right for it.
enum class Diffusion {
  additive,  ///< sigma is constant
  diagonal,  ///< noise i acts on coordinate i alone, by sigma_i(theta_i)
  general
};

class StochasticField : public Field {
 public:
  virtual std::size_t noises() const { return dimension(); }  ///< m, the length of dW
  virtual Diffusion diffusion() const = 0;
  /// out[P] = sigma(theta) dW, dW[m] the increments of independent Brownian motions.
  virtual void diffuse(View theta, const Draw&, View dW, Span out) = 0;
  /// out[P] = sigma_i d sigma_i / d theta_i. Asked of diagonal noise alone.
  virtual void bend(View theta, const Draw&, Span out);
};

/// Langevin's dynamics d theta = -grad L dt + sqrt(2 T) dW, which comes to rest in the density exp(-L / T).
/// (Langevin 1908; Gardiner, Handbook of Stochastic Methods, 2004)
class Langevin final : public StochasticField {
 public:
  Langevin(Objective& objective, double temperature);  ///< the objective must outlive it; temperature T >= 0
  std::size_t dimension() const override { return objective_.dimension(); }
  double direction(View theta, const Draw& draw, Span out) override { return objective_.direction(theta, draw, out); }
  using Field::direction;
  bool smooth() const override { return objective_.smooth(); }
  Diffusion diffusion() const override { return Diffusion::additive; }
  void diffuse(View theta, const Draw&, View dW, Span out) override;

 private:
  Objective& objective_;
  double sigma_;
};

/// Throws Error if the field has chance: for wrappers that would pass on its direction and lose its diffusion.
void refuse_chance(const Field&);

/// How far a barrier at which a path is looked at only every h must be moved toward the path, so that it is first met
/// when the path itself, looked at all the time, would meet the true one: 0.5826 sigma sqrt(h), up to o(sqrt(h)).
/// (Broadie, Glasserman & Kou 1997; 0.5826 = -zeta(1/2) / sqrt(2 pi))
double barrier_shift(double sigma, double h);

/// theta += F h + sigma dW and, if `bent`, the term by which Ito's formula goes on: sigma_i sigma_i' (dW_i^2 - h) / 2.
/// dW = sqrt(h) normal deviates of the stream that `draw` names for this step; Error if it names none. A field without
/// chance is stepped by Euler's method.
Stepped stochastic_step(Phase&, Field&, const Draw&, double h, Scratch&, bool bent);

}  // namespace paribus
