#pragma once
// Matrices with a row per example or per parameter grow beyond any memory on data of ordinary size. They are refused
// before they are allocated.

#include <cstddef>
#include <string>

namespace paribus {

/// Throws Error if rows x columns numbers of 8 bytes would take more than 2 GiB (a side of 16384): what, both sizes, the
/// memory, and `hint`, what to try.
void check_written_out(const std::string& what, std::size_t rows, std::size_t columns, const std::string& hint);

}  // namespace paribus
