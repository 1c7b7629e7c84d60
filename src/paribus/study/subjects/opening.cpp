// Trains a chosen cell anew, in replicates that had no part in choosing it, and opens the test part.
#include "paribus/study/measure.hpp"

namespace paribus {
namespace {

class Opening final : public Subject {
 public:
  std::vector<Result> perform(const Study& study, Preparations& shared, std::span<const Run* const> runs) const override {
    return measure(study, shared, runs, "test");
  }
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> opening = entry<Subject, Opening>(
    {"opening", "opening of the test part", "trains a chosen cell anew, in fresh replicates, and scores it on the test part"});
}  // namespace parts::subjects
}  // namespace paribus
