#pragma once
// The bytes of the data sets inside the program.

#include <string_view>

namespace paribus {

/// data/<name>.csv as it was when the program was built; empty if there is no such set.
std::string_view built_in_bytes(std::string_view name);

}  // namespace paribus
