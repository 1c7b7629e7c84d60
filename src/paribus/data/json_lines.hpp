#pragma once
// JSON lines (one object per line, jsonlines.org) and a JSON array of objects, to a Dataset.
//
// Row        one object of numbers, words, true, false and null. Lists and objects inside are refused, and a key that
//            comes twice. Blank lines are no rows.
// Column     one per key, in order of first appearance; null and a key that a row lacks are missing (a note counts the
//            latter). All numbers: numbers. All words: categories in order of first appearance. true and false:
//            categories of these names. A key that holds both numbers and words is refused, where the second kind begins.
// Numbers    rounded exactly to double; beyond 1.8e308 refused.
// Target     the last column unless another is named.
//
// Memory: the bytes and the table.

#include "paribus/data/dataset.hpp"
#include "paribus/data/source.hpp"

namespace paribus {

Dataset read_json(const Source&, const std::string& target);

}  // namespace paribus
