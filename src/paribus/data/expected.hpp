#pragma once
// A new table for a fitted model: its columns are found by name and read as what they were in training, so that the
// file cannot change their type by what it happens to hold.

#include <span>

#include "paribus/data/dataset.hpp"

namespace paribus {

/// One column as the model knows it.
struct Expected {
  std::string name;
  Role role = Role::feature;             ///< a target may be absent
  bool categorical = false;
  std::vector<std::string> categories;   ///< all that are known; the values of the new column are indices into them
  bool gaps = false;                     ///< a missing value is allowed: the model knows what stands in for it
};

/// The expected columns of a built-in set or a file, in their order and no others; what else the file has, and another
/// order, is said in the notes. Throws Error (file:line:column where the format has lines): no such column, with the
/// nearest that there is; a word in a column of numbers; a category that the model has never seen, with those it knows;
/// a missing value where the model knows no stand-in.
Dataset load_expected(const std::string& source, std::span<const Expected>);

/// The same for a table that has been read without regard to what was expected: places are row numbers.
Dataset conform(const Dataset&, std::span<const Expected>);

/// Which column of a file is the i-th expected one; `absent` for a target that is not there.
struct Match {
  static constexpr std::size_t absent = static_cast<std::size_t>(-1);
  std::vector<std::size_t> at;
  std::vector<std::string> notes;
};
Match match(const std::vector<std::string>& names, std::span<const Expected>, const std::string& file);

/// One value, once what stands there is known. `word`: what the file says. They throw Error at `where`.
[[noreturn]] void no_value(const Expected&, const Where& where);
[[noreturn]] void unknown_category(const Expected&, const std::string& word, const Where& where);

}  // namespace paribus
