#pragma once
// The answer to a question about results that another tool made.

#include "paribus/evidence/tabled.hpp"
#include "paribus/report/answer.hpp"

namespace paribus {

/// The page's answer for a judged table: verdicts, effects and how they were reached. Nothing else is known of it.
Answer answer_of_table(const std::string& path, const Results&, const TableQuestion&, const Judgement&);

}  // namespace paribus
