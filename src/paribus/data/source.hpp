#pragma once
// The bytes of one file while it is being read, and the way from a byte back to file:line:column.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "paribus/base/error.hpp"

namespace paribus {

struct Source {
  std::string name;        ///< what the user calls it
  std::string_view bytes;
  /// Line and column (in characters) of a byte. Lines end with LF, CRLF or a lone CR. Slow: only for errors.
  Where where(std::size_t offset) const;
};

/// A whole file in memory. Read rather than mapped: a file that another program cuts short while we read it must
/// not kill us, both passes must see the same bytes, and pipes must work.
struct Bytes {
  std::unique_ptr<char[]> data;
  std::size_t size = 0;
  std::string_view view() const { return {data.get(), size}; }
};

Bytes read_bytes(const std::string& path);  ///< throws Error: missing, a folder, not readable

}  // namespace paribus
