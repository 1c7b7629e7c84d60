// From a Dataset to Examples: divide its rows, then fit every transform on the training part, then apply it to all rows.
#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/data/describe.hpp"
#include "paribus/data/preprocessing.hpp"
#include "paribus/data/features.hpp"
#include "paribus/data/split.hpp"

namespace paribus {
namespace {

std::string quoted(const std::string& name) { return "'" + text::printable(name) + "'"; }

std::size_t missing(const Column& column) {
  return static_cast<std::size_t>(std::count_if(column.values.begin(), column.values.end(), [](double x) { return std::isnan(x); }));
}

bool any_feature(const Dataset& data, const DataSettings& settings) {
  return std::any_of(data.columns.begin(), data.columns.end(), [&](const Column& c) { return is_feature(c, settings); });
}

void check_target(const Dataset& data, const DataSettings& settings) {
  const Column* target = data.target();
  if (!target) throw Error("the data set " + quoted(data.name) + " has no target", "name the column to be predicted");
  if (!any_feature(data, settings))
    throw Error("the data set " + quoted(data.name) + " has no features beside its target " + quoted(target->name), "add at least one more column");
  if (const auto n = missing(*target))
    throw Error("the target " + quoted(target->name) + " is missing in " + std::to_string(n) + " rows", "remove these rows");
  const auto [low, high] = std::minmax_element(target->values.begin(), target->values.end());
  if (target->values.empty() || *low == *high)
    throw Error(target->categorical ? "the target " + quoted(target->name) + " has one class only"
                                    : "the target " + quoted(target->name) + " is constant",
                "there is nothing to learn; name another target");
}

void check_missing(const Dataset& data, const DataSettings& settings) {
  if (settings.impute != "none") return;
  std::vector<std::string> names;
  for (const auto& column : data.columns)
    if (const auto n = is_feature(column, settings) ? missing(column) : 0) names.push_back(quoted(column.name) + " (" + std::to_string(n) + ")");
  if (!names.empty())
    throw Error("values are missing in " + listed(names), "set data.impute to \"mean\" or \"most_frequent\", or remove these rows");
}

// A column of one value in the training part.
bool constant(const Preprocessing::Input& in) { return in.categorical ? in.levels.size() == 1 : in.scale.sd == 0; }

// Some of these rows have a category that training has not seen.
bool strange(const Preprocessing::Input& in, const Dataset& data, RowNumbers rows) {
  if (!in.categorical) return false;
  const auto& column = *std::find_if(data.columns.begin(), data.columns.end(), [&](const Column& c) { return c.name == in.name; });
  std::vector<bool> known;
  for (const auto& category : column.categories) known.push_back(std::find(in.levels.begin(), in.levels.end(), category) != in.levels.end());
  return std::any_of(rows.begin(), rows.end(), [&](auto r) { return !std::isnan(column.values[r]) && !known[static_cast<std::size_t>(column.values[r])]; });
}

Examples examples(const Preprocessing& preprocessing, const Dataset& data, RowNumbers rows, View weight) {
  Examples out = preprocessing.apply(data, rows);
  if (!weight.empty())
    for (const auto r : rows) out.weight.push_back(weight[r]);
  return out;
}

}  // namespace

void check_table(const Dataset& data, const DataSettings& settings) {
  check_ignored(data, settings);
  check_target(data, settings);
  check_missing(data, settings);
}

void check_features(const Dataset& data, const DataSettings& settings) {
  check_ignored(data, settings);
  if (!any_feature(data, settings)) throw Error("the data set " + quoted(data.name) + " has no features", "leave a column that is neither ignored nor the classes");
  check_missing(data, settings);
}

std::shared_ptr<const Prepared> prepare(const Dataset& data, const DataSettings& settings, const StreamName& name) {
  check_table(data, settings);
  return prepare(data, settings, partition(data, settings, name), false, {name.seed, name.replicate, "projection"});
}

std::shared_ptr<const Prepared> prepare(const Dataset& data, const DataSettings& settings, const Split& parts, bool raw_target, const StreamName& chance) {
  const View weight = weights_of(data, settings);
  auto out = std::make_shared<Prepared>();
  const auto fitted = std::make_shared<const Preprocessing>(Preprocessing::fit(data, settings, parts.train, weight, raw_target, chance));
  out->dataset = data.name;
  out->provenance = data.provenance;
  out->task = data.task();
  out->target = fitted->target;
  out->notes = data.notes;
  std::vector<std::string> still, unseen;
  for (const auto& in : fitted->inputs) {
    if (constant(in)) still.push_back(quoted(in.name));
    if (strange(in, data, parts.validation) || strange(in, data, parts.test)) unseen.push_back(quoted(in.name));
  }
  if (!still.empty()) out->notes.push_back("constant in the training part: " + listed(still));
  if (!unseen.empty()) out->notes.push_back("categories that training never sees become all zeros in " + listed(unseen));
  if (!fitted->projection.none()) out->notes.push_back(fitted->projection.note);
  out->classes = fitted->classes;
  out->target_mean = fitted->target_scale.mean;
  out->target_sd = fitted->target_scale.sd;
  out->train = examples(*fitted, data, parts.train, weight);
  out->validation = examples(*fitted, data, parts.validation, weight);
  out->test = examples(*fitted, data, parts.test, weight);
  out->features = fitted->features();
  out->preprocessing = fitted;
  return out;
}

Hash Prepared::content() const {
  Hasher h;
  const auto add_all = [&](const std::vector<std::string>& words) {
    h.add(std::uint64_t{words.size()});
    for (const auto& w : words) h.add(w);
  };
  h.add(dataset);
  h.add(provenance.sha256);
  h.add(std::uint64_t{task == Task::classification});
  h.add(target);
  h.add(target_mean);
  h.add(target_sd);
  add_all(features);
  add_all(classes);
  for (const auto* part : {&train, &validation, &test}) {
    h.add(std::uint64_t{part->x.rows});
    h.add(part->x.values);
    h.add(part->y.values);
    if (!part->weight.empty()) h.add(part->weight);
  }
  return h.done();
}

}  // namespace paribus
