// The steps of csv.hpp in order, then the roles.
#include "paribus/data/csv.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/base/hash.hpp"
#include "paribus/base/text.hpp"
#include "paribus/data/classes.hpp"
#include "paribus/data/roles.hpp"

namespace paribus {
namespace {

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
  check_text(source);
  const bool named = !target.empty() && target != no_target;
  CsvLayout outline = layout(source, {&target, named ? std::size_t{1} : 0});
  std::string wanted = target;
  if (wanted.empty()) {  // the last column that the file names
    std::size_t last = outline.names.size() - 1;
    while (last > 0 && outline.header && outline.nameless[last]) --last;
    wanted = outline.names[last];
  } else if (named && std::find(outline.names.begin(), outline.names.end(), wanted) == outline.names.end()) {
    throw Error("there is no column '" + text::printable(wanted) + "'", suggestion(wanted, outline.names), {source.name});
  }

  Dataset out;
  out.name = stem(source.name);
  out.provenance = {source.name, "", sha256(source.bytes).hex()};
  out.notes = std::move(outline.notes);
  const std::string first_name = outline.names[0];
  out.columns = read_columns(source, outline, wanted, out.notes);
  for (auto& column : out.columns)
    if (column.name == wanted) {
      column.role = Role::target;
      if (!column.categorical) read_as_classes(column, out.notes);
    } else if (names_rows(column, outline.header && outline.nameless[0] && column.name == first_name)) {
      column.role = Role::id;
      out.notes.push_back("column '" + text::printable(column.name) + "' numbers the rows and is no feature");
    }
  return out;
}

}  // namespace paribus
