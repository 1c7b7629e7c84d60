#pragma once
// Which columns of a table are features, and which one weighs its rows.

#include "paribus/data/examples.hpp"

namespace paribus {

/// It is neither target, weight nor id, and data.ignore does not name it.
bool is_feature(const Column&, const DataSettings&);

/// The column that a setting ("data.groups") names, with a value in every row. Throws Error: none of that name, the target,
/// a value that is missing.
const Column& role_column(const Dataset&, const std::string& name, const std::string& setting);

/// How often each row of the table counts, by data.weights; nothing if it names no column. Throws Error: no such column,
/// words, missing or negative numbers, all 0.
View weights_of(const Dataset&, const DataSettings&);

/// Throws Error where data.ignore names what the table does not have, or its target.
void check_ignored(const Dataset&, const DataSettings&);

}  // namespace paribus
