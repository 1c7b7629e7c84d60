// How far the parameters have come from where they started.
#include "paribus/learner/probe.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class DistanceFromStart final : public Probe {
 public:
  std::string unit() const override { return "length"; }
  Reading read(const Moment& m) const override {
    Vector moved(m.theta.begin(), m.theta.end());
    axpy(-1, m.start, moved);
    return {norm(moved)};
  }
};

}  // namespace
namespace parts::probes {
extern const Entry<Probe> distance_from_start = entry<Probe, DistanceFromStart>(
    {"distance_from_start", "distance from the start", "how far the parameters have come", "|theta - theta_0|"});
}  // namespace parts::probes
}  // namespace paribus
