// The only file of this room that knows nlohmann's JSON. Events of its parser go straight into columns.
#include "paribus/data/json_lines.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "paribus/base/hash.hpp"
#include "paribus/base/text.hpp"
#include "paribus/data/cell.hpp"
#include "paribus/data/roles.hpp"

namespace paribus {
namespace {

using Json = nlohmann::json;

std::string in_marks(const std::string& s) { return "'" + text::printable(s.substr(0, 60)) + "'"; }

// Reads bytes for the parser and says how far it has come.
struct Cursor {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;
  const char* p;
  const char** seen;
  reference operator*() const {
    *seen = p;
    return *p;
  }
  Cursor& operator++() {
    ++p;
    return *this;
  }
  Cursor operator++(int) {
    Cursor old = *this;
    ++p;
    return old;
  }
  bool operator==(const Cursor& other) const { return p == other.p; }
};

enum class Holds { nothing, numbers, words, flags };

struct Key {
  Vocabulary words;
  Holds holds = Holds::nothing;
  std::size_t absent = 0, lossy = 0;   ///< rows without it; numbers that a double does not hold
};

class Table final : public Json::json_sax_t {
 public:
  Table(const Source& source, Dataset& out, std::size_t most_rows) : source_{&source}, out_{&out}, most_rows_{most_rows} {}

  std::size_t rows = 0;
  const char* seen = nullptr;  ///< the last byte that the parser has looked at
  bool array = false;          ///< the whole text is one array

  bool null() override { return value(Holds::nothing, std::nan("")); }
  bool boolean(bool x) override { return value(Holds::flags, x); }
  bool number_integer(number_integer_t x) override { return number(static_cast<double>(x), std::to_string(x)); }
  bool number_unsigned(number_unsigned_t x) override { return number(static_cast<double>(x), std::to_string(x)); }
  bool number_float(number_float_t x, const string_t& text) override {
    if (std::isinf(x)) refuse("infinite number " + in_marks(text), "a double reaches 1.8e308; write null for a missing value");
    return number(x, text);
  }
  bool string(string_t& x) override {
    column();
    return value(Holds::words, keys_[at_].words.of(x));
  }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override {
    if (inside_) refuse("an object inside a row", "write its values as columns of their own");
    inside_ = true;
    return true;
  }
  bool key(string_t& name) override {
    name_ = name;
    const auto [it, fresh] = index_.try_emplace(name, keys_.size());
    at_ = it->second;
    if (fresh) add(name);
    if (out_->columns[at_].values.size() > rows) refuse("the key " + in_marks(name) + " comes twice in this row", "remove one");
    return true;
  }
  bool end_object() override {
    inside_ = false;
    ++rows;
    if (rows > most_numbers / std::max<std::size_t>(keys_.size(), 1)) refuse("the table has more than the " + text::count(most_numbers) + " numbers that a table may hold", "divide the file");
    for (std::size_t j = 0; j < keys_.size(); ++j)
      if (auto& v = out_->columns[j].values; v.size() < rows) {
        v.push_back(std::nan(""));
        ++keys_[j].absent;
      }
    return true;
  }
  bool start_array(std::size_t) override {
    if (inside_) refuse("a list inside a row", "write its values as columns of their own");
    if (!array || opened_) refuse("a list where an object is due", "write every row as {\"name\": value, ...}");
    opened_ = true;
    return true;
  }
  bool end_array() override { return true; }
  bool parse_error(std::size_t, const std::string&, const Json::exception& e) override {
    // "[json.exception.parse_error.101] parse error at line 1, column 5: syntax error while parsing ...": the last part says what.
    std::string what = e.what();
    if (what.find("number overflow") != what.npos) refuse("infinite number", "a double reaches 1.8e308; write null for a missing value");
    if (const auto at = what.find("column"); at != what.npos) what = what.substr(std::min(what.find(": ", at) + 2, what.size()));
    refuse("this is no JSON: " + text::printable(what), "every row is an object: {\"name\": value, ...}");
  }

  void finish() {
    for (std::size_t j = 0; j < keys_.size(); ++j) {
      Column& c = out_->columns[j];
      c.categorical = keys_[j].holds == Holds::words || keys_[j].holds == Holds::flags;
      if (keys_[j].holds == Holds::words) c.categories = keys_[j].words.take();
      if (keys_[j].holds == Holds::flags) c.categories = {"false", "true"};
      if (keys_[j].lossy > 0) out_->notes.push_back(lossy_note(keys_[j].lossy, c.name));
      if (keys_[j].absent > 0) out_->notes.push_back("the key " + in_marks(c.name) + " is absent from " + text::count(keys_[j].absent) + (keys_[j].absent == 1 ? " row" : " rows") + ", where its value counts as missing");
    }
  }
  [[noreturn]] void refuse(const std::string& what, const std::string& advice) const {
    throw Error(what, advice, source_->where(seen ? static_cast<std::size_t>(seen - source_->bytes.data()) : 0));
  }

 private:
  bool number(double x, std::string_view written) {
    value(Holds::numbers, x);
    keys_[at_].lossy += lossy(written, x);
    return true;
  }
  void column() const {
    if (!inside_) refuse("a value where an object is due", "write every row as {\"name\": value, ...}");
  }
  void add(const std::string& name) {
    if (keys_.size() >= most_numbers / (rows + 1)) refuse("the table has more than the " + text::count(most_numbers) + " numbers that a table may hold", "divide the file");
    // A key that begins late costs a whole column, so a few bytes must not buy much memory: a column per 16 bytes of text at most.
    if ((keys_.size() + 1) * rows > 64 * source_->bytes.size() + 4096) refuse("most rows lack most keys: " + text::count(keys_.size() + 1) + " keys in " + text::count(rows + 1) + " rows", "give rows that have the same keys");
    keys_.emplace_back();
    keys_.back().absent = rows;
    Column& c = out_->columns.emplace_back(Column{name, Role::feature, false, {}, {}});
    if (rows == 0) c.values.reserve(most_rows_);
    c.values.resize(rows, std::nan(""));
  }
  bool value(Holds kind, double x) {
    column();
    Key& k = keys_[at_];
    if (kind != Holds::nothing && k.holds != Holds::nothing && k.holds != kind) {
      const auto word = [](Holds h) { return std::string(h == Holds::numbers ? "a number" : h == Holds::words ? "a word" : "true or false"); };
      refuse(word(kind) + " under the key " + in_marks(name_) + ", which held " + word(k.holds) + " before", "write all values of a column alike; null for a missing one");
    }
    if (kind != Holds::nothing) k.holds = kind;
    out_->columns[at_].values.push_back(x);
    return true;
  }

  const Source* source_;
  Dataset* out_;
  std::size_t most_rows_, at_ = 0;
  std::unordered_map<std::string, std::size_t> index_;
  std::deque<Key> keys_;
  std::string name_;
  bool inside_ = false, opened_ = false;
};

void parse(Table& table, const char* begin, const char* end) {
  table.seen = begin;
  Json::sax_parse(Cursor{begin, &table.seen}, Cursor{end, &table.seen}, &table, Json::input_format_t::json, true);
}

}  // namespace

Dataset read_json(const Source& source, const std::string& target) {
  check_text(source);
  const auto b = source.bytes;
  const char *p = b.data() + (b.starts_with("\xEF\xBB\xBF") ? 3 : 0), *const end = b.data() + b.size();
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (p < end && blank(*p)) ++p;
  if (p == end) throw Error("the file holds only blank lines", "give one object per line: {\"name\": value, ...}", {source.name});
  Dataset out;
  out.name = stem(source.name);
  out.provenance = {source.name, "", sha256(b).hex()};
  const bool array = *p == '[';
  // A row of k keys takes at least 4 k bytes, so a first row may not promise more rows than its lines and length allow.
  const auto lines = static_cast<std::size_t>(std::count(p, end, '\n')) + 1;
  const char* const first_end = std::find(p, end, '\n');
  const std::size_t first = static_cast<std::size_t>(first_end - p) + 1;
  Table table(source, out, array ? 0 : std::min(lines, 2 * b.size() / first + 1));
  table.array = array;
  if (array) {
    parse(table, p, end);
  } else {
    for (; p < end; ++p) {
      const char* stop = std::find(p, end, '\n');
      if (std::any_of(p, stop, [&](char c) { return !blank(c); })) parse(table, p, stop);
      p = stop;
      if (p == end) break;
    }
  }
  if (table.rows == 0 || out.columns.empty()) throw Error("no row has a value", "give one object per line: {\"name\": value, ...}", {source.name});
  table.finish();
  check_names(out, source.name);
  drop_unused_categories(out);
  find_row_numbers(out);
  choose_target(out, target, source.name);
  return out;
}

}  // namespace paribus
