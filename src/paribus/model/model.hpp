#pragma once
// A model is a map f(theta, x) with one flat theta. It is const and shared by all runs; what a run needs to
// compute with it lives in a Pass, an opaque workspace of the model's own precision and packing.

#include <memory>

#include "paribus/base/catalogue.hpp"
#include "paribus/base/random.hpp"
#include "paribus/data/examples.hpp"
#include "paribus/model/loss.hpp"
#include "paribus/objective/objective.hpp"

namespace paribus {

/// theta[offset ..] is `name`, rows x columns, row-major. The blocks tile [0, P) without a gap.
struct Block {
  std::string name;
  std::size_t offset, rows, columns;
  bool bias;
};

struct Shape { std::size_t features, outputs; };

/// Examples in the kernels' packing, made once per Prepared and shared by all runs. Models of either precision can
/// use it; `Precision` says which one to make ready at once.
struct Packed;
std::shared_ptr<const Packed> pack(const Examples&, Precision);

/// The workspace of one run. Not shared between threads.
class Pass {
 public:
  virtual ~Pass() = default;
  /// Mean loss over the rows (none named: all); gradient[P] = weight * its derivative, or empty. Exact, in double.
  virtual double evaluate(View theta, std::span<const std::uint32_t> rows, double weight, Span gradient) = 0;
  /// The same in float32, for models that compute in it.
  virtual double evaluate(View theta, std::span<const std::uint32_t> rows, double weight, std::span<float> gradient) = 0;
  /// out = Hessian times v, by the R-operator (Pearlmutter 1994): no differences. Asked again at the same theta and
  /// rows it remembers what does not depend on v. In float64, or in float32: relative errors of about 1e-6, in half the
  /// time.
  virtual void hessian_vector(View theta, std::span<const std::uint32_t> rows, View v, Span out, Precision) = 0;
  /// Predictions z[n x k] for other examples: class probabilities, or values.
  virtual Matrix predict(View theta, const Packed& examples) = 0;
  virtual kernel::Mirror* mirror() const { return nullptr; }   ///< as Field::mirror
};

class OutputMap;   // model/output_map.hpp

class Model {
 public:
  virtual ~Model() = default;
  virtual std::vector<Block> layout(Shape) const = 0;
  /// theta(0): each block from its own streams (start/<block name>...), so that shapes share what they can.
  virtual void start(std::span<const Block>, const StreamName&, Span theta) const = 0;
  virtual std::unique_ptr<Pass> pass(Shape, std::shared_ptr<const Packed>, const Loss&) const = 0;
  /// The outputs before any loss, and their derivative.
  virtual std::unique_ptr<OutputMap> output_map(Shape, std::shared_ptr<const Packed>) const = 0;
  /// How many parameter vectors are cheaper side by side than one by one; 1: nothing would be gained.
  virtual std::size_t seats() const { return 1; }
  /// The risk of that many at once (l2 as in Risk), or null.
  virtual std::unique_ptr<Company> company(Shape, std::shared_ptr<const Packed>, const Loss&, double l2) const;
  virtual Precision precision() const = 0;   ///< of the arithmetic inside
  virtual bool smooth() const { return true; }   ///< has derivatives of every order in theta; false: it bends (ReLU)
  /// The loss it is trained with unless the study says otherwise: "squared_error", "cross_entropy".
  virtual std::string_view loss(Task) const = 0;
};
const Catalogue<Model>& models();

std::size_t parameters(std::span<const Block>);

}  // namespace paribus
