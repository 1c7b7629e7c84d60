#include "paribus/data/features.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"

namespace paribus {
namespace {

std::string quoted(const std::string& name) { return "'" + text::printable(name) + "'"; }

const Column& column_named(const Dataset& data, const std::string& name, const std::string& setting) {
  std::vector<std::string> names;
  for (const auto& c : data.columns) {
    if (c.name == name) return c;
    names.push_back(c.name);
  }
  throw Error(setting + ": there is no column " + quoted(name), suggestion(name, names));
}

}  // namespace

bool is_feature(const Column& c, const DataSettings& settings) {
  return c.role == Role::feature && c.name != settings.weights && c.name != settings.groups && c.name != settings.time &&
         std::find(settings.ignore.begin(), settings.ignore.end(), c.name) == settings.ignore.end();
}

const Column& role_column(const Dataset& data, const std::string& name, const std::string& setting) {
  const Column& c = column_named(data, name, setting);
  if (c.role == Role::target) throw Error(setting + " names the target " + quoted(name), "name another column");
  for (std::size_t i = 0; i < c.values.size(); ++i)
    if (std::isnan(c.values[i]))
      throw Error(setting + ": the column " + quoted(name) + " is missing in row " + text::count(i + 1), "remove this row, or leave " + setting + " out");
  return c;
}

View weights_of(const Dataset& data, const DataSettings& settings) {
  if (settings.weights.empty()) return {};
  const Column& c = column_named(data, settings.weights, "data.weights");
  const std::string shown = "the weights in " + quoted(c.name);
  if (c.role == Role::target) throw Error("data.weights names the target " + quoted(c.name), "name the column that says how often each row counts");
  if (c.categorical) throw Error(shown + " are words", "weights are numbers, 0 or above");
  for (std::size_t i = 0; i < c.values.size(); ++i)
    if (const double w = c.values[i]; !(w >= 0 && std::isfinite(w)))
      throw Error(shown + (std::isnan(w) ? " are missing" : " are negative (" + shortest(w) + ")") + " in row " + text::count(i + 1),
                  "weights are numbers, 0 or above; a row of weight 0 does not count");
  if (std::all_of(c.values.begin(), c.values.end(), [](double w) { return w == 0; })) throw Error(shown + " are all 0", "no row would count");
  return c.values;
}

void check_ignored(const Dataset& data, const DataSettings& settings) {
  for (const auto& name : settings.ignore)
    if (column_named(data, name, "data.ignore").role == Role::target)
      throw Error("data.ignore names the target " + quoted(name), "name another target, or keep this one");
}

}  // namespace paribus
