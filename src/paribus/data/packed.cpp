#include "paribus/data/packed.hpp"

#include <algorithm>
#include <cstring>

#include "paribus/base/text.hpp"

namespace paribus {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 32;
constexpr std::size_t always_allowed = 1 << 16;  // a short file of equal bytes may well shrink by more than the ratio

}  // namespace

Compression compression(std::string_view bytes) {
  if (bytes.starts_with("\x1F\x8B")) return Compression::gzip;
  if (bytes.starts_with("\xFD" "7zXZ")) return Compression::xz;
  const bool level = bytes.size() > 4 && bytes[3] >= '1' && bytes[3] <= '9' && (bytes[4] == '1' || bytes[4] == '\x17');
  return level && bytes.starts_with("BZh") ? Compression::bzip2 : Compression::none;
}

Unpacked::Unpacked(const Source& source, Compression how) : source_{&source}, compression_{how} {
  switch (how) {
    case Compression::none: break;
    case Compression::bzip2: unpacker_ = unpack_bzip2(source); break;
    case Compression::xz: case Compression::lzma2: unpacker_ = unpack_lzma(source, how); break;
    default: unpacker_ = unpack_deflate(source, how);
  }
}

// Deflate spends at least two bits, a length and a distance, on 258 bytes, the longest repetition: 1 to 1032.
std::size_t Unpacked::most() const {
  const std::size_t n = source_->bytes.size();
  switch (compression_) {
    case Compression::none: return n;
    case Compression::gzip: case Compression::zlib: case Compression::deflate: return n * 1032;
    default: return std::max(n * most_ratio, always_allowed);
  }
}

std::size_t Unpacked::read(std::span<char> to) {
  std::size_t n = 0;
  if (packed()) {
    n = unpacker_->read(to);
  } else {
    n = std::min(to.size(), source_->bytes.size() - at_);
    if (n > 0) std::memcpy(to.data(), source_->bytes.data() + at_, n);
  }
  at_ += n;
  if (at_ > most())
    throw Error("the file unpacks to more than " + text::count(most_ratio) + " times its size", "no table is as empty as that; unpack it yourself if you trust it",
                {source_->name});
  return n;
}

Bytes unpack(const Source& source, Compression how) {
  Unpacked unpacked(source, how);
  Bytes out;
  for (std::size_t room = source.bytes.size() + source.bytes.size() / 4 + (1 << 16);; room += room / 2) {
    out.reserve(room);
    out.size += unpacked.read({out.data.get() + out.size, room - out.size});
    if (out.size < room) return out;
    if (out.size > most_bytes) throw Error("the file unpacks to more than " + text::count(most_bytes) + " bytes", "divide it", {source.name});
  }
}

Bytes read_unpacked(const std::string& path) {
  Bytes file = read_bytes(path);
  const Compression how = compression(file.view());
  return how == Compression::none ? std::move(file) : unpack({path, file.view()}, how);
}

}  // namespace paribus
