// paribus export STUDY: all results, for other programs.
#include <iostream>

#include "app/given.hpp"
#include "app/session.hpp"
#include "paribus/base/whole_file.hpp"
#include "paribus/report/export.hpp"

namespace paribus {
namespace {

class Export final : public Command {
 public:
  std::vector<Take> takes() const override { return {{"study", "the study file (TOML)"}}; }
  std::vector<Option> options() const override {
    return {set_option, replicates_option, store_option, out_option, {"format", "csv|jsonl", "csv (one row per run) or jsonl (with curves); default csv"},
            {"to", "FILE", "write here instead of to the terminal"}};
  }
  int run(const Arguments& a) const override {
    const std::string format = a.one("format", "csv");
    if (format != "csv" && format != "jsonl") throw Error("unknown format '" + format + "'", "known: csv, jsonl");
    const Session session{study_of(a), a};
    check_files(a, {session.store_path(), a.one("study")}, {"to"});
    const Store store{session.store_path()};
    const Results all = session.results(store);
    const std::string bytes = format == "csv" ? csv(all) : json_lines(all);
    if (a.has("to")) write_whole(a.one("to"), bytes);
    else std::cout << bytes;
    return done;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> export_ = entry<Command, Export>({"export", "export", "write all results as CSV or JSON lines"});
}  // namespace parts::commands
}  // namespace paribus
