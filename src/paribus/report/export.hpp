#pragma once
// Results for other programs.

#include <string>

#include "paribus/evidence/result.hpp"

namespace paribus {

/// RFC 4180, one row per result, lines ended by CR LF. Columns: subject, block, outcome, each factor's address,
/// each score, each fact (several numbers: separated by spaces; then those in words). A text that a spreadsheet would
/// run as a formula (it begins with = + - @, a tab or a carriage return) is led by an apostrophe; numbers are left
/// alone.
std::string csv(const Results&);

/// A text as a cell of such a table.
std::string text_cell(std::string);

/// One JSON object per line, curves included.
std::string json_lines(const Results&);

}  // namespace paribus
