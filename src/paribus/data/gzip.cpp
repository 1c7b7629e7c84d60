// gzip and its parts, by zlib. No other file of this room knows zlib.
#include <zlib.h>

#include <algorithm>
#include <cassert>
#include <new>

#include "paribus/data/packed.hpp"

namespace paribus {
namespace {

constexpr std::size_t portion = std::size_t{1} << 30;  // zlib counts in 32 bits
constexpr const char* again = "fetch or copy it again";

class Deflate final : public Unpacker {
 public:
  Deflate(const Source& source, Compression how)
      : name_{source.name}, gzip_{how == Compression::gzip}, waiting_{source.bytes.size()} {
    // + 16: gzip alone, its trailer checked; negative: no header and no trailer.
    const int bits = gzip_ ? MAX_WBITS + 16 : how == Compression::zlib ? MAX_WBITS : -MAX_WBITS;
    if (inflateInit2(&z_, bits) != Z_OK) throw std::bad_alloc();
    if (gzip_) inflateGetHeader(&z_, &header_);
    z_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(source.bytes.data()));  // zlib only reads it
  }
  ~Deflate() override { inflateEnd(&z_); }
  std::size_t read(std::span<char> to) override;
  std::optional<std::size_t> left() const override {
    return ended_ ? std::optional{z_.avail_in + waiting_} : std::nullopt;
  }

 private:
  std::string data() const { return gzip_ ? "gzip data" : "packed data"; }
  std::string file() const { return gzip_ ? "gzip file" : "packed data"; }
  [[noreturn]] void refuse(const std::string& what, const std::string& advice) const { throw Error(what, advice, {name_}); }

  std::string name_;
  bool gzip_;
  z_stream z_{};
  gz_header header_{};
  std::size_t waiting_;   // bytes of the source that zlib has not been shown yet
  bool ended_ = false;
};

std::size_t Deflate::read(std::span<char> to) {
  std::size_t done = 0;
  while (done < to.size() && !ended_) {
    if (z_.avail_in == 0) {
      z_.avail_in = static_cast<uInt>(std::min(waiting_, portion));
      waiting_ -= z_.avail_in;
    }
    const auto room = static_cast<uInt>(std::min(to.size() - done, portion));
    z_.next_out = reinterpret_cast<Bytef*>(to.data() + done);
    z_.avail_out = room;
    const int said = inflate(&z_, Z_NO_FLUSH);
    done += room - z_.avail_out;
    if (said == Z_MEM_ERROR) throw std::bad_alloc();
    if (said == Z_DATA_ERROR || said == Z_NEED_DICT) {
      const std::string_view why = said == Z_NEED_DICT ? "a dictionary is asked for" : z_.msg ? z_.msg : "";
      if (why == "incorrect data check") refuse("the checksum " + std::string(gzip_ ? "(CRC-32) " : "") + "at the end of the " + file() + " does not fit what it holds", again);
      if (why == "incorrect length check") refuse("the length noted at the end of the gzip file is not that of what it holds", again);
      refuse("damaged " + data() + " (" + std::string(why) + ")", again);
    }
    if (said == Z_BUF_ERROR)  // no progress with room left: nothing is left to be read
      refuse(!gzip_ || header_.done ? "the " + file() + " ends too early" : "the gzip file ends inside its header", std::string("it was cut short; ") + again);
    assert(said == Z_OK || said == Z_STREAM_END);
    ended_ = said == Z_STREAM_END;
  }
  return done;
}

}  // namespace

std::uint32_t crc32_of(std::string_view bytes) {
  return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

std::unique_ptr<Unpacker> unpack_deflate(const Source& source, Compression how) { return std::make_unique<Deflate>(source, how); }

}  // namespace paribus
