// A preprocessing as values with names, and back. The values may come from a stranger's file.
#include <cmath>
#include <set>

#include "paribus/data/preprocessing.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

using List = Value::List;

[[noreturn]] void refuse(const std::string& what) { throw Error("the model's preprocessing is damaged: " + what, "fit it again"); }

Value words_value(const std::vector<std::string>& words) {
  List out;
  for (const auto& w : words) out.push_back({w});
  return {out};
}

Value input_value(const Preprocessing::Input& in) {
  if (in.categorical) return {List{{in.name}, {std::string("category")}, words_value(in.levels), {in.stand_in}}};
  return {List{{in.name}, {std::string("number")}, {in.scale.mean}, {in.scale.sd}, {in.stand_in}}};
}

template <class T>
const T& as(const Value& v, const std::string& what) {
  const T* x = std::get_if<T>(&v.is);
  if (!x) refuse(what + " is of another kind");
  return *x;
}

/// Values under their names.
class Shelf {
 public:
  explicit Shelf(const Choices& all) : all_{all} {}
  template <class T>
  const T& get(const std::string& name) const {
    const auto it = all_.find("preprocessing." + name);
    if (it == all_.end()) refuse("'" + name + "' is missing");
    return as<T>(it->second, "'" + name + "'");
  }
  bool one_of(const std::string& name, const std::string& yes, const std::string& no) const {
    const auto& word = get<std::string>(name);
    if (word != yes && word != no) refuse("'" + name + "' is neither " + yes + " nor " + no);
    return word == yes;
  }

 private:
  const Choices& all_;
};

std::vector<std::string> different_words(const Value& v, const std::string& what) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (const auto& w : as<List>(v, what))
    if (!seen.insert(out.emplace_back(as<std::string>(w, what))).second) refuse(what + " repeats '" + out.back() + "'");
  return out;
}

Standardize scale_of(double mean, double sd, bool needed, const std::string& what) {
  if (needed && !(std::isfinite(mean) && std::isfinite(sd) && sd >= 0)) refuse(what + " is no mean with a standard deviation");
  return {mean, sd};
}

Preprocessing::Input input_of(const Value& v, bool standardize) {
  const auto& fields = as<List>(v, "a column");
  if (fields.size() < 4) refuse("a column is incomplete");
  Preprocessing::Input out{as<std::string>(fields[0], "a column's name")};
  const std::string shown = "column '" + out.name + "'";
  const auto& kind = as<std::string>(fields[1], shown);
  out.categorical = kind == "category";
  if (fields.size() != (out.categorical ? 4u : 5u) || (!out.categorical && kind != "number")) refuse(shown + " is neither number nor category");
  out.stand_in = as<double>(fields.back(), shown);
  if (std::isinf(out.stand_in)) refuse(shown + " has no number to stand in");
  if (!out.categorical) {
    out.scale = scale_of(as<double>(fields[2], shown), as<double>(fields[3], shown), standardize, shown);
    return out;
  }
  out.levels = different_words(fields[2], "the categories of " + shown);
  if (out.levels.empty()) refuse(shown + " has no category");
  const double s = out.stand_in;
  if (!std::isnan(s) && !(s >= 0 && s < static_cast<double>(out.levels.size()) && s == std::floor(s))) refuse(shown + " has no category to stand in");
  return out;
}

Projection projection_of(const std::string& how, const Preprocessing::Arrays& arrays, std::size_t columns) {
  if (how != "pca" && how != "randomized_pca" && how != "gaussian" && how != "sparse") refuse("'projection' is '" + how + "', which is unknown");
  const auto get = [&](const std::string& name) -> const Matrix& {
    const auto it = arrays.find("preprocessing." + name);
    if (it == arrays.end()) refuse("the array '" + name + "' is missing");
    if (it->second.columns != columns || it->second.rows == 0) refuse("the array '" + name + "' has another shape than its columns");
    if (!all_finite(it->second.values)) refuse("the array '" + name + "' is not finite");
    return it->second;
  };
  const Matrix& center = get("center");
  if (center.rows != 1) refuse("the array 'center' has another shape than its columns");
  return {how, center.values, get("axes")};
}

}  // namespace

Preprocessing::Arrays Preprocessing::arrays() const {
  if (projection.none()) return {};
  Matrix center(1, projection.center.size());
  center.values = projection.center;
  return {{"preprocessing.center", center}, {"preprocessing.axes", projection.axes}};
}

Choices Preprocessing::keep() const {
  const auto word = [](const char* w) { return Value{std::string(w)}; };
  List columns;
  for (const auto& in : inputs) columns.push_back(input_value(in));
  Choices out{{"preprocessing.columns", {columns}},
          {"preprocessing.scale", word(standardize ? "standard" : "none")},
          {"preprocessing.encode", word(baseline ? "treatment" : "one_hot")},
          {"preprocessing.task", word(task == Task::classification ? "classification" : "regression")},
          {"preprocessing.target", {target}},
          {"preprocessing.classes", words_value(classes)},
          {"preprocessing.target_mean", {target_scale.mean}},
          {"preprocessing.target_sd", {target_scale.sd}}};
  if (!projection.none()) out["preprocessing.projection"] = {projection.how};
  return out;
}

Preprocessing Preprocessing::restore(const Choices& all, const Arrays& arrays) {
  const Shelf shelf{all};
  Preprocessing out;
  out.standardize = shelf.one_of("scale", "standard", "none");
  out.baseline = shelf.one_of("encode", "treatment", "one_hot");
  out.task = shelf.one_of("task", "classification", "regression") ? Task::classification : Task::regression;
  out.target = shelf.get<std::string>("target");
  out.classes = different_words({shelf.get<List>("classes")}, "the list of classes");
  if ((out.task == Task::classification) == out.classes.empty()) refuse("classes and task do not go together");
  out.target_scale = scale_of(shelf.get<double>("target_mean"), shelf.get<double>("target_sd"), true, "the target");
  std::set<std::string> names{out.target};
  for (const auto& v : shelf.get<List>("columns"))
    if (!names.insert(out.inputs.emplace_back(input_of(v, out.standardize)).name).second) refuse("two columns are called '" + out.inputs.back().name + "'");
  if (out.inputs.empty()) refuse("it has no columns");
  if (all.contains("preprocessing.projection")) out.projection = projection_of(shelf.get<std::string>("projection"), arrays, out.columns().size());
  return out;
}

}  // namespace paribus
