#pragma once
// How a result lies in its row: names as JSON, numbers as float64 in a BLOB. SQLite would turn a NaN into
// NULL and -0 into 0, and decimal text costs ten times as much.

#include <string>

#include "paribus/store/store.hpp"

namespace paribus {

struct Packing {
  std::string names;   ///< [["score", "log_loss"], ["fact", "lambda_max", 1], ["curve", "loss", 50, 50]]: with lengths
  std::string values;  ///< the numbers in that order (a curve: at, then values), little-endian
};
Packing packed(const Result&);
/// Fills scores, facts and curves. Throws std::invalid_argument when names and values do not fit together.
void unpack(const Packing&, Result&);

Outcome outcome_named(std::string_view word);  ///< throws std::invalid_argument

/// Of all but the seconds. It lies beside the record, since SQLite has no checksums and disks do lose bits.
Hash digest(const Record&);

}  // namespace paribus
