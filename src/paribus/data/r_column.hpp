#pragma once
// From a value of R to columns of a table; r_data.hpp states the rules.

#include "paribus/data/dataset.hpp"
#include "paribus/data/r_value.hpp"

namespace paribus {

constexpr std::size_t most_sequence = std::size_t{1} << 24;  ///< a sequence costs no bytes in the file, so it may not cost much memory

struct RShape {
  std::size_t rows = 0, columns = 0;  ///< 0 x 0: an array of another rank, or damaged
  bool matrix = false;
};
RShape shape(const RValue&);

/// Adds the column, or the columns of the matrix, to the table; what cannot be a column is left out with a note.
void add_columns(Dataset&, const RValue&, const std::string& name, const std::string& file);

}  // namespace paribus
