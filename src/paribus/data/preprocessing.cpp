#include "paribus/data/preprocessing.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "paribus/base/text.hpp"
#include "paribus/data/features.hpp"

namespace paribus {
namespace {

std::string quoted(const std::string& name) { return "'" + text::printable(name) + "'"; }

bool has_gaps(const Column& c) {
  return std::any_of(c.values.begin(), c.values.end(), [](double x) { return std::isnan(x); });
}

// The spread of such numbers overflows.
[[noreturn]] void too_large(const std::string& column) {
  throw Error("the numbers in " + quoted(column) + " are too large to standardize", "rescale the column, for example by its unit");
}

Preprocessing::Input input_of(const Column& column, const DataSettings& settings, RowNumbers train, View weight) {
  Preprocessing::Input out{column.name, column.categorical};
  double stand_in = settings.impute == "none" ? NAN : Impute::fit(column, train, settings.impute, weight).value;
  Column filled;
  const bool gaps = has_gaps(column);
  if (gaps) {
    filled = column;
    for (double& x : filled.values)
      if (std::isnan(x)) x = stand_in;
  }
  const Column& whole = gaps ? filled : column;
  if (!column.categorical) {
    out.stand_in = stand_in;
    out.scale = Standardize::fit(whole.values, train, weight);
    if (settings.scale == "standard" && (!std::isfinite(out.scale.mean) || !std::isfinite(out.scale.sd))) too_large(column.name);
    return out;
  }
  for (const auto level : OneHot::fit(whole, train).levels) out.levels.push_back(column.categories[level]);
  // R's factor() sorts, and its first level is the baseline; in an order of first appearance that would be chance.
  if (settings.encode == "treatment") std::sort(out.levels.begin(), out.levels.end());
  if (!std::isnan(stand_in)) {
    const auto it = std::find(out.levels.begin(), out.levels.end(), column.categories[static_cast<std::size_t>(stand_in)]);
    out.stand_in = static_cast<double>(it - out.levels.begin());
  }
  return out;
}

Standardize scale_of_target(const Column& target, RowNumbers train, View weight, bool raw) {
  const auto s = Standardize::fit(target.values, train, weight);
  if (s.sd == 0) throw Error("the target " + quoted(target.name) + " is constant in the training part", "give more rows, or name another target");
  if (raw) return {0, 1};
  if (!std::isfinite(s.mean) || !std::isfinite(s.sd)) too_large(target.name);
  return s;
}

void check_classes(const Column& target, RowNumbers train) {
  std::vector<bool> seen(target.categories.size());
  for (const auto r : train) seen[static_cast<std::size_t>(target.values[r])] = true;
  for (std::size_t c = 0; c < seen.size(); ++c)
    if (!seen[c])
      throw Error("class " + quoted(target.categories[c]) + " of the target " + quoted(target.name) + " has no row in the training part",
                  "give more rows of it, remove it, or keep class shares: data.split.stratify = true, without data.groups or data.time");
}

// The rows that count: those of weight 0 are as if they were not there.
std::vector<std::uint32_t> counted(RowNumbers train, View weight) {
  std::vector<std::uint32_t> out(train.begin(), train.end());
  if (!weight.empty()) std::erase_if(out, [&](auto r) { return weight[r] == 0; });
  return out;
}

}  // namespace

Preprocessing Preprocessing::fit(const Dataset& data, const DataSettings& settings, RowNumbers train, View weight, bool raw_target,
                                 const StreamName& chance) {
  const auto rows = counted(train, weight);
  Preprocessing out;
  out.standardize = settings.scale == "standard";
  out.baseline = settings.encode == "treatment";
  for (const auto& c : data.columns)
    if (is_feature(c, settings)) out.inputs.push_back(input_of(c, settings, rows, weight));
  out.task = data.task();
  if (const Column* target = data.target()) {
    out.target = target->name;
    if (target->categorical) {
      out.classes = target->categories;
      check_classes(*target, rows);
    } else {
      out.target_scale = scale_of_target(*target, rows, weight, raw_target);
    }
  }
  if (settings.components > 0) {
    Vector counts;
    if (!weight.empty())
      for (const auto r : rows) counts.push_back(weight[r]);
    out.projection = Projection::fit(settings.reduce, settings.components, settings.whiten, out.apply(data, rows).x, counts, chance);
  }
  return out;
}

std::vector<std::string> Preprocessing::features() const {
  if (projection.none()) return columns();
  std::vector<std::string> out;
  for (std::size_t j = 0; j < projection.axes.rows; ++j) out.push_back(projection.name(j));
  return out;
}

std::vector<std::string> Preprocessing::columns() const {
  std::vector<std::string> out;
  for (const auto& in : inputs) {
    if (!in.categorical) out.push_back(in.name);
    for (std::size_t l = baseline; l < in.levels.size(); ++l) out.push_back(in.name + "=" + in.levels[l]);
  }
  return out;
}

std::vector<Expected> Preprocessing::expected(bool with_target) const {
  std::vector<Expected> out;
  for (const auto& in : inputs) out.push_back({in.name, Role::feature, in.categorical, in.levels, !std::isnan(in.stand_in)});
  if (with_target) out.push_back({target, Role::target, task == Task::classification, classes, false});
  return out;
}

}  // namespace paribus
