#include "paribus/study/fitted_model.hpp"
#include "paribus/study/setup.hpp"

namespace paribus {
namespace {

void suppose(Choices& all, const std::string& address, Value value) { all.emplace(address, std::move(value)); }

std::string usual_model(Task task) {
  const bool classes = task == Task::classification;
  const std::string exact = classes ? "logistic" : "least_squares";
  return find(learners(), exact) ? exact : classes ? "logistic_regression" : "linear_regression";
}

bool sets(const Choices& all, const std::string& section) {
  const auto it = all.lower_bound(section);
  return it != all.end() && it->first.starts_with(section);
}

}  // namespace

Choices fit_settings(const Choices& given, Task task) {
  Choices out = canonical(given);
  for (const auto& [address, value] : out)
    if ((!may_be_factor(address) || address.starts_with("measure.")) && address != "replicates.seed")
      throw Error(address + " says nothing about a fit", "settings of a fit lie in data, model, optimizer and training", value.where);
  const auto type = out.find("data.target_type");
  const std::string asked = type == out.end() ? "auto" : type->second.plain();
  suppose(out, "model.kind", {usual_model(asked == "number" ? Task::regression : asked == "class" ? Task::classification : task)});
  const std::string kind = out.at("model.kind").plain();
  if (!find(models(), kind)) {
    const auto* learner = find(learners(), kind);   // null: no word, as whoever makes it says
    const bool one_scale = (learner && learner->make(Settings{})->one_scale()) || out.contains("data.components");   // components see units
    if (!one_scale) suppose(out, "data.scale", {std::string("none")});
    suppose(out, "data.encode", {std::string("treatment")});
  } else if (!sets(out, "optimizer.")) {
    // Nesterov's method just below its stability limit at the start: it needs no rate in the unit of the data.
    suppose(out, "optimizer.kind", {std::string("nesterov")});
    suppose(out, "optimizer.learning_rate_unit", {std::string("limit")});
    suppose(out, "optimizer.learning_rate", {0.9});
  }
  return out;
}

}  // namespace paribus
