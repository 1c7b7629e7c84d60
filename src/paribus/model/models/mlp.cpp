// A feedforward network: dense layers with one activation between them.
//   h_l = f(h_{l-1} W_l + b_l),  z = h_L W + b
// tanh is the default because the risk is then smooth: gradient flow, Hessians and their spectra exist everywhere.
#include "paribus/model/network.hpp"

namespace paribus {
namespace {

std::vector<std::size_t> sizes(const Settings& s) {
  const auto list = s.integers("hidden_layer_sizes", {64}, {1, 65536}, "units of each hidden layer, from the input on");
  return {list.begin(), list.end()};
}

class Mlp final : public Network {
 public:
  explicit Mlp(const Settings& s)
      : Network{sizes(s), paribus::activation(s), paribus::precision(s, "float32"),
                s.real("start_scale", 1, {0, infinity}, "weights start from N(0, start_scale^2 / fan_in)"),
                s.real("start_bias", 0, {0, infinity, false, true}, "biases start from N(0, start_bias^2)")} {}  // braces: read from left to right by every compiler
  std::string_view loss(Task task) const override {
    return task == Task::classification ? "cross_entropy" : "squared_error";
  }
};

}  // namespace
namespace parts::models {
extern const Entry<Model> mlp = entry<Model, Mlp>(
    {"mlp", "multilayer perceptron", "a feedforward network of dense layers",
     "h_l = f(h_{l-1} W_l + b_l); z = h_L W + b", "Rumelhart, Hinton & Williams 1986",
     "neural_network feedforward"});
}  // namespace parts::models
}  // namespace paribus
