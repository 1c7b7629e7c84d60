#pragma once
// Groups of the rows of a table, with all that is needed to find the group of another row: what `paribus cluster` makes,
// a groups file keeps, and `paribus predict` asks.

#include "paribus/data/preprocessing.hpp"
#include "paribus/learner/model_file.hpp"
#include "paribus/study/chosen_clustering.hpp"

namespace paribus {

/// The rule by which a row has its group: the nearest center, or the likeliest part of a mixture.
struct GroupRule {
  Choices settings;                      ///< all that was chosen
  std::string method;                    ///< the word
  Preprocessing preprocessing;
  Matrix centers = {};                   ///< groups x columns, after scaling and coding; no rows: the method has no such rule
  Mixture mixture = {};                  ///< no weights: the method has no such rule
  std::string data = {}, sha256 = {};    ///< what the table is called, and the hash of its bytes
  std::size_t rows = 0;                  ///< that were grouped
};

struct GroupedTable {
  GroupRule rule;
  Dataset table;                         ///< the rows that were grouped, with their classes, if any, as the target
  std::vector<std::uint32_t> rows;       ///< their numbers in the table that was given, ascending
  Matrix x;                              ///< what was grouped: rows x columns, after scaling and coding
  Groups found;                          ///< the largest first
  GroupScores scores;
  std::vector<std::string> notes;
};

/// The settings given, made canonical. Throws Error: those that say nothing about groups.
Choices group_settings(const Choices& given);

/// Groups the rows, or as many as data.rows says, drawn at random. With more than 10,000 rows the silhouette is
/// estimated (ChosenClustering::shape), and with `refits` the gap statistic and the stability, for which rows are grouped
/// anew some 30 times, are those of 10,000 drawn. Throws Error on what the table or the settings do not allow.
GroupedTable group_table(Dataset, const Choices& settings, bool refits);

/// The group of each row of a table that load_expected has read, whatever the other rows are, and how it belongs there: the
/// distance to the center, in the scale that was grouped, or the probability of the mixture's part. Throws Error: a row so
/// far off that this is no number.
struct Joined {
  Labels labels;
  Vector distance;      ///< of the nearest center
  Vector probability;   ///< of the likeliest part; one of the two is empty
};
Joined join(const GroupRule&, const Matrix& x, const std::string& table);   ///< rows that the preprocessing has seen
Joined join(const GroupRule&, const Dataset&);

/// Throws Error: a method without a rule for other rows.
void check_rule(const Choices& settings);
ModelFile keep(const GroupRule&);
bool holds_groups(const ModelFile&);
/// To the bit. Throws Error if it makes no sense; `name` is what the user calls the file.
GroupRule restore_groups(const ModelFile&, const std::string& name);

}  // namespace paribus
