// paribus judge results.csv: evidence and a page for results that another tool made. Needs no training code.
#include <iostream>

#include "app/command.hpp"
#include "app/console.hpp"
#include "app/folder.hpp"
#include "paribus/report/judged.hpp"
#include "paribus/report/page.hpp"
#include "paribus/report/table.hpp"

#include <filesystem>

namespace paribus {
namespace {

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> out(1);
  for (const char c : list)
    if (c == ',') out.emplace_back();
    else out.back() += c;
  std::erase(out, "");
  return out;
}

class JudgeCommand final : public Command {
 public:
  std::vector<Take> takes() const override { return {{"results", "a table: one row per run"}}; }
  std::vector<Option> options() const override {
    return {{"treatment", "COLUMN", "what was changed (required)"},
            {"score", "COLUMN", "what came out (required)"},
            {"block", "COLUMN[,COLUMN]", "what pairs the runs: seed, dataset, fold (required)"},
            {"reference", "LEVEL", "the treatment the others are compared with; default: the first"},
            {"margin", "X", "the smallest difference that would matter, in the score's unit; default 0.01"},
            {"level", "X", "error rate of the whole family; default 0.05"},
            {"judge", "NAME", "sign_flip (default), paired_t, corrected_resampled_t, equivalence"},
            {"test-over-train", "X", "test rows over training rows, for corrected_resampled_t"},
            {"lower-is-better", "", "the score is a loss"},
            out_option, quiet_option, json_option};
  }
  int run(const Arguments& a) const override {
    for (const char* needed : {"treatment", "score", "block"})
      if (!a.has(needed))
        throw Error(std::string("--") + needed + " is missing", "write for example paribus judge results.csv --treatment optimizer --score accuracy --block seed,dataset");
    TableQuestion q;
    q.treatment = a.one("treatment"), q.score = a.one("score"), q.blocks = split(a.one("block")), q.reference = a.one("reference");
    q.higher_is_better = !a.has("lower-is-better");
    q.judge = std::string(get(judges(), a.one("judge", "sign_flip"), "judge").name);
    q.family = {a.number("margin", 0.01, 0, 1e300), a.number("level", 0.05, 1e-6, 0.5), a.number("test-over-train", 0, 0, 1e6)};
    if (q.judge == "corrected_resampled_t" && q.family.test_over_train <= 0)
      throw Error("corrected_resampled_t needs to know how large the test part was", "add --test-over-train 0.25 (test rows over training rows)");
    const std::string path = a.one("results");
    const Results results = results_from_table(path, q);
    const Answer answer = answer_of_table(path, results, q, judge_results(results, q));
    const std::string folder = a.one("out", "results/judge_" + std::filesystem::path(path).stem().string());
    check_writable(folder);
    write_page(answer, folder);
    if (a.has("quiet")) return done;
    if (a.has("json")) std::cout << content(answer, drawings(answer)).indented() << '\n';
    else std::cout << terminal(answer, use_color(), use_utf8()) << "page: " << folder << "/page.html\n";
    return done;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> judge = entry<Command, JudgeCommand>({"judge", "judge", "evidence and a page for results that another tool made"});
}  // namespace parts::commands
}  // namespace paribus
