// paribus calibrate MODEL FILE: probabilities mended by rows that the model was not fitted to.
#include <algorithm>
#include <cmath>
#include <iostream>

#include "app/command.hpp"
#include "app/given.hpp"
#include "app/fit_text.hpp"
#include "paribus/base/text.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {
namespace {

std::string score_line(const char* metric, const FittedModel& before, const FittedModel& after, const Dataset& table) {
  const auto score = [&](const FittedModel& m) {
    for (const auto& s : evaluate(m, table, 0.95, 0))
      if (s.metric->name == metric) return text::number(s.value, 4);
    return std::string();
  };
  return std::string(get(metrics(), metric, "metric").label) + " on these same rows: " + (before.probabilities ? score(before) + " before, " + score(after) + " after" : score(after)) + "\n";
}

std::string said(const Calibration& c, const FittedModel& model) {
  if (c.method == "temperature") return "temperature " + text::number(1 / c.slope, 4) + (c.scores ? "" : c.slope < 1 ? ": probabilities become less sure" : ": probabilities become more sure");
  return "log odds of " + text::printable(model.preprocessing.classes[1]) + " = " + text::number(c.slope, 4) + " x " +
         (c.scores ? "the difference of its scores" : "those that the model gives") + (c.intercept < 0 ? " - " : " + ") + text::number(std::abs(c.intercept), 4);
}

class Calibrate final : public Command {
 public:
  std::vector<Take> takes() const override { return {{"model", "a file that `paribus fit -o` wrote"}, {"file", "a table with its columns and its target, of rows that it was not fitted to"}}; }
  std::vector<Option> options() const override {
    return {{"out", "FILE", "write the calibrated model here; default: only say what would change", false, 'o'},
            {"method", "NAME", "platt (two classes) or temperature (which keeps the order of the classes); default: platt for two classes, temperature for more"},
            quiet_option};
  }
  int run(const Arguments& a) const override {
    const std::string path = a.one("model"), method = a.has("method") ? a.one("method") : "";
    const std::vector<std::string> methods{"platt", "temperature"};
    if (!method.empty() && std::ranges::find(methods, method) == methods.end())
      throw Error("--method " + method + " is no way to calibrate", suggestion(method, methods));
    check_files(a, {a.one("file")}, {"out"});   // the model itself may be replaced: it is mended
    const FittedModel before = restore_model(read_model(path), path);
    FittedModel model = restore_model(read_model(path), path);
    const auto expected = model.preprocessing.expected(true);
    const Dataset table = load_expected(a.one("file"), expected);
    if (!table.target())
      throw Error("the table has no column '" + text::printable(model.preprocessing.target) + "', the target of the model", "add it: calibration needs rows of known classes", {a.one("file")});
    calibrate(model, table, method);
    if (a.has("out")) write_model(model.keep(), a.one("out"));
    if (a.has("quiet")) return done;
    std::cout << text::plain(text::upper_first(model.label) + " of " + text::printable(model.data) + ", calibrated by " + plural(table.rows(), "row", "rows") + " of " + text::printable(table.name) + "\n" +
                             said(*model.calibration, model) + "\n" + score_line("log_loss", before, model, table) + score_line("calibration_error", before, model, table));
    if (table.provenance.sha256 == model.sha256) std::cout << "note: this is the very table that the model was fitted to, of which it is more sure than of new rows: calibrate by others\n";
    if (model.settings.contains("data.weights") && !model.settings.at("data.weights").plain().empty()) std::cout << "note: here every row counts once, whatever its weight\n";
    for (const auto& note : table.notes) std::cerr << "note: " << text::printable(note) << '\n';
    if (a.has("out")) std::cout << "model: " << a.one("out") << '\n';
    return done;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> calibrate = entry<Command, Calibrate>({"calibrate", "calibrate", "mend the probabilities of a fitted model by rows that it was not fitted to"});
}  // namespace parts::commands
}  // namespace paribus
