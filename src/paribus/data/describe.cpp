#include "paribus/data/describe.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/base/settings.hpp"
#include "paribus/base/text.hpp"

namespace paribus {
namespace {

constexpr std::size_t ends = 5, most = 100;   // columns that a table shows

constexpr std::string_view word(Role r) {
  switch (r) {
    case Role::feature: return "feature";
    case Role::target: return "target";
    case Role::weight: return "weight";
    case Role::group: return "group";
    case Role::time: return "time";
    case Role::id: return "id";
  }
  return "";
}

using Row = std::vector<std::string>;

void add_table(std::string& out, const std::vector<Row>& table) {
  std::vector<std::size_t> width(table[0].size());
  for (const auto& row : table)
    for (std::size_t c = 0; c < row.size(); ++c) width[c] = std::max(width[c], text::width(row[c]));
  for (const auto& row : table) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) line += "  " + text::padded(row[c], width[c], c > 2);
    out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
}

// What the number features of a wide table have in common.
struct Together {
  std::size_t count = 0, missing = 0, fewest = SIZE_MAX, most = 0;
  double low = infinity, high = -infinity, least_mean = infinity, greatest_mean = -infinity;
  void add(const Description::Column& f) {
    ++count;
    missing += f.missing;
    if (f.distinct == 0) return;
    fewest = std::min(fewest, f.distinct), most = std::max(most, f.distinct);
    low = std::min(low, f.low), high = std::max(high, f.high);
    least_mean = std::min(least_mean, f.mean), greatest_mean = std::max(greatest_mean, f.mean);
  }
  std::string sentence() const {
    const std::string fields = text::count(missing) + " missing";
    if (most == 0) return "all " + text::count(count) + " number features: " + fields;
    return "all " + text::count(count) + " number features: " + fields + ", " + text::count(fewest) + " to " + text::count(most) +
           " distinct values each, from " + figure_words(low) + " to " + figure_words(high) + ", means from " + figure_words(least_mean) + " to " + figure_words(greatest_mean);
  }
};

void add_classes(std::string& out, const Description& data) {
  const auto* target = data.target();
  if (!target || !target->categorical) return;
  std::vector<std::string> shares;
  for (std::size_t i = 0; i < target->count.size() && i < 20; ++i)
    shares.push_back(short_name(target->levels[i]) + " " + share_words(target->count[i], data.rows));
  if (target->count.size() > 20) shares.push_back(std::to_string(target->count.size() - 20) + " more");
  out += "classes of '" + short_name(target->name) + "': " + text::list(shares) + "\n";
}

}  // namespace

std::string listed(std::vector<std::string> names) {
  if (names.size() <= 10) return text::list(names);
  const std::size_t rest = names.size() - 10;
  names.resize(10);
  names.push_back(std::to_string(rest) + " more");
  return text::list(names);
}

std::string short_name(const std::string& name, std::size_t most) {
  std::string out = text::printable(name);
  if (text::width(out) <= most) return out;
  std::size_t end = most - 1;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
  return out.substr(0, end) + "…";
}

std::string figure_words(double x) {
  const std::string exact = shortest(std::abs(x));
  return std::isfinite(x) && exact.size() <= 7 ? (x < 0 ? "−" : "") + exact : text::number(x, 4);
}

std::string share_words(std::size_t part, std::size_t whole) {
  return text::count(part) + " (" + text::percent(static_cast<double>(part) / static_cast<double>(whole)) + ")";
}

std::string shape_words(const Description& data) {
  const auto say = [](std::size_t n, const std::string& one) { return text::count(n) + " " + one + (n == 1 ? "" : "s"); };
  const auto* target = data.target();
  return say(data.rows, "row") + ", " + say(data.columns.size(), "column") + ", " + say(data.features, "feature") +
         (!target ? "" : (target->categorical ? "; classification of '" : "; regression of '") + short_name(target->name) + "'");
}

std::vector<Row> column_table(const Description& data) {
  std::vector<Row> table{{"column", "role", "type", "missing", "distinct", "minimum", "mean", "deviation", "maximum"}};
  const std::size_t columns = data.columns.size();
  for (std::size_t j = 0; j < columns; ++j) {
    const auto& c = data.columns[j];
    if (columns > most && j == ends) table.push_back({"…"}), table.back().resize(table[0].size());
    if (columns > most && j >= ends && j + ends < columns && c.role != Role::target) continue;
    Row row{short_name(c.name), std::string(word(c.role)), c.categorical ? "words" : "numbers", text::count(c.missing), text::count(c.distinct)};
    if (!c.categorical) row.insert(row.end(), {figure_words(c.low), figure_words(c.mean), figure_words(c.deviation), figure_words(c.high)});
    row.resize(table[0].size());
    table.push_back(std::move(row));
  }
  return table;
}

std::string together(const Description& data) {
  Together out;
  for (const auto& c : data.columns)
    if (c.role == Role::feature && !c.categorical) out.add(c);
  return data.columns.size() > most && out.count > 0 ? out.sentence() : "";
}

std::string describe(const Description& data) {
  std::string out = short_name(data.name, 80) + ": " + shape_words(data) + "\n\n";
  if (!data.columns.empty()) add_table(out, column_table(data));
  if (const std::string all = together(data); !all.empty()) out += all + "\n";
  out += "\n";
  add_classes(out, data);
  out += "constant columns: " + (data.constant.empty() ? "none" : listed(data.constant)) + "\n";
  out += "duplicate columns: " + (data.repeated.empty() ? "none" : listed(data.repeated)) + "\n";
  out += "duplicate rows: " + text::count(data.duplicate_rows) + "\n";
  out += "origin: " + text::printable(data.provenance.origin) + "\n";
  if (!data.provenance.licence.empty()) out += "license: " + text::printable(data.provenance.licence) + "\n";
  out += "SHA-256: " + data.provenance.sha256 + "\n";
  for (const auto& note : data.notes) out += "note: " + text::printable(note) + "\n";
  return out;
}

}  // namespace paribus
