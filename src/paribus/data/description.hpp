#pragma once
// What stands in a table, counted: what its text and its page say.

#include <cmath>
#include <string>
#include <vector>

#include "paribus/data/dataset.hpp"

namespace paribus {

struct Description {
  struct Column {
    std::string name;                  ///< printable: what the file says cannot steer a terminal
    Role role = Role::feature;
    bool categorical = false;
    std::size_t missing = 0, distinct = 0;
    double low = NAN, mean = NAN, deviation = NAN, high = NAN;   ///< of numbers
    std::vector<std::string> levels;   ///< of words, as the dataset has them
    bool few_whole = false;            ///< numbers, all whole and less than 20 apart
    /// Of words: the rows of each level. Of numbers: how many lie in each of so many equal parts of the range: one part
    /// for each value of few_whole, else about 2 n^(1/3) (Rice's rule), up to 20; none for a constant.
    std::vector<std::size_t> count;
  };

  Description(const Dataset&);         // not explicit: a dataset may be given wherever its description is asked for
  const Column* target() const;        ///< or nothing

  std::string name;
  std::size_t rows = 0, features = 0;
  std::vector<Column> columns;
  std::vector<std::string> constant;   ///< columns with at most one value, in quotes
  std::vector<std::string> repeated;   ///< columns that equal an earlier one: "'b' (like 'a')"
  std::size_t duplicate_rows = 0;
  Provenance provenance;
  std::vector<std::string> notes;
};

/// How many rows repeat an earlier one (all columns but those with Role::id). Such rows may stand in training and
/// test at once.
std::size_t duplicate_rows(const Dataset&);

}  // namespace paribus
