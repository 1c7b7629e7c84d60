#pragma once
// Numbers of files whose most significant byte comes first, or last.

#include <cstddef>

namespace paribus {

template <class Bits>
Bits big_endian(const char* p) {
  Bits out = 0;
  for (std::size_t i = 0; i < sizeof out; ++i) out = static_cast<Bits>(out << 8 | static_cast<unsigned char>(p[i]));
  return out;
}

template <class Bits>
Bits little_endian(const char* p) {
  Bits out = 0;
  for (std::size_t i = sizeof out; i-- > 0;) out = static_cast<Bits>(out << 8 | static_cast<unsigned char>(p[i]));
  return out;
}

}  // namespace paribus
