// The second pass reads numbers straight into their columns; the third, only where there are words, builds the
// categories. No cell is ever held as a string of its own.
#include <algorithm>
#include <cassert>
#include <deque>
#include <limits>
#include <unordered_map>

#include "paribus/base/text.hpp"
#include "paribus/data/cell.hpp"
#include "paribus/data/csv.hpp"
#include "paribus/data/fields.hpp"

namespace paribus {
namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

// What one column holds.
struct Tally {
  std::size_t numbers = 0, words = 0, infinite = 0, missing = 0;
  std::size_t commas = 0;   ///< words that are numbers but for a decimal comma or thousands separators
  std::size_t lossy = 0, zeros = 0;   ///< numbers that a double does not hold; whole numbers that begin with a 0
  bool separate = false;    ///< commas part no fields in this file: a table of decimal commas is written so
  std::size_t first_word = none, first_infinite = none, first_missing = none;  ///< bytes
  std::size_t strange() const { return words + infinite; }
  bool all_commas() const { return words > 0 && commas == words; }
  /// So few words among numbers that they are more likely mistakes, or numbers written in another way.
  bool suspicious() const {
    if (all_commas() && separate) return true;
    return numbers > 0 && (20 * strange() <= numbers + strange() || (strange() == 1 && numbers >= 3));
  }
};

// The categories of one column, while they are collected.
struct Words {
  std::unordered_map<std::string_view, std::size_t> index;
  std::deque<std::string> undoubled;  ///< texts that stand in the file only with doubled quotation marks
  std::vector<std::size_t> count;
  std::vector<bool> number;

  std::size_t of(const CsvField& field, bool is_number) {
    std::string_view key = field.raw;
    if (field.doubled) key = undoubled.emplace_back(field.text());
    const auto [it, fresh] = index.try_emplace(key, count.size());
    if (fresh) {
      count.push_back(0);
      number.push_back(is_number);
    } else if (field.doubled) {
      undoubled.pop_back();
    }
    ++count[it->second];
    return it->second;
  }
  bool looks_like_categories() const {
    for (std::size_t i = 0; i < count.size(); ++i)
      if (!number[i] && count[i] < 2) return false;
    return count.size() <= 20;
  }
};

CsvField field_at(const Source& source, const CsvLayout& outline, std::size_t offset) {
  Fields one(source, outline.delimiter, offset);
  CsvField field;
  if (one.row()) one.next(field);
  return field;
}

/// 01234: a code rather than a number.
bool begins_with_zero(std::string_view s) {
  return s.size() > 1 && s[0] == '0' && std::ranges::all_of(s, [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<Tally> read_numbers(const Source& source, const CsvLayout& outline, std::vector<Column>& columns) {
  std::vector<Tally> tallies(columns.size());
  for (auto& t : tallies) t.separate = outline.delimiter != ',';
  Fields all(source, outline.delimiter, outline.first_row);
  CsvField field;
  for (std::size_t r = 0; all.row(); ++r)
    for (std::size_t c = 0; all.next(field); ++c) {
      assert(r < outline.rows && c < columns.size());
      auto& t = tallies[c];
      switch (read_cell(field.raw, columns[c].values[r])) {
        case CsvCell::number:
          ++t.numbers;
          t.lossy += lossy(field.raw, columns[c].values[r]);
          t.zeros += begins_with_zero(field.raw);
          break;
        case CsvCell::missing: if (t.missing++ == 0) t.first_missing = field.offset; break;
        case CsvCell::infinite: if (t.infinite++ == 0) t.first_infinite = field.offset; break;
        case CsvCell::word:
          if (t.words++ == 0) t.first_word = field.offset;
          t.commas += is_number_with_commas(field.raw);
          break;
      }
    }
  return tallies;
}

void read_words(const Source& source, const CsvLayout& outline, const std::vector<Tally>& tallies, std::vector<Column>& columns) {
  std::vector<Words> words(columns.size());
  Fields all(source, outline.delimiter, outline.first_row);
  CsvField field;
  for (std::size_t r = 0; all.row(); ++r)
    for (std::size_t c = 0; all.next(field); ++c) {
      if (tallies[c].words == 0) continue;
      double x;
      const CsvCell cell = read_cell(field.raw, x);
      columns[c].values[r] = cell == CsvCell::missing ? x : static_cast<double>(words[c].of(field, cell == CsvCell::number));
      if (tallies[c].suspicious() && words[c].count.size() > 20)
        bad_number(source, outline, columns[c].name, std::min(tallies[c].first_word, tallies[c].first_infinite));
    }
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (tallies[c].words == 0) continue;
    if (tallies[c].suspicious() && !words[c].looks_like_categories())
      bad_number(source, outline, columns[c].name, std::min(tallies[c].first_word, tallies[c].first_infinite));
    columns[c].categorical = true;
    columns[c].categories.resize(words[c].count.size());
    for (const auto& [word, i] : words[c].index) columns[c].categories[i] = word;
  }
}

}  // namespace

void bad_number(const Source& source, const CsvLayout& outline, const std::string& name, std::size_t offset) {
  const CsvField field = field_at(source, outline, offset);
  double ignored;
  const std::string shown = field.excerpt();
  const std::string in = " in column '" + text::printable(name) + "'";
  if (read_cell(field.raw, ignored) == CsvCell::infinite)
    throw Error("infinite number '" + shown + "'" + in, "a double reaches 1.8e308; " + for_missing(outline), source.where(offset));
  throw Error("bad number '" + shown + "'" + in,
              has_decimal_comma(field.raw) ? "write a decimal point and no thousands separators"
                                           : "correct it, or " + for_missing(outline) + "; words are allowed only in columns of categories",
              source.where(offset));
}

std::vector<Column> read_columns(const Source& source, const CsvLayout& outline, const std::string& target, std::vector<std::string>& notes) {
  std::vector<Column> columns;
  for (const auto& name : outline.names) columns.push_back({name, Role::feature, false, Vector(outline.rows), {}});
  const auto tallies = read_numbers(source, outline, columns);
  for (std::size_t c = 0; c < columns.size(); ++c)
    if (tallies[c].words == 0 && tallies[c].infinite > 0) bad_number(source, outline, columns[c].name, tallies[c].first_infinite);
  if (std::any_of(tallies.begin(), tallies.end(), [](const Tally& t) { return t.words > 0; }))
    read_words(source, outline, tallies, columns);

  for (std::size_t c = columns.size(); c-- > 0;) {
    const auto& t = tallies[c];
    const std::string shown = "column '" + text::printable(columns[c].name) + "'";
    if (columns[c].name == target && t.missing > 0)
      throw Error("the target '" + text::printable(target) + "' is missing in " + std::to_string(t.missing) + (t.missing == 1 ? " row" : " rows") +
                      ", first here", "remove these rows, or fill in their target", source.where(t.first_missing));
    if (t.missing == outline.rows && outline.nameless[c] && columns[c].name != target) {
      notes.push_back("column " + std::to_string(c + 1) + " has neither name nor values and is left out");
      columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(c));
    } else if (columns[c].categorical && t.all_commas()) {
      notes.push_back(shown + " is read as categories, such as '" + field_at(source, outline, t.first_word).excerpt() +
                      "'; write a decimal point and no thousands separators if they are numbers");
    } else if (columns[c].categorical && t.numbers > 0) {
      notes.push_back(shown + " mixes numbers and words and is read as categories; its first word is '" +
                      field_at(source, outline, t.first_word).excerpt() + "'");
    } else if (!columns[c].categorical) {
      if (t.lossy > 0) notes.push_back(lossy_note(t.lossy, columns[c].name));
      if (t.zeros > 0)
        notes.push_back(text::count(t.zeros) + (t.zeros == 1 ? " value" : " values") + " of " + shown + " begin" + (t.zeros == 1 ? "s" : "") +
                        " with a 0, which a number does not keep: put a letter before codes");
    }
  }
  return columns;
}

}  // namespace paribus
