#pragma once
// An optimizer is a numerical integrator of dtheta/dt = F(theta): a map of phase space to itself.

#include <optional>
#include <tuple>
#include <variant>

#include "paribus/base/catalogue.hpp"
#include "paribus/math/mirror.hpp"
#include "paribus/objective/objective.hpp"

namespace paribus {

/// P numbers that an optimizer remembers, on the boundary that vectors like.
class Memory {
 public:
  Memory(std::size_t size, Precision p) {
    if (p == Precision::float32) numbers_.emplace<0>(size);
    else numbers_.emplace<1>(size);
  }
  Precision precision() const { return numbers_.index() == 0 ? Precision::float32 : Precision::float64; }
  template <class T>
  std::span<T> as() { return std::get<kernel::Buffer<T>>(numbers_); }  ///< T: float or double, as it was made
  operator Span() { return as<double>(); }
  operator View() const { return std::get<kernel::Buffer<double>>(numbers_); }
  bool operator==(const Memory&) const = default;

 private:
  std::variant<kernel::Buffer<float>, kernel::Buffer<double>> numbers_;
};

/// A point of phase space: the parameters and all that an optimizer remembers, as flat numbers.
/// Copy it and you have a checkpoint.
struct Phase {
  Vector theta;               ///< P parameters; between steps, some may be behind (`settle`)
  std::vector<Memory> slots;  ///< P numbers each: a velocity, a running mean
  kernel::Buffer<float> low;  ///< P numbers: what float32 leaves of weights that are moved as pairs; empty: none are
  Vector scalars;             ///< running products, counters
  Vector buffers;             ///< running statistics of the model (state, not parameters)
  std::uint64_t step = 0;     ///< steps taken
  double time = 0;            ///< sum of the step sizes
};

/// What one step reports.
struct Stepped {
  double loss;            ///< at the theta before the step, on this step's rows; NaN if the field has no potential
  double gradient_norm;   ///< of the field there
  double next_h;          ///< step size for the next step (the same h, unless the method adapts it)
  bool accepted = true;   ///< false: theta was not changed (adaptive methods)
  int evaluations = 1;    ///< calls of the field
};

/// Buffers of length P that a step may use; kept between steps so that no step allocates.
class Scratch {
 public:
  explicit Scratch(std::size_t dimension) : dimension_{dimension} {}
  Span at(std::size_t i) { return at<double>(i); }
  /// The i-th buffer of that precision, P numbers, contents unspecified.
  template <class T>
  std::span<T> at(std::size_t i) {
    auto& all = std::get<std::vector<kernel::Buffer<T>>>(buffers_);
    while (all.size() <= i) all.emplace_back(dimension_);
    return all[i];
  }

 private:
  std::size_t dimension_;
  std::tuple<std::vector<kernel::Buffer<float>>, std::vector<kernel::Buffer<double>>> buffers_;
};

/// The weights that the field reads as pairs, for the length of one step. They are left behind in the field's mirror, or
/// settled at once if it is not open.
class Paired {
 public:
  Paired(Phase&, const Field&);
  ~Paired();
  Paired(const Paired&) = delete;
  Paired& operator=(const Paired&) = delete;
  operator const kernel::Pairs*() const { return pairs_ ? &*pairs_ : nullptr; }   ///< null: none

 private:
  Phase& z_;
  std::optional<kernel::Pairs> pairs_;
};
/// Makes theta what it should be, where steps have left it behind.
void settle(Phase&, const Field&);

/// Settings only, hence const: one object serves all runs of all threads.
class Optimizer {
 public:
  virtual ~Optimizer() = default;
  virtual std::size_t slots() const { return 0; }
  virtual std::size_t scalars() const { return 0; }
  /// What it asks a field of that precision for, and remembers in.
  virtual Precision works_in(Precision) const { return Precision::float64; }
  virtual void begin(Phase&) const {}  ///< first values of the memory, if not zero
  /// Advances phase.theta and the memory by one step of size h; the loop counts step and time. A step that is `Paired` knows
  /// of theta what the field says of it: to read it, settle it first.
  virtual Stepped step(Phase&, Field&, const Draw&, double h, Scratch&) const = 0;
};
const Catalogue<Optimizer>& optimizers();

/// A fresh point of phase space: memory zero, then the optimizer's own first values.
Phase start_phase(const Optimizer&, const Field&, Vector theta);

}  // namespace paribus
