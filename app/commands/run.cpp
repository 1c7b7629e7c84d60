// paribus run STUDY: performs what is missing, answers, writes the page.
#include <fmt/format.h>

#include <iostream>

#include "app/console.hpp"
#include "app/session.hpp"
#include "app/show.hpp"
#include "paribus/base/text.hpp"

namespace paribus {
namespace {

class RunCommand final : public Command {
 public:
  std::vector<Take> takes() const override { return {{"study", "the study file (TOML)"}}; }
  std::vector<Option> options() const override {
    return {set_option, threads_option, store_option, out_option, quiet_option, json_option,
            replicates_option,
            {"budget", "TIME", "stop after 90s, 10m or 2h; what is finished is kept"},
            {"dry-run", "", "check and count, run nothing"}};
  }
  int run(const Arguments& a) const override {
    Session session{study_of(a), a};
    if (a.has("dry-run")) {
      if (!a.has("quiet")) std::cout << summary(session);
      return done;
    }
    const bool quiet = a.has("quiet") || a.has("json");
    if (!quiet) std::cerr << summary(session);
    if (!session.conduct_all(quiet)) {
      std::cerr << "stopped; everything finished is kept in " << session.store_path() << ": run the same command again to go on\n";
      return failed;
    }
    const Answer answer = session.answer_now();
    session.write(answer);
    show(answer, session, a);
    return done;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> run = entry<Command, RunCommand>({"run", "run", "run a study (resumes by itself) and write its page"});
}  // namespace parts::commands
}  // namespace paribus
