// Delimited text whose columns are known: read as what they are, whatever the file holds.
#include <filesystem>
#include <unordered_map>

#include "paribus/base/choices.hpp"
#include "paribus/base/hash.hpp"
#include "paribus/data/cell.hpp"
#include "paribus/data/csv.hpp"
#include "paribus/data/fields.hpp"

namespace paribus {
namespace {

/// One column while it is read.
class Reading {
 public:
  Reading(const Expected& e, std::size_t rows) : expected_{e}, column_{e.name, e.role, e.categorical, Vector(rows), e.categories} {
    for (std::size_t i = 0; i < e.categories.size(); ++i) index_.emplace(e.categories[i], i);
  }
  void read(std::size_t row, const CsvField& field, const Source& source, const CsvLayout& outline) {
    double& x = column_.values[row];
    const CsvCell cell = read_cell(field.raw, x);
    if (cell == CsvCell::missing) {
      if (!expected_.gaps) no_value(expected_, source.where(field.offset));
    } else if (expected_.categorical) {
      x = static_cast<double>(category(field, cell == CsvCell::number ? shortest(x + 0.0) : "", source));
    } else if (cell != CsvCell::number) {
      bad_number(source, outline, expected_.name, field.offset);
    }
  }
  Column done() { return std::move(column_); }

 private:
  // As it is written, else as the number that it is: classes that are numbers are named by their shortest text.
  std::size_t category(const CsvField& field, const std::string& number, const Source& source) const {
    const std::string undoubled = field.doubled ? field.text() : "";
    auto it = index_.find(field.doubled ? std::string_view(undoubled) : field.raw);
    if (it == index_.end() && !number.empty()) it = index_.find(number);
    if (it == index_.end()) unknown_category(expected_, field.excerpt(), source.where(field.offset));
    return it->second;
  }
  const Expected& expected_;
  Column column_;
  std::unordered_map<std::string_view, std::size_t> index_;   // into the texts of expected_
};

}  // namespace

Dataset read_csv(const Source& source, std::span<const Expected> expected) {
  check_text(source);
  std::vector<std::string> wanted;
  for (const auto& e : expected) wanted.push_back(e.name);
  const CsvLayout outline = layout(source, wanted);
  auto found = match(outline.names, expected, source.name);
  constexpr std::size_t unused = Match::absent;
  std::vector<std::size_t> reader(outline.names.size(), unused);   // of each column of the file
  std::vector<Reading> readings;
  for (std::size_t i = 0; i < expected.size(); ++i)
    if (found.at[i] != Match::absent) {
      reader[found.at[i]] = readings.size();
      readings.emplace_back(expected[i], outline.rows);
    }
  Fields all(source, outline.delimiter, outline.first_row);
  CsvField field;
  for (std::size_t r = 0; all.row(); ++r)
    for (std::size_t c = 0; all.next(field); ++c)
      if (reader[c] != unused) readings[reader[c]].read(r, field, source, outline);

  Dataset out{stem(source.name), {source.name, "", sha256(source.bytes).hex()}, {}, outline.notes};
  for (auto& r : readings) out.columns.push_back(r.done());
  out.notes.insert(out.notes.end(), found.notes.begin(), found.notes.end());
  return out;
}

}  // namespace paribus
