#pragma once
// What one field of a table says.

#include <string>
#include <string_view>

namespace paribus {

enum class CsvCell { number, missing, infinite, word };

/// Reads a field without blanks at its ends.
///   number    decimal notation, the whole field, rounded exactly: 1  -2.5  +3  .5  5.  1e-3; too small for a double: 0
///   missing   nothing, ?, NA, N/A, #N/A, and in any case NaN and null; x becomes NaN
///   infinite  inf and infinity in any case, and numbers beyond the range of a double
///   word      all else, so also 0x1F, 1_000, 12%, and 1,5
CsvCell read_cell(std::string_view field, double& x);

/// Whether x is not the number that the field writes out: a whole number beyond 2^53, or one so small that x became 0.
bool lossy(std::string_view field, double x);
/// What a reader notes of a column (or a table, "") that has some: "3 numbers of column 'id' are rounded: ..."
std::string lossy_note(std::size_t count, std::string_view column);

/// 1,5 or 1,234.5: what a spreadsheet of another country or a thousands separator leaves behind.
bool has_decimal_comma(std::string_view field);

/// A number but for a decimal comma ("-1,5", "1.234,5") or thousands separators ("1,234,567.5"), and nothing else.
bool is_number_with_commas(std::string_view field);

}  // namespace paribus
