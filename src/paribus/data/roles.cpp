#include "paribus/data/roles.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>
#include <set>

#include "paribus/base/text.hpp"
#include "paribus/data/classes.hpp"

namespace paribus {
namespace {

Column& find_target(Dataset& data, const std::string& wanted, const std::string& file) {
  auto& all = data.columns;
  if (wanted.empty()) {
    const auto last = std::find_if(all.rbegin(), all.rend(), [](const Column& c) { return c.role == Role::feature; });
    if (last == all.rend()) throw Error("no column can be the target", "give a table with at least one column of values", {file});
    return *last;
  }
  const auto it = std::find_if(all.begin(), all.end(), [&](const Column& c) { return c.name == wanted; });
  if (it != all.end()) return *it;
  std::vector<std::string> names;
  for (const auto& c : all) names.push_back(c.name);
  const std::string near = nearest(wanted, names);
  throw Error("there is no column '" + text::printable(wanted) + "'",
              !near.empty()        ? "did you mean '" + text::printable(near) + "'?"
              : names.size() <= 4 ? suggestion(wanted, names)
                                   : "known: " + text::printable(names[0]) + ", ..., " + text::printable(names.back()),
              {file});
}

bool all_differ(Vector x) {
  if (std::any_of(x.begin(), x.end(), [](double v) { return std::isnan(v); })) return false;
  std::sort(x.begin(), x.end());
  return x.size() > 1 && std::adjacent_find(x.begin(), x.end()) == x.end();
}

std::string quoted(const Column& c) { return "'" + text::printable(c.name) + "'"; }

}  // namespace

void choose_target(Dataset& data, const std::string& wanted, const std::string& file, const RowPlace& place) {
  if (wanted == no_target) return;
  Column& target = find_target(data, wanted, file);
  target.role = Role::target;
  const auto missing = [](double x) { return std::isnan(x); };
  const auto first = std::find_if(target.values.begin(), target.values.end(), missing);
  if (first != target.values.end()) {
    const auto n = static_cast<std::size_t>(std::count_if(first, target.values.end(), missing));
    const auto row = static_cast<std::size_t>(first - target.values.begin());
    throw Error("the target " + quoted(target) + " is missing in " + (n == 1 ? "" : text::count(n) + " rows, first in ") + "row " + text::count(row + 1),
                n == 1 ? "remove this row, or fill in its target" : "remove these rows, or fill in their target", place ? place(row) : Where{file});
  }
  if (!target.categorical) read_as_classes(target, data.notes);
}

void find_row_numbers(Dataset& data) {
  for (auto& c : data.columns) {
    std::string lower = c.name;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char x) { return x >= 'A' && x <= 'Z' ? static_cast<char>(x - 'A' + 'a') : x; });
    if (c.role != Role::feature || (lower != "id" && lower != "index") || !all_differ(c.values)) continue;
    c.role = Role::id;
    data.notes.push_back("column " + quoted(c) + " numbers the rows and is no feature");
  }
}

void check_names(Dataset& data, const std::string& file) {
  std::set<std::string> taken;
  for (std::size_t j = 0; j < data.columns.size(); ++j) {
    auto& name = data.columns[j].name;
    if (name.empty()) {
      name = "column_" + std::to_string(j + 1);
      data.notes.push_back("column " + std::to_string(j + 1) + " has no name and is called '" + name + "'");
    }
    if (!taken.insert(name).second) throw Error("two columns are called " + quoted(data.columns[j]), "give every column a name of its own", {file});
  }
}

void drop_unused_categories(Dataset& data) {
  for (auto& c : data.columns) {
    if (!c.categorical) continue;
    std::vector<bool> used(c.categories.size());
    for (const double x : c.values)
      if (!std::isnan(x)) used[static_cast<std::size_t>(x)] = true;
    const auto kept = static_cast<std::size_t>(std::count(used.begin(), used.end(), true));
    if (kept == used.size() && kept > 0) continue;
    data.notes.push_back(kept == 0 ? "column " + quoted(c) + " has no value in any row"
                                   : text::count(used.size() - kept) + " of the " + text::count(used.size()) + " categories of column " + quoted(c) + " occur in no row and are left out");
    std::vector<double> moved(used.size());
    std::vector<std::string> categories;
    for (std::size_t k = 0; k < used.size(); ++k) {
      moved[k] = static_cast<double>(categories.size());
      if (used[k]) categories.push_back(std::move(c.categories[k]));
    }
    for (double& x : c.values)
      if (!std::isnan(x)) x = moved[static_cast<std::size_t>(x)];
    c.categories = std::move(categories);
    c.categorical = kept > 0;
  }
}

void reserve_columns(std::vector<Column>& columns, std::size_t rows, const std::string& file) {
  const std::string shape = text::count(rows) + " rows of " + text::count(columns.size()) + " numbers";
  if (rows > most_numbers / std::max<std::size_t>(columns.size(), 1))
    throw Error("a table of " + shape + " has more than the " + text::count(most_numbers) + " that a table may hold", "divide the file", {file});
  try {
    for (auto& c : columns) c.values.reserve(rows);
  } catch (const std::bad_alloc&) {
    throw Error("there is no memory for " + shape, "free memory, or divide the file", {file});
  }
}

double Vocabulary::of(std::string_view word) {
  if (const auto it = index_.find(word); it != index_.end()) return static_cast<double>(it->second);
  words_.emplace_back(word);
  index_.emplace(words_.back(), words_.size() - 1);
  return static_cast<double>(words_.size() - 1);
}

std::vector<std::string> Vocabulary::take() {
  index_.clear();
  std::vector<std::string> out(std::make_move_iterator(words_.begin()), std::make_move_iterator(words_.end()));
  words_.clear();
  return out;
}

}  // namespace paribus
