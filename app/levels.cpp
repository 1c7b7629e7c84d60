#include "app/levels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace paribus {
namespace {

using Texts = std::vector<std::string>;

std::string listed(const Texts& all) {
  std::string out;
  for (const auto& one : all) out += (out.empty() ? "" : ", ") + one;
  return "[" + out + "]";
}

std::string figure(double x) { return fmt::format("{:.4g}", x); }

/// Multiples of the default, rounded up to whole numbers that are legal. 0 says "not so" of most settings: it stays in.
Texts whole(std::int64_t middle, const Range& range, std::initializer_list<double> factors) {
  if (middle == 0) return {"0", "2", "4", "8"};
  Texts out;
  for (const double times : factors) {
    const double level = std::ceil(times * static_cast<double>(std::abs(middle)));
    if (range.holds(level) && (out.empty() || figure(level) != out.back())) out.push_back(fmt::format("{:.0f}", level));
  }
  return out;
}

Texts lists(const Value::List& middle, const Range& range) {
  Texts out;
  for (const double times : {0.25, 1.0, 4.0}) {
    Texts one;
    for (const auto& v : middle)
      for (const auto& level : whole(std::get<std::int64_t>(v.is), range, {times})) one.push_back(level);
    if (one.size() == middle.size() && !one.empty()) out.push_back(listed(one));
  }
  return out;
}

/// Ten times less and more by factors. Where that is not legal: towards a bound that is near, else half and double, or
/// half the way to a bound, in equal steps.
std::string real(double middle, const Range& range) {
  if (middle == 0) return range.holds(0.1) ? "[0, 0.001, 0.01, 0.1]" : listed({"0", figure(range.high / 2)});
  if (range.holds(middle / 10) && range.holds(middle * 10))
    return fmt::format("{{ from = {}, to = {}, scale = \"log\", levels = 5 }}", figure(std::min(middle / 10, middle * 10)), figure(std::max(middle / 10, middle * 10)));
  if (const double gap = range.high - middle; gap > 0 && gap <= middle / 8) {
    Texts out;
    for (const double times : {5.0, 2.0, 1.0, 0.5, 0.1}) out.push_back(fmt::format("{:.6g}", range.high - gap * times));
    return listed(out);
  }
  const double from = std::max(std::min(middle / 2, middle * 2), (range.low + middle) / 2);
  const double to = std::min(std::max(middle / 2, middle * 2), (middle + range.high) / 2);
  return fmt::format("{{ from = {}, to = {}, levels = 5 }}", figure(from), figure(to));
}

/// The words that differ: "default" is another name of one of them.
Texts words(const Ask& ask) {
  Texts out;
  for (const auto& word : ask.words)
    if (word != "default" || ask.words.size() < 3) out.push_back("\"" + word + "\"");
  if (!out.empty() || ask.kind != Ask::Kind::word) return out;
  if (ask.name == "batch_size") return {"\"all\"", "8", "32", "128"};   // a word or a number, as "step" is
  if (ask.name == "step") return {ask.fallback.text(), "0.1", "1"};
  return out;
}

}  // namespace

std::string levels_to_try(const Ask& ask) {
  const Value& usual = ask.fallback;
  if (ask.kind == Ask::Kind::real) return real(std::get<double>(usual.is), ask.range);
  Texts out;
  if (ask.kind == Ask::Kind::flag) out = {"false", "true"};
  else if (ask.kind == Ask::Kind::integer) out = whole(std::get<std::int64_t>(usual.is), ask.range, {0.25, 0.5, 1.0, 2.0, 4.0});
  else if (ask.kind == Ask::Kind::integers) out = lists(std::get<Value::List>(usual.is), ask.range);
  else out = words(ask);
  return out.size() < 2 ? "" : listed(out);
}

}  // namespace paribus
