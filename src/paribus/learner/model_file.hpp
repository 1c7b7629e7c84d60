#pragma once
// The model file: numbers and words, never code. docs/model_file.md has the format for other programs.
//
//   "paribus model 1\n"      the format and its version
//   "head 0000000420\n"      how many bytes the head takes, ten digits
//   {...}                    the head: one JSON object, padded with blanks and ended by a line feed, so that
//                            the arrays begin at a multiple of 8
//   arrays                   float64, little-endian, row by row, one after the other as the head's "arrays" lists them
//   32 bytes                 SHA-256 of all before

#include <map>
#include <string>
#include <string_view>

#include "paribus/base/choices.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

struct ModelFile {
  Choices head;                          ///< all but "arrays", which follows from them
  std::map<std::string, Matrix> arrays;
};

/// What the head says under this name. Throws Error: nothing, or something of another kind.
template <class T>
const T& said(const ModelFile& file, const std::string& name) {
  const auto it = file.head.find(name);
  const T* x = it == file.head.end() ? nullptr : std::get_if<T>(&it->second.is);
  if (!x) throw Error("the model file does not say its '" + name + "'", "fit the model again");
  return *x;
}

/// What the head says under names that begin so, which is left out of them.
Choices said_under(const ModelFile&, const std::string& prefix);

/// The same problem at that file; if another version of the program wrote it, the advice says so.
Error placed(const Error&, const ModelFile&, const std::string& name);

inline constexpr int model_format = 1;

/// The same content makes the same bytes.
std::string model_bytes(const ModelFile&);

/// Their inverse. Every size is checked against the bytes that are there before memory is taken. Throws Error: not a
/// model file, of a newer format, cut short or too long, damaged; `name` is what the user calls it.
ModelFile parse_model(std::string_view bytes, const std::string& name);

ModelFile read_model(const std::string& path);

/// As write_whole of base/whole_file.hpp.
void write_model(const ModelFile&, const std::string& path);

}  // namespace paribus
