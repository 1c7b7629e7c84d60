// Columns of R's values.
#include "paribus/data/r_column.hpp"

#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/data/roles.hpp"

namespace paribus {
namespace {

using Kind = RValue::Kind;

bool is_number(const RValue& v) { return v.kind == Kind::integer || v.kind == Kind::real || v.kind == Kind::sequence; }

[[noreturn]] void damaged(const std::string& name, const std::string& what, const std::string& file) {
  throw Error("column '" + text::printable(name) + "' " + what, "the file is damaged; fetch or copy it again", {file});
}

void add_factor(Column& c, const RValue& v, const std::string& file) {
  const RValue* levels = v.attribute("levels");
  if (v.kind != Kind::integer || !levels || levels->kind != Kind::text) damaged(c.name, "is a factor without codes or levels", file);
  c.categorical = true;
  c.categories = levels->texts();
  for (std::size_t i = 0; i < v.size; ++i) {
    const double code = v.number(i);
    if (code < 1 || code > static_cast<double>(levels->size)) damaged(c.name, "has a code that none of its levels has, in row " + text::count(i + 1), file);
    c.values.push_back(code - 1);
  }
}

void add_text(Column& c, const RValue& v) {
  c.categorical = true;
  Vocabulary words;
  RStrings all(v);
  std::string word;
  for (std::size_t i = 0; i < v.size; ++i) c.values.push_back(all.next(word) ? words.of(word) : std::nan(""));
  c.categories = words.take();
}

void add_logical(Column& c, const RValue& v) {
  c.categorical = true;
  c.categories = {"FALSE", "TRUE"};
  for (std::size_t i = 0; i < v.size; ++i) c.values.push_back(v.missing(i) ? std::nan("") : v.number(i) != 0);
}

void add_numbers(Column& c, const RValue& v, std::size_t from, std::size_t rows, const std::string& file) {
  for (std::size_t i = 0; i < rows; ++i) {
    const double x = v.number(from + i);
    if (std::isinf(x))
      throw Error("an infinite number in row " + text::count(i + 1) + " of column '" + text::printable(c.name) + "'", "write NA for a missing value", {file});
    c.values.push_back(x);
  }
}

// What the numbers of a column mean, where R knows more than a number.
std::string meaning(const RValue& v) {
  if (v.is_a("Date")) return "holds dates, read as days since 1970-01-01";
  if (v.is_a("POSIXct")) return "holds points in time, read as seconds since 1970-01-01 UTC";
  if (!v.is_a("difftime")) return "";
  const RValue* unit = v.attribute("units");
  return "holds differences of time, read as numbers" + (unit && unit->kind == Kind::text && unit->size == 1 ? " in " + text::printable(unit->texts()[0]) : "");
}

// Names of the columns of a matrix, or none.
std::vector<std::string> column_names(const RValue& v) {
  const RValue* names = v.attribute("dimnames");
  if (!names || names->kind != Kind::list || names->items.size() != 2 || names->items[1].kind != Kind::text) return {};
  return names->items[1].texts();
}

}  // namespace

RShape shape(const RValue& v) {
  const RValue* sizes = v.attribute("dim");
  if (!sizes || sizes->kind == Kind::nothing) return {v.size, 1, false};
  if (!is_number(*sizes) || sizes->size != 2) return {0, 0, true};
  const double rows = sizes->number(0), columns = sizes->number(1);
  if (!(rows >= 0 && columns >= 0 && rows * columns == static_cast<double>(v.size))) return {0, 0, true};
  return {static_cast<std::size_t>(rows), static_cast<std::size_t>(columns), true};
}

void add_columns(Dataset& out, const RValue& v, const std::string& name, const std::string& file) {
  const std::string shown = "column '" + text::printable(name) + "' ";
  if (v.is_a("integer64"))
    throw Error(shown + "holds 64-bit integers of R's package bit64", "turn them into numbers: as.numeric(x)", {file});
  if (v.is_a("POSIXlt")) {
    out.notes.push_back(shown + "holds times in parts (POSIXlt) and is left out");
    return;
  }
  const RShape s = shape(v);
  const bool usable = is_number(v) || v.kind == Kind::logical || v.kind == Kind::text;
  if (!usable || s.columns == 0) {
    const std::string what = v.kind == Kind::list ? "lists" : v.kind == Kind::complex ? "complex numbers" : v.kind == Kind::raw ? "raw bytes" : "no numbers or words";
    out.notes.push_back(shown + "holds " + what + " and is left out");
    return;
  }
  if (s.matrix) {
    if (!is_number(v) && v.kind != Kind::logical) {
      out.notes.push_back(shown + "is a matrix of words and is left out");
      return;
    }
    const auto names = column_names(v);
    const std::string before = name.empty() ? "" : name + ".";
    if (s.columns > most_numbers / std::max<std::size_t>(s.rows, 1)) throw Error("a matrix of too many columns", "divide it", {file});
    for (std::size_t j = 0; j < s.columns; ++j) {
      const std::string word = j < names.size() && !names[j].empty() ? names[j] : name.empty() ? "column_" + std::to_string(j + 1) : std::to_string(j + 1);
      Column& c = out.columns.emplace_back(Column{before + word, Role::feature, false, {}, {}});
      c.values.reserve(s.rows);
      add_numbers(c, v, j * s.rows, s.rows, file);
    }
    return;
  }
  if (v.size > most_numbers || (v.kind == Kind::sequence && v.size > most_sequence))
    throw Error("column '" + text::printable(name) + "' is longer than a table may be", "divide the table", {file});
  Column& c = out.columns.emplace_back(Column{name, Role::feature, false, {}, {}});
  c.values.reserve(v.size);
  if (v.is_a("factor")) add_factor(c, v, file);
  else if (v.kind == Kind::text) add_text(c, v);
  else if (v.kind == Kind::logical) add_logical(c, v);
  else add_numbers(c, v, 0, v.size, file);
  if (const std::string means = meaning(v); !means.empty()) out.notes.push_back(shown + means);
}

}  // namespace paribus
