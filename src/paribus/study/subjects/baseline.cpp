// Trains a baseline in the replicates in which chosen cells are trained anew, and opens the test part.
#include "paribus/study/measure.hpp"

namespace paribus {
namespace {

class Baseline final : public Subject {
 public:
  std::vector<Result> perform(const Study& study, Preparations& shared, std::span<const Run* const> runs) const override {
    return measure(study, shared, runs, "test");
  }
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> baseline = entry<Subject, Baseline>(
    {"baseline", "baseline", "trains a model of its own kind in fresh replicates, and scores it on the test part"});
}  // namespace parts::subjects
}  // namespace paribus
