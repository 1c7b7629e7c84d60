#pragma once
// The bytes of a file, unpacked on the way if they are packed.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "paribus/data/source.hpp"

namespace paribus {

enum class Compression {
  none,
  gzip, zlib, deflate,   ///< RFC 1952, 1950 and 1951
  bzip2,
  xz, lzma2              ///< lzma2: the bare stream of R's lazy-load files, preset 6
};
Compression compression(std::string_view bytes);  ///< by the first bytes: none, gzip, bzip2 or xz

/// Undoes one way of packing.
class Unpacker {
 public:
  virtual ~Unpacker() = default;
  /// The next bytes; fewer than asked for only at the end, and then all that the format can check is right.
  /// Throws Error: cut short, damaged, wrong checksum.
  virtual std::size_t read(std::span<char> to) = 0;
  virtual std::optional<std::size_t> left() const = 0;   ///< bytes behind the end; none while it has not been reached
};
std::unique_ptr<Unpacker> unpack_deflate(const Source&, Compression);  ///< gzip, zlib, deflate
std::uint32_t crc32_of(std::string_view bytes);                    ///< zlib's
std::unique_ptr<Unpacker> unpack_bzip2(const Source&);
std::unique_ptr<Unpacker> unpack_lzma(const Source&, Compression);     ///< xz, lzma2

/// Reads a Source from its first byte on. If it begins as a packed file does (whatever its name), the bytes are those
/// packed in it, and no more of them are unpacked than are asked for. Several packed files in a row count as one, as
/// their tools take them (pigz, bgzip, pbzip2); nothing else may follow. The Source must outlive it.
class Unpacked {
 public:
  /// What the bytes of a table may grow by. Deflate reaches 1032 at most; a file of bzip2 or xz that goes further is
  /// refused, since a few bytes of it could fill any memory.
  static constexpr std::size_t most_ratio = 2000;

  explicit Unpacked(const Source& source) : Unpacked(source, compression(source.bytes)) {}
  Unpacked(const Source&, Compression);
  bool packed() const { return unpacker_ != nullptr; }
  /// How many bytes there can be in all: exactly, if plain; if packed, the most that so many bytes may hold.
  std::size_t most() const;
  std::size_t read(std::span<char> to);  ///< as Unpacker::read; throws Error also beyond most()

 private:
  void start(const Source& from);
  bool go_on(std::size_t left);

  const Source* source_;
  Compression compression_;
  std::size_t at_ = 0;   ///< bytes given so far
  std::unique_ptr<Unpacker> unpacker_;
};

/// All that is packed in a Source; a copy if nothing is. Throws Error as Unpacked does, and beyond 4 GiB.
Bytes unpack(const Source&, Compression);

/// All bytes of a file, unpacked if it is packed. Throws Error as read_bytes and unpack do.
Bytes read_unpacked(const std::string& path);

}  // namespace paribus
