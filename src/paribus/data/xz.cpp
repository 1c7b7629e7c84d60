// xz and bare LZMA2, by liblzma. No other file knows it.
#include <lzma.h>

#include <array>
#include <new>

#include "paribus/base/text.hpp"
#include "paribus/data/packed.hpp"

namespace paribus {
namespace {

constexpr const char* again = "fetch or copy it again";
constexpr std::uint64_t most_memory = std::uint64_t{1} << 27;  // preset 9 asks for 65 MiB; a header may ask for 4 GiB

class Xz final : public Unpacker {
 public:
  Xz(const Source& source, Compression how) : name_{source.name} {
    lzma_options_lzma options{};
    lzma_lzma_preset(&options, 6);
    const std::array<lzma_filter, 2> filters{{{LZMA_FILTER_LZMA2, &options}, {LZMA_VLI_UNKNOWN, nullptr}}};
    const auto said = how == Compression::xz ? lzma_stream_decoder(&z_, most_memory, LZMA_TELL_UNSUPPORTED_CHECK)
                                             : lzma_raw_decoder(&z_, filters.data());
    if (said != LZMA_OK) throw std::bad_alloc();
    z_.next_in = reinterpret_cast<const std::uint8_t*>(source.bytes.data());
    z_.avail_in = source.bytes.size();
  }
  ~Xz() override { lzma_end(&z_); }

  std::size_t read(std::span<char> to) override {
    z_.next_out = reinterpret_cast<std::uint8_t*>(to.data());
    z_.avail_out = to.size();
    while (z_.avail_out > 0 && !ended_) {
      const auto said = lzma_code(&z_, LZMA_RUN);
      if (said == LZMA_MEM_ERROR) throw std::bad_alloc();
      if (said == LZMA_MEMLIMIT_ERROR)
        refuse("the xz file asks for more than " + text::count(most_memory) + " bytes of memory to be unpacked", "pack it again with xz -9 or less");
      if (said == LZMA_BUF_ERROR) refuse("the xz file ends too early", std::string("it was cut short; ") + again);
      if (said == LZMA_UNSUPPORTED_CHECK || said == LZMA_OPTIONS_ERROR)
        refuse("this kind of xz file is not known here", "pack it again with xz");
      if (said != LZMA_OK && said != LZMA_STREAM_END) refuse("damaged xz data, or a wrong checksum in it", again);
      ended_ = said == LZMA_STREAM_END;
    }
    return to.size() - z_.avail_out;
  }
  std::optional<std::size_t> left() const override { return ended_ ? std::optional{z_.avail_in} : std::nullopt; }

 private:
  [[noreturn]] void refuse(const std::string& what, const std::string& advice) const { throw Error(what, advice, {name_}); }

  std::string name_;
  lzma_stream z_ = LZMA_STREAM_INIT;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<Unpacker> unpack_lzma(const Source& source, Compression how) { return std::make_unique<Xz>(source, how); }

}  // namespace paribus
