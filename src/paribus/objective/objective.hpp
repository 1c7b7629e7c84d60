#pragma once
// The hall where the wings meet. The flow sees a Field and knows nothing of data or models; a model on data
// is an Objective (model/risk.hpp) and knows nothing of optimizers.

#include <cstdint>
#include <limits>
#include <span>

#include "paribus/base/random.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

namespace kernel {
struct Mirror;   // math/mirror.hpp
}

/// What one step sees of the data and of chance. One draw is reused inside one step, so that the stages of a
/// Runge-Kutta step, a line search and a Hessian product meet the same rows and masks.
struct Draw {
  enum class Mode { train, evaluate };
  std::span<const std::uint32_t> rows = {};   ///< row numbers of the examples; empty: all of them
  const StreamName* noise = nullptr;          ///< names this step's chance (dropout, SDE); null: none
  Mode mode = Mode::train;
};

/// The right-hand side F of dtheta/dt = F(theta), theta in R^P. A field belongs to one run: it may own a
/// workspace, so its methods are not const and not shared between threads.
class Field {
 public:
  virtual ~Field() = default;
  virtual std::size_t dimension() const = 0;
  /// out[P] = F(theta). Returns the potential there (the loss) if the field has one, else NaN.
  virtual double direction(View theta, const Draw&, Span out) = 0;
  /// What F is computed in. A field of float32 also gives F as such, and a memory of F needs no more.
  virtual Precision precision() const { return Precision::float64; }
  virtual double direction(View theta, const Draw&, std::span<float> out);
  /// Whether F has as many derivatives as a method could use. Where it bends (ReLU), no method keeps its order.
  virtual bool smooth() const { return true; }
  /// Which weights an optimizer in float32 moves as pairs, where the field itself will read them; null: none. `integrate`
  /// opens it, and asks the optimizer to settle theta before anybody looks.
  virtual kernel::Mirror* mirror() const { return nullptr; }
};

/// Fields of one dimension and float32 that are cheaper side by side than one by one. Each gives the bits it gives alone.
class Company {
 public:
  virtual ~Company() = default;
  virtual std::size_t seats() const = 0;   ///< the most that it takes at once
  /// out[r] = F(theta[r]) and value[r] = the potential there, r = 0 .. theta.size()-1, all on one draw.
  virtual void directions(std::span<const View> theta, const Draw&, std::span<double> value,
                          std::span<const std::span<float>> out) = 0;
};

/// A field that flows downhill: F = -grad L.
class Objective : public Field {
 public:
  /// L(theta); gradient[P] = grad L, or an empty span: not wanted.
  virtual double evaluate(View theta, const Draw&, Span gradient) = 0;
  /// out[P] = (grad^2 L) v, exact (no differences): u.Hv = v.Hu to rounding.
  virtual void hessian_vector(View theta, const Draw&, View v, Span out) = 0;
  using Field::direction;
  double direction(View theta, const Draw& draw, Span out) override;
};

}  // namespace paribus
