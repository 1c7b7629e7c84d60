#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "paribus/base/settings.hpp"
#include "paribus/base/text.hpp"
#include "paribus/data/diagnosis.hpp"
#include "paribus/data/split.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

using Kind = Suspicion::Kind;
using Found = std::vector<Suspicion>;

std::string quoted(const std::string& name) { return "'" + text::printable(name) + "'"; }

bool whole(double x) { return x == std::floor(x); }

double correlation(View a, View b) {
  const double ma = mean(a), mb = mean(b);
  Vector u(a.begin(), a.end()), v(b.begin(), b.end());
  for (double& x : u) x -= ma;
  for (double& x : v) x -= mb;
  return dot(u, v) / (norm(u) * norm(v));
}

/// Rows where both have a value.
std::pair<Vector, Vector> both(const Column& a, const Column& b) {
  std::pair<Vector, Vector> out;
  for (std::size_t i = 0; i < a.values.size(); ++i)
    if (!std::isnan(a.values[i]) && !std::isnan(b.values[i])) out.first.push_back(a.values[i]), out.second.push_back(b.values[i]);
  return out;
}

/// Each value of the feature goes with one class only, and there are few enough values that this is no accident.
bool tells_class(View feature, View label) {
  std::map<double, double> class_of;
  for (std::size_t i = 0; i < feature.size(); ++i)
    if (!class_of.emplace(feature[i], label[i]).second && class_of[feature[i]] != label[i]) return false;
  return class_of.size() > 1 && 5 * class_of.size() <= feature.size();
}

/// Each class lies in an interval of its own along the feature, with so many rows that this is no accident.
bool parts_classes(View feature, View label) {
  struct Stretch { double low = infinity, high = -infinity; std::size_t rows = 0; };
  std::map<double, Stretch> of;
  for (std::size_t i = 0; i < feature.size(); ++i) {
    Stretch& s = of[label[i]];
    s.low = std::min(s.low, feature[i]), s.high = std::max(s.high, feature[i]), ++s.rows;
  }
  std::vector<Stretch> along;
  for (const auto& [c, s] : of) along.push_back(s);
  std::ranges::sort(along, {}, &Stretch::low);
  for (std::size_t k = 0; k < along.size(); ++k)
    if (along[k].rows < 5 || (k > 0 && along[k].low <= along[k - 1].high)) return false;
  return along.size() > 1;
}

/// 1, 2, ..., the mean of their places for equals.
Vector ranks(View x) {
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return x[i]; });
  Vector out(x.size());
  for (std::size_t from = 0, to; from < order.size(); from = to) {
    for (to = from + 1; to < order.size() && x[order[to]] == x[order[from]];) ++to;
    for (std::size_t k = from; k < to; ++k) out[order[k]] = 0.5 * static_cast<double>(from + to + 1);
  }
  return out;
}

/// Of the first thousand rows, if these are no copy already: all need be sorted for few columns only.
double rank_correlation(View a, View b) {
  const std::size_t some = std::min<std::size_t>(a.size(), 1000);
  const double first = correlation(ranks(a.first(some)), ranks(b.first(some)));
  return some == a.size() || std::abs(first) < 0.99 ? first : correlation(ranks(a), ranks(b));
}

void add_copies(Found& out, const Dataset& data) {
  const Column* const target = data.target();
  for (const auto& c : data.columns) {
    if (!target || c.role != Role::feature) continue;
    const auto [x, y] = both(c, *target);
    if (x.size() < 10) continue;
    if (target->categorical) {
      const bool parted = !c.categorical && parts_classes(x, y);
      if (parted) out.push_back({Kind::target_copy, c.name, "thresholds on " + quoted(c.name) + " tell the class of " + quoted(target->name) + " in every row: is it a strong feature, or the target itself?"});
      else if (tells_class(x, y)) out.push_back({Kind::target_copy, c.name, quoted(c.name) + " tells the class of " + quoted(target->name) + " in every row: is it known before the target is?"});
    } else if (!c.categorical) {
      const double linear = correlation(x, y), monotone = rank_correlation(x, y);   // a copy on another scale keeps the order
      const double r = std::abs(linear) >= 0.999 ? linear : monotone;
      if (std::abs(r) >= 0.999) out.push_back({Kind::target_copy, c.name, quoted(c.name) + " follows " + quoted(target->name) + (r == linear ? " with correlation " : " with rank correlation ") + text::plain(text::number(r, 4)) + ": is it known before the target is?"});
    }
  }
}

bool speaks_of_time(const Column& c) {
  std::string lower;
  for (const char ch : c.name) lower += static_cast<char>(ch >= 'A' && ch <= 'Z' ? ch - 'A' + 'a' : ch);
  for (const char* word : {"date", "time", "year", "month", "timestamp"})
    if (lower == word || lower.ends_with("_" + std::string(word)) || lower.starts_with(word + std::string("_"))) return true;
  if (!c.categorical || c.categories.empty()) return false;
  return std::ranges::all_of(c.categories, [](const std::string& s) {   // 2024-01-31, perhaps with more behind
    return s.size() >= 10 && s[4] == '-' && s[7] == '-' && std::all_of(s.begin(), s.begin() + 4, [](char d) { return d >= '0' && d <= '9'; });
  });
}

void add_identifiers_and_time(Found& out, const Dataset& data) {
  for (const auto& c : data.columns) {
    if (c.role != Role::feature || data.rows() < 10) continue;
    Vector x;
    for (const double v : c.values)
      if (!std::isnan(v)) x.push_back(v);
    const bool rising = x.size() == data.rows() && std::ranges::is_sorted(x) && x.front() < x.back();
    const std::size_t different = std::set<double>(x.begin(), x.end()).size();
    const bool each_once = different == data.rows();
    if (speaks_of_time(c)) {
      out.push_back({Kind::time, c.name, quoted(c.name) + " looks like time: rows of one time may be alike, and a random split lets a model look ahead"});
    } else if (each_once && (c.categorical || (rising && std::ranges::all_of(x, whole)))) {
      out.push_back({Kind::identifier, c.name, quoted(c.name) + " has another value in every row, as a name or a number of rows has: set data.ignore"});
    } else if (c.categorical && 5 * different > 4 * data.rows()) {
      out.push_back({Kind::identifier, c.name, quoted(c.name) + " has " + text::plain(text::count(different)) + " values in " + text::plain(text::count(data.rows())) + " rows, as a name has: set data.ignore"});
    } else if (rising && !c.categorical && different > data.rows() / 2) {
      out.push_back({Kind::time, c.name, quoted(c.name) + " goes up with the rows, as time does: a random split lets a model look ahead"});
    }
  }
}

void add_outliers(Found& out, const Dataset& data) {
  const auto middle = [](Vector x) {
    const auto at = x.begin() + static_cast<std::ptrdiff_t>(x.size() / 2);
    std::nth_element(x.begin(), at, x.end());
    return *at;
  };
  for (const auto& c : data.columns) {
    if (c.categorical || (c.role != Role::feature && c.role != Role::target)) continue;
    Vector x;
    for (const double v : c.values)
      if (!std::isnan(v)) x.push_back(v);
    if (x.size() < 10) continue;
    const double m = middle(x);
    Vector away = x;
    for (double& v : away) v = std::abs(v - m);
    const double mad = 1.4826 * middle(away);
    if (!(mad > 0)) continue;
    std::size_t count = 0, worst = 0;
    for (std::size_t i = 0; i < c.values.size(); ++i) {
      const double d = std::abs(c.values[i] - m);
      if (!(d > 10 * mad)) continue;
      if (count++ == 0 || d > std::abs(c.values[worst] - m)) worst = i;
    }
    if (count)
      out.push_back({Kind::outliers, c.name, quoted(c.name) + " has " + text::plain(text::count(count)) + (count == 1 ? " value" : " values") + " far from all others: the farthest is " +
                                                 shortest(c.values[worst]) + " in row " + std::to_string(worst + 1) + ", where the median is " + shortest(m)});
  }
}

void add_imbalance(Found& out, const Dataset& data) {
  const Column* const target = data.target();
  if (!target || !target->categorical) return;
  Vector count(target->categories.size());
  for (const double v : target->values)
    if (!std::isnan(v)) ++count[static_cast<std::size_t>(v)];
  const double even = sum(count) / static_cast<double>(count.size());
  for (std::size_t k = 0; k < count.size(); ++k)
    if (count[k] < even / 10)
      out.push_back({Kind::imbalance, target->name, "class " + quoted(target->categories[k]) + " has " + shortest(count[k]) + " of " + shortest(sum(count)) +
                                                        " rows: accuracy hardly sees it, balanced_accuracy does"});
}

/// The test rows of the default split that equal a training row, target and all but ids.
void add_across_split(Found& out, const Dataset& data) {
  constexpr double most = 2e7;   // numbers; beyond, the rows in memory again would be too much to ask
  if (!data.target() || data.rows() < 10 || static_cast<double>(data.rows()) * static_cast<double>(data.columns.size()) > most) return;
  Split parts;
  try {
    parts = partition(data, DataSettings(Settings()), {0, 0, "split"});
  } catch (const Error&) {
    return;   // a class too small for three parts: training will say so
  }
  const auto row = [&](std::uint32_t i) {
    Vector out_row;
    for (const auto& c : data.columns)
      if (c.role != Role::id) out_row.push_back(std::isnan(c.values[i]) ? infinity : c.values[i]);
    return out_row;
  };
  std::set<Vector> seen;
  for (const auto i : parts.train) seen.insert(row(i));
  const auto twice = std::ranges::count_if(parts.test, [&](auto i) { return seen.contains(row(i)); });
  if (twice)
    out.push_back({Kind::across_split, "", std::to_string(twice) + " of " + std::to_string(parts.test.size()) +
                                               " rows of a random test part stand in its training part too: a model may know their answers by heart"});
}

}  // namespace

std::vector<Suspicion> suspicions(const Dataset& data) {
  Found out;
  add_copies(out, data);
  add_identifiers_and_time(out, data);
  add_outliers(out, data);
  add_imbalance(out, data);
  add_across_split(out, data);
  return out;
}

}  // namespace paribus
