// How large the weights are: the Frobenius norm of each weight matrix, and of all of them together.
#include <cmath>

#include "paribus/learner/probe.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class LayerNorms final : public Probe {
 public:
  std::string unit() const override { return "length"; }
  Reading read(const Moment& m) const override {
    Reading out{0};
    for (const Block& b : m.risk.layout()) {
      if (b.bias) continue;
      const View w = m.theta.subspan(b.offset, b.rows * b.columns);
      out.value += dot(w, w);
      out.blocks.emplace_back(b.name, norm(w));
    }
    out.value = std::sqrt(out.value);
    return out;
  }
};

}  // namespace
namespace parts::probes {
extern const Entry<Probe> layer_norms = entry<Probe, LayerNorms>(
    {"layer_norms", "norm of the weights", "Frobenius norms of the weight matrices, of each and of all together",
     "|W_l|, sqrt(sum of |W_l|^2)"});
}  // namespace parts::probes
}  // namespace paribus
