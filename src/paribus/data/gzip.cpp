#include "paribus/data/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <new>

#include "paribus/base/text.hpp"

namespace paribus {

struct Unpacked::Stream {
  z_stream z{};
  gz_header header{};
  std::size_t waiting = 0;   // bytes of the source that zlib has not been shown yet: it counts in 32 bits
  bool ended = false;
};

namespace {

constexpr std::size_t portion = std::size_t{1} << 30;
constexpr const char* again = "fetch or copy it again";
constexpr bool begins_as_gzip(std::string_view b) { return b.size() >= 2 && b[0] == '\x1F' && b[1] == '\x8B'; }

}  // namespace

Unpacked::Unpacked(const Source& source) : source_{&source} {
  if (!begins_as_gzip(source.bytes)) return;
  stream_ = std::make_unique<Stream>();
  auto& z = stream_->z;
  if (inflateInit2(&z, MAX_WBITS + 16) != Z_OK) throw std::bad_alloc();  // + 16: gzip alone, its trailer checked
  inflateGetHeader(&z, &stream_->header);
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(source.bytes.data()));  // zlib only reads it
  stream_->waiting = source.bytes.size();
}

Unpacked::~Unpacked() {
  if (stream_) inflateEnd(&stream_->z);
}

// Deflate spends at least two bits, a length and a distance, on 258 bytes, the longest repetition: 1 to 1032.
std::size_t Unpacked::most() const { return source_->bytes.size() * (packed() ? 1032 : 1); }

std::size_t Unpacked::read(std::span<char> to) {
  if (packed()) return inflated(to);
  const std::size_t n = std::min(to.size(), source_->bytes.size() - at_);
  if (n > 0) std::memcpy(to.data(), source_->bytes.data() + at_, n);
  at_ += n;
  return n;
}

std::size_t Unpacked::inflated(std::span<char> to) {
  auto& z = stream_->z;
  std::size_t done = 0;
  while (done < to.size() && !stream_->ended) {
    if (z.avail_in == 0) {
      z.avail_in = static_cast<uInt>(std::min(stream_->waiting, portion));
      stream_->waiting -= z.avail_in;
    }
    const auto room = static_cast<uInt>(std::min(to.size() - done, portion));
    z.next_out = reinterpret_cast<Bytef*>(to.data() + done);
    z.avail_out = room;
    const int said = inflate(&z, Z_NO_FLUSH);
    done += room - z.avail_out;
    if (said == Z_MEM_ERROR) throw std::bad_alloc();
    if (said == Z_DATA_ERROR) {
      const std::string_view why = z.msg ? z.msg : "";
      if (why == "incorrect data check") refuse("the checksum (CRC-32) at the end of the gzip file does not fit what it holds", again);
      if (why == "incorrect length check") refuse("the length noted at the end of the gzip file is not that of what it holds", again);
      refuse("damaged gzip data (" + std::string(why) + ")", again);
    }
    if (said == Z_BUF_ERROR)  // no progress with room left: nothing is left to be read
      refuse(stream_->header.done ? "the gzip file ends too early" : "the gzip file ends inside its header", std::string("it was cut short; ") + again);
    assert(said == Z_OK || said == Z_STREAM_END);
    stream_->ended = said == Z_STREAM_END;
  }
  if (const std::size_t left = z.avail_in + stream_->waiting; stream_->ended && left > 0) {
    const bool member = begins_as_gzip(source_->bytes.substr(source_->bytes.size() - left));
    refuse(member ? "a second gzip file follows the first in the same file" : text::count(left) + " bytes follow the end of the gzip data",
           member ? "unpack it (gunzip) and pack it as one" : std::string("remove them, or ") + again);
  }
  return done;
}

void Unpacked::refuse(const std::string& what, const std::string& advice) const { throw Error(what, advice, {source_->name}); }

}  // namespace paribus
