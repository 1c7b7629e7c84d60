// paribus new FILE --target COLUMN: a commented study for the user's own data.
#include <filesystem>
#include <iostream>

#include "app/command.hpp"
#include "app/draft.hpp"
#include "paribus/base/whole_file.hpp"

namespace paribus {
namespace {

class New final : public Command {
 public:
  std::vector<Take> takes() const override { return {{"file", "a built-in set or a table (CSV)"}}; }
  std::vector<Option> options() const override {
    return {{"target", "COLUMN", "the column to predict; default: the last"}, {"to", "FILE", "the study to write; default: <data>.toml here"}};
  }
  int run(const Arguments& a) const override {
    const Dataset d = load(a.one("file"), a.one("target"));
    const std::string to = a.one("to", std::filesystem::path(a.one("file")).stem().string() + ".toml");
    if (std::filesystem::exists(to)) throw Error("'" + to + "' exists already", "remove it, or name another with --to");
    write_whole(to, draft_study(d, a.one("file"), d.target()->name));
    std::cout << to << " written; run it with `paribus run " << to << "`\n";
    return done;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> new_ = entry<Command, New>({"new", "new", "write a commented study for your data"});
}  // namespace parts::commands
}  // namespace paribus
