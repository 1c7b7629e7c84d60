#include "paribus/data/idx.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstdio>

#include "paribus/base/text.hpp"
#include "paribus/data/byte_order.hpp"
#include "paribus/data/roles.hpp"

namespace paribus {
namespace {

constexpr const char* again = "fetch or copy it again";

std::string hexadecimal(unsigned char byte) {
  char out[3];
  std::snprintf(out, sizeof out, "%02X", byte);
  return out;
}

std::size_t bytes_of(std::uint8_t type) {
  switch (type) {
    case 0x08: case 0x09: return 1;
    case 0x0B: return 2;
    case 0x0C: case 0x0D: return 4;
    case 0x0E: return 8;
    default: return 0;
  }
}

double number(std::uint8_t type, const char* p) {
  switch (type) {
    case 0x08: return static_cast<unsigned char>(*p);
    case 0x09: return static_cast<std::int8_t>(*p);
    case 0x0B: return static_cast<std::int16_t>(big_endian<std::uint16_t>(p));
    case 0x0C: return static_cast<std::int32_t>(big_endian<std::uint32_t>(p));
    case 0x0D: return std::bit_cast<float>(big_endian<std::uint32_t>(p));
    default: return std::bit_cast<double>(big_endian<std::uint64_t>(p));
  }
}

std::string product(const std::vector<std::size_t>& sizes) {
  std::string out;
  for (const auto n : sizes) out += (out.empty() ? "" : " x ") + std::to_string(n);
  return out;
}

}  // namespace

IdxFile::IdxFile(const Source& source) : source_{&source}, bytes_{source} {
  const auto refuse = [&](const std::string& what, const std::string& advice) { throw Error(what, advice, {source.name}); };
  std::array<unsigned char, 4 + 4 * most_rank> header;
  const auto fetch = [&](std::size_t from, std::size_t n) {
    return bytes_.read({reinterpret_cast<char*>(header.data()) + from, n}) == n;
  };
  if (source.bytes.empty()) refuse("the file is empty", "give an IDX file");
  if (!fetch(0, 4)) refuse("the file ends inside its IDX header", std::string("it was cut short, or is no IDX file; ") + again);
  if (header[0] != 0 || header[1] != 0)
    refuse("this is no IDX file: it begins with " + hexadecimal(header[0]) + " " + hexadecimal(header[1]) + ", not 00 00",
           "give an IDX file; a table of text should end in .csv");
  type_ = header[2];
  bytes_each_ = bytes_of(type_);
  if (bytes_each_ == 0)
    refuse("unknown type of number 0x" + hexadecimal(type_) + " in the IDX header",
           "known: 0x08 unsigned byte, 0x09 byte, 0x0B int16, 0x0C int32, 0x0D float32, 0x0E float64");
  const std::size_t rank = header[3];
  if (rank == 0 || rank > most_rank)
    refuse("the IDX header says rank " + std::to_string(rank), "ranks from 1 to " + std::to_string(most_rank) + " can be read");
  if (!fetch(4, 4 * rank)) refuse("the file ends inside its IDX header", std::string("it was cut short; ") + again);
  for (std::size_t k = 0; k < rank; ++k) sizes_.push_back(big_endian<std::uint32_t>(reinterpret_cast<const char*>(header.data()) + 4 + 4 * k));

  const std::string promised = "the IDX header promises " + product(sizes_) + " numbers";
  if (std::find(sizes_.begin(), sizes_.end(), 0u) != sizes_.end()) refuse(promised + ": none", "give a file with at least one row");
  std::size_t count = 1;
  for (const auto n : sizes_) {
    if (count > most_numbers / n)
      refuse(promised + ", more than the " + text::count(most_numbers) + " that a table may hold", "the header is damaged, or the file must be divided");
    count *= n;
  }
  width_ = count / sizes_[0];
  if (width_ > most_in_a_row)
    refuse(promised + ", " + text::count(width_) + " in a row, where " + text::count(most_in_a_row) + " are allowed", "make the images smaller");
  // Memory will be taken for what is promised, so the file must be able to hold it.
  const std::size_t wanted = count * bytes_each_, start = 4 + 4 * rank, most = bytes_.most() - std::min(bytes_.most(), start);
  if (wanted > most)
    refuse(promised + ", which are " + text::count(wanted) + " bytes, and the file " +
               (bytes_.packed() ? "is too small to hold so many" : "has " + text::count(most) + " after its header"),
           std::string("it was cut short, or its header is damaged; ") + again);
  if (!bytes_.packed() && most > wanted)
    refuse(text::count(most - wanted) + " bytes follow the " + text::count(wanted) + " that the IDX header promises", std::string("its header is damaged; ") + again);
}

void IdxFile::read(Span to) {
  std::array<char, 1 << 14> raw;
  for (std::size_t i = 0; i < to.size();) {
    const std::size_t n = std::min(to.size() - i, raw.size() / bytes_each_), bytes = n * bytes_each_;
    if (const std::size_t got = bytes_.read({raw.data(), bytes}); got < bytes)
      throw Error("the data end after " + text::count(done_ * bytes_each_ + got) + " bytes; the IDX header promises " +
                      text::count(rows() * width_ * bytes_each_),
                  std::string("it was cut short; ") + again, {name()});
    for (std::size_t k = 0; k < n; ++k, ++i, ++done_)
      if (std::isinf(to[i] = number(type_, raw.data() + k * bytes_each_)))
        throw Error("an infinite number in row " + text::count(done_ / width_ + 1), "write NaN for a missing value", {name()});
  }
}

void IdxFile::finish() {
  assert(done_ == rows() * width_);
  char more;
  if (bytes_.read({&more, 1}) > 0)
    throw Error("more bytes are packed in the file than the " + text::count(done_ * bytes_each_) + " that the IDX header promises",
                std::string("its header is damaged; ") + again, {name()});
}

}  // namespace paribus
