#pragma once
// Values of R as `save` and `saveRDS` write them: serialization versions 2 and 3 in XDR, most significant byte first
// ("R Internals", section 1.8; the forms are those of src/main/serialize.c).
//
//   "X\n" version, writer, oldest reader; version 3: the writer's encoding;  then one value
//   value     flags (4 bytes): type in bits 0-7, has attributes in bit 9, has a tag in bit 10, an element's own bits
//             from 12 on; then what the type asks for
//
// A value is a view: its numbers and strings stay where they lie in the bytes, so that reading a table costs its bytes
// and its columns. What no table needs (functions, environments) is passed over. Byte code, which only functions
// hold, is refused. Sizes are checked against the bytes left before anything is kept for them.

#include <string_view>
#include <utility>
#include <vector>

#include "paribus/data/source.hpp"

namespace paribus {

struct RAttribute;
struct RValue {
  enum class Kind { nothing, symbol, logical, integer, real, complex, text, list, raw, sequence, other };
  Kind kind = Kind::nothing;
  std::size_t size = 0;           ///< elements
  std::string_view bytes;         ///< of numbers: 4, 8 or 16 each; of text: all that RStrings walks through
  std::string word;               ///< of a symbol
  double first = 0, step = 0;     ///< of a sequence, first + k step
  std::vector<RValue> items;      ///< of a list
  std::vector<std::string> tags;  ///< of a pairlist: the items' names
  std::vector<RAttribute> attributes;

  const RValue* attribute(std::string_view name) const;
  bool is_a(std::string_view wanted) const;     ///< its class, or one of them
  std::vector<std::string> names() const;       ///< of the items: tags, or the attribute "names"; "" where there is none
  bool missing(std::size_t i) const;            ///< of logical and integer: R's NA
  double number(std::size_t i) const;           ///< of logical, integer, real, sequence; NA is NaN
  std::vector<std::string> texts() const;       ///< of text; NA is "NA"
};

struct RAttribute {
  std::string name;
  RValue value;
};

/// Walks through the strings of a value of text.
class RStrings {
 public:
  explicit RStrings(const RValue& value) : left_{value.bytes} {}
  bool next(std::string& out);    ///< UTF-8; false: NA. To be called value.size times

 private:
  std::string_view left_;
};

/// The values of a file of `save`, under their names; of one of `saveRDS`, a single one named "". The bytes are
/// unpacked already and must outlive the values.
std::vector<std::pair<std::string, RValue>> read_r(const Source&);

}  // namespace paribus
