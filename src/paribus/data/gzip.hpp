#pragma once
// The bytes of a file, unpacked on the way if they are packed.

#include <memory>
#include <span>

#include "paribus/data/source.hpp"

namespace paribus {

/// Reads a Source from its first byte on. If it begins as a gzip file does (1f 8b, whatever its name), the bytes are
/// those packed in it (RFC 1952), and no more of them are unpacked than are asked for. One member only: nothing may
/// follow it. The Source must outlive it.
class Unpacked {
 public:
  explicit Unpacked(const Source&);
  ~Unpacked();
  bool packed() const { return stream_ != nullptr; }
  /// How many bytes there can be in all: exactly, if plain; if packed, the most that so many bytes can hold.
  std::size_t most() const;
  /// The next bytes; fewer than asked for only at the end. Who has read the end knows that the checksum (CRC-32)
  /// and the length that gzip notes are right. Throws Error: cut short, damaged, wrong checksum or length, bytes
  /// after the end.
  std::size_t read(std::span<char> to);

 private:
  struct Stream;
  std::size_t inflated(std::span<char> to);
  [[noreturn]] void refuse(const std::string& what, const std::string& advice) const;

  const Source* source_;
  std::size_t at_ = 0;   ///< the next byte of the source, if plain
  std::unique_ptr<Stream> stream_;
};

}  // namespace paribus
