#pragma once

#include <string>

#include "paribus/data/dataset.hpp"

namespace paribus {

/// A table for the terminal: rows, columns, task; type, missing, minimum, mean, maximum and distinct values of each
/// column; class balance; constant and duplicate columns, duplicate rows; provenance and notes.
/// What the file says is escaped, so that it cannot steer the terminal.
std::string describe(const Dataset&);

/// How many rows repeat an earlier one (all columns but those with Role::id). Such rows may stand in training and
/// test at once.
std::size_t duplicate_rows(const Dataset&);

}  // namespace paribus
