#pragma once
// Tables of R: .rda, .RData, .rds, and the lazy-load files (.rdb beside .rdx) in which packages keep their data.
//
// Table      a data frame; a matrix (its columns); a vector with times (column `time`, then the values); a list of such
//            that all have the same number of rows (x a matrix, y a factor). `file#name` names one of several tables,
//            `file#name$part` a part of a list.
// Column     numbers, whole or not: numbers, NA and NaN missing. Logical: categories FALSE and TRUE. Factor: categories
//            in the order of its levels. Strings: categories in order of first appearance. Dates: days since 1970-01-01;
//            points in time: seconds since 1970-01-01 UTC; differences of times: numbers in their unit; each with a
//            note. A matrix within a data frame gives a column for each of its own. Columns of lists, of complex
//            numbers or of raw bytes are left out, with a note.
// Refused    infinite numbers, 64-bit integers of package bit64, columns of different lengths, two columns of one name.
// Target     as Reader says.
//
// Memory: the unpacked bytes and the table.

#include "paribus/data/dataset.hpp"
#include "paribus/data/r_value.hpp"

namespace paribus {

/// `bytes` as they are on disk, packed or not. `table`: which one, "" if there is only one.
Dataset read_r_data(const Source&, const std::string& table, const std::string& target);

/// One object of a lazy-load database: `index` is the .rdx, `data` the .rdb.
Dataset read_r_lazy(const Source& index, const Source& data, const std::string& table, const std::string& target);

/// A table from one value of R; `name` is what to call it.
Dataset r_table(const RValue&, const std::string& name, const std::string& file, const std::string& target);

/// Which of the values is meant by `table`: that name, or the only table. Throws Error naming those there are.
const RValue& choose_table(const std::vector<std::pair<std::string, RValue>>&, const std::string& table, const std::string& file);

}  // namespace paribus
