#include "paribus/data/r_value.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>

#include "paribus/data/byte_order.hpp"

namespace paribus {
namespace {

constexpr std::int32_t na = std::numeric_limits<std::int32_t>::min();
enum Encoding : std::uint32_t { latin1 = 1u << 14 };  // bit 2 of the element's own bits

std::int32_t integer(std::string_view bytes, std::size_t i) { return static_cast<std::int32_t>(big_endian<std::uint32_t>(bytes.data() + 4 * i)); }

void add_latin1(std::string& out, std::string_view raw) {
  for (const char c : raw) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      out += static_cast<char>(0xC0 | byte >> 6);
      out += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
}

}  // namespace

const RValue* RValue::attribute(std::string_view name) const {
  for (const auto& [key, value] : attributes)
    if (key == name) return &value;
  return nullptr;
}

bool RValue::is_a(std::string_view wanted) const {
  const RValue* classes = attribute("class");
  if (!classes || classes->kind != Kind::text) return false;
  const auto all = classes->texts();
  return std::find(all.begin(), all.end(), wanted) != all.end();
}

std::vector<std::string> RValue::names() const {
  std::vector<std::string> out = tags;
  if (const RValue* given = attribute("names"); tags.empty() && given && given->kind == Kind::text) out = given->texts();
  out.resize(items.size());
  return out;
}

bool RValue::missing(std::size_t i) const { return integer(bytes, i) == na; }

double RValue::number(std::size_t i) const {
  if (kind == Kind::sequence) return first + static_cast<double>(i) * step;
  if (kind == Kind::real) return std::bit_cast<double>(big_endian<std::uint64_t>(bytes.data() + 8 * i));
  const std::int32_t x = integer(bytes, i);
  return x == na ? std::numeric_limits<double>::quiet_NaN() : x;
}

std::vector<std::string> RValue::texts() const {
  std::vector<std::string> out(size);
  RStrings all(*this);
  for (auto& each : out)
    if (!all.next(each)) each = "NA";
  return out;
}

bool RStrings::next(std::string& out) {
  const auto flags = big_endian<std::uint32_t>(left_.data());
  const auto length = static_cast<std::int32_t>(big_endian<std::uint32_t>(left_.data() + 4));
  left_.remove_prefix(8);
  out.clear();
  if (length < 0) return false;
  const auto raw = left_.substr(0, static_cast<std::size_t>(length));
  left_.remove_prefix(raw.size());
  // Unmarked text is in the writer's own encoding, which is UTF-8 nearly everywhere; where it cannot be, Latin 1 is the other.
  if ((flags & latin1) || !is_utf8(raw)) add_latin1(out, raw);
  else out = raw;
  return true;
}

}  // namespace paribus
