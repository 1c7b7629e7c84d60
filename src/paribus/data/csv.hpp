#pragma once
// Delimited text (CSV, TSV) to a Dataset. How the reader decides, in order:
//
// Bytes      UTF-8, with or without a byte order mark. NUL bytes, UTF-16, other encodings and compressed files are
//            refused by name.
// Delimiter  the one of , ; tab | under which most of the first 100 rows have as many fields as the first row
//            (at least two); on a tie more fields win, then this order. Runs of blanks and tabs, if under none of
//            these half of the rows agree, and blanks part 9 rows of 10 into as many fields, with a number or NA in
//            each of these below the first; the others are refused.
// Header     the first row, if it names the target, or holds no number and none of the words for a missing value. Between
//            blanks it may leave out the name of the first column, as R does; then quoted numbers are names, too. (One
//            name alone has to be quoted for that, and what stands below it.)
//            Without a header the columns are column_1, column_2, ... So a table of words alone has a header.
// Shape      every row has as many fields as the first (and one more where that left out a name).
// Type       of a column, by its fields that are not missing (cell.hpp says what a number is):
//              no word                                      -> numbers
//              words are at most 1 in 20, or one word among three or more numbers: a mistake in a column of
//              numbers, an Error at the first of them; unless the column looks like categories: at most 20
//              different values, every word at least twice
//              else                                         -> categories, in order of first appearance
// Target     as Reader says; whole-number classes are sorted. Every row needs its target.
// Id         a column named id or index, or the first one if it has no name, whose values all differ, is no feature.
//
// Memory: the bytes and the table of numbers, and the distinct words; two passes, a third if there are words.

#include "paribus/data/expected.hpp"
#include "paribus/data/source.hpp"

namespace paribus {

Dataset read_csv(const Source&, const std::string& target);

/// A table for a fitted model (expected.hpp). The first row is a header too if it holds one of the expected names.
Dataset read_csv(const Source&, std::span<const Expected>);

/// The outline of a table, from a first pass that proves its shape.
struct CsvLayout {
  char delimiter = ',';                  ///< `runs_of_blanks`: of blanks and tabs
  bool header = false;                   ///< the first row holds names
  std::size_t first_row = 0;             ///< byte where the data begin
  std::size_t rows = 0;                  ///< without the header
  std::vector<std::string> names;        ///< of the columns; unique, not empty
  std::vector<bool> nameless;            ///< the file gave this column no name
  std::vector<std::string> notes;
};
/// Throws Error if the text is LIBSVM's, and if ',', ';' or '|' end the fields between blanks below a first row without them.
char delimiter_of(const Source&, std::size_t from);

/// `wanted`: names by which a header is known.
CsvLayout layout(const Source&, std::span<const std::string> wanted);

/// What to do about a missing value, in words.
std::string for_missing(const CsvLayout&);

/// Reads the cells, decides each column's type and fills values and categories. Roles are left alone.
std::vector<Column> read_columns(const Source&, const CsvLayout&, const std::string& target, std::vector<std::string>& notes);

/// Throws the Error of a field that is no number in a column of numbers; `offset`: where the field begins.
[[noreturn]] void bad_number(const Source&, const CsvLayout&, const std::string& column, std::size_t offset);

}  // namespace paribus
