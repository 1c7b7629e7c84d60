#pragma once
// Numbers that are names of classes.

#include "paribus/data/dataset.hpp"

namespace paribus {

/// If the column holds whole numbers of at most `most` different values it becomes categories, sorted by number.
/// Returns how many there are; 0: the column is left as it is. No value may be missing.
std::size_t make_classes(Column&, std::size_t most);

/// What every reader does with a target of numbers (Reader::read): at most 20, and a note that says so.
void read_as_classes(Column& target, std::vector<std::string>& notes);

/// Classes each of whose names is a number.
bool numbers_as_names(const std::vector<std::string>& classes);

/// What data.target_type asks for, undoing or doing what readers do with a target of numbers. "number": classes become the
/// numbers that name them, to the bit. "class": whole numbers become classes, up to 1000 of them. "auto": nothing changes.
/// Throws Error if the target's values do not allow it.
void read_target_as(Dataset&, const std::string& type);

}  // namespace paribus
