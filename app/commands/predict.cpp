// paribus predict MODEL FILE: what a fitted model says of another table.
#include <algorithm>
#include <iostream>

#include "app/command.hpp"
#include "app/fit_text.hpp"
#include "app/given.hpp"
#include "app/groups_text.hpp"
#include "paribus/base/text.hpp"
#include "paribus/base/whole_file.hpp"

namespace paribus {
namespace {

std::string table_of(const FittedModel& model, const Foretold& said) {
  const auto& p = model.preprocessing;
  if (p.task == Task::regression) {
    std::vector<CsvColumn> out{{p.target, cells(said.z.values)}};
    if (said.interval) {
      out.push_back({p.target + "_low", cells(column(*said.interval, 0))});
      out.push_back({p.target + "_high", cells(column(*said.interval, 1))});
    }
    return csv_text(out);
  }
  std::vector<CsvColumn> out{{p.target, {}}};
  for (std::size_t i = 0; i < said.z.rows; ++i) {
    const auto row = said.z.row(i);
    out[0].cells.push_back(p.classes[static_cast<std::size_t>(std::max_element(row.begin(), row.end()) - row.begin())]);
  }
  for (std::size_t k = 0; k < p.classes.size(); ++k) out.push_back({(model.probabilities ? "probability_" : "score_") + p.classes[k], cells(column(said.z, k))});
  return csv_text(out);
}

class Predict final : public Command {
 public:
  std::vector<Take> takes() const override { return {{"model", "a file that `paribus fit -o` or `paribus cluster --keep` wrote"}, {"file", "a table with the columns that the model was fitted to"}}; }
  std::vector<Option> options() const override {
    return {{"out", "FILE", "write the predictions here (CSV); default: to the terminal", false, 'o'},
            {"interval", "LEVEL", "add the interval in which a new observation lies with this probability, for example 0.95"},
            quiet_option};
  }
  int run(const Arguments& a) const override {
    check_files(a, {a.one("model"), a.one("file")}, {"out"});
    const ModelFile file = read_model(a.one("model"));
    if (holds_groups(file)) return groups_of(restore_groups(file, a.one("model")), a);
    const FittedModel model = restore_model(file, a.one("model"));
    const double level = a.has("interval") ? a.number("interval", 0, 0.5, 0.999999) : 0;
    const auto expected = model.preprocessing.expected(false);
    const Dataset table = load_expected(a.one("file"), expected);
    const Foretold said = foretell(model, table, level);
    if (level > 0 && !said.interval)
      throw Error(model.kind + " knows no interval for a new observation" + (model.preprocessing.task == Task::classification ? ": it predicts classes" : ""), "leave --interval out");
    return say(a, table, table_of(model, said));
  }

 private:
  static int groups_of(const GroupRule& rule, const Arguments& a) {
    if (a.has("interval")) throw Error("groups have no interval", "leave --interval out", {a.one("model")});
    const Dataset table = load_expected(a.one("file"), rule.preprocessing.expected(false));
    return say(a, table, joined_rows(join(rule, table)));
  }

  static int say(const Arguments& a, const Dataset& table, const std::string& csv) {
    if (!a.has("quiet"))
      for (const auto& note : table.notes) std::cerr << "note: " << text::printable(note) << '\n';
    if (a.has("out")) write_whole(a.one("out"), csv);
    else std::cout << csv;
    if (a.has("out") && !a.has("quiet")) std::cout << "predictions: " << a.one("out") << " (" << text::plain(text::count(table.rows())) << " rows)\n";
    return done;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> predict = entry<Command, Predict>({"predict", "predict", "what a fitted model, or groups, say of another table"});
}  // namespace parts::commands
}  // namespace paribus
