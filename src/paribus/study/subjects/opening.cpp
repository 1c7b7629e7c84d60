// Trains a chosen cell again, to the same bits, and opens the test part: once per chosen configuration.
#include "paribus/study/measure.hpp"

namespace paribus {
namespace {

class Opening final : public Subject {
 public:
  std::vector<Result> perform(const Study& study, Preparations& shared, std::span<const Run> runs) const override {
    std::vector<Result> out;
    for (const auto& run : runs) out.push_back(measure(study, shared, run, "test"));
    return out;
  }
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> opening = entry<Subject, Opening>(
    {"opening", "opening of the test part", "trains a chosen cell again and scores it on the test part"});
}  // namespace parts::subjects
}  // namespace paribus
