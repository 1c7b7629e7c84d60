#include "paribus/data/classes.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "paribus/base/choices.hpp"
#include "paribus/base/text.hpp"
#include "paribus/data/cell.hpp"

namespace paribus {

std::size_t make_classes(Column& column, std::size_t most) {
  std::set<double> seen;
  for (const double x : column.values) {
    if (x != std::floor(x)) return 0;
    seen.insert(x);
    if (seen.size() > most) return 0;
  }
  const Vector distinct(seen.begin(), seen.end());
  column.categorical = true;
  for (const double x : distinct) column.categories.push_back(shortest(x + 0.0));  // -0 is 0
  for (double& x : column.values)
    x = static_cast<double>(std::lower_bound(distinct.begin(), distinct.end(), x) - distinct.begin());
  return distinct.size();
}

namespace {

std::string note_of(const Column& target) {
  return "the target '" + text::printable(target.name) + "' holds " + std::to_string(target.categories.size()) + " different whole numbers, read as classes";
}

[[noreturn]] void refuse(const char* type, const Column& target, const std::string& what, const std::string& advice) {
  throw Error("data.target_type = \"" + std::string(type) + "\", but the target '" + text::printable(target.name) + "' holds " + what, advice);
}

void make_numbers(Column& target) {
  Vector meant(target.categories.size());
  for (std::size_t k = 0; k < meant.size(); ++k)
    if (read_cell(target.categories[k], meant[k]) != CsvCell::number)
      refuse("number", target, "the word '" + text::printable(target.categories[k]) + "'", "leave data.target_type out: words are classes");
  for (double& x : target.values) x = meant[static_cast<std::size_t>(x)];
  target.categorical = false;
  target.categories.clear();
}

constexpr std::size_t most = 1000;

}  // namespace

void read_as_classes(Column& target, std::vector<std::string>& notes) {
  if (make_classes(target, 20)) notes.push_back(note_of(target));
}

bool numbers_as_names(const std::vector<std::string>& classes) {
  double ignored;
  return !classes.empty() && std::all_of(classes.begin(), classes.end(), [&](const auto& c) { return read_cell(c, ignored) == CsvCell::number; });
}

void read_target_as(Dataset& data, const std::string& type) {
  const auto target = std::find_if(data.columns.begin(), data.columns.end(), [](const Column& c) { return c.role == Role::target; });
  if (target == data.columns.end()) return;
  if (type == "number" && target->categorical) {
    std::erase(data.notes, note_of(*target));
    make_numbers(*target);
  } else if (type == "class" && !target->categorical && !make_classes(*target, most)) {
    const bool whole = std::all_of(target->values.begin(), target->values.end(), [](double x) { return x == std::floor(x); });
    refuse("class", *target, whole ? "more than " + text::count(most) + " different numbers" : "numbers that are not whole", "leave data.target_type out: it is a number");
  }
}

}  // namespace paribus
