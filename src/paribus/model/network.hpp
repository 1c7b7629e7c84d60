#pragma once
// What every model made of dense layers shares. A model part states its settings; this does the mathematics.

#include "paribus/model/model.hpp"

namespace paribus {

/// Of `precision`: "float32" or "float64".
Precision precision(const Settings&, std::string_view fallback);
/// Of `activation`: "tanh" (the default), "relu", "identity".
kernel::Activation activation(const Settings&);
/// Standard normals: row i from the stream "<block>.<i>", so that shapes share the numbers they both have.
void fill_rows(const StreamName&, const std::string& block, std::size_t columns, Span out);

/// A chain of dense layers with one activation f: z = f(.. f(x W_1 + b_1) ..) W_L + b_L.
/// Start: weights N(0, 1 / fan_in) * start_scale, biases N(0, 1) * start_bias. Row i of a weight block has its own
/// stream "<block>.<i>", so networks of different widths start from the same numbers wherever both have a weight.
class Network : public Model {
 public:
  std::vector<Block> layout(Shape) const override;
  void start(std::span<const Block>, const StreamName&, Span theta) const override;
  std::unique_ptr<Pass> pass(Shape, std::shared_ptr<const Packed>, const Loss&) const override;
  std::unique_ptr<OutputMap> output_map(Shape, std::shared_ptr<const Packed>) const override;
  /// Of one layer: wide products are fast alone.
  std::size_t seats() const override { return hidden_.empty() && precision_ == Precision::float32 ? kernel::lanes<float> : 1; }
  std::unique_ptr<Company> company(Shape, std::shared_ptr<const Packed>, const Loss&, double l2) const override;
  Precision precision() const override { return precision_; }
  bool smooth() const override { return activation_ != kernel::Activation::relu; }

 protected:
  Network(std::vector<std::size_t> hidden, kernel::Activation activation, Precision precision, double start_scale,
          double start_bias = 0)
      : precision_{precision}, hidden_{std::move(hidden)}, activation_{activation}, start_scale_{start_scale},
        start_bias_{start_bias} {}

 private:
  Precision precision_;
  std::vector<std::size_t> hidden_;
  kernel::Activation activation_;
  double start_scale_, start_bias_;
};

}  // namespace paribus
