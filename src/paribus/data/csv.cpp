// The steps of csv.hpp in order, then the roles.
#include "paribus/data/csv.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include "paribus/base/hash.hpp"
#include "paribus/base/text.hpp"

namespace paribus {
namespace {

// Whole numbers with at most 20 distinct values are classes, sorted.
void make_classes(Column& target, std::vector<std::string>& notes) {
  std::set<double> distinct;
  for (const double x : target.values) {
    if (x != std::floor(x)) return;
    distinct.insert(x);
    if (distinct.size() > 20) return;
  }
  target.categorical = true;
  for (const double x : distinct) target.categories.push_back(shortest(x + 0.0));  // -0 is 0
  for (double& x : target.values) x = static_cast<double>(std::distance(distinct.begin(), distinct.find(x)));
  notes.push_back("the target '" + text::printable(target.name) + "' holds " + std::to_string(distinct.size()) +
                  " different whole numbers, read as classes");
}

bool all_differ(const Column& column) {
  Vector sorted = column.values;
  if (std::any_of(sorted.begin(), sorted.end(), [](double x) { return std::isnan(x); })) return false;
  std::sort(sorted.begin(), sorted.end());
  return sorted.size() > 1 && std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end();
}

bool names_rows(const Column& column, bool nameless_first) {
  std::string lower = column.name;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return (nameless_first || lower == "id" || lower == "index") && all_differ(column);
}

}  // namespace

Dataset read_csv(const Source& source, const std::string& target) {
  check_bytes(source);
  CsvLayout outline = layout(source, target);
  std::string wanted = target;
  if (wanted.empty()) {  // the last column that the file names
    std::size_t last = outline.names.size() - 1;
    while (last > 0 && outline.header && outline.nameless[last]) --last;
    wanted = outline.names[last];
  } else if (std::find(outline.names.begin(), outline.names.end(), wanted) == outline.names.end()) {
    throw Error("there is no column '" + text::printable(wanted) + "'", suggestion(wanted, outline.names), {source.name});
  }

  Dataset out;
  out.name = std::filesystem::path(source.name).stem().string();
  out.provenance = {source.name, "", sha256(source.bytes).hex()};
  out.notes = std::move(outline.notes);
  const std::string first_name = outline.names[0];
  out.columns = read_columns(source, outline, wanted, out.notes);
  for (auto& column : out.columns)
    if (column.name == wanted) {
      column.role = Role::target;
      if (!column.categorical) make_classes(column, out.notes);
    } else if (names_rows(column, outline.header && outline.nameless[0] && column.name == first_name)) {
      column.role = Role::id;
      out.notes.push_back("column '" + text::printable(column.name) + "' numbers the rows and is no feature");
    }
  return out;
}

}  // namespace paribus
