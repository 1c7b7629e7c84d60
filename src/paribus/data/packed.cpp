#include "paribus/data/packed.hpp"

#include <algorithm>
#include <cstring>

#include "paribus/base/text.hpp"

namespace paribus {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 32;
constexpr std::size_t always_allowed = 1 << 16;  // a short file of equal bytes may well shrink by more than the ratio

std::string_view word(Compression c) {
  switch (c) {
    case Compression::gzip: return "gzip";
    case Compression::bzip2: return "bzip2";
    case Compression::xz: return "xz";
    default: return "packed";
  }
}

/// How a file begins that is packed so; empty: as any bytes may.
std::string_view magic(Compression c) {
  switch (c) {
    case Compression::gzip: return "\x1F\x8B";
    case Compression::bzip2: return "BZh";
    case Compression::xz: return "\xFD" "7zXZ";
    default: return "";
  }
}

}  // namespace

Compression compression(std::string_view bytes) {
  for (const auto c : {Compression::gzip, Compression::xz})
    if (bytes.starts_with(magic(c))) return c;
  const bool level = bytes.size() > 4 && bytes[3] >= '1' && bytes[3] <= '9' && (bytes[4] == '1' || bytes[4] == '\x17');
  return level && bytes.starts_with(magic(Compression::bzip2)) ? Compression::bzip2 : Compression::none;
}

Unpacked::Unpacked(const Source& source, Compression how) : source_{&source}, compression_{how} { start(source); }

void Unpacked::start(const Source& from) {
  switch (compression_) {
    case Compression::none: break;
    case Compression::bzip2: unpacker_ = unpack_bzip2(from); break;
    case Compression::xz: case Compression::lzma2: unpacker_ = unpack_lzma(from, compression_); break;
    default: unpacker_ = unpack_deflate(from, compression_);
  }
}

/// To the packed file that stands in the last `left` bytes; false: nothing does. Zeros that fill up a block are passed
/// over, as gzip and xz do.
bool Unpacked::go_on(std::size_t left) {
  Source rest{source_->name, source_->bytes.substr(source_->bytes.size() - left)};
  if (compression_ == Compression::gzip || compression_ == Compression::xz)
    rest.bytes.remove_prefix(std::min(rest.bytes.find_first_not_of('\0'), rest.bytes.size()));
  if (rest.bytes.empty()) return false;
  const std::string mine{word(compression_)};
  const Compression next = compression(rest.bytes);
  if (next == compression_) return start(rest), true;
  if (next != Compression::none) throw Error("a " + std::string(word(next)) + " file follows the " + mine + " data", "unpack both, and pack them as one", {rest.name});
  const std::string_view begin = magic(compression_);
  if (!begin.empty() && rest.bytes.size() < 6 && (rest.bytes.starts_with(begin) || begin.starts_with(rest.bytes)))
    throw Error("the " + mine + " file ends too early", "it was cut short; fetch or copy it again", {rest.name});
  throw Error(text::count(left) + (left == 1 ? " byte follows" : " bytes follow") + " the end of the " + mine + " data", "remove what follows, or fetch or copy it again", {rest.name});
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
    for (auto left = unpacker_->left(); left.value_or(0) > 0; left = unpacker_->left()) {
      if (!go_on(*left)) break;
      n += unpacker_->read(to.subspan(n));
    }
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
