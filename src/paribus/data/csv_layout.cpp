// The first pass: header, names, and the proof that every row has the same number of fields.
#include <algorithm>
#include <map>
#include <set>

#include "paribus/base/text.hpp"
#include "paribus/data/cell.hpp"
#include "paribus/data/csv.hpp"
#include "paribus/data/fields.hpp"

namespace paribus {
namespace {

std::string shown(char delimiter) {
  return delimiter == '\t' ? "a tab" : delimiter == runs_of_blanks ? "blanks" : std::string("'") + delimiter + "'";
}

/// R's write.table leaves out the name of the first column, which numbers or names the rows. `from`: of the second row.
bool leaves_out_a_name(const Source& source, std::size_t from, std::size_t names) {
  Fields rows(source, runs_of_blanks, from);
  std::size_t count = 0;
  if (rows.row())
    for (CsvField field; rows.next(field);) ++count;
  return count == names + 1;
}

bool is_header(const std::vector<CsvField>& row, std::span<const std::string> wanted) {
  if (!wanted.empty()) {
    const std::set<std::string_view> names(wanted.begin(), wanted.end());
    for (const auto& f : row)
      if (!f.raw.empty() && names.contains(f.text())) return true;
  }
  return std::all_of(row.begin(), row.end(), [](const CsvField& f) {
    double ignored;
    const CsvCell cell = read_cell(f.raw, ignored);
    return f.raw.empty() || cell == CsvCell::word || cell == CsvCell::infinite;
  });
}

// Every column gets a name of its own; repairs are noted.
void name_columns(CsvLayout& out, const std::vector<CsvField>& row) {
  std::set<std::string> given, taken;
  std::map<std::string, int> next;  // the number to try next behind a repeated name
  if (out.header)
    for (const auto& field : row) given.insert(field.text());
  for (std::size_t c = 0; c < row.size(); ++c) {
    const std::string wanted = out.header ? row[c].text() : "";
    const std::string place = "column " + std::to_string(c + 1);
    const std::string stem = wanted.empty() ? "column_" + std::to_string(c + 1) : wanted;
    std::string name = stem;
    while (taken.contains(name) || (name != wanted && given.contains(name)))
      name = stem + "_" + std::to_string(next.try_emplace(stem, 2).first->second++);
    if (out.header && wanted.empty()) out.notes.push_back(place + " has no name and is called '" + name + "'");
    else if (out.header && name != wanted)
      out.notes.push_back(place + " repeats the name '" + row[c].excerpt() + "' and is called '" + text::printable(name) + "'");
    out.nameless.push_back(wanted.empty());
    taken.insert(name);
    out.names.push_back(std::move(name));
  }
}

[[noreturn]] void ragged(const Source& source, std::size_t offset, std::size_t found, const CsvLayout& out) {
  const auto fields = [](std::size_t n) { return std::to_string(n) + (n == 1 ? " field" : " fields"); };
  const std::string delimiter = shown(out.delimiter);
  const bool more = found > out.names.size(), unnamed = out.header && out.rows == 0 && found == out.names.size() + 1;
  const bool trailing = more && (offset == source.bytes.size() || source.bytes[offset] == '\n' || source.bytes[offset] == '\r');
  throw Error("this row has " + fields(found) + ", the " + (out.delimiter == runs_of_blanks ? "others have " : "first row has ") + std::to_string(out.names.size()),
              trailing  ? "the line ends in " + delimiter + ": take it away, or end the first line so, too"
              : unnamed ? "put a name for the first column before the others (in R: write.csv, or col.names = NA); or quotation marks around a field that contains " + delimiter
              : more    ? "put quotation marks around a field that contains " + delimiter
                        : "fields are separated by " + delimiter + "; " + for_missing(out),
              source.where(offset));
}

}  // namespace

std::string for_missing(const CsvLayout& outline) {
  return outline.delimiter == runs_of_blanks ? "write NA for a missing value" : "leave a missing value empty";
}

CsvLayout layout(const Source& source, std::span<const std::string> wanted) {
  CsvLayout out;
  const std::size_t from = source.bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  out.delimiter = delimiter_of(source, from);
  Fields all(source, out.delimiter, from);
  if (!all.row()) throw Error("the file holds only blank lines", "give a table with a header line and at least one row", {source.name});
  std::vector<CsvField> first;
  for (CsvField field; all.next(field);) first.push_back(field);
  const bool left_out = out.delimiter == runs_of_blanks && leaves_out_a_name(source, all.offset(), first.size());
  out.header = is_header(first, wanted) || (left_out && first[0].quoted);
  if (left_out && !out.header)
    throw Error("the first row has " + std::to_string(first.size()) + " fields, the second one more", "put quotation marks around the names, or write NA for a missing value", source.where(from));
  if (left_out) first.insert(first.begin(), CsvField{});
  name_columns(out, first);
  out.first_row = out.header ? all.offset() : from;
  if (out.delimiter == runs_of_blanks) out.notes.push_back("runs of blanks separate the columns");
  if (!out.header) {
    out.rows = 1;
    out.notes.push_back("there is no header line: the columns are called column_1 to column_" + std::to_string(first.size()));
  }
  while (all.row()) {
    std::size_t count = 0, extra = 0;
    for (CsvField field; all.next(field);)
      if (++count == first.size() + 1) extra = field.offset;
    if (count > first.size()) ragged(source, extra, count, out);
    if (count < first.size()) {
      std::size_t end = all.offset();  // back over the line's end: the place where a field is missing
      while (end && (source.bytes[end - 1] == '\n' || source.bytes[end - 1] == '\r')) --end;
      ragged(source, end, count, out);
    }
    ++out.rows;
  }
  if (out.rows == 0) throw Error("a header line but no rows", "add the data below it", {source.name});
  return out;
}

}  // namespace paribus
