#pragma once
// What a fit found, as the terminal shows it and as JSON; and tables of its numbers for files.

#include "paribus/report/json.hpp"
#include "paribus/study/fitted_model.hpp"

namespace paribus {

/// A line that says what was fitted to what; the table of coefficients; the named numbers; the notes.
std::string fit_text(const FittedModel&);
Json fit_json(const FittedModel&);

/// Columns of numbers or words with their names, as CSV.
struct CsvColumn {
  std::string name;
  std::vector<std::string> cells;
};
std::string csv_text(const std::vector<CsvColumn>&);
std::vector<std::string> cells(View);                 ///< the shortest that read back to the same bits; NaN: empty
Vector column(const Matrix&, std::size_t j);

}  // namespace paribus
