// bzip2, by libbz2. No other file knows it.
#include <bzlib.h>

#include <algorithm>
#include <new>

#include "paribus/data/packed.hpp"

namespace paribus {
namespace {

constexpr std::size_t portion = std::size_t{1} << 30;  // libbz2 counts in 32 bits
constexpr const char* again = "fetch or copy it again";

class Bzip2 final : public Unpacker {
 public:
  explicit Bzip2(const Source& source) : name_{source.name}, waiting_{source.bytes.size()} {
    if (BZ2_bzDecompressInit(&z_, 0, 0) != BZ_OK) throw std::bad_alloc();
    z_.next_in = const_cast<char*>(source.bytes.data());  // libbz2 only reads it
  }
  ~Bzip2() override { BZ2_bzDecompressEnd(&z_); }

  std::size_t read(std::span<char> to) override {
    std::size_t done = 0;
    while (done < to.size() && !ended_) {
      if (z_.avail_in == 0) {
        z_.avail_in = static_cast<unsigned>(std::min(waiting_, portion));
        waiting_ -= z_.avail_in;
      }
      const auto room = static_cast<unsigned>(std::min(to.size() - done, portion));
      z_.next_out = to.data() + done;
      z_.avail_out = room;
      const int said = BZ2_bzDecompress(&z_);
      done += room - z_.avail_out;
      if (said == BZ_MEM_ERROR) throw std::bad_alloc();
      if (said != BZ_OK && said != BZ_STREAM_END)
        refuse("damaged bzip2 data, or a wrong checksum in it", again);
      ended_ = said == BZ_STREAM_END;
      if (!ended_ && z_.avail_out > 0 && z_.avail_in == 0 && waiting_ == 0)
        refuse("the bzip2 file ends too early", std::string("it was cut short; ") + again);
    }
    return done;
  }
  std::optional<std::size_t> left() const override {
    return ended_ ? std::optional{z_.avail_in + waiting_} : std::nullopt;
  }

 private:
  [[noreturn]] void refuse(const std::string& what, const std::string& advice) const { throw Error(what, advice, {name_}); }

  std::string name_;
  bz_stream z_{};
  std::size_t waiting_;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<Unpacker> unpack_bzip2(const Source& source) { return std::make_unique<Bzip2>(source); }

}  // namespace paribus
