// paribus status STUDY: how much of it is done.
#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <set>

#include "app/session.hpp"
#include "paribus/base/text.hpp"

namespace paribus {
namespace {

class Status final : public Command {
 public:
  std::vector<Take> takes() const override { return {{"study", "the study file (TOML)"}}; }
  std::vector<Option> options() const override { return {set_option, replicates_option, store_option, out_option, json_option}; }
  int run(const Arguments& a) const override {
    Session session{study_of(a), a};
    std::set<std::string> held;
    std::size_t failures = 0, diverged = 0;
    std::string content = "-";
    if (std::filesystem::exists(session.store_path())) {
      const Store store{session.store_path()};
      const auto own = session.keys(store);
      store.each([&](const Record& r) {
        if (!own.contains(r.key)) return;
        if (r.error.empty()) held.insert(r.key);
        else ++failures;
        diverged += r.result.outcome == Outcome::diverged;
      });
      content = store.content([&](const std::string& key) { return own.contains(key); }).hex();
    }
    std::set<std::string> planned, finished;
    for (const auto& r : session.runs()) {
      planned.insert(r.key);
      if (held.contains(r.key)) finished.insert(r.key);
    }
    const auto plain = [](std::size_t n) { return text::plain(text::count(n)); };
    if (a.has("json"))
      std::cout << fmt::format(R"({{"planned": {}, "finished": {}, "failed": {}, "diverged": {}, "content": "{}"}})", planned.size(), finished.size(), failures, diverged, content) << '\n';
    else
      std::cout << fmt::format("{} of {} runs finished, {} diverged, {} failed\ncontent {}\n", plain(finished.size()), plain(planned.size()), plain(diverged), plain(failures), content)
                << (finished.size() == planned.size() ? "complete\n" : "run `paribus run " + session.study().path + "` to go on\n");
    return done;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> status = entry<Command, Status>({"status", "status", "how much of a study is done, and the hash of its results"});
}  // namespace parts::commands
}  // namespace paribus
