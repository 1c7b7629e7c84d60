#include "paribus/data/describe.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <numeric>
#include <unordered_map>

#include "paribus/base/settings.hpp"
#include "paribus/base/text.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

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

// Names and words of the file, fit for one cell of the table.
std::string shown(const std::string& s, std::size_t most = 32) {
  std::string out = text::printable(s);
  if (text::width(out) <= most) return out;
  std::size_t end = most - 1;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
  return out.substr(0, end) + "…";
}

// NaN equals NaN here, and -0 equals 0.
bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

std::uint64_t bits(double x) {
  if (std::isnan(x)) return 1;  // one NaN for all, a denormal that no table holds
  x += 0.0;
  std::uint64_t out;
  std::memcpy(&out, &x, sizeof out);
  return out;
}

std::uint64_t mixed(std::uint64_t h, std::uint64_t x) {  // the finalizer of SplitMix64
  h = (h ^ x) + 0x9E3779B97F4A7C15u;
  h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9u;
  h = (h ^ (h >> 27)) * 0x94D049BB133111EBu;
  return h ^ (h >> 31);
}

// How many different values. Sorts x; but many whole numbers of two bytes, as images have, are ticked off a list.
std::size_t count_distinct(Vector& x) {
  constexpr double end = 65536;
  if (x.size() > 4096 && std::all_of(x.begin(), x.end(), [](double v) { return v >= 0 && v < end && v == std::floor(v); })) {
    std::vector<bool> seen(static_cast<std::size_t>(end));
    for (const double v : x) seen[static_cast<std::size_t>(v)] = true;
    return static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
  }
  std::sort(x.begin(), x.end());
  return static_cast<std::size_t>(std::unique(x.begin(), x.end()) - x.begin());
}

struct Facts {
  std::size_t missing = 0, distinct = 0;
  double low = NAN, mean = NAN, high = NAN;
  explicit Facts(const Column& c) {
    Vector x;
    x.reserve(c.values.size());
    for (const double v : c.values)
      if (!std::isnan(v)) x.push_back(v);
    missing = c.values.size() - x.size();
    if (x.empty()) return;
    mean = paribus::mean(x);
    const auto [least, most] = std::minmax_element(x.begin(), x.end());
    low = *least;
    high = *most;
    distinct = count_distinct(x);
  }
};

using Row = std::vector<std::string>;

// As the file has it if that is short, else four figures.
std::string figure(double x) {
  const std::string exact = shortest(x);
  return std::isfinite(x) && exact.size() <= 7 ? exact : text::number(x, 4);
}

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
  void add(const Facts& f) {
    ++count;
    missing += f.missing;
    if (f.distinct == 0) return;
    fewest = std::min(fewest, f.distinct), most = std::max(most, f.distinct);
    low = std::min(low, f.low), high = std::max(high, f.high);
    least_mean = std::min(least_mean, f.mean), greatest_mean = std::max(greatest_mean, f.mean);
  }
  std::string sentence() const {
    const std::string fields = text::count(missing) + " missing";
    if (most == 0) return "all " + text::count(count) + " number features: " + fields + "\n";
    return "all " + text::count(count) + " number features: " + fields + ", " + text::count(fewest) + " to " + text::count(most) +
           " distinct values each, from " + figure(low) + " to " + figure(high) + ", means from " + figure(least_mean) + " to " + figure(greatest_mean) + "\n";
  }
};

void add_columns(std::string& out, const Dataset& data, std::vector<std::string>& constant) {
  std::vector<Row> table{{"column", "role", "type", "missing", "distinct", "minimum", "mean", "maximum"}};
  const std::size_t columns = data.columns.size(), ends = 5;
  const bool wide = columns > 100;
  Together together;
  for (std::size_t j = 0; j < columns; ++j) {
    const auto& c = data.columns[j];
    const Facts f(c);
    if (f.distinct <= 1) constant.push_back("'" + shown(c.name) + "'");
    if (c.role == Role::feature && !c.categorical) together.add(f);
    if (wide && j == ends) table.push_back({"…"});
    if (wide && j >= ends && j + ends < columns && c.role != Role::target) continue;
    Row row{shown(c.name), std::string(word(c.role)), c.categorical ? "words" : "numbers", text::count(f.missing), text::count(f.distinct)};
    if (!c.categorical) row.insert(row.end(), {figure(f.low), figure(f.mean), figure(f.high)});
    else row.insert(row.end(), 3, "");
    table.push_back(std::move(row));
  }
  add_table(out, table);
  if (wide && together.count > 0) out += together.sentence();
}

void add_classes(std::string& out, const Dataset& data) {
  const Column* target = data.target();
  if (!target || !target->categorical) return;
  std::vector<std::size_t> count(target->categories.size());
  for (const double x : target->values)
    if (!std::isnan(x)) ++count[static_cast<std::size_t>(x)];
  std::vector<std::string> shares;
  for (std::size_t i = 0; i < count.size() && i < 20; ++i)
    shares.push_back(shown(target->categories[i]) + " " + text::count(count[i]) + " (" +
                     text::percent(static_cast<double>(count[i]) / static_cast<double>(data.rows())) + ")");
  if (count.size() > 20) shares.push_back(std::to_string(count.size() - 20) + " more");
  out += "classes of '" + shown(target->name) + "': " + text::list(shares) + "\n";
}

// Columns that equal an earlier one, each with the first column like it.
std::vector<std::string> duplicate_columns(const Dataset& data) {
  std::unordered_multimap<std::uint64_t, const Column*> first;  // by hash, so that many columns stay cheap
  std::vector<std::string> out;
  for (const auto& c : data.columns) {
    std::uint64_t hash = c.categorical;
    for (const double x : c.values) hash = mixed(hash, bits(x));
    const auto [begin, end] = first.equal_range(hash);
    const auto like = std::find_if(begin, end, [&](const auto& earlier) {
      return earlier.second->categories == c.categories && std::equal(c.values.begin(), c.values.end(), earlier.second->values.begin(), same);
    });
    if (like == end) first.emplace(hash, &c);
    else out.push_back("'" + shown(c.name) + "' (like '" + shown(like->second->name) + "')");
  }
  return out;
}

}  // namespace

std::size_t duplicate_rows(const Dataset& data) {
  std::vector<std::uint64_t> hash(data.rows());
  std::vector<std::uint32_t> order(data.rows());
  std::iota(order.begin(), order.end(), 0u);
  for (const auto& c : data.columns)
    if (c.role != Role::id)
      for (std::size_t i = 0; i < hash.size(); ++i) hash[i] = mixed(hash[i], bits(c.values[i]));
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return hash[a] < hash[b]; });
  const auto equal = [&](std::uint32_t a, std::uint32_t b) {
    return hash[a] == hash[b] && std::all_of(data.columns.begin(), data.columns.end(), [&](const Column& c) {
             return c.role == Role::id || same(c.values[a], c.values[b]);
           });
  };
  std::size_t count = 0;
  for (std::size_t i = 1; i < order.size(); ++i) count += equal(order[i - 1], order[i]);
  return count;
}

std::string listed(std::vector<std::string> names) {
  if (names.size() <= 10) return text::list(names);
  const std::size_t rest = names.size() - 10;
  names.resize(10);
  names.push_back(std::to_string(rest) + " more");
  return text::list(names);
}

std::string describe(const Dataset& data) {
  const auto say = [](std::size_t n, const std::string& one) { return text::count(n) + " " + one + (n == 1 ? "" : "s"); };
  const Column* target = data.target();
  std::string out = shown(data.name, 80) + ": " + say(data.rows(), "row") + ", " + say(data.columns.size(), "column") + ", " +
                    say(data.features(), "feature");
  if (target) out += data.task() == Task::classification ? "; classification of '" + shown(target->name) + "'"
                                                         : "; regression of '" + shown(target->name) + "'";
  out += "\n\n";
  std::vector<std::string> constant;
  if (!data.columns.empty()) add_columns(out, data, constant);
  out += "\n";
  add_classes(out, data);
  out += "constant columns: " + (constant.empty() ? "none" : listed(constant)) + "\n";
  const auto repeated = duplicate_columns(data);
  out += "duplicate columns: " + (repeated.empty() ? "none" : listed(repeated)) + "\n";
  out += "duplicate rows: " + text::count(duplicate_rows(data)) + "\n";
  out += "origin: " + text::printable(data.provenance.origin) + "\n";
  if (!data.provenance.licence.empty()) out += "license: " + text::printable(data.provenance.licence) + "\n";
  out += "SHA-256: " + data.provenance.sha256 + "\n";
  for (const auto& note : data.notes) out += "note: " + text::printable(note) + "\n";
  return out;
}

}  // namespace paribus
