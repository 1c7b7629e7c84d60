// The batch whose noise is as large as the gradient: tr C / |g|^2, C the covariance of the gradients of single rows
// (McCandlish, Kaplan, Amodei & OpenAI Dota Team 2018). Row by row, so that no table of gradients is kept.
#include "paribus/learner/probe.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/model/packed.hpp"

namespace paribus {
namespace {

class NoiseScale final : public Probe {
 public:
  bool dear() const override { return true; }
  std::string unit() const override { return "rows"; }
  Reading read(const Moment& m) const override {
    Vector mean(m.theta.size()), one(m.theta.size()), squares;
    m.risk.evaluate(m.theta, {}, mean);
    for (std::uint32_t i = 0; i < m.bench.train->size; ++i) {
      m.risk.evaluate(m.theta, {.rows = {&i, 1}}, one);
      axpy(-1, mean, one);
      squares.push_back(dot(one, one));
    }
    return {paribus::mean(squares) / dot(mean, mean)};
  }
};

}  // namespace
namespace parts::probes {
extern const Entry<Probe> noise_scale = entry<Probe, NoiseScale>(
    {"noise_scale", "noise scale", "the batch size at which a gradient's noise is as large as the gradient",
     "tr C / |grad L|^2, C the covariance of the gradients of single rows",
     "McCandlish, Kaplan, Amodei & OpenAI Dota Team 2018"});
}  // namespace parts::probes
}  // namespace paribus
