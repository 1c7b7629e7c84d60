// paribus evaluate MODEL FILE: how well a fitted model predicts a table whose target is known.
#include <fmt/format.h>

#include <cmath>
#include <iostream>

#include "app/command.hpp"
#include "app/fit_text.hpp"
#include "paribus/base/text.hpp"
#include "paribus/study/recalibration.hpp"

namespace paribus {
namespace {

constexpr double level = 0.95;
constexpr std::size_t resamples = 1000;

struct Line { std::string label, value, interval; };

std::vector<Line> lines(const std::vector<Scored>& scores, const std::vector<Recalibration>& calibration) {
  std::vector<Line> out;
  for (const auto& s : scores) {
    const auto shown = [&](double x) { return s.metric->make(Settings{})->percent ? text::percent(x, 1) : text::number(x, 4); };
    out.push_back({std::string(s.metric->label), shown(s.value),
                   std::isnan(s.low) ? "no interval: rows drawn anew raise it" : text::span(shown(s.low), shown(s.high))});
  }
  for (const auto& r : calibration)
    for (const auto& [word, c] : {std::pair{"calibration slope", r.slope}, std::pair{"calibration intercept", r.intercept}})
      out.push_back({std::string(word) + ", " + text::printable(r.of), text::number(c.value, 4),
                     r.why.empty() ? text::span(text::number(c.low, 4), text::number(c.high, 4)) : "not defined: " + r.why});
  return out;
}

std::string table_of(const std::vector<Line>& lines) {
  std::string out;
  std::size_t width = 0;
  for (const auto& l : lines) width = std::max(width, text::width(l.label));
  for (const auto& l : lines) out += text::padded(l.label, width) + "  " + text::padded(l.value, 9, true) + "   " + l.interval + "\n";
  return text::plain(out);
}

Json json_of(const Recalibration& r) {
  Json::Object out{{"class", r.of}};
  for (const auto& [word, c] : {std::pair{"slope", r.slope}, std::pair{"intercept", r.intercept}})
    out.emplace_back(word, Json::Object{{"value", c.value}, {"low", c.low}, {"high", c.high}});
  if (!r.why.empty()) out.emplace_back("not_defined", r.why);
  return out;
}

constexpr const char* calibration_note =
    "calibration: the log odds of a class are intercept + slope x the log odds that the model gives it; intervals by Wald.\n"
    "A slope of 1 and an intercept of 0 take the probabilities at their word; a slope below 1: the model is too sure of itself\n";

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
    const auto calibration = recalibrations(model, table, level);
    if (a.has("json")) {
      Json::Object out;
      Json::Array calibrations;
      for (const auto& r : calibration) calibrations.push_back(json_of(r));
      for (const auto& s : scores) out.emplace_back(std::string(s.metric->name), Json::Object{{"value", s.value}, {"low", s.low}, {"high", s.high}});
      std::cout << Json{Json::Object{{"model", model.kind}, {"rows", table.rows()}, {"level", level}, {"scores", out}, {"calibration", calibrations}}}.indented();
      return done;
    }
    std::cout << text::upper_first(model.label) << " of " << text::printable(model.data) << " on " << text::plain(text::count(table.rows())) << " rows of " << text::printable(table.name) << '\n'
              << table_of(lines(scores, calibration)) << fmt::format("{:.0f} % intervals by {} bootstrap draws of the rows; the model stays as it is\n", 100 * level, resamples);
    if (!calibration.empty()) std::cout << calibration_note;
    if (model.preprocessing.task == Task::classification && !model.probabilities)
      std::cout << "note: this model gives scores and no probabilities, so nothing is said of those; `paribus calibrate` makes them of its scores\n";
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
