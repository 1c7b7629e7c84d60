#pragma once
// What `paribus cluster` found, as the terminal shows it, as JSON, and row by row.

#include "paribus/data/dataset.hpp"
#include "paribus/report/json.hpp"
#include "paribus/study/chosen_clustering.hpp"

namespace paribus {

/// Groups of the rows of a table.
struct Grouped {
  Dataset table;
  std::string method;                    ///< the word
  Matrix x;                              ///< what was grouped: rows x columns, after scaling and coding
  bool standardized = true;
  Groups found;
  GroupScores scores;
  std::vector<std::string> notes = {};
};

/// A head, the table of groups with their means (of a column of words: the commonest) in the units of the table, scores, notes.
std::string groups_text(const Grouped&);
Json groups_json(const Grouped&);
/// CSV: row, group (1, 2, ...; nothing: in none), distance to the mean of the own group, in the scale that was grouped.
std::string group_rows(const Grouped&);

}  // namespace paribus
