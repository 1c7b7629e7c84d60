// paribus evaluate MODEL FILE: how well a fitted model predicts a table whose target is known.
#include <fmt/format.h>

#include <iostream>

#include "app/command.hpp"
#include "app/fit_text.hpp"
#include "paribus/base/text.hpp"

namespace paribus {
namespace {

constexpr double level = 0.95;
constexpr std::size_t resamples = 1000;

std::string table_of(const std::vector<Scored>& scores) {
  std::string out;
  std::size_t width = 0;
  for (const auto& s : scores) width = std::max(width, text::width(s.metric->label));
  for (const auto& s : scores) {
    const auto shown = [&](double x) { return s.metric->make(Settings{})->percent ? text::percent(x, 1) : text::number(x, 4); };
    out += text::padded(s.metric->label, width) + "  " + text::padded(shown(s.value), 9, true) + "   " + text::span(shown(s.low), shown(s.high)) + "\n";
  }
  return text::plain(out);
}

class Evaluate final : public Command {
 public:
  std::vector<Take> takes() const override { return {{"model", "a file that `paribus fit -o` wrote"}, {"file", "a table with the model's columns and its target"}}; }
  std::vector<Option> options() const override { return {{"json", "", "print the scores as JSON"}}; }
  int run(const Arguments& a) const override {
    const FittedModel model = restore_model(read_model(a.one("model")), a.one("model"));
    const auto expected = model.preprocessing.expected(true);
    const Dataset table = load_expected(a.one("file"), expected);
    if (!table.target())
      throw Error("the table has no column '" + text::printable(model.preprocessing.target) + "', the target of the model", "add it, or use `paribus predict`", {a.one("file")});
    const auto scores = evaluate(model, table, level, resamples);
    if (a.has("json")) {
      Json::Object out;
      for (const auto& s : scores) out.emplace_back(std::string(s.metric->name), Json::Object{{"value", s.value}, {"low", s.low}, {"high", s.high}});
      std::cout << Json{Json::Object{{"model", model.kind}, {"rows", table.rows()}, {"level", level}, {"scores", out}}}.indented();
      return done;
    }
    std::cout << text::upper_first(model.label) << " of " << text::printable(model.data) << " on " << text::plain(text::count(table.rows())) << " rows of " << text::printable(table.name) << '\n'
              << table_of(scores) << fmt::format("{:.0f} % intervals by {} bootstrap draws of the rows; the model stays as it is\n", 100 * level, resamples);
    if (table.provenance.sha256 == model.sha256) std::cout << "note: this is the very table that the model was fitted to: new rows will be predicted less well\n";
    for (const auto& note : table.notes) std::cerr << "note: " << text::printable(note) << '\n';
    return done;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> evaluate = entry<Command, Evaluate>({"evaluate", "evaluate", "scores of a fitted model on a table whose target is known"});
}  // namespace parts::commands
}  // namespace paribus
