// Which value of R is the table, and what its columns are.
#include <algorithm>
#include <cmath>

#include "paribus/base/choices.hpp"
#include "paribus/base/text.hpp"
#include "paribus/data/r_column.hpp"
#include "paribus/data/r_data.hpp"
#include "paribus/data/roles.hpp"

namespace paribus {
namespace {

using Kind = RValue::Kind;

bool series(const RValue& v) {
  const RValue* times = v.attribute("tsp");
  return times && times->kind == Kind::real && times->size == 3 && times->number(2) > 0 && std::isfinite(times->number(0)) && std::isfinite(times->number(2));
}

bool is_vector(const RValue& v) { return v.kind == Kind::integer || v.kind == Kind::real || v.kind == Kind::logical || v.kind == Kind::text || v.kind == Kind::sequence; }

std::size_t rows_of(const RValue& v) { return v.is_a("data.frame") && !v.items.empty() ? shape(v.items[0]).rows : shape(v).rows; }

// A list whose parts stand beside each other: x and y.
bool side_by_side(const RValue& v) {
  if (v.kind != Kind::list || v.items.size() < 2) return false;
  return std::all_of(v.items.begin(), v.items.end(), [&](const RValue& part) {
    return (is_vector(part) || part.is_a("data.frame")) && rows_of(part) > 1 && rows_of(part) == rows_of(v.items[0]);
  });
}

bool is_table(const RValue& v) {
  return v.is_a("data.frame") || (is_vector(v) && shape(v).matrix && shape(v).columns > 1) || (is_vector(v) && series(v)) || side_by_side(v);
}

std::string quoted(const std::string& s) { return "'" + text::printable(s) + "'"; }

std::string quoted_list(std::vector<std::string> names) {
  for (auto& n : names) n = quoted(n);
  if (names.size() <= 8) return text::list(names);
  const std::size_t more = names.size() - 8;
  names.resize(8);
  names.push_back(text::count(more) + " more");
  return text::list(names);
}

// The part of a list that a path names after $.
const RValue& part_of(const RValue& v, const std::string& path, const std::string& file) {
  const auto end = path.find('$');
  const std::string name = path.substr(0, end);
  const auto names = v.names();
  const auto it = std::find(names.begin(), names.end(), name);
  if (it == names.end()) throw Error("there is no part " + quoted(name), names.empty() ? "leave $ and what follows away" : suggestion(name, names), {file});
  const RValue& part = v.items[static_cast<std::size_t>(it - names.begin())];
  return end == path.npos ? part : part_of(part, path.substr(end + 1), file);
}

void add_time(Dataset& out, const RValue& v, std::size_t rows) {
  const RValue& times = *v.attribute("tsp");
  Column& c = out.columns.emplace_back(Column{"time", Role::time, false, Vector(rows), {}});
  for (std::size_t i = 0; i < rows; ++i) c.values[i] = times.number(0) + static_cast<double>(i) / times.number(2);
}

void add_value(Dataset& out, const RValue& v, const std::string& name, const std::string& file) {
  if (v.kind != Kind::list) {
    add_columns(out, v, name, file);
    return;
  }
  const auto names = v.names();
  for (std::size_t j = 0; j < v.items.size(); ++j) {
    const RValue& item = v.items[j];
    if (item.is_a("data.frame")) add_value(out, item, names[j], file);
    else add_columns(out, item, shape(item).matrix && !v.is_a("data.frame") ? "" : names[j], file);
  }
}

}  // namespace

const RValue& choose_table(const std::vector<std::pair<std::string, RValue>>& all, const std::string& table, const std::string& file) {
  const std::string name = table.substr(0, table.find('$'));
  std::vector<std::string> tables, names;
  const RValue* found = nullptr;
  for (const auto& [key, value] : all) {
    names.push_back(key);
    if (is_table(value)) tables.push_back(key);
    if (table.empty() ? is_table(value) : key == name || (all.size() == 1 && key.empty())) found = &value;
  }
  if (!table.empty() && !found) throw Error("there is no table " + quoted(name) + " in the file", suggestion(name, names), {file});
  if (table.empty() && tables.size() > 1)
    throw Error("the file holds " + text::count(tables.size()) + " tables: " + quoted_list(tables), "name one behind the file: " + quoted(file + "#" + tables[0]), {file});
  if (!found) throw Error("the file holds no table" + (names.empty() ? "" : " but " + quoted_list(names)), "save a data frame in it", {file});
  return table.find('$') == table.npos ? *found : part_of(*found, table.substr(table.find('$') + 1), file);
}

Dataset r_table(const RValue& v, const std::string& name, const std::string& file, const std::string& target) {
  if (!is_table(v)) throw Error(quoted(name) + " is no table", "name a data frame, a matrix, or a list of columns of one length", {file});
  Dataset out;
  out.name = name;
  if (series(v)) add_time(out, v, shape(v).rows);
  add_value(out, v, shape(v).matrix ? "" : name, file);
  if (out.columns.empty() || out.rows() == 0) throw Error("the table has no rows or no columns that can be read", "save a table with at least one row", {file});
  for (const auto& c : out.columns)
    if (c.values.size() != out.rows())
      throw Error("column " + quoted(c.name) + " has " + text::count(c.values.size()) + " rows, column " + quoted(out.columns[0].name) + " " + text::count(out.rows()),
                  "the file is damaged; fetch or copy it again", {file});
  if (const RValue* rows = v.attribute("row.names"); rows && rows->kind == Kind::text && rows->size > 0) {
    std::string first;
    const bool given = RStrings(*rows).next(first);
    if (given && first != "1") out.notes.push_back("the names of the rows (" + quoted(first) + ", ...) are no column and are left out");
  }
  check_names(out, file);
  drop_unused_categories(out);
  find_row_numbers(out);
  choose_target(out, target, file);
  return out;
}

}  // namespace paribus
