// paribus try FILE --target COLUMN: an answer on the user's own data, and the study that repeats it.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/draft.hpp"
#include "app/folder.hpp"
#include "app/show.hpp"
#include "paribus/base/text.hpp"
#include "paribus/base/whole_file.hpp"

namespace paribus {
namespace {

std::string text_of(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>(in), {}};
}

class Try final : public Command {
 public:
  std::vector<Take> takes() const override { return {{"file", "a built-in set or a table (CSV)"}}; }
  std::vector<Option> options() const override {
    return {{"target", "COLUMN", "the column to predict; default: the last"}, set_option, threads_option, out_option, quiet_option, json_option,
            {"budget", "TIME", "stop after 90s, 10m or 2h; what is finished is kept"}};
  }
  int run(const Arguments& a) const override {
    const std::string file = a.one("file"), name = std::filesystem::path(file).stem().string();
    const Dataset d = load(file, a.one("target"));
    const std::string folder = a.one("out", "results/try_" + name), study = folder + "/study.toml";
    // The study stands in the results folder, so it names the data by its full path.
    const bool built_in = std::any_of(built_in_sets().begin(), built_in_sets().end(), [&](const BuiltIn& b) { return b.name == file; });
    const std::string text = draft_study(d, built_in ? file : std::filesystem::absolute(file).string(), d.target()->name);
    Arguments with = a;
    with.given["study"] = {study};
    with.given["out"] = {folder};
    Session session{parse_study(text, study, a.all("set")), with};  // refuses before anything is written
    if (std::filesystem::exists(study) && text_of(study) != session.study().text)
      throw Error("'" + study + "' holds another study: of other settings, or changed since it was written", "run it with `paribus run " + study + " --out " + folder + "`, or name another folder with --out");
    check_writable(folder);
    write_whole(study, session.study().text);
    const bool quiet = a.has("quiet") || a.has("json");
    if (!quiet) std::cerr << summary(session);
    if (!session.conduct_all(quiet)) {
      std::cerr << "stopped; everything finished is kept: run the same command again to go on\n";
      return failed;
    }
    const Answer answer = session.answer_now();
    session.write(answer);
    show(answer, session, with);
    if (!quiet) std::cout << "study: " << study << " (paribus run " << study << " --out " << folder << " repeats it)\n";
    return done;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> try_ = entry<Command, Try>({"try", "try", "which model suits your data: an answer in minutes, without a study file"});
}  // namespace parts::commands
}  // namespace paribus
