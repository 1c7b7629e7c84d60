#pragma once
// From groups of a table's rows to the answer that a page shows.

#include "paribus/report/answer.hpp"
#include "paribus/study/grouped_table.hpp"

namespace paribus {

Answer answer_of_groups(const GroupedTable&);

}  // namespace paribus
