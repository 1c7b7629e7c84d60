// A residual network of equal width: each block adds a small step to what it was given.
//   h_0 = x W_0 + b_0;  h_l = h_{l-1} + s f(h_{l-1} W_l + b_l), l = 1 .. depth;  z = h W + b
// With s = 1/depth it is Euler's method for the neural ODE h' = f(h W(t) + b(t)), t in [0, 1], and has a limit as the
// depth grows. So its start has one too: block l holds cos(pi t/2) A + sin(pi t/2) B at t = (l-1)/depth, where A and B
// are normal and the same at every depth. Each element keeps its variance 1 / width, since cos^2 + sin^2 = 1.
#include <charconv>
#include <cmath>
#include <numbers>

#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/model/network.hpp"
#include "paribus/model/residual_pass.hpp"
#include "paribus/model/sweep_outputs.hpp"

namespace paribus {
namespace {

std::size_t size_of(std::int64_t i) { return static_cast<std::size_t>(i); }

double step_of(const Settings& s, std::size_t depth) {
  const std::string word =
      s.word("step", "1/depth", {}, "of each block: \"1/depth\" (Euler's method on [0, 1]), or a number");
  if (word == "1/depth") return 1 / static_cast<double>(depth);
  double step = 0;
  const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), step);
  if (problem != std::errc{} || end != word.data() + word.size() || !(step > 0 && std::isfinite(step)))
    throw Error(s.prefix() + "step = " + word + " is neither \"1/depth\" nor a number above 0",
                "write step = \"1/depth\" or step = 0.1", s.find("step")->where);
  return step;
}

class ResidualMlp final : public Model {
 public:
  explicit ResidualMlp(const Settings& s)
      : width_{size_of(s.integer("width", 64, {1, 65536}, "units of every block"))},
        depth_{size_of(s.integer("depth", 8, {1, 65536}, "blocks"))},
        step_{step_of(s, depth_)},
        activation_{paribus::activation(s)},
        shared_{s.flag("share_weights", false, "one W and b for all blocks: an autonomous differential equation")},
        precision_{paribus::precision(s, "float32")},
        start_scale_{s.real("start_scale", 1, {0, infinity}, "weights start from N(0, start_scale^2 / fan_in)")} {}

  std::vector<Block> layout(Shape shape) const override {
    std::vector<Block> out;
    const std::vector<Layer> all = layers(shape);
    for (std::size_t l = 0; l < all.size(); ++l) {
      if (shared_ && l > 1 && l + 1 < all.size()) continue;
      const std::string name = l == 0               ? "input"
                               : l + 1 == all.size() ? "output"
                               : shared_             ? "blocks"
                                                     : "block" + std::to_string(l);
      out.push_back({name + ".weights", all[l].weights, all[l].in, all[l].out, false});
      out.push_back({name + ".bias", all[l].bias, 1, all[l].out, true});
    }
    return out;
  }

  void start(std::span<const Block> blocks, const StreamName& name, Span theta) const override {
    std::ranges::fill(theta, 0.0);
    const std::size_t different = blocks.size() / 2 - 2;   // 1 if they share
    for (std::size_t b = 0; b < blocks.size(); b += 2) {   // weights stand before their bias
      const Block& block = blocks[b];
      const Span w = theta.subspan(block.offset, block.rows * block.columns);
      if (b == 0 || b + 2 == blocks.size()) {
        fill_rows(name, block.name, block.columns, w);
      } else {
        const double t = static_cast<double>(b / 2 - 1) / static_cast<double>(different);
        Vector last(w.size());
        fill_rows(name, "blocks.first", block.columns, w);
        fill_rows(name, "blocks.last", block.columns, last);
        scale(exact::cos(std::numbers::pi * t / 2), w);
        axpy(exact::sin(std::numbers::pi * t / 2), last, w);
      }
      scale(start_scale_ / std::sqrt(static_cast<double>(block.rows)), w);
    }
  }

  std::unique_ptr<Pass> pass(Shape shape, std::shared_ptr<const Packed> packed, const Loss& loss) const override {
    if (precision_ == Precision::float32)
      return std::make_unique<ResidualPass<float>>(layers(shape), activation_, step_, std::move(packed), loss);
    return std::make_unique<ResidualPass<double>>(layers(shape), activation_, step_, std::move(packed), loss);
  }

  std::unique_ptr<OutputMap> output_map(Shape shape, std::shared_ptr<const Packed> packed) const override {
    using Map = SweepOutputs<ResidualSweep<double>, ResidualTangent<double>, ResidualTrace<double>>;
    const std::vector<Layer> all = layers(shape);
    return std::make_unique<Map>(ResidualSweep<double>{all, activation_, step_},
                                 ResidualTrace<double>{all, Feed<double>::capacity}, parameters(layout(shape)),
                                 std::move(packed));
  }

  Precision precision() const override { return precision_; }
  bool smooth() const override { return activation_ != kernel::Activation::relu; }
  std::string_view loss(Task task) const override {
    return task == Task::classification ? "cross_entropy" : "squared_error";
  }

 private:
  std::vector<Layer> layers(Shape shape) const { return residual_layers(shape, width_, depth_, shared_); }

  std::size_t width_, depth_;
  double step_;
  kernel::Activation activation_;
  bool shared_;
  Precision precision_;
  double start_scale_;
};

}  // namespace
namespace parts::models {
extern const Entry<Model> residual_mlp = entry<Model, ResidualMlp>(
    {"residual_mlp", "residual network", "a deep network whose blocks each add a small step",
     "h_l = h_{l-1} + s f(h_{l-1} W_l + b_l), s = 1/depth; z = h W + b",
     "Haber & Ruthotto 2017; Chen, Rubanova, Bettencourt & Duvenaud 2018", "resnet neural_ode"});
}  // namespace parts::models
}  // namespace paribus
