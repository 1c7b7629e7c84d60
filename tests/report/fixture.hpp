#pragma once
// Answers to test with: a study of three models and four optimizers (numbers of a real reduced run, in
// answer.json; what it did not measure is made up and marked so), one with hostile names, one with verdicts only, one of a
// quantity beside theory (made up), one of a table that nothing was learned from, one of groups of rows (made up).

#include "paribus/data/dataset.hpp"
#include "paribus/report/answer.hpp"

namespace paribus::sample {

Answer flagship();
Answer hostile();
Answer judged();
Answer measured();
Answer ranked();
Answer described();
Answer grouped();

/// What that table is: missing values, words, a constant column, a copy of the target, hostile names, a row twice.
Dataset mixed();

}  // namespace paribus::sample
