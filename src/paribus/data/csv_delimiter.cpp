// Which character separates the fields.
#include <algorithm>

#include "paribus/data/cell.hpp"
#include "paribus/data/csv.hpp"
#include "paribus/data/fields.hpp"

namespace paribus {
namespace {

constexpr int looked_at = 100;   // rows

struct Guess {
  std::size_t agreeing = 0, fields = 0;  ///< rows that have as many fields as the first row; those fields
  auto operator<=>(const Guess&) const = default;
};

Guess guess(const Source& source, std::size_t from, char delimiter) {
  Fields all(source, delimiter, from);
  Guess g;
  CsvField field;
  try {
    for (int rows = 0; rows < looked_at && all.row(); ++rows) {
      std::size_t count = 0;
      while (all.next(field)) ++count;
      if (rows == 0) g.fields = count;
      g.agreeing += count == g.fields;
    }
  } catch (const Error&) {  // quotation marks that make no sense under this delimiter: what agreed so far counts
  }
  return g.fields < 2 ? Guess{} : g;
}

/// A row between blanks.
struct Row {
  std::size_t fields = 0, numbers = 0, pairs = 0;   ///< pairs: index:value, as LIBSVM writes
  bool label = false;                               ///< the first field is a number
  char stray = 0;                                   ///< a delimiter at the end of a field
};

bool is_pair(std::string_view s) {
  const std::size_t colon = s.find(':');
  double ignored;
  return colon != s.npos && (s.substr(0, colon) == "qid" || s.find_first_not_of("0123456789") == colon) && colon > 0 &&
         read_cell(s.substr(colon + 1), ignored) == CsvCell::number;
}

std::vector<Row> rows_between_blanks(const Source& source, std::size_t from) {
  Fields all(source, runs_of_blanks, from);
  std::vector<Row> out;
  CsvField field;
  try {
    while (out.size() < looked_at && all.row()) {
      Row row;
      for (double ignored; all.next(field); ++row.fields) {
        const bool number = read_cell(field.raw, ignored) == CsvCell::number;
        row.numbers += number;
        row.pairs += is_pair(field.raw);
        row.label |= number && row.fields == 0;
        if (!field.quoted && !field.raw.empty() && std::string_view(",;|").find(field.raw.back()) != std::string_view::npos) row.stray = field.raw.back();
      }
      out.push_back(row);
    }
  } catch (const Error&) {
    return {};
  }
  return out;
}

/// Blanks stand inside texts, too. So they separate fields only where nothing else does, every row has as many of them, or
/// the first one fewer (as R's write.table names columns, when they are two or more), and every further row has a number.
/// Of 10 rows of numbers one may have another count, and is refused in its place.
bool blanks_separate(const Source& source, std::size_t from) {
  const std::vector<Row> rows = rows_between_blanks(source, from);
  if (rows.empty()) return false;
  const auto every = [&](auto&& holds) { return std::ranges::all_of(rows, holds); };
  if (every([](const Row& r) { return r.label && r.pairs + 1 == r.fields; }) && std::ranges::any_of(rows, [](const Row& r) { return r.pairs > 1; }))
    throw Error("this is LIBSVM's sparse text: index:value", "give the file a name that ends in .libsvm", source.where(from));
  const Row first = rows.front();
  if (rows.size() == 1) return first.fields > 1 && first.numbers == first.fields;
  const bool unnamed = first.fields > 1 && rows[1].fields == first.fields + 1;
  const std::size_t fields = first.fields + unnamed;
  std::size_t agreeing = 0, mixed = 0, numbers = 0;
  for (std::size_t i = unnamed; i < rows.size(); ++i) {
    if (rows[i].fields != fields) continue;
    ++agreeing;
    mixed += i == 0 || rows[i].numbers > 0;
    numbers += i == 0 || rows[i].numbers == fields;
  }
  const std::size_t all = rows.size() - unnamed;
  if (fields < 2 || !(mixed == all || (numbers == agreeing && 10 * agreeing >= 9 * all))) return false;
  if (const char stray = rows[1].stray; stray && !first.stray)
    throw Error(std::string("the rows are separated by '") + stray + "', and the first line is not", std::string("write the names of all columns into it, with '") + stray + "' between them", source.where(from));
  return true;
}

}  // namespace

char delimiter_of(const Source& source, std::size_t from) {
  char best = ',';
  Guess most;
  for (const char delimiter : {',', ';', '\t', '|'})
    if (const auto g = guess(source, from, delimiter); g > most) {
      most = g;
      best = delimiter;
    }
  return most.fields == 0 && blanks_separate(source, from) ? runs_of_blanks : best;
}

}  // namespace paribus
