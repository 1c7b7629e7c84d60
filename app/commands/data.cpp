// paribus data describe FILE: what a table holds, as text and as a page. paribus data check: every known set that is installed, against what is
// known of it.
#include <filesystem>
#include <iostream>

#include "app/command.hpp"
#include "app/folder.hpp"
#include "paribus/data/describe.hpp"
#include "paribus/data/diagnosis.hpp"
#include "paribus/report/described.hpp"
#include "paribus/report/page.hpp"

namespace paribus {
namespace {

class Data final : public Command {
 public:
  std::vector<Take> takes() const override { return {{"what", "describe, or check"}, {"file", "a built-in set or a file", false}}; }
  std::vector<Option> options() const override {
    return {{"target", "COLUMN", "the column to predict; default: the last"},
            {"page", "", "write it as a page too"},
            {"out", "FOLDER", "of the page, which it asks for; default: results/describe_<file>"},
            quiet_option,
            json_option};
  }
  int run(const Arguments& a) const override {
    const bool paged = a.has("page") || a.has("out");
    if (a.one("what") == "check") {
      if (paged) throw Error("paribus data check writes no page", "write paribus data describe FILE --page");
      return check();
    }
    if (a.one("what") != "describe") throw Error("unknown word '" + a.one("what") + "' after data", "write paribus data describe FILE");
    const std::string file = a.one("file");
    if (file.empty()) throw Error("no file to describe", "write paribus data describe FILE");
    const Diagnosis found{load(file, a.one("target"))};
    Answer answer = answer_of_dataset(found);
    describe_host(answer.ran);
    const std::string folder = a.one("out", "results/describe_" + std::filesystem::path(file).stem().string());
    if (paged) check_writable(folder), write_page(answer, folder);
    if (a.has("json")) std::cout << content(answer, drawings(answer)).indented() << '\n';
    else if (!a.has("quiet")) std::cout << describe(found.table) << '\n' << diagnosis(found) << (paged ? "page: " + folder + "/page.html\n" : "");
    return done;
  }

 private:
  // Loads every set that is installed and compares shape, task and fingerprint.
  static int check() {
    std::size_t right = 0, wrong = 0, missing = 0;
    for (const auto& set : built_in_sets()) {
      if (!installed(set)) {
        ++missing;
        std::cout << set.name << ": not installed (" << set.package << ")\n";
        continue;
      }
      std::string what;
      try {
        const Dataset d = load(set.name);
        const std::string found = fingerprint(d).substr(0, 16);
        if (d.rows() != set.rows || d.features() != set.features)
          what = "has " + std::to_string(d.rows()) + " x " + std::to_string(d.features()) + " where " + std::to_string(set.rows) + " x " + std::to_string(set.features) + " are known";
        else if ((d.task() == Task::classification ? d.target()->categories.size() : 0) != set.classes) what = "has another number of classes";
        else if (found != set.sha256) what = "has the fingerprint " + found + " where " + set.sha256 + " is known";
      } catch (const Error& e) {
        what = e.what();
      }
      ++(what.empty() ? right : wrong);
      std::cout << set.name << ": " << (what.empty() ? "as known" : what) << '\n';
    }
    std::cout << right << " as known, " << wrong << " not, " << missing << " not installed\n";
    return wrong == 0 ? done : failed;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> data = entry<Command, Data>({"data", "data", "describe a data set: paribus data describe FILE; or check the known ones: paribus data check"});
}  // namespace parts::commands
}  // namespace paribus
