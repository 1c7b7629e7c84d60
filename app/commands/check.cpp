// paribus check STUDY: everything that can be wrong is found before the first run.
#include <iostream>

#include "app/show.hpp"

namespace paribus {
namespace {

class Check final : public Command {
 public:
  std::vector<Take> takes() const override { return {{"study", "the study file (TOML)"}}; }
  std::vector<Option> options() const override {
    return {set_option, quiet_option, replicates_option};
  }
  int run(const Arguments& a) const override {
    Session session{study_of(a), a};
    if (a.has("quiet")) return done;
    Answer facts;
    describe_data(facts, session.study(), session.shared());
    std::cout << summary(session);
    for (const auto& note : facts.data.notes) std::cout << "note: " << note << '\n';
    std::cout << "this study can be run\n";
    return done;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> check = entry<Command, Check>({"check", "check", "check a study, count its runs, run nothing"});
}  // namespace parts::commands
}  // namespace paribus
