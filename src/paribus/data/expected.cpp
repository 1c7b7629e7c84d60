#include "paribus/data/expected.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "paribus/base/choices.hpp"
#include "paribus/base/text.hpp"
#include "paribus/data/cell.hpp"
#include "paribus/data/describe.hpp"

namespace paribus {
namespace {

std::string quoted(const std::string& name) { return "'" + text::printable(name) + "'"; }
std::string column_of(const Expected& e) {
  return (e.role == Role::target ? "the target " : "column ") + quoted(e.name);
}

}  // namespace

void no_value(const Expected& e, const Where& where) {
  if (e.role == Role::target) throw Error(column_of(e) + " has no value here", "fill it in, or remove this row", where);
  throw Error(column_of(e) + " has no value here, and the model knows none to stand in",
              "fill it in, or fit the model anew with data.impute = \"mean\"", where);
}

void unknown_category(const Expected& e, const std::string& word, const Where& where) {
  throw Error("unknown category " + quoted(word) + " in " + column_of(e) + ": the model was fitted without it",
              suggestion(word, e.categories), where);
}

Match match(const std::vector<std::string>& names, std::span<const Expected> expected, const std::string& file) {
  Match out;
  std::vector<bool> used(names.size());
  bool moved = false;
  std::size_t last = 0;
  std::map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < names.size(); ++i) places.emplace(names[i], i);
  for (const auto& e : expected) {
    const auto it = places.find(e.name);
    if (it == places.end()) {
      if (e.role != Role::target)
        throw Error("there is no " + column_of(e) + ", which the model was fitted to", suggestion(e.name, names), {file});
      out.at.push_back(Match::absent);
      continue;
    }
    if (e.role != Role::target) {
      moved = moved || it->second < last;
      last = it->second;
    }
    used[it->second] = true;
    out.at.push_back(it->second);
  }
  if (moved) out.notes.push_back("the columns stand in another order than in training; they were found by name");
  std::vector<std::string> extra;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (!used[i]) extra.push_back(quoted(names[i]));
  if (!extra.empty()) out.notes.push_back("not used by the model: " + listed(extra));
  return out;
}

namespace {

// What a value of the table was in the file, as far as that is known.
std::string written(const Column& c, double x) { return c.categorical ? c.categories[static_cast<std::size_t>(x)] : shortest(x + 0.0); }

Column conformed(const Column& c, const Expected& e, const std::string& file) {
  Column out{e.name, e.role, e.categorical, {}, e.categories};
  for (std::size_t i = 0; i < c.values.size(); ++i) {
    double x = c.values[i];
    const auto where = [&] { return Where{file + ", row " + text::count(i + 1)}; };
    if (std::isnan(x)) {
      if (!e.gaps) no_value(e, where());
    } else if (e.categorical) {
      const auto word = written(c, x);
      const auto it = std::find(e.categories.begin(), e.categories.end(), word);
      if (it == e.categories.end()) unknown_category(e, word, where());
      x = static_cast<double>(it - e.categories.begin());
    } else if (c.categorical) {  // numbers that a reader took for names of classes
      const auto word = written(c, x);
      if (read_cell(word, x) != CsvCell::number)
        throw Error("bad number " + quoted(word) + " in " + column_of(e), "the model was fitted to numbers there", where());
    }
    out.values.push_back(x);
  }
  return out;
}

}  // namespace

Dataset Reader::read_expected(const std::string& path, std::span<const Expected> expected) const {
  // The target has its own column in some formats, and must be asked for by its name where the table has it.
  const auto target = std::find_if(expected.begin(), expected.end(), [](const Expected& e) { return e.role == Role::target; });
  return conform(read(path, target == expected.end() ? "" : target->name), expected);
}

Dataset conform(const Dataset& data, std::span<const Expected> expected) {
  std::vector<std::string> names;
  for (const auto& c : data.columns) names.push_back(c.name);
  auto found = match(names, expected, data.provenance.origin);
  Dataset out{data.name, data.provenance, {}, std::move(found.notes)};
  for (std::size_t i = 0; i < expected.size(); ++i)
    if (found.at[i] != Match::absent) out.columns.push_back(conformed(data.columns[found.at[i]], expected[i], data.provenance.origin));
  return out;
}

}  // namespace paribus
