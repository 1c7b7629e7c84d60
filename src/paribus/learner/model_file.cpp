#include "paribus/learner/model_file.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <stdexcept>

#include "paribus/base/hash.hpp"
#include "paribus/base/json.hpp"
#include "paribus/base/numerics.hpp"
#include "paribus/base/text.hpp"
#include "paribus/base/whole_file.hpp"
#include "paribus/data/source.hpp"

namespace paribus {
namespace {

using List = Value::List;

constexpr std::string_view magic = "paribus model ", head_word = "head ";
constexpr std::size_t length_digits = 10, hash_bytes = 32;

std::string padded(std::uint64_t n) {
  const std::string digits = std::to_string(n);
  return std::string(length_digits - digits.size(), '0') + digits;
}

void add_numbers(std::string& out, View values) {
  for (const double x : values) {
    auto bits = std::bit_cast<std::uint64_t>(x);
    for (int i = 0; i < 8; ++i, bits >>= 8) out += static_cast<char>(bits & 255);
  }
}

double number_at(const char* p) {
  std::uint64_t bits = 0;
  for (int i = 7; i >= 0; --i) bits = bits << 8 | static_cast<unsigned char>(p[i]);
  return std::bit_cast<double>(bits);
}

std::string_view raw(const Hash& h) { return {reinterpret_cast<const char*>(h.bytes.data()), h.bytes.size()}; }

/// Takes a file apart from its front.
class Taken {
 public:
  Taken(std::string_view bytes, const std::string& name) : rest_{bytes}, name_{name} {}
  [[noreturn]] void refuse(const std::string& what, const std::string& advice = "take a copy that is whole, or fit the model again") const {
    throw Error(what, advice, {name_});
  }
  std::string_view take(std::size_t n, const char* what) {
    if (rest_.size() < n) refuse(std::string("the model file is cut short within ") + what);
    const auto out = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return out;
  }
  std::uint64_t number(std::string_view digits, const char* what) const {
    std::uint64_t n = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
    if (problem != std::errc{} || end != digits.data() + digits.size()) refuse(std::string("the model file is damaged: ") + what + " is no number");
    return n;
  }
  std::string_view line() {
    const auto end = rest_.substr(0, 64).find('\n');
    if (end == rest_.npos) refuse("the model file is cut short, or damaged, within its first lines");
    return take(end + 1, "its first lines").substr(0, end);
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  const std::string& name_;
};

struct Listed {
  std::string name;
  std::uint64_t rows, columns;
};

std::uint64_t count_of(const Value& v) {
  const auto n = std::get<std::int64_t>(v.is);
  if (n < 0) throw std::invalid_argument("a negative count");
  return static_cast<std::uint64_t>(n);
}

/// What the head says of the arrays. Throws what the JSON reader throws.
std::vector<Listed> listed_arrays(Choices& head) {
  const auto at = head.find("arrays");
  if (at == head.end()) throw std::invalid_argument("no arrays");
  std::vector<Listed> out;
  for (const auto& v : std::get<List>(at->second.is)) {
    const auto& three = std::get<List>(v.is);
    if (three.size() != 3) throw std::invalid_argument("not an array's name and shape");
    out.push_back({std::get<std::string>(three[0].is), count_of(three[1]), count_of(three[2])});
  }
  head.erase(at);
  return out;
}

Choices head_of(const Taken& file, std::string_view text, std::vector<Listed>& arrays) {
  const auto end = text.find_last_not_of(" \n");
  try {
    Choices head = json::choices(text.substr(0, end == text.npos ? 0 : end + 1));
    arrays = listed_arrays(head);
    return head;
  } catch (const std::invalid_argument&) {
  } catch (const std::bad_variant_access&) {
  }
  file.refuse("the model file is damaged: its head cannot be read");
}

/// How many bytes the arrays take; more than there can be if the product leaves every bound.
std::uint64_t size_of(const std::vector<Listed>& arrays) {
  std::uint64_t total = 0;
  constexpr auto beyond = static_cast<std::uint64_t>(-1);
  for (const auto& a : arrays) {
    std::uint64_t n = 0;
    if (__builtin_mul_overflow(a.rows, a.columns, &n) || __builtin_mul_overflow(n, 8, &n) || __builtin_add_overflow(total, n, &total)) return beyond;
  }
  return total;
}

}  // namespace

std::string model_bytes(const ModelFile& model) {
  Choices head = model.head;
  List arrays;
  std::size_t numbers = 0;
  for (const auto& [name, a] : model.arrays) {
    arrays.push_back({List{{name}, {static_cast<std::int64_t>(a.rows)}, {static_cast<std::int64_t>(a.columns)}}});
    numbers += a.values.size();
  }
  head["arrays"] = {arrays};
  std::string text = json::written(head);
  std::string out = std::string(magic) + std::to_string(model_format) + "\n" + std::string(head_word);
  while ((out.size() + length_digits + 1 + text.size() + 1) % 8) text += ' ';
  text += '\n';
  out += padded(text.size()) + "\n" + text;
  out.reserve(out.size() + 8 * numbers + hash_bytes);
  for (const auto& [name, a] : model.arrays) add_numbers(out, a.values);
  return out += raw(sha256(out));
}

ModelFile parse_model(std::string_view bytes, const std::string& name) {
  Taken file{bytes, name};
  if (!bytes.starts_with(magic)) file.refuse("this is no model file of Paribus", "name a file that `paribus fit ... -o model.paribus` wrote");
  const auto format = file.number(file.line().substr(magic.size()), "its version");
  if (format != model_format)
    file.refuse("the model file has format " + std::to_string(format) + ", and this program reads format " + std::to_string(model_format),
                format > model_format ? "use the newer version of Paribus that wrote it, or fit the model again" : "fit the model again");
  const auto second = file.line();
  if (!second.starts_with(head_word) || second.size() != head_word.size() + length_digits) file.refuse("the model file is damaged: its second line does not give the length of its head");
  const auto length = file.number(second.substr(head_word.size()), "the length of its head");
  std::vector<Listed> arrays;
  ModelFile out{head_of(file, file.take(length, "its head"), arrays), {}};
  const auto size = size_of(arrays), there = static_cast<std::uint64_t>(file.rest().size());
  if (there < hash_bytes || size > there - hash_bytes) file.refuse("the model file is cut short within its numbers");
  if (size < there - hash_bytes) file.refuse("the model file goes on behind its end");
  if (raw(sha256(bytes.substr(0, bytes.size() - hash_bytes))) != bytes.substr(bytes.size() - hash_bytes))
    file.refuse("the model file is damaged: its bytes do not have the SHA-256 that it ends with");
  for (const auto& a : arrays) {
    Matrix m;
    m.rows = a.rows, m.columns = a.columns;
    const auto part = file.take(a.rows * a.columns * 8, "its numbers");
    m.values.reserve(part.size() / 8);
    for (std::size_t i = 0; i < part.size(); i += 8) m.values.push_back(number_at(part.data() + i));
    if (!out.arrays.emplace(a.name, std::move(m)).second) file.refuse("the model file is damaged: it has two arrays '" + text::printable(a.name) + "'");
  }
  return out;
}

Choices said_under(const ModelFile& file, const std::string& prefix) {
  Choices out;
  for (const auto& [name, value] : file.head)
    if (name.starts_with(prefix)) out.emplace(name.substr(prefix.size()), value);
  return out;
}

Error placed(const Error& e, const ModelFile& file, const std::string& name) {
  const auto it = file.head.find("program");
  const std::string program = it == file.head.end() ? program_version : it->second.plain();
  return Error(e.problem(), program != program_version ? "the file was written by Paribus " + program + ", and this is " + program_version : e.advice(), {name});
}

void write_model(const ModelFile& model, const std::string& path) { write_whole(path, model_bytes(model)); }

ModelFile read_model(const std::string& path) {
  const Bytes bytes = read_bytes(path);
  return parse_model(bytes.view(), path);
}

}  // namespace paribus
