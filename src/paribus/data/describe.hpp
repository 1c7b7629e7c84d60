#pragma once

#include <string>

#include "paribus/data/description.hpp"

namespace paribus {

/// A table for the terminal: rows, columns, task; type, missing, distinct, minimum, mean, standard deviation and maximum
/// of each column; class balance; constant and duplicate columns, duplicate rows; provenance and notes.
/// Of a table of more than 100 columns the first five, the last five and the target are shown, and the number
/// features together. What the file says is escaped, so that it cannot steer the terminal.
std::string describe(const Description&);

// Its pieces.
std::string shape_words(const Description&);                    ///< "150 rows, 5 columns, 4 features; classification of 'species'"
std::vector<std::vector<std::string>> column_table(const Description&);   ///< with its heads; a row "…" for what is left out
std::string together(const Description&);                       ///< of a table that leaves columns out: what they have in common
std::string figure_words(double x);                             ///< as the file has it if that is short, else four figures
std::string share_words(std::size_t part, std::size_t whole);   ///< "50 (33 %)"

/// Names in a sentence: all, or the first ten and how many more.
std::string listed(std::vector<std::string> names);

/// Names and words of the file, fit for one cell of a table.
std::string short_name(const std::string& name, std::size_t most = 32);

}  // namespace paribus
