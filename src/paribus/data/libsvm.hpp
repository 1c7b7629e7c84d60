#pragma once
// LIBSVM's sparse text (C.-C. Chang & C.-J. Lin 2011, LIBSVM: a library for support vector machines, and its README).
//
//   label index:value index:value ... # comment
//
// Label      a number: classes if whole and of at most 20 kinds, as for every target.
// Index      whole, ascending within its row; what is left out is 0. Counted from 1, unless some row has an index 0: then
//            from 0. A note says which was decided. So column feature_<k> is the index k of the file.
// Group      qid:number before the first index: a column `qid` of that role; all rows have it or none.
// Target     the label, unless a feature is named.
// Refused    several labels in a row, indices that come twice or descend, values that are no finite numbers.
//
// Memory: the bytes and the table, in which nothing is sparse; two passes, and its size is checked between them.

#include "paribus/data/dataset.hpp"
#include "paribus/data/source.hpp"

namespace paribus {

Dataset read_libsvm(const Source&, const std::string& target);

}  // namespace paribus
