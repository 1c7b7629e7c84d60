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
  struct Free {
    void operator()(char* p) const;
  };
  std::unique_ptr<char[], Free> data;
  std::size_t size = 0;
  std::string_view view() const { return {data.get(), size}; }
  void reserve(std::size_t room);         ///< never less than `size`; a large block grows in place, by remapping
};

Bytes read_bytes(const std::string& path);  ///< throws Error: missing, a folder, not readable

void check_text(const Source&);             ///< throws Error: empty, or no text, or text in another encoding than UTF-8
bool is_utf8(std::string_view);

/// "data/cars.rda#fast" is the table `fast` of that file, unless a file has that whole name.
struct Place {
  std::string file, table;
};
Place place(const std::string& path);

std::string ending(const std::string& path);  ///< in small letters, without .gz, .bz2 and .xz: ".csv" of "a/Cars.CSV.gz"
std::string stem(const std::string& path);    ///< what to call the table: "Cars" of "a/Cars.CSV.gz"; "fast" of "cars.rda#fast"

}  // namespace paribus
