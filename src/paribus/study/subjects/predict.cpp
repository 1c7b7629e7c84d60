// Trains one cell and scores it on the validation part; the test part stays closed.
#include "paribus/study/measure.hpp"

namespace paribus {
namespace {

class Predict final : public Subject {
 public:
  std::vector<Result> perform(const Study& study, Preparations& shared, std::span<const Run> runs) const override {
    std::vector<Result> out;
    for (const auto& run : runs) out.push_back(measure(study, shared, run, "validation"));
    return out;
  }
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> predict = entry<Subject, Predict>(
    {"predict", "prediction", "trains a cell and scores it on the validation part"});
}  // namespace parts::subjects
}  // namespace paribus
