#pragma once
// What `paribus cluster` found, as the terminal shows it, as JSON, and row by row.

#include "paribus/report/json.hpp"
#include "paribus/study/grouped_table.hpp"

namespace paribus {

/// What was grouped by, in words: "4 columns of one scale", "2 features as 6 columns of one scale", "2 directions of 4 columns of one scale".
std::string columns_words(const GroupedTable&);
/// Scores as people read them, in the order of the subject of studies: label and number, or why there is none.
std::vector<std::pair<std::string, std::string>> shown_scores(const GroupedTable&);

/// A head, the table of groups with their means (of a column of words: the commonest) in the units of the table, scores, notes.
std::string groups_text(const GroupedTable&);
Json groups_json(const GroupedTable&);
/// CSV: row, group (1, 2, ...; nothing: in none), distance to the center of the own group (its mean,
/// if the method knows no other), in the scale that was grouped.
std::string group_rows(const GroupedTable&);
/// The same of rows that joined the groups of a rule; the distance is that to its center.
std::string joined_rows(const Joined&);

}  // namespace paribus
