// Zip archives (PKWARE's APPNOTE.TXT, sections 4.3 to 4.5), as far as NumPy writes them: stored or deflated, zip64 or not.
#include <algorithm>

#include "paribus/base/text.hpp"
#include "paribus/data/byte_order.hpp"
#include "paribus/data/npy.hpp"
#include "paribus/data/packed.hpp"

namespace paribus {
namespace {

constexpr const char* again = "fetch or copy it again";
constexpr std::size_t most_members = 10'000;

class Archive {
 public:
  explicit Archive(const Source& source) : source_{&source}, b_{source.bytes} {}

  std::vector<ZipMember> members() {
    if (b_.empty()) refuse("the file is empty", "give a file of numpy.savez");
    if (!b_.starts_with("PK")) refuse("this is no zip archive", "give a file of numpy.savez");
    const std::size_t end = b_.size() < 22 ? b_.npos : b_.rfind("PK\x05\x06", b_.size() - 22);
    if (end == b_.npos || b_.size() - end > 22 + 65535) refuse("the zip archive has no end", std::string("it was cut short; ") + again);
    const std::size_t count = u16(end + 10);
    std::size_t at = u32(end + 16);
    if (count == 0xFFFF || at == 0xFFFFFFFF) refuse("the zip archive is larger than 4 GiB", "save its arrays one by one");
    if (count == 0) refuse("the zip archive is empty", "give a file of numpy.savez");
    if (count > most_members) refuse("the zip archive holds " + text::count(count) + " files", "save the arrays that belong to one table");
    std::vector<ZipMember> out;
    for (std::size_t k = 0; k < count; ++k) out.push_back(member(at));
    return out;
  }

 private:
  ZipMember member(std::size_t& at) {
    if (take(at, 46).substr(0, 4) != "PK\x01\x02") damaged();
    const auto flags = u16(at + 8), method = u16(at + 10);
    std::size_t packed = u32(at + 20), size = u32(at + 24), where = u32(at + 42);
    const std::size_t name = u16(at + 28), extra = u16(at + 30), comment = u16(at + 32);
    ZipMember out;
    out.crc = static_cast<std::uint32_t>(u32(at + 16));
    out.name = take(at + 46, name);
    large_sizes(at + 46 + name, extra, size, packed, where);
    at += 46 + name + extra + comment;
    const std::string shown = "'" + text::printable(out.name) + "'";
    if (flags & 1) refuse(shown + " in the zip archive is encrypted", "unpack it first");
    if (method != 0 && method != 8) refuse(shown + " in the zip archive is packed by method " + std::to_string(method), "write it with numpy.savez or numpy.savez_compressed");
    if (take(where, 30).substr(0, 4) != "PK\x03\x04") damaged();
    out.deflated = method == 8;
    out.packed = take(where + 30 + u16(where + 26) + u16(where + 28), packed);
    out.size = size;
    if (out.deflated ? size / 1032 > packed : size != packed) refuse(shown + " in the zip archive cannot have the " + text::count(size) + " bytes that are noted", again);
    return out;
  }
  // Field 1 among the extra ones holds, of these three in this order, those that did not fit into 32 bits.
  void large_sizes(std::size_t at, std::size_t length, std::size_t& size, std::size_t& packed, std::size_t& where) {
    for (const std::size_t end = at + length; at + 4 <= end; at += 4 + u16(at + 2)) {
      if (u16(at) != 1) continue;
      std::size_t p = at + 4;
      for (std::size_t* field : {&size, &packed, &where})
        if (*field == 0xFFFFFFFF) {
          *field = little_endian<std::uint64_t>(take(p, 8).data());
          p += 8;
        }
      return;
    }
  }
  std::string_view take(std::size_t at, std::size_t n) {
    if (at > b_.size() || n > b_.size() - at) damaged();
    return b_.substr(at, n);
  }
  std::size_t u16(std::size_t at) { return little_endian<std::uint16_t>(take(at, 2).data()); }
  std::size_t u32(std::size_t at) { return little_endian<std::uint32_t>(take(at, 4).data()); }
  [[noreturn]] void damaged() const { refuse("the list of files in the zip archive is damaged", again); }
  [[noreturn]] void refuse(const std::string& what, const std::string& advice) const { throw Error(what, advice, {source_->name}); }

  const Source* source_;
  std::string_view b_;
};

}  // namespace

std::vector<ZipMember> read_zip(const Source& source) { return Archive(source).members(); }

Bytes unpack(const ZipMember& member, const std::string& file) {
  const std::string name = file + "#" + member.name;
  Bytes out = unpack({name, member.packed}, member.deflated ? Compression::deflate : Compression::none);
  if (out.size != member.size) throw Error("this file of the zip archive has " + text::count(out.size) + " bytes where " + text::count(member.size) + " are noted", again, {name});
  if (crc32_of(out.view()) != member.crc) throw Error("the checksum (CRC-32) of this file of the zip archive does not fit what it holds", again, {name});
  return out;
}

}  // namespace paribus
