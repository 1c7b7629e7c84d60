#include "paribus/data/libsvm.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "paribus/base/hash.hpp"
#include "paribus/base/text.hpp"
#include "paribus/data/cell.hpp"
#include "paribus/data/roles.hpp"

namespace paribus {
namespace {

constexpr std::size_t most_index = std::size_t{1} << 20;

// The parts of one row after the other: a label, then pairs.
class Walk {
 public:
  explicit Walk(const Source& source) : source_{&source}, next_{source.bytes.starts_with("\xEF\xBB\xBF") ? std::size_t{3} : 0} {}

  bool row() {
    const auto b = source_->bytes;
    while (next_ < b.size()) {
      p_ = next_;
      const std::size_t stop = std::min(b.find_first_of("\r\n", p_), b.size());
      next_ = stop + (b.substr(stop, 2) == "\r\n" ? 2 : 1);
      end_ = std::min(b.substr(0, stop).find('#', p_), stop);
      if (more()) return true;
    }
    return false;
  }
  bool more() {
    while (p_ < end_ && (source_->bytes[p_] == ' ' || source_->bytes[p_] == '\t')) ++p_;
    return p_ < end_;
  }
  std::string_view part() {
    more();
    at_ = p_;
    while (p_ < end_ && source_->bytes[p_] != ' ' && source_->bytes[p_] != '\t') ++p_;
    return source_->bytes.substr(at_, p_ - at_);
  }
  std::size_t at() const { return at_; }
  std::size_t rounded() const { return lossy_; }   ///< numbers so far that a double does not hold
  [[noreturn]] void refuse(const std::string& what, const std::string& advice, std::size_t before = 0) const { throw Error(what, advice, source_->where(at_ + before)); }

  double label() {
    const auto raw = part();
    double x;
    if (raw.find(':') != raw.npos) refuse("a row without a label", "begin it with the label: 1 " + shown(raw));
    if (raw.find(',') != raw.npos) refuse("several labels in one row: '" + shown(raw) + "'", "one label per row can be read");
    if (read_cell(raw, x) != CsvCell::number) refuse("bad label '" + shown(raw) + "'", "a label is a number; is this a LIBSVM file?");
    lossy_ += lossy(raw, x);
    return x;
  }
  // The next pair: true for index:value, false for qid:value.
  bool pair(std::size_t& index, double& value) {
    const auto raw = part();
    const auto colon = raw.find(':');
    if (colon == raw.npos) refuse("'" + shown(raw) + "' where index:value is due", "correct it; what follows # is a comment");
    const auto key = raw.substr(0, colon), text = raw.substr(colon + 1);
    const CsvCell cell = read_cell(text, value);
    if (cell == CsvCell::infinite) refuse("infinite number '" + shown(text) + "'", "a double reaches 1.8e308", colon + 1);
    if (cell != CsvCell::number) refuse("bad number '" + shown(text) + "'", "correct it; leave out what is 0", colon + 1);
    lossy_ += lossy(text, value);
    if (key == "qid") return false;
    const auto [stop, bad] = std::from_chars(key.data(), key.data() + key.size(), index);
    if (bad == std::errc::result_out_of_range || (bad == std::errc{} && stop == key.data() + key.size() && index > most_index))
      refuse("index " + shown(key) + " is beyond the " + text::count(most_index) + " columns that can be read", "correct it, or number the columns anew");
    if (bad != std::errc{} || stop != key.data() + key.size()) refuse("bad index '" + shown(key) + "'", "an index is a whole number from 0 or 1 on");
    return true;
  }

 private:
  static std::string shown(std::string_view s) { return text::printable(s.substr(0, 40)) + (s.size() > 40 ? "..." : ""); }

  const Source* source_;
  std::size_t next_ = 0, p_ = 0, end_ = 0, at_ = 0, lossy_ = 0;
};

struct Outline {
  std::size_t rows = 0, with_group = 0, least = SIZE_MAX, most = 0;
};

// The first pass proves everything, so that the second has only to write.
Outline outline_of(const Source& source) {
  Outline out;
  Walk walk(source);
  while (walk.row()) {
    walk.label();
    ++out.rows;
    bool first = true;
    std::size_t before = 0, index = 0;
    double value;
    for (; walk.more(); first = false) {
      if (!walk.pair(index, value)) {
        if (!first) walk.refuse("qid behind the first pair", "write it right behind the label");
        if (++out.with_group != out.rows) walk.refuse("this row has a qid, and rows before it have none", "give every row its qid, or none");
        index = 0;
        first = true;
        before = SIZE_MAX;  // no index yet
        continue;
      }
      const bool fresh = first;
      if (!fresh && index <= before && before != SIZE_MAX)
        walk.refuse(index == before ? "index " + text::count(index) + " comes twice in this row" : "index " + text::count(index) + " stands behind " + text::count(before),
                    "write the indices of a row in ascending order, each once");
      before = index;
      out.least = std::min(out.least, index);
      out.most = std::max(out.most, index);
    }
    if (out.with_group > 0 && out.with_group != out.rows) walk.refuse("this row has no qid, and rows before it have one", "give every row its qid, or none");
  }
  if (out.rows == 0) throw Error("the file holds only blank lines and comments", "give rows of the form: label index:value", {source.name});
  if (out.least == SIZE_MAX) throw Error("no row has an index", "give rows of the form: label index:value", {source.name});
  return out;
}

}  // namespace

Dataset read_libsvm(const Source& source, const std::string& target) {
  check_text(source);
  const Outline o = outline_of(source);
  const std::size_t base = o.least == 0 ? 0 : 1, d = o.most + 1 - base;
  Dataset out;
  out.name = stem(source.name);
  out.provenance = {source.name, "", sha256(source.bytes).hex()};
  if (o.rows > most_numbers / (d + 2))
    throw Error("a table of " + text::count(o.rows) + " rows and " + text::count(d) + " columns has more than the " + text::count(most_numbers) + " numbers that a table may hold",
                "take fewer rows or columns: what is sparse in the file is not in the table", {source.name});
  for (std::size_t j = 0; j < d; ++j) out.columns.push_back({"feature_" + std::to_string(j + base), Role::feature, false, {}, {}});
  if (o.with_group) out.columns.push_back({"qid", Role::group, false, {}, {}});
  out.columns.push_back({"label", Role::feature, false, {}, {}});
  reserve_columns(out.columns, o.rows, source.name);
  for (auto& c : out.columns) c.values.assign(o.rows, 0);
  Walk walk(source);
  for (std::size_t i = 0; walk.row(); ++i) {
    out.columns.back().values[i] = walk.label();
    std::size_t index;
    double value;
    while (walk.more()) {
      const bool feature = walk.pair(index, value);
      out.columns[feature ? index - base : d].values[i] = value;
    }
  }
  if (const std::size_t n = walk.rounded()) out.notes.push_back(lossy_note(n, ""));
  out.notes.push_back(base == 0 ? "indices are counted from 0, since index 0 occurs" : "indices are counted from 1, since index 0 does not occur");
  choose_target(out, target.empty() ? "label" : target, source.name);
  return out;
}

}  // namespace paribus
