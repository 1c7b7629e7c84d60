#include "paribus/model/network.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "paribus/math/normal.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/model/linear_company.hpp"
#include "paribus/model/network_pass.hpp"
#include "paribus/model/sweep_outputs.hpp"

namespace paribus {

std::size_t parameters(std::span<const Block> blocks) {
  return blocks.empty() ? 0 : blocks.back().offset + blocks.back().rows * blocks.back().columns;
}

std::unique_ptr<Company> Model::company(Shape, std::shared_ptr<const Packed>, const Loss&, double) const { return nullptr; }

Precision precision(const Settings& s, std::string_view fallback) {
  const std::string word = s.word("precision", fallback, {"float32", "float64"},
                                  "of the arithmetic inside; parameters are float64 in any case");
  return word == "float32" ? Precision::float32 : Precision::float64;
}

kernel::Activation activation(const Settings& s) {
  const std::string word = s.word("activation", "tanh", {"tanh", "relu", "identity"}, "between the layers");
  return word == "tanh" ? kernel::Activation::tanh
         : word == "relu" ? kernel::Activation::relu
                          : kernel::Activation::identity;
}

void fill_rows(const StreamName& name, const std::string& block, std::size_t columns, Span out) {
  for (std::size_t i = 0; i * columns < out.size(); ++i) {
    Stream stream{name.at(block + "." + std::to_string(i))};
    fill_normal(stream, out.subspan(i * columns, columns));
  }
}

std::vector<Block> Network::layout(Shape shape) const {
  std::vector<Block> out;
  const std::vector<Layer> all = layers(shape, hidden_);
  for (std::size_t l = 0; l < all.size(); ++l) {
    // The last layer has the same name at every depth, so that deeper and shallower networks share its start.
    const std::string name = l + 1 == all.size() ? "output" : "hidden" + std::to_string(l + 1);
    out.push_back({name + ".weights", all[l].weights, all[l].in, all[l].out, false});
    out.push_back({name + ".bias", all[l].bias, 1, all[l].out, true});
  }
  return out;
}

void Network::start(std::span<const Block> blocks, const StreamName& name, Span theta) const {
  assert(theta.size() == parameters(blocks));
  for (const Block& b : blocks) {
    const Span block = theta.subspan(b.offset, b.rows * b.columns);
    if (b.bias && start_bias_ == 0) {
      std::fill(block.begin(), block.end(), 0.0);
      continue;
    }
    fill_rows(name, b.name, b.columns, block);
    scale(b.bias ? start_bias_ : start_scale_ / std::sqrt(static_cast<double>(b.rows)), block);
  }
}

std::unique_ptr<Pass> Network::pass(Shape shape, std::shared_ptr<const Packed> packed, const Loss& loss) const {
  std::vector<Layer> all = layers(shape, hidden_);
  if (precision_ == Precision::float32)
    return std::make_unique<NetworkPass<float>>(std::move(all), activation_, std::move(packed), loss);
  return std::make_unique<NetworkPass<double>>(std::move(all), activation_, std::move(packed), loss);
}

std::unique_ptr<OutputMap> Network::output_map(Shape shape, std::shared_ptr<const Packed> packed) const {
  const std::vector<Layer> all = layers(shape, hidden_);
  return std::make_unique<SweepOutputs<Sweep<double>, Tangent<double>, Trace<double>>>(
      Sweep<double>{all, activation_}, Trace<double>{all, Feed<double>::capacity}, parameters(layout(shape)),
      std::move(packed));
}

std::unique_ptr<Company> Network::company(Shape shape, std::shared_ptr<const Packed> packed, const Loss& loss, double l2) const {
  if (seats() == 1) return nullptr;
  return std::make_unique<LinearCompany>(shape, std::move(packed), loss, l2);
}

}  // namespace paribus
