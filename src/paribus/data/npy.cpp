// The elements of NumPy's arrays as columns.
#include "paribus/data/npy.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "paribus/base/hash.hpp"
#include "paribus/base/text.hpp"
#include "paribus/data/byte_order.hpp"
#include "paribus/data/roles.hpp"

namespace paribus {
namespace {

template <class Bits>
Bits bits(const NpyField& f, const char* p) {
  return f.big ? big_endian<Bits>(p) : little_endian<Bits>(p);
}

double half(std::uint16_t x) {  // IEEE 754 binary16
  const int exponent = x >> 10 & 31, fraction = x & 1023;
  const double size = exponent == 31 ? (fraction ? std::nan("") : HUGE_VAL) : exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25);
  return x & 0x8000 ? -size : size;
}

double number(const NpyField& f, const char* p, std::size_t& rounded) {
  if (f.kind == 'f') return f.bytes == 2 ? half(bits<std::uint16_t>(f, p)) : f.bytes == 4 ? std::bit_cast<float>(bits<std::uint32_t>(f, p)) : std::bit_cast<double>(bits<std::uint64_t>(f, p));
  const std::uint64_t raw = f.bytes == 1 ? static_cast<unsigned char>(*p) : f.bytes == 2 ? bits<std::uint16_t>(f, p) : f.bytes == 4 ? bits<std::uint32_t>(f, p) : bits<std::uint64_t>(f, p);
  const int unused = 64 - 8 * static_cast<int>(f.bytes);
  const auto whole = static_cast<std::int64_t>(raw << unused) >> unused;
  const double x = f.kind == 'i' ? static_cast<double>(whole) : static_cast<double>(raw);
  rounded += std::abs(x) > 0x1p53;
  return x;
}

void add_code_point(std::string& out, std::uint32_t c) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (c >> shift & 63)); };
  if (c < 0x80) out += static_cast<char>(c);
  else if (c < 0x800) out += static_cast<char>(0xC0 | c >> 6), tail(0);
  else if (c < 0x10000) out += static_cast<char>(0xE0 | c >> 12), tail(6), tail(0);
  else out += static_cast<char>(0xF0 | c >> 18), tail(12), tail(6), tail(0);
}

// "" if it is no text.
bool word(const NpyField& f, const char* p, std::string& out) {
  out.clear();
  if (f.kind == 'S') {
    out.assign(p, f.bytes);
  } else {
    for (std::size_t i = 0; i < f.bytes; i += 4) {
      const auto c = bits<std::uint32_t>(f, p + i);
      if (c > 0x10FFFF) return false;
      add_code_point(out, c);
    }
  }
  while (!out.empty() && out.back() == '\0') out.pop_back();
  return is_utf8(out);
}

// Bytes from one row to the next, and from the start to the element that column `j` has in row 0 (axes behind the first
// counted with the last one fastest).
struct Strides {
  std::size_t row = 1;
  std::vector<std::size_t> inner;
  explicit Strides(const NpyArray& a) : inner(a.shape.size(), 1) {
    std::size_t step = a.bytes_each;
    for (std::size_t k = 0; k < a.shape.size(); ++k) {
      const std::size_t axis = a.fortran ? k : a.shape.size() - 1 - k;
      inner[axis] = step;
      step *= a.shape[axis];
    }
    row = inner[0];
  }
};

void add_column(Dataset& out, const NpyArray& a, const NpyField& f, const std::string& name, std::size_t start, std::size_t stride, const std::string& file) {
  const std::size_t rows = a.shape[0];
  Column& c = out.columns.emplace_back(Column{name, Role::feature, f.kind == 'S' || f.kind == 'U', {}, {}});
  c.values.reserve(rows);
  Vocabulary words;
  std::string text;
  std::size_t rounded = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    const char* const p = a.data.data() + start + i * stride + f.offset;
    const auto refuse = [&](const std::string& what, const std::string& advice) { throw Error(what + " in row " + text::count(i + 1) + " of column '" + text::printable(name) + "'", advice, {file}); };
    if (c.categorical) {
      if (!word(f, p, text)) refuse("bytes that are no text", "save the words as str");
      c.values.push_back(words.of(text));
      continue;
    }
    const double x = number(f, p, rounded);
    if (std::isinf(x)) refuse("an infinite number", "write NaN for a missing value");
    if (f.kind == 'b' && x > 1) refuse("a truth value that is neither 0 nor 1", "the file is damaged; fetch it again");
    c.values.push_back(x);
  }
  c.categories = words.take();
  if (rounded > 0) out.notes.push_back(text::count(rounded) + " whole numbers of column '" + text::printable(name) + "' are beyond 2^53 and rounded");
}

}  // namespace

void add_array(Dataset& out, const NpyArray& a, const std::string& name, const std::string& file) {
  const Strides strides(a);
  std::size_t width = 1;
  for (std::size_t k = 1; k < a.shape.size(); ++k) width *= a.shape[k];
  if (width * a.fields.size() > most_numbers / a.shape[0]) throw Error("the array has more than the " + text::count(most_numbers) + " numbers that a table may hold", "divide it", {file});
  const std::string stem = name.empty() ? "column" : name;
  try {
    for (std::size_t j = 0; j < width; ++j) {
      std::size_t start = 0, left = j;
      std::string called = stem;
      std::vector<std::size_t> index(a.shape.size());
      for (std::size_t k = a.shape.size(); k-- > 1; left /= a.shape[k]) start += (index[k] = left % a.shape[k]) * strides.inner[k];
      for (std::size_t k = 1; k < a.shape.size(); ++k) called += "_" + std::to_string(index[k] + (a.shape.size() == 2));
      for (const auto& f : a.fields) add_column(out, a, f, f.name.empty() ? called : f.name, start, strides.row, file);
    }
  } catch (const std::bad_alloc&) {
    throw Error("there is no memory for " + text::count(a.shape[0]) + " rows of " + text::count(width) + " numbers", "free memory, or divide the array", {file});
  }
}

Dataset read_npy(const Source& source, const std::string& target) {
  const NpyArray a = read_npy_header(source.bytes, source.name);
  const bool records = !a.fields[0].name.empty();
  if (a.shape.size() != (records ? 1 : 2))
    throw Error("a table by itself has rank " + std::string(records ? "1 if it holds records" : "2") + ", and this array has rank " + std::to_string(a.shape.size()),
                "save images or single columns together with their labels: numpy.savez(file, x=x, y=y)", {source.name});
  Dataset out;
  out.name = stem(source.name);
  out.provenance = {source.name, "", sha256(source.bytes).hex()};
  add_array(out, a, "", source.name);
  check_names(out, source.name);
  find_row_numbers(out);
  choose_target(out, target, source.name);
  return out;
}

}  // namespace paribus
