// paribus report STUDY: the page again, from what is stored.
#include "app/show.hpp"

namespace paribus {
namespace {

class Report final : public Command {
 public:
  std::vector<Take> takes() const override { return {{"study", "the study file (TOML)"}}; }
  std::vector<Option> options() const override {
    return {set_option, store_option, out_option, quiet_option, json_option, replicates_option};
  }
  int run(const Arguments& a) const override {
    Session session{study_of(a), a};
    const Answer answer = session.answer_now();
    session.write(answer);
    show(answer, session, a);
    return done;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> report = entry<Command, Report>({"report", "report", "write the page of a finished study again"});
}  // namespace parts::commands
}  // namespace paribus
