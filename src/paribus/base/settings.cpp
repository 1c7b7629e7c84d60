#include "paribus/base/settings.hpp"

#include <algorithm>
#include <cmath>

namespace paribus {

bool Range::holds(double x) const {
  return (open_low ? x > low : x >= low) && (open_high ? x < high : x <= high);
}

std::string Range::text() const {
  const bool below = std::isinf(high), above = std::isinf(low);
  if (below && above) return "any number";
  if (below) return (open_low ? "> " : ">= ") + shortest(low);
  if (above) return (open_high ? "< " : "<= ") + shortest(high);
  return (open_low ? "(" : "[") + shortest(low) + ", " + shortest(high) + (open_high ? ")" : "]");
}

Settings::Settings(const Choices& all, std::string prefix) : all_{&all}, prefix_{std::move(prefix)} {}

const Value* Settings::find(std::string_view name) const {
  if (!all_) return nullptr;
  const auto it = all_->find(prefix_ + std::string(name));
  return it == all_->end() ? nullptr : &it->second;
}

namespace {

Value real_of(const Value& v, const std::string& address) {
  if (const auto* x = std::get_if<double>(&v.is)) return {*x, v.where};
  if (const auto* i = std::get_if<std::int64_t>(&v.is)) return {static_cast<double>(*i), v.where};
  throw Error(address + " must be a number, not " + v.text(), "write for example " + address + " = 0.1", v.where);
}

Value integer_of(const Value& v, const std::string& address) {
  if (std::holds_alternative<std::int64_t>(v.is)) return v;
  if (const auto* x = std::get_if<double>(&v.is); x && *x == std::floor(*x) && std::abs(*x) < 9e15)
    return {static_cast<std::int64_t>(*x), v.where};
  throw Error(address + " must be a whole number, not " + v.text(), "write for example " + address + " = 10", v.where);
}

void check_range(double x, const Range& range, const std::string& address, std::string_view meaning, const Where& where) {
  if (!range.holds(x))
    throw Error(address + " = " + shortest(x) + " is outside " + range.text() + " (" + std::string(meaning) + ")",
                "choose a value in " + range.text(), where);
}

}  // namespace

double Settings::real(std::string_view name, double fallback, Range range, std::string_view meaning) const {
  const auto* v = find(name);
  const std::string address = prefix_ + std::string(name);
  const Value value = v ? real_of(*v, address) : Value{fallback};
  asked_.push_back({std::string(name), Ask::Kind::real, {fallback}, range, {}, std::string(meaning), value, v != nullptr});
  const double x = std::get<double>(value.is);
  if (v) check_range(x, range, address, meaning, v->where);
  return x;
}

std::int64_t Settings::integer(std::string_view name, std::int64_t fallback, Range range, std::string_view meaning) const {
  const auto* v = find(name);
  const std::string address = prefix_ + std::string(name);
  const Value value = v ? integer_of(*v, address) : Value{fallback};
  asked_.push_back({std::string(name), Ask::Kind::integer, {fallback}, range, {}, std::string(meaning), value, v != nullptr});
  const auto i = std::get<std::int64_t>(value.is);
  if (v) check_range(static_cast<double>(i), range, address, meaning, v->where);
  return i;
}

bool Settings::flag(std::string_view name, bool fallback, std::string_view meaning) const {
  const auto* v = find(name);
  const std::string address = prefix_ + std::string(name);
  if (v && !std::holds_alternative<bool>(v->is))
    throw Error(address + " must be true or false, not " + v->text(), "write " + address + " = true", v->where);
  const Value value = v ? *v : Value{fallback};
  asked_.push_back({std::string(name), Ask::Kind::flag, {fallback}, {}, {}, std::string(meaning), value, v != nullptr});
  return std::get<bool>(value.is);
}

std::string Settings::word(std::string_view name, std::string_view fallback, std::vector<std::string> words,
                           std::string_view meaning) const {
  const auto* v = find(name);
  const std::string address = prefix_ + std::string(name);
  Value value{std::string(fallback)};
  if (v) {
    value = {v->plain(), v->where};  // a bare number may be a word too: batch_size = 32
    const auto* s = std::get_if<std::string>(&v->is);
    const bool known = words.empty() || std::find(words.begin(), words.end(), v->plain()) != words.end();
    if (!known || (words.empty() && !s && std::holds_alternative<Value::List>(v->is)))
      throw Error(address + " = " + v->text() + " is not one of its words", suggestion(v->plain(), words), v->where);
  }
  asked_.push_back({std::string(name), Ask::Kind::word, {std::string(fallback)}, {}, std::move(words),
                    std::string(meaning), value, v != nullptr});
  return std::get<std::string>(value.is);
}

std::vector<std::int64_t> Settings::integers(std::string_view name, std::vector<std::int64_t> fallback, Range range,
                                             std::string_view meaning) const {
  const auto* v = find(name);
  const std::string address = prefix_ + std::string(name);
  Value::List standard;
  for (const auto i : fallback) standard.push_back({i});
  Value::List list = standard;
  std::vector<std::int64_t> out = std::move(fallback);
  if (v) {
    const auto* given = std::get_if<Value::List>(&v->is);
    list = given ? *given : Value::List{*v};  // one number stands for a list of one
    out.clear();
    for (auto& element : list) {
      element = integer_of(element, address);
      out.push_back(std::get<std::int64_t>(element.is));
      check_range(static_cast<double>(out.back()), range, address, meaning, v->where);
    }
  }
  asked_.push_back({std::string(name), Ask::Kind::integers, {standard}, range, {}, std::string(meaning), {list}, v != nullptr});
  return out;
}

std::vector<std::string> Settings::words(std::string_view name, std::vector<std::string> fallback, std::vector<std::string> legal,
                                         std::string_view meaning) const {
  const auto* v = find(name);
  Value::List list;
  for (auto& w : fallback) list.push_back({w});
  const Value standard{list};
  if (v) {
    const auto* given = std::get_if<Value::List>(&v->is);
    list = given ? *given : Value::List{*v};
    for (const auto& w : list)
      if (!legal.empty() && std::find(legal.begin(), legal.end(), w.plain()) == legal.end())
        throw Error(prefix_ + std::string(name) + ": " + w.text() + " is not one of its words", suggestion(w.plain(), legal), w.where);
  }
  asked_.push_back({std::string(name), Ask::Kind::words, standard, {}, std::move(legal), std::string(meaning), {list}, v != nullptr});
  std::vector<std::string> out;
  for (const auto& w : list) out.push_back(w.plain());
  return out;
}

}  // namespace paribus
