#pragma once
// The answer in a terminal: the same sentences as the page, and two short tables.

#include <string>

#include "paribus/report/answer.hpp"

namespace paribus {

/// At most 100 columns wide. Without `utf8` only ASCII is used; without `color` no escape is written. Text from
/// the study is made printable first, so that it cannot send escapes of its own.
std::string terminal(const Answer&, bool color, bool utf8);

}  // namespace paribus
