#include "app/levels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "paribus/learner/learner.hpp"
#include "paribus/model/model.hpp"

namespace paribus {
namespace {

using Texts = std::vector<std::string>;

/// Where the levels of that setting can stand in one study and matter; the word that is for elsewhere is left out.
struct Condition {
  std::string_view name, left_out, said;
};
constexpr Condition conditions[] = {{"criterion", "squared_error", "for classes; numbers have squared_error alone"},
                                    {"loss", "", "for classes"},
                                    {"solver", "proximal", "\"proximal\" is for l1 > 0"},
                                    {"reduce", "", "where data.components > 0"},
                                    {"whiten", "", "where data.components > 0"}};

Condition condition(std::string_view name) {
  const auto* found = std::ranges::find(conditions, name, &Condition::name);
  return found == std::end(conditions) ? Condition{} : *found;
}

/// Settings that change what is told of a fit and not the fit, or that a table answers by what it holds.
constexpr std::string_view not_learned[] = {"curve_points", "keep_path", "intervals", "level", "target_type"};

std::string listed(const Texts& all) {
  std::string out;
  for (const auto& one : all) out += (out.empty() ? "" : ", ") + one;
  return "[" + out + "]";
}

std::string figure(double x) { return fmt::format("{:.4g}", x); }

/// Multiples of the default, rounded up to whole numbers that are legal.
Texts whole(std::int64_t middle, const Range& range, std::initializer_list<double> factors) {
  Texts out;
  for (const double times : factors) {
    const double level = std::ceil(times * static_cast<double>(std::abs(middle)));
    if (range.holds(level) && (out.empty() || figure(level) != out.back())) out.push_back(fmt::format("{:.0f}", level));
  }
  return out;
}

/// A default of 0 says "not so" of most settings: it stays in. Of rows and components it says "all".
Texts integer(const Ask& ask) {
  const auto middle = std::get<std::int64_t>(ask.fallback.is);
  if (middle != 0) return whole(middle, ask.range, {0.25, 0.5, 1.0, 2.0, 4.0});
  if (ask.name == "rows") return {"50", "100", "200"};    // enough for three parts
  if (ask.name == "components") return {"1", "2", "3"};   // no more than a small table has columns
  return {"0", "2", "4", "8"};
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
    if (word != condition(ask.name).left_out && (word != "default" || ask.words.size() < 3)) out.push_back("\"" + word + "\"");
  if (!out.empty() || ask.kind != Ask::Kind::word) return out;
  if (ask.name == "batch_size") return {"\"all\"", "8", "32", "128"};   // a word or a number, as "step" is
  if (ask.name == "step") return {ask.fallback.text(), "0.1", "1"};
  return out;
}

/// Whether a model or learner is here and takes targets of that task.
bool takes(const std::string& name, Task task) {
  try {
    if (const auto* m = find(models(), name)) return !m->make(Settings{})->loss(task).empty();
    const auto learner = get(learners(), name, "model").make(Settings{});
    learner->engine();   // throws Error if its library is not here
    return learner->only().value_or(task) == task;
  } catch (const Error&) {
    return false;
  }
}

/// Those that any target suits can stand in one list; the others in comments below it.
std::string kinds(const Texts& all) {
  Texts any, classes, numbers;
  for (const auto& name : all) {
    const bool c = takes(name, Task::classification), n = takes(name, Task::regression);
    if (c || n) (c && n ? any : c ? classes : numbers).push_back("\"" + name + "\"");
  }
  return listed(any) + "\n  # for classes also " + listed(classes) + "\n  # for numbers also " + listed(numbers);
}

}  // namespace

std::string levels_to_try(const Ask& ask) {
  const Value& usual = ask.fallback;
  if (std::ranges::find(not_learned, std::string_view{ask.name}) != std::end(not_learned)) return "";
  if (ask.name == "kind" && find(models(), usual.plain())) return kinds(ask.words);
  if (ask.kind == Ask::Kind::real) return real(std::get<double>(usual.is), ask.range);
  Texts out;
  if (ask.kind == Ask::Kind::flag) out = {"false", "true"};
  else if (ask.kind == Ask::Kind::integer) out = integer(ask);
  else if (ask.kind == Ask::Kind::integers) out = lists(std::get<Value::List>(usual.is), ask.range);
  else out = words(ask);
  const std::string_view said = condition(ask.name).said;
  return out.size() < 2 ? "" : listed(out) + (said.empty() ? "" : "   # " + std::string(said));
}

}  // namespace paribus
