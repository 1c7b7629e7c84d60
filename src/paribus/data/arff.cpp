// The rows of ARFF.
#include "paribus/data/arff.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "paribus/base/hash.hpp"
#include "paribus/base/text.hpp"
#include "paribus/data/arff_words.hpp"
#include "paribus/data/cell.hpp"
#include "paribus/data/roles.hpp"

namespace paribus {
namespace {

using Kind = ArffAttribute::Kind;

std::string quoted(const std::string& s) { return "'" + text::printable(s) + "'"; }

class Rows {
 public:
  Rows(const Source& source, const std::vector<ArffAttribute>& attributes, std::size_t from, Dataset& out)
      : source_{&source}, attributes_{&attributes}, from_{from}, out_{&out}, line_(source, from), words_(attributes.size()), known_(attributes.size()), lossy_(attributes.size()) {
    for (std::size_t j = 0; j < attributes.size(); ++j) {
      out.columns.push_back({attributes[j].name, Role::feature, attributes[j].kind == Kind::nominal || attributes[j].kind == Kind::text, {}, {}});
      for (std::size_t k = 0; k < attributes[j].words.size(); ++k) known_[j].emplace(attributes[j].words[k], k);
    }
    reserve_columns(out.columns, at_most(), source.name);
  }

  void read() {
    while (line_.line()) {
      if (line_.skip('{')) sparse();
      else dense();
      weight();
      if (!line_.at_end()) {
        const std::size_t extra = line_.offset();
        line_.refuse("this row has more than the " + text::count(attributes_->size()) + " values of its attributes", "put quotation marks around a value that contains a comma or a blank", extra);
      }
      if (++rows_ > most_numbers / attributes_->size()) throw Error("the table has more than the " + text::count(most_numbers) + " numbers that a table may hold", "divide the file", {source_->name});
    }
    if (rows_ == 0) throw Error("no rows follow @data", "add the data below it", {source_->name});
    for (std::size_t j = 0; j < attributes_->size(); ++j)
      if (out_->columns[j].categorical) out_->columns[j].categories = (*attributes_)[j].kind == Kind::text ? words_[j].take() : (*attributes_)[j].words;
    for (std::size_t j = 0; j < lossy_.size(); ++j)
      if (lossy_[j] > 0) out_->notes.push_back(lossy_note(lossy_[j], (*attributes_)[j].name));
    if (!weights_.empty()) add_weights();
  }

 private:
  // A dense row takes at least two bytes per attribute; a sparse one may take two in all, and then columns grow as needed.
  std::size_t at_most() const {
    const std::size_t left = source_->bytes.size() - std::min(from_, source_->bytes.size());
    const auto lines = static_cast<std::size_t>(std::count(source_->bytes.end() - static_cast<std::ptrdiff_t>(left), source_->bytes.end(), '\n')) + 1;
    return std::min(lines, left / (2 * attributes_->size()) + 1);
  }

  void dense() {
    for (std::size_t j = 0; j < attributes_->size(); ++j) {
      if (j > 0) line_.skip(',');
      if (line_.at_end())
        line_.refuse("this row has " + text::count(j) + (j == 1 ? " value" : " values") + ", and there are " + text::count(attributes_->size()) + " attributes", "write ? for a missing value", line_.offset());
      out_->columns[j].values.push_back(value(j, line_.word()));
    }
  }

  void sparse() {
    std::size_t done = 0;
    while (!line_.skip('}')) {
      if (line_.at_end()) line_.refuse("the braces of this sparse row are not closed", "end it with }", line_.offset());
      const ArffWord index = line_.word();
      std::size_t j = 0;
      const auto [stop, bad] = std::from_chars(index.text.data(), index.text.data() + index.text.size(), j);
      if (bad != std::errc{} || stop != index.text.data() + index.text.size()) line_.refuse("bad index " + quoted(index.text), "a sparse row is {index value, index value}, with indices from 0", index.offset);
      if (j >= attributes_->size()) line_.refuse("index " + text::count(j) + " where the attributes are numbered from 0 to " + text::count(attributes_->size() - 1), "correct it", index.offset);
      if (j < done) line_.refuse("index " + text::count(j) + " comes twice or too late", "write the indices of a row in ascending order", index.offset);
      const double x = value(j, line_.word());
      for (; done < j; ++done) out_->columns[done].values.push_back(left_out(done));
      out_->columns[done++].values.push_back(x);
      line_.skip(',');
    }
    for (; done < attributes_->size(); ++done) out_->columns[done].values.push_back(left_out(done));
  }

  // 0, and so the first of the declared words; the first word of all of a string attribute has no such meaning.
  double left_out(std::size_t j) {
    if ((*attributes_)[j].kind == Kind::text)
      line_.refuse("this sparse row leaves the string " + quoted((*attributes_)[j].name) + " out", "write its value: what is left out is 0, and a string has no 0", line_.offset());
    return 0;
  }

  double value(std::size_t j, const ArffWord& w) {
    const ArffAttribute& a = (*attributes_)[j];
    if (!w.quoted && w.text == "?") return std::nan("");
    if (a.kind == Kind::text) return words_[j].of(w.text);
    if (a.kind == Kind::nominal) {
      if (const auto it = known_[j].find(w.text); it != known_[j].end()) return static_cast<double>(it->second);
      line_.refuse(quoted(w.text) + " is no value of attribute " + quoted(a.name), suggestion(w.text, std::span(a.words).first(std::min<std::size_t>(a.words.size(), 40))), w.offset);
    }
    if (a.kind == Kind::date) {
      const double x = read_date(w.text, a.format);
      if (std::isnan(x)) line_.refuse(quoted(w.text) + " is no date of the form " + quoted(a.format), "correct it, or write ? if it is missing", w.offset);
      return x;
    }
    double x;
    const CsvCell cell = read_cell(w.text, x);
    if (cell == CsvCell::infinite) line_.refuse("infinite number " + quoted(w.text) + " of attribute " + quoted(a.name), "a double reaches 1.8e308; write ? for a missing value", w.offset);
    if (cell == CsvCell::word || (cell == CsvCell::missing && !same_letters(w.text, "nan")))
      line_.refuse("bad number " + quoted(w.text) + " of attribute " + quoted(a.name), "correct it, or write ? if it is missing", w.offset);
    lossy_[j] += cell == CsvCell::number && lossy(w.text, x);
    return x;
  }

  void weight() {
    const std::size_t comma = line_.offset();
    if (line_.skip(',') && !line_.next_is('{')) line_.refuse("this row has more than the " + text::count(attributes_->size()) + " values of its attributes", "remove the comma at its end, or put quotation marks around a value that contains one", comma);
    if (!line_.skip('{')) {
      if (!weights_.empty()) weights_.push_back(1);
      return;
    }
    const ArffWord w = line_.word();
    double x = 0;
    if (read_cell(w.text, x) != CsvCell::number || x < 0) line_.refuse("bad weight " + quoted(w.text), "a weight is a number of at least 0", w.offset);
    if (!line_.skip('}')) line_.refuse("the braces of this weight are not closed", "end it with }", line_.offset());
    if (weights_.empty()) weights_.assign(rows_, 1);
    weights_.push_back(x);
  }

  void add_weights() {
    std::string name = "weight";
    while (std::any_of(out_->columns.begin(), out_->columns.end(), [&](const Column& c) { return c.name == name; })) name += "_of_row";
    out_->notes.push_back("some rows carry a weight in braces: column '" + name + "'; the others weigh 1");
    out_->columns.push_back({name, Role::weight, false, std::move(weights_), {}});
  }

  const Source* source_;
  const std::vector<ArffAttribute>* attributes_;
  std::size_t from_;
  Dataset* out_;
  ArffWords line_;
  std::vector<Vocabulary> words_;                                          // of strings
  std::vector<std::unordered_map<std::string, std::size_t>> known_;   // of nominal attributes
  std::vector<std::size_t> lossy_;   // numbers of each attribute
  Vector weights_;
  std::size_t rows_ = 0;
};

}  // namespace

Dataset read_arff(const Source& source, const std::string& target) {
  check_text(source);
  Dataset out;
  std::size_t from = 0;
  const auto attributes = read_arff_header(source, from, out.notes);
  Rows(source, attributes, from, out).read();
  out.name = stem(source.name);
  out.provenance = {source.name, "", sha256(source.bytes).hex()};
  drop_unused_categories(out);
  find_row_numbers(out);
  choose_target(out, target, source.name, [&](std::size_t row) {
    ArffWords lines(source, from);
    for (std::size_t r = 0; r <= row; ++r) lines.line();
    return source.where(lines.offset());
  });
  return out;
}

}  // namespace paribus
