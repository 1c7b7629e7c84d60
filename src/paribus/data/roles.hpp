#pragma once
// What every reader decides when the columns are read: their names, which one is the target, which one only numbers
// the rows; and the words of categories.

#include <deque>
#include <functional>
#include <string_view>
#include <unordered_map>

#include "paribus/data/dataset.hpp"

namespace paribus {

/// The most numbers that a table may have: 2 GiB as double. Readers check it before they take memory.
constexpr std::size_t most_numbers = std::size_t{1} << 28;

/// Where in the file a row of the target stands; by default only the file is known.
using RowPlace = std::function<Where(std::size_t row)>;

/// In the place of a target's name, for every reader and `load`: the table needs none, and every column is a feature.
inline const std::string no_target{"\0no target", 10};

/// Gives the column `wanted` its role ("": the last feature; no_target: nothing happens), and reads whole numbers in it as classes. Throws Error:
/// no such column, a row without its target.
void choose_target(Dataset&, const std::string& wanted, const std::string& file, const RowPlace& = {});

/// Columns called id or index whose values all differ are no features; a note says so.
void find_row_numbers(Dataset&);

/// Columns without a name are called column_<k>, with a note. Throws Error: two columns of one name.
void check_names(Dataset&, const std::string& file);

/// Removes categories that no row has, with a note; a column without any value becomes one of numbers.
void drop_unused_categories(Dataset&);

/// Room for so many rows. Throws Error: more than most_numbers, or no memory.
void reserve_columns(std::vector<Column>&, std::size_t rows, const std::string& file);

/// The categories of one column, in order of first appearance.
class Vocabulary {
 public:
  double of(std::string_view word);      ///< its index, as it goes into Column::values
  std::vector<std::string> take();

 private:
  std::deque<std::string> words_;
  std::unordered_map<std::string_view, std::size_t> index_;
};

}  // namespace paribus
