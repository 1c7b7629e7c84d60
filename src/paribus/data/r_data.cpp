// Files of R, from their bytes on disk.
#include "paribus/data/r_data.hpp"

#include <algorithm>

#include "paribus/base/hash.hpp"
#include "paribus/base/text.hpp"
#include "paribus/data/byte_order.hpp"
#include "paribus/data/packed.hpp"

namespace paribus {
namespace {

constexpr const char* again = "fetch or copy it again";

// The bytes of a source, unpacked if they are packed; `kept` holds them then.
Source unpacked(const Source& source, Bytes& kept) {
  if (compression(source.bytes) == Compression::none) return source;
  kept = unpack(source, compression(source.bytes));
  return {source.name, kept.view()};
}

// Where the object of that name lies in the .rdb: the index is list(variables = list(name = c(offset, length), ...), ...).
std::pair<std::size_t, std::size_t> find_object(const Source& index, const std::string& name, const std::string& file) {
  const auto values = read_r(index);   // one of saveRDS; of save, none at all is possible
  const auto parts = values.empty() ? std::vector<std::string>{} : values[0].second.names();
  const auto variables = std::find(parts.begin(), parts.end(), "variables");
  if (variables == parts.end()) throw Error("this is no index of R's lazy-load data", "name the .rdb file with its .rdx beside it", {file});
  const RValue& all = values[0].second.items[static_cast<std::size_t>(variables - parts.begin())];
  const auto names = all.names();
  const auto it = std::find(names.begin(), names.end(), name);
  if (name.empty() || it == names.end()) {
    std::vector<std::string> known(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(names.size(), 40)));
    throw Error(name.empty() ? "the file holds " + text::count(names.size()) + " objects of R" : "there is no table '" + text::printable(name) + "' in the file",
                name.empty() ? "name one behind the file: '" + file + "#" + (names.empty() ? "name" : text::printable(names[0])) + "'" : suggestion(name, known), {file});
  }
  const RValue& place = all.items[static_cast<std::size_t>(it - names.begin())];
  if ((place.kind != RValue::Kind::integer && place.kind != RValue::Kind::real) || place.size != 2 || !(place.number(0) >= 0 && place.number(1) >= 5))
    throw Error("the index gives no place for '" + text::printable(name) + "'", again, {file});
  return {static_cast<std::size_t>(place.number(0)), static_cast<std::size_t>(place.number(1))};
}

// A record: its unpacked length (4 bytes), then zlib's data; or a letter that names the packing, then the data.
Bytes record(std::string_view raw, const std::string& file) {
  const std::size_t length = big_endian<std::uint32_t>(raw.data());
  const char kind = raw[4];
  const Compression how = kind == 'Z' ? Compression::lzma2 : kind == '2' ? Compression::bzip2 : kind == '0' ? Compression::none : Compression::zlib;
  const Source packed{file, raw.substr(how == Compression::zlib ? 4 : 5)};
  Bytes out = unpack(packed, how);
  if (out.size != length) throw Error("a record has " + text::count(out.size) + " bytes where " + text::count(length) + " are noted", again, {file});
  return out;
}

Dataset table_of(const Source& unpacked, const std::string& table, const std::string& name, const std::string& target, std::string_view hashed) {
  const auto all = read_r(unpacked);
  const RValue& chosen = choose_table(all, table, unpacked.name);
  std::string called = table.empty() && all.size() > 1 ? "" : name;
  for (const auto& [key, value] : all)
    if (&value == &chosen && !key.empty()) called = key;
  Dataset out = r_table(chosen, called, unpacked.name, target);
  out.provenance = {unpacked.name + (table.empty() ? "" : "#" + table), "", sha256(hashed).hex()};
  return out;
}

}  // namespace

Dataset read_r_data(const Source& source, const std::string& table, const std::string& target) {
  Bytes kept;
  return table_of(unpacked(source, kept), table, table.empty() ? stem(source.name) : table, target, source.bytes);
}

Dataset read_r_lazy(const Source& index, const Source& data, const std::string& table, const std::string& target) {
  Bytes kept;
  const auto [offset, length] = find_object(unpacked(index, kept), table.substr(0, table.find('$')), data.name);
  if (offset > data.bytes.size() || length > data.bytes.size() - offset)
    throw Error("the index points beyond the end of the file", "take both files from one package", {data.name});
  const Bytes object = record(data.bytes.substr(offset, length), data.name);
  return table_of({data.name, object.view()}, table, table, target, data.bytes.substr(offset, length));
}

}  // namespace paribus
