#pragma once
// Principal components of the rows of a table: what `paribus components` shows and writes.

#include "paribus/data/preprocessing.hpp"
#include "paribus/math/principal.hpp"
#include "paribus/theory/theory.hpp"

namespace paribus {

/// What theories of the number of components need of x: rows, columns, variances, shuffled_variances (the 95 % quantile of
/// each variance over 20 tables, the largest but one, in which every column is shuffled by itself).
Facts component_facts(const Matrix& x, const StreamName&);

struct ComponentTable {
  struct Count { std::string name, theory; double value; std::string why; };   ///< NaN: none, and why
  Dataset table;
  Preprocessing preprocessing;
  Matrix x;                            ///< rows x columns, after scaling and coding
  PrincipalComponents found;           ///< the first data.components, or all (0)
  std::vector<std::string> columns;    ///< names of the columns of x
  std::vector<Count> counts;           ///< how many components theory keeps
  std::vector<std::string> notes;
};

/// The settings given, made canonical. Throws Error: those that say nothing about components.
Choices component_settings(const Choices& given);

/// Of all columns but targets and ids. Theories see at most 10,000 rows, drawn at random. Throws Error on what the table or
/// the settings do not allow, and of fewer than two rows.
ComponentTable component_table(Dataset, const Choices& settings);

}  // namespace paribus
