// paribus fit FILE --target COLUMN: one model on a whole table, what it found, and the file that predicts with it.
#include <iostream>

#include "app/command.hpp"
#include "app/fit_text.hpp"
#include "app/given.hpp"
#include "paribus/base/text.hpp"
#include "paribus/base/whole_file.hpp"

namespace paribus {
namespace {

Choices given_settings(const Arguments& a) {
  GivenSettings given{a};
  for (const auto& [address, value] : given.all)
    if (address == "data.source" || address == "data.target")
      throw Error("--set " + address + " is not for a fit", address == "data.target" ? "write --target COLUMN" : "name the file");
  given.word("model", "model.kind");
  given.word("weights", "data.weights");
  return given.all;
}

std::string rows_table(const FittedModel& model) {
  if (model.summary.rows.empty()) throw Error(model.kind + " says nothing of single rows", "leave --rows out, or choose a model that does: least_squares");
  std::vector<CsvColumn> columns{{"row", {}}};
  for (std::size_t i = 0; i < model.summary.rows.front().second.size(); ++i) columns[0].cells.push_back(std::to_string(i + 1));
  for (const auto& [name, values] : model.summary.rows) columns.push_back({name, cells(values)});
  return csv_text(columns);
}

class FitCommand final : public Command {
 public:
  std::vector<Take> takes() const override { return {{"file", "a built-in set or a table (CSV)"}}; }
  std::vector<Option> options() const override {
    return {{"target", "COLUMN", "the column to predict; default: the last"},
            {"model", "NAME", "a model of `paribus list models`; default: least_squares for a number, logistic for a class"},
            {"weights", "COLUMN", "how often each row counts"},
            {"set", "ADDRESS=VALUE", "change a setting of data, model, optimizer or training (may be given more than once)", true},
            {"out", "FILE", "write the model here, for predict and evaluate", false, 'o'},
            {"rows", "FILE", "write what the fit says of each row here: residuals, leverage and the like (CSV)"},
            quiet_option, {"json", "", "print the summary as JSON"}};
  }
  int run(const Arguments& a) const override {
    const Choices given = given_settings(a);
    check_files(a, {a.one("file")}, {"out", "rows"});
    Dataset table = load(a.one("file"), a.one("target"));
    const Choices settings = fit_settings(given, table.task());
    const FittedModel model = fit_model(std::move(table), settings);
    if (a.has("rows")) write_whole(a.one("rows"), rows_table(model));
    if (a.has("out")) write_model(model.keep(), a.one("out"));
    if (a.has("quiet")) return done;
    if (a.has("json")) std::cout << fit_json(model).indented();
    else std::cout << fit_text(model) << (a.has("out") ? "model: " + a.one("out") + "\n" : "") << (a.has("rows") ? "rows: " + a.one("rows") + "\n" : "");
    return done;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> fit = entry<Command, FitCommand>({"fit", "fit", "fit one model to a table and say what it found; with -o, keep it"});
}  // namespace parts::commands
}  // namespace paribus
