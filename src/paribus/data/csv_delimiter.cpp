// Which character separates the fields.
#include <algorithm>

#include "paribus/data/cell.hpp"
#include "paribus/data/csv.hpp"
#include "paribus/data/fields.hpp"

namespace paribus {
namespace {

constexpr std::size_t looked_at = 100;   // rows

struct Guess {
  std::size_t agreeing = 0, fields = 0;  ///< rows that have as many fields as the first row; those fields
  auto operator<=>(const Guess&) const = default;
};

Guess guess(const Source& source, std::size_t from, char delimiter) {
  Fields all(source, delimiter, from);
  Guess g;
  CsvField field;
  try {
    for (std::size_t rows = 0; rows < looked_at && all.row(); ++rows) {
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
  std::size_t fields = 0, numbers = 0, pairs = 0;   ///< numbers or NA; index:value, as LIBSVM writes
  bool quoted = false, label = false;               ///< the first field; it is a number
  char stray = 0;                                   ///< a delimiter at the end of a field
};

bool is_pair(std::string_view s) {
  const std::size_t colon = s.find(':');
  double ignored;
  return colon != s.npos && (s.substr(0, colon) == "qid" || s.find_first_not_of("0123456789") == colon) && colon > 0 &&
         read_cell(s.substr(colon + 1), ignored) == CsvCell::number;
}

/// The first rows, up to one that is none.
std::vector<Row> rows_between_blanks(const Source& source, std::size_t from) {
  Fields all(source, runs_of_blanks, from);
  std::vector<Row> out;
  CsvField field;
  try {
    while (out.size() < looked_at && all.row()) {
      Row row;
      for (bool comment = false; all.next(field);) {
        if (comment |= row.pairs > 0 && field.raw.starts_with('#')) continue;   // in LIBSVM's text
        double ignored;
        const CsvCell cell = read_cell(field.raw, ignored);
        if (row.fields == 0) row.quoted = field.quoted, row.label = cell == CsvCell::number;
        ++row.fields;
        row.numbers += cell == CsvCell::number || cell == CsvCell::missing;
        row.pairs += is_pair(field.raw);
        if (!field.quoted && !field.raw.empty() && std::string_view(",;|").find(field.raw.back()) != std::string_view::npos) row.stray = field.raw.back();
      }
      out.push_back(row);
    }
  } catch (const Error&) {
  }
  return out;
}

/// Blanks stand inside texts, too. So they separate fields only where nothing else does in half of the rows, 9 rows of 10
/// have as many as the first, or one more (as R's write.table leaves out a name), and each of these but the first has a
/// number or NA. The other rows are refused in their place.
bool blanks_separate(const Source& source, std::size_t from, const Guess& otherwise) {
  if (2 * otherwise.agreeing > looked_at) return false;
  const std::vector<Row> rows = rows_between_blanks(source, from);
  if (rows.empty() || 2 * otherwise.agreeing > rows.size()) return false;
  if (std::ranges::all_of(rows, [](const Row& r) { return r.label && r.pairs + 1 == r.fields; }) &&
      std::ranges::any_of(rows, [](const Row& r) { return r.pairs > 1; }))
    throw Error("this is LIBSVM's sparse text: index:value", "give the file a name that ends in .libsvm", source.where(from));
  const Row& first = rows.front();
  if (rows.size() == 1) return first.fields > 1 && first.numbers == first.fields;
  // One name alone may be a text in a column of texts.
  const bool left_out = rows[1].fields == first.fields + 1 && (first.fields > 1 || (first.quoted && rows[1].quoted));
  const std::size_t fields = first.fields + left_out, all = rows.size() - left_out;
  std::size_t agreeing = 0;
  for (std::size_t i = left_out; i < rows.size(); ++i) {
    if (rows[i].fields != fields) continue;
    if (i > 0 && rows[i].numbers == 0) return false;
    ++agreeing;
  }
  if (fields < 2 || 10 * agreeing < 9 * all) return false;
  if (const char stray = rows[1].stray)
    throw Error(std::string("the rows are separated by '") + stray + "', and the first line is not",
                std::string("write the names of all columns into it, with '") + stray + "' between them", source.where(from));
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
  return blanks_separate(source, from, most) ? runs_of_blanks : best;
}

}  // namespace paribus
