#pragma once

#include <string>

#include "paribus/data/dataset.hpp"

namespace paribus {

/// A table for the terminal: rows, columns, task; type, missing, minimum, mean, maximum and distinct values of each
/// column; class balance; constant and duplicate columns, duplicate rows; provenance and notes.
/// Of a table of more than 100 columns the first five, the last five and the target are shown, and the number
/// features together. What the file says is escaped, so that it cannot steer the terminal.
std::string describe(const Dataset&);

/// How many rows repeat an earlier one (all columns but those with Role::id). Such rows may stand in training and
/// test at once.
std::size_t duplicate_rows(const Dataset&);

/// Names in a sentence: all, or the first ten and how many more.
std::string listed(std::vector<std::string> names);

}  // namespace paribus
