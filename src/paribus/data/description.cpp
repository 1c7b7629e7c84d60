#include "paribus/data/description.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <numeric>
#include <unordered_map>

#include "paribus/base/text.hpp"
#include "paribus/data/describe.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

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

void add_shape(Description::Column& out, View x) {
  constexpr double most = 20;
  const double width = out.high - out.low;
  if (!(width > 0) || !std::isfinite(width)) return;
  out.few_whole = width < most && std::ranges::all_of(x, [](double v) { return v == std::floor(v); });
  const double parts = out.few_whole ? width + 1 : std::min(most, std::round(2 * std::cbrt(x.size())));
  out.count.resize(static_cast<std::size_t>(parts));
  for (const double v : x) ++out.count[std::min(out.count.size() - 1, static_cast<std::size_t>((v - out.low) / width * parts))];
}

Description::Column described(const Column& c) {
  Description::Column out;
  out.name = text::printable(c.name);
  out.role = c.role, out.categorical = c.categorical, out.levels = c.categories;
  Vector x;
  x.reserve(c.values.size());
  for (const double v : c.values)
    if (!std::isnan(v)) x.push_back(v);
  out.missing = c.values.size() - x.size();
  if (c.categorical) {
    out.count.resize(c.categories.size());
    for (const double v : x) ++out.count[static_cast<std::size_t>(v)];
  } else if (!x.empty()) {
    const auto [least, most] = std::ranges::minmax_element(x);
    out.low = *least, out.high = *most;
    out.mean = mean(x), out.deviation = std::sqrt(variance(x));
    add_shape(out, x);
  }
  out.distinct = count_distinct(x);
  return out;
}

// Columns that equal an earlier one, each with the first column like it.
std::vector<std::string> duplicate_columns(const Dataset& data) {
  std::unordered_multimap<std::uint64_t, const paribus::Column*> first;  // by hash, so that many columns stay cheap
  std::vector<std::string> out;
  for (const auto& c : data.columns) {
    std::uint64_t hash = c.categorical;
    for (const double x : c.values) hash = mixed(hash, bits(x));
    const auto [begin, end] = first.equal_range(hash);
    const auto like = std::find_if(begin, end, [&](const auto& earlier) {
      return earlier.second->categories == c.categories && std::equal(c.values.begin(), c.values.end(), earlier.second->values.begin(), same);
    });
    if (like == end) first.emplace(hash, &c);
    else out.push_back("'" + short_name(c.name) + "' (like '" + short_name(like->second->name) + "')");
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

Description::Description(const Dataset& data)
    : name{data.name}, rows{data.rows()}, features{data.features()}, repeated{duplicate_columns(data)},
      duplicate_rows{paribus::duplicate_rows(data)}, provenance{data.provenance}, notes{data.notes} {
  for (const auto& c : data.columns) {
    columns.push_back(described(c));
    if (columns.back().distinct <= 1) constant.push_back("'" + short_name(c.name) + "'");
  }
}

const Description::Column* Description::target() const {
  const auto at = std::ranges::find(columns, Role::target, &Column::role);
  return at == columns.end() ? nullptr : &*at;
}

}  // namespace paribus
