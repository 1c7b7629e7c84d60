// The header of a NumPy array: a dictionary in Python's notation, of which only this form is read.
#include <charconv>

#include "paribus/base/text.hpp"
#include "paribus/data/byte_order.hpp"
#include "paribus/data/npy.hpp"
#include "paribus/data/roles.hpp"

namespace paribus {
namespace {

constexpr const char* again = "write it with numpy.save, or fetch it again";

class Dictionary {
 public:
  Dictionary(std::string_view text, const std::string& file) : text_{text}, file_{&file} {}

  void read(NpyArray& out) {
    bool descr = false, order = false, shape = false;
    need('{');
    while (!skip('}')) {
      const std::string key = word();
      need(':');
      if (key == "descr" && !descr) descr = true, types(out);
      else if (key == "fortran_order" && !order) order = true, out.fortran = truth();
      else if (key == "shape" && !shape) shape = true, sizes(out.shape);
      else refuse("the header has the key '" + text::printable(key) + "'", again);
      if (!skip(',') && !next_is('}')) refuse("the header is no dictionary of Python", again);
    }
    blanks();
    if (at_ != text_.size() || !descr || !order || !shape) refuse("the header is no dictionary of descr, fortran_order and shape", again);
  }

 private:
  void blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }
  bool next_is(char c) {
    blanks();
    return at_ < text_.size() && text_[at_] == c;
  }
  bool skip(char c) {
    const bool there = next_is(c);
    at_ += there;
    return there;
  }
  void need(char c) {
    if (!skip(c)) refuse(std::string("the header is no dictionary of Python: ") + c + " is due", again);
  }
  std::string word() {
    const char mark = next_is('"') ? '"' : '\'';
    need(mark);
    const auto end = text_.find(mark, at_);
    if (end == text_.npos) refuse("a word of the header is never closed", again);
    const auto out = text_.substr(at_, end - at_);
    if (out.find('\\') != out.npos) refuse("a backslash in a word of the header", again);
    at_ = end + 1;
    return std::string(out);
  }
  bool truth() {
    blanks();
    for (const auto& [word, value] : {std::pair{std::string_view("True"), true}, {std::string_view("False"), false}})
      if (text_.substr(at_).starts_with(word)) {
        at_ += word.size();
        return value;
      }
    refuse("fortran_order is neither True nor False", again);
  }
  void sizes(std::vector<std::size_t>& out) {
    need('(');
    while (!skip(')')) {
      blanks();
      std::size_t n = 0;
      const auto [stop, bad] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), n);
      if (bad != std::errc{}) refuse("the shape holds something else than whole numbers", again);
      at_ = static_cast<std::size_t>(stop - text_.data());
      out.push_back(n);
      if (out.size() > 8) refuse("an array of more than 8 axes", "ranks up to 8 can be read");
      if (!skip(',') && !next_is(')')) refuse("the shape is no tuple of whole numbers", again);
    }
  }
  void types(NpyArray& out) {
    if (!skip('[')) {
      out.fields.push_back(type("", word()));
      out.bytes_each = out.fields[0].bytes;
      return;
    }
    while (!skip(']')) {
      need('(');
      const std::string name = word();
      need(',');
      if (next_is('[')) refuse("records within records", "write their fields as columns of one record");
      NpyField f = type(name, word());
      if (skip(',') && next_is('(')) refuse("the field '" + text::printable(name) + "' holds arrays", "write them as fields of their own");
      need(')');
      f.offset = out.bytes_each;
      out.bytes_each += f.bytes;
      out.fields.push_back(std::move(f));
      if (!skip(',') && !next_is(']')) refuse("the list of fields is damaged", again);
    }
    if (out.fields.empty()) refuse("records without a field", again);
  }
  NpyField type(const std::string& name, const std::string& descr) {
    NpyField out;
    out.name = name;
    const std::string shown = "'" + text::printable(descr) + "'";
    if (descr.size() >= 2 && descr[descr[0] == '|' ? 1 : 0] == 'O')
      refuse("an array of Python objects (" + shown + ")", "it is never read, since that would run what is in the file; save numbers or words: x.astype(float)");
    if (descr.size() < 3 || (descr[0] != '<' && descr[0] != '>' && descr[0] != '|' && descr[0] != '=')) refuse("unknown type " + shown, again);
    out.big = descr[0] == '>';
    out.kind = descr[1];
    const auto [stop, bad] = std::from_chars(descr.data() + 2, descr.data() + descr.size(), out.bytes);
    const bool whole = bad == std::errc{} && stop == descr.data() + descr.size();
    const auto b = out.bytes;
    const bool power = b == 1 || b == 2 || b == 4 || b == 8;
    const bool known = whole && ((out.kind == 'b' && b == 1) || ((out.kind == 'i' || out.kind == 'u') && power) || (out.kind == 'f' && power && b > 1) ||
                                 ((out.kind == 'S' || out.kind == 'U') && b > 0 && b <= 65536));
    if (out.kind == 'U') out.bytes *= 4;
    if (!known)
      refuse("the type " + shown + " cannot be read", out.kind == 'M' || out.kind == 'm' ? "turn times into numbers: x.astype('int64')"
                                                      : out.kind == 'c'                ? "save the real and the imaginary part"
                                                                                       : "known: b1, i1 to i8, u1 to u8, f2 to f8, S and U; turn others into numbers: x.astype(float)");
    return out;
  }
  [[noreturn]] void refuse(const std::string& what, const std::string& advice) const { throw Error(what, advice, {*file_}); }

  std::string_view text_;
  const std::string* file_;
  std::size_t at_ = 0;
};

}  // namespace

NpyArray read_npy_header(std::string_view bytes, const std::string& name) {
  const auto refuse = [&](const std::string& what, const std::string& advice) { throw Error(what, advice, {name}); };
  if (bytes.empty()) refuse("the file is empty", "give an array of NumPy");
  if (!bytes.starts_with("\x93NUMPY")) refuse("this is no array of NumPy", "write it with numpy.save; a table of text should end in .csv");
  if (bytes.size() < 12) refuse("the file ends inside its header", again);
  const int major = bytes[6];
  if (major < 1 || major > 3) refuse("version " + std::to_string(static_cast<unsigned char>(bytes[6])) + " of NumPy's format", "versions 1 to 3 can be read");
  const std::size_t start = major == 1 ? 10 : 12;
  const std::size_t length = major == 1 ? little_endian<std::uint16_t>(bytes.data() + 8) : little_endian<std::uint32_t>(bytes.data() + 8);
  if (length > bytes.size() - start) refuse("the file ends inside its header", again);
  NpyArray out;
  Dictionary(bytes.substr(start, length), name).read(out);
  out.data = bytes.substr(start + length);

  std::string promised;
  std::size_t count = 1;
  for (const auto n : out.shape) {
    promised += (promised.empty() ? "" : " x ") + std::to_string(n);
    if (n == 0) refuse("the array has no elements (" + promised + ")", "give one with at least one row");
    if (count > most_numbers / n) refuse("the header promises more than the " + text::count(most_numbers) + " elements that a table may hold", "divide the array");
    count *= n;
  }
  if (out.shape.empty()) refuse("the array is a single number", "give one with rows and columns");
  if (count * out.bytes_each != out.data.size())
    refuse("the header promises " + promised + " elements, which are " + text::count(count * out.bytes_each) + " bytes, and " + text::count(out.data.size()) + " follow it",
           std::string("the file was cut short, or its header is damaged; ") + again);
  return out;
}

}  // namespace paribus
