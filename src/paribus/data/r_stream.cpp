// The stream of R's serialization, value by value. No recursion deeper than `most_depth`, no more than `most_values`
// values, nothing kept that the bytes cannot hold.
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

#include "paribus/base/text.hpp"
#include "paribus/data/byte_order.hpp"
#include "paribus/data/r_value.hpp"

namespace paribus {
namespace {

constexpr int most_depth = 200;
constexpr std::size_t most_values = 200'000;
constexpr const char* again = "fetch or copy it again";
using Kind = RValue::Kind;

// serialize.c's numbers of types.
enum Type : unsigned {
  nil = 0, symbol = 1, pairlist = 2, closure = 3, environment = 4, promise = 5, language = 6, special = 7, builtin = 8, characters = 9,
  logical = 10, integer = 13, real = 14, complex = 15, text = 16, dots = 17, list = 19, expression = 20, byte_code = 21, pointer = 22,
  weak = 23, raw = 24, s4 = 25, compact = 238, base_environment = 241, empty_environment = 242, base_namespace = 250,
  persistent = 247, package = 248, name_space = 249, missing_argument = 251, unbound = 252, global_environment = 253, null = 254, reference = 255
};

class Stream {
 public:
  explicit Stream(const Source& source) : source_{&source} {}

  void head() {
    const auto form = take(2);
    if (form == "A\n" || form == "B\n")
      refuse("the file is written in R's " + std::string(form == "A\n" ? "ASCII" : "native binary") + " form", "write it with save(..., ascii = FALSE), R's default");
    if (form != "X\n") refuse("this is no file of R's save or saveRDS", "give an .rda, .RData or .rds file");
    const auto version = number();
    number(), number();  // the writer, and the oldest R that can read it
    if (version != 2 && version != 3)
      refuse("the file is of version " + std::to_string(version) + " of R's serialization", "versions 2 and 3 can be read: write it with save(..., version = 3)");
    if (version == 3) take(length());
  }

  RValue value(int depth = 0) { return value(number(), depth); }

  void end() const {
    if (at_ < source_->bytes.size()) refuse(text::count(source_->bytes.size() - at_) + " bytes follow the last value", std::string("the file is damaged; ") + again);
  }
  void skip(std::size_t n) { take(n); }

 private:
  RValue value(std::uint32_t flags, int depth);
  RValue pairs(std::uint32_t flags, int depth);
  RValue vector(Kind kind, std::size_t bytes_each);
  RValue strings(int depth);
  RValue items(int depth);
  RValue expanded(int depth);
  void attributes(RValue& of, std::uint32_t flags, int depth);

  std::string_view take(std::size_t n) {
    if (n > source_->bytes.size() - at_) refuse("the data end too early", std::string("the file was cut short; ") + again);
    const auto out = source_->bytes.substr(at_, n);
    at_ += n;
    return out;
  }
  std::uint32_t number() { return big_endian<std::uint32_t>(take(4).data()); }
  std::size_t length() {
    const auto n = static_cast<std::int32_t>(number());
    if (n < 0) refuse("a vector of impossible or more than 2 147 483 647 elements", std::string("divide it, or ") + again);
    return static_cast<std::size_t>(n);
  }
  [[noreturn]] void refuse(const std::string& what, const std::string& advice) const {
    throw Error(what + " (at byte " + std::to_string(at_ + 1) + (source_->name.ends_with(".rds") ? "" : " of what is unpacked") + ")", advice, {source_->name});
  }

  const Source* source_;
  std::size_t at_ = 0, values_ = 0;
  std::vector<std::string> known_;  // what references point at: names of symbols, "" for environments
};

RValue Stream::vector(Kind kind, std::size_t bytes_each) {
  RValue out;
  out.kind = kind;
  out.size = length();
  out.bytes = take(out.size * bytes_each);
  return out;
}

RValue Stream::strings(int depth) {
  RValue out;
  out.kind = Kind::text;
  out.size = length();
  const std::size_t from = at_;
  for (std::size_t i = 0; i < out.size; ++i) {
    const auto flags = number();
    if ((flags & 0xFF) != characters || (flags & 0x200)) refuse("a vector of strings holds something else", std::string("the file is damaged; ") + again);
    if (const auto n = static_cast<std::int32_t>(number()); n >= 0) take(static_cast<std::size_t>(n));
    else if (n != -1) refuse("a string of negative length", std::string("the file is damaged; ") + again);
  }
  static_cast<void>(depth);
  out.bytes = source_->bytes.substr(from, at_ - from);
  return out;
}

RValue Stream::items(int depth) {
  RValue out;
  out.kind = Kind::list;
  out.size = length();
  for (std::size_t i = 0; i < out.size; ++i) out.items.push_back(value(depth + 1));
  return out;
}

// A chain of cells; also calls, closures and promises, which are written alike. The last cell may end in any value.
RValue Stream::pairs(std::uint32_t flags, int depth) {
  RValue out;
  out.kind = Kind::list;
  bool first = true;
  for (;;) {
    RValue cell;
    attributes(cell, flags, depth);
    if (first) out.attributes = std::move(cell.attributes);
    first = false;
    std::string tag;
    if (flags & 0x400) tag = value(depth + 1).word;
    out.items.push_back(value(depth + 1));
    out.tags.push_back(std::move(tag));
    flags = number();
    const auto type = flags & 0xFF;
    if (type == null || type == nil) break;
    if (type != pairlist && type != language && type != dots) {
      out.items.push_back(value(flags, depth + 1));
      out.tags.emplace_back();
      break;
    }
    if (++values_ > most_values) refuse("the file holds more than " + text::count(most_values) + " values of R", "save the table alone");
  }
  out.size = out.items.size();
  return out;
}

// ALTREP: vectors that R keeps in a shorter form. The class's name, its state, its attributes.
RValue Stream::expanded(int depth) {
  const RValue info = value(depth + 1);
  RValue state = value(depth + 1), given = value(depth + 1);
  const std::string name = info.kind == Kind::list && !info.items.empty() ? info.items[0].word : "";
  RValue out;
  if ((name == "compact_intseq" || name == "compact_realseq") && state.kind == Kind::real && state.size == 3) {
    out.kind = Kind::sequence;
    const double n = state.number(0);
    if (!(n >= 0 && n <= 2147483647.0) || n != std::floor(n) || !std::isfinite(state.number(1)) || !std::isfinite(state.number(2)))
      refuse("a sequence of impossible length", std::string("the file is damaged; ") + again);
    out.size = static_cast<std::size_t>(n);
    out.first = state.number(1);
    out.step = state.number(2);
  } else if (name.starts_with("wrap_") && state.kind == Kind::list && !state.items.empty()) {
    out = std::move(state.items[0]);
  } else {
    refuse("a vector in R's short form '" + text::printable(name) + "'", "save a copy of the table: write.csv, or as.data.frame(lapply(x, identity))");
  }
  if (given.kind == Kind::list)
    for (std::size_t i = 0; i < given.items.size(); ++i) out.attributes.push_back({given.tags.size() > i ? given.tags[i] : "", std::move(given.items[i])});
  return out;
}

void Stream::attributes(RValue& of, std::uint32_t flags, int depth) {
  if (!(flags & 0x200)) return;
  RValue all = value(depth + 1);
  if (all.kind != Kind::list) return;
  for (std::size_t i = 0; i < all.items.size() && i < all.tags.size(); ++i) of.attributes.push_back({all.tags[i], std::move(all.items[i])});
}

RValue Stream::value(std::uint32_t flags, int depth) {
  if (depth > most_depth) refuse("values nested more than " + std::to_string(most_depth) + " deep", "save the table alone");
  if (++values_ > most_values) refuse("the file holds more than " + text::count(most_values) + " values of R", "save the table alone");
  const unsigned type = flags & 0xFF;
  RValue out;
  out.kind = Kind::other;
  switch (type) {
    case null: case nil: out.kind = Kind::nothing; return out;
    case base_environment: case empty_environment: case base_namespace: case missing_argument: case unbound: case global_environment: return out;
    case symbol: {
      const auto inner = number();
      if ((inner & 0xFF) != characters) refuse("a symbol without a name", std::string("the file is damaged; ") + again);
      const auto n = static_cast<std::int32_t>(number());
      out.kind = Kind::symbol;
      if (n > 0) out.word = take(static_cast<std::size_t>(n));
      known_.push_back(out.word);
      return out;
    }
    case reference: {
      const std::size_t index = flags >> 8 ? flags >> 8 : number();
      if (index == 0 || index > known_.size()) refuse("a reference to nothing", std::string("the file is damaged; ") + again);
      out.kind = known_[index - 1].empty() ? Kind::other : Kind::symbol;
      out.word = known_[index - 1];
      return out;
    }
    case persistent: case package: case name_space:
      number();
      strings(depth);
      known_.emplace_back();
      return out;
    case environment:
      number();
      known_.emplace_back();
      for (int part = 0; part < 4; ++part) value(depth + 1);
      return out;
    case pairlist: return pairs(flags, depth);
    case language: case closure: case promise: case dots:
      out = pairs(flags, depth);
      out.kind = Kind::other;
      return out;
    case pointer:
      known_.emplace_back();
      value(depth + 1), value(depth + 1);
      break;
    case weak: known_.emplace_back(); break;
    case special: case builtin: take(length()); return out;
    case characters: {
      if (const auto n = static_cast<std::int32_t>(number()); n > 0) take(static_cast<std::size_t>(n));
      break;
    }
    case logical: out = vector(Kind::logical, 4); break;
    case integer: out = vector(Kind::integer, 4); break;
    case real: out = vector(Kind::real, 8); break;
    case complex: out = vector(Kind::complex, 16); break;
    case raw: out = vector(Kind::raw, 1); break;
    case text: out = strings(depth); break;
    case list: case expression: out = items(depth); break;
    case s4: break;
    case compact: return expanded(depth);
    case byte_code: refuse("the file holds compiled functions", "save the table alone");
    default: refuse("a value of unknown type " + std::to_string(type), std::string("the file is damaged; ") + again);
  }
  attributes(out, flags, depth);
  return out;
}

}  // namespace

std::vector<std::pair<std::string, RValue>> read_r(const Source& source) {
  const auto b = source.bytes;
  if (b.empty()) throw Error("the file is empty", "give an .rda, .RData or .rds file", {source.name});
  Stream stream(source);
  std::vector<std::pair<std::string, RValue>> out;
  if (b.size() >= 5 && b.starts_with("RD") && b[4] == '\n') {
    if (b[2] != 'X')
      throw Error("the file is written in R's " + std::string(b[2] == 'A' ? "ASCII" : "native binary") + " form", "write it with save(..., ascii = FALSE), R's default", {source.name});
    stream.skip(5);
    stream.head();
    RValue all = stream.value();
    for (std::size_t i = 0; i < all.items.size() && i < all.tags.size(); ++i) out.emplace_back(all.tags[i], std::move(all.items[i]));
  } else {
    stream.head();
    out.emplace_back("", stream.value());
  }
  stream.end();
  return out;
}

}  // namespace paribus
