// What is not UTF-8 text is refused before anything is parsed, each with the way out.
#include <cstdint>
#include <cstring>

#include "paribus/data/source.hpp"

namespace paribus {
namespace {

// The length of the UTF-8 character at s[i], or 0 if there is none (Unicode 15, table 3-7: no overlong forms, no
// surrogates, nothing above 10FFFF).
std::size_t character(std::string_view s, std::size_t i) {
  const auto at = [&](std::size_t j) { return j < s.size() ? static_cast<unsigned char>(s[j]) : 0u; };
  const auto follows = [&](std::size_t j) { return (at(j) & 0xC0) == 0x80; };
  const unsigned a = at(i), b = at(i + 1);
  if (a < 0x80) return 1;
  if (a < 0xC2 || a > 0xF4 || !follows(i + 1)) return 0;
  if (a < 0xE0) return 2;
  if ((a == 0xE0 && b < 0xA0) || (a == 0xED && b > 0x9F) || (a == 0xF0 && b < 0x90) || (a == 0xF4 && b > 0x8F)) return 0;
  if (!follows(i + 2)) return 0;
  if (a < 0xF0) return 3;
  return follows(i + 3) ? 4 : 0;
}

}  // namespace

bool is_utf8(std::string_view s) {
  for (std::size_t i = 0, length = 0; i < s.size(); i += length)
    if (length = character(s, i); length == 0) return false;
  return true;
}

void check_text(const Source& source) {
  const auto s = source.bytes;
  if (s.empty()) throw Error("the file is empty", "give a table with a header line and at least one row", {source.name});
  if (s.starts_with("\xFF\xFE") || s.starts_with("\xFE\xFF"))
    throw Error("the file is UTF-16, not UTF-8", "save it as UTF-8", {source.name});
  if (s.starts_with("\x1F\x8B")) throw Error("the file is compressed (gzip)", "unpack it first: gunzip", {source.name});
  if (s.starts_with("PK\x03\x04"))
    throw Error("the file is a zip archive or a spreadsheet (xlsx)", "unpack it, or save the sheet as CSV", {source.name});
  if (const void* nul = std::memchr(s.data(), 0, s.size()))
    throw Error("a NUL byte: this is not a text file", "save the table as UTF-8 text",
                source.where(static_cast<std::size_t>(static_cast<const char*>(nul) - s.data())));
  for (std::size_t i = 0; i < s.size();) {
    std::uint64_t eight;  // plain ASCII goes by eight at a time
    if (i + 8 <= s.size() && (std::memcpy(&eight, s.data() + i, 8), (eight & 0x8080808080808080u) == 0)) {
      i += 8;
      continue;
    }
    const std::size_t length = character(s, i);
    if (length == 0)
      throw Error("this byte is not UTF-8", "save the file as UTF-8, for example: iconv -f latin1 -t utf-8", source.where(i));
    i += length;
  }
}

}  // namespace paribus
