// Trains one cell and scores it on the validation part; the test part stays closed.
#include "paribus/study/measure.hpp"

namespace paribus {
namespace {

class Predict final : public Subject {
 public:
  std::vector<Result> perform(const Study& study, Preparations& shared, std::span<const Run* const> runs) const override {
    return measure(study, shared, runs, "validation");
  }
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> predict = entry<Subject, Predict>(
    {"predict", "prediction", "trains a cell and scores it on the validation part"});
}  // namespace parts::subjects
}  // namespace paribus
