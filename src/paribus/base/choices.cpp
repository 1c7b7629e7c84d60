#include "paribus/base/choices.hpp"

#include <charconv>
#include <cmath>

namespace paribus {

std::string shortest(double x) {
  if (std::isnan(x)) return "nan";
  if (std::isinf(x)) return x > 0 ? "inf" : "-inf";
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, x).ptr;
  return {buffer, end};
}

namespace {

std::string written(const Value& value, bool quotes) {
  struct Writer {
    bool quotes;
    std::string operator()(bool b) const { return b ? "true" : "false"; }
    std::string operator()(std::int64_t i) const { return std::to_string(i); }
    std::string operator()(double x) const { return shortest(x); }
    std::string operator()(const std::string& s) const { return quotes ? '"' + s + '"' : s; }
    std::string operator()(const Value::List& list) const {
      std::string out = "[";
      for (const auto& v : list) out += (out.size() > 1 ? ", " : "") + written(v, quotes);
      return out + "]";
    }
  };
  return std::visit(Writer{quotes}, value.is);
}

std::string trimmed(std::string s) {
  s.erase(0, s.find_first_not_of(" \t"));
  s.erase(s.find_last_not_of(" \t") + 1);
  return s;
}

template <class Number>
bool reads_whole(const std::string& s, Number& out) {
  const auto [end, problem] = std::from_chars(s.data(), s.data() + s.size(), out);
  return problem == std::errc{} && end == s.data() + s.size();
}

Value::List parse_list(const std::string& inside, const Where& where) {
  Value::List list;
  int depth = 0;
  bool quoted = false;
  std::string item;
  for (const char c : inside + ",") {
    if (c == '"') quoted = !quoted;
    if (!quoted) depth += (c == '[') - (c == ']');
    if (c == ',' && depth == 0 && !quoted) {
      if (!trimmed(item).empty()) list.push_back(parse_value(item, where));
      item.clear();
    } else {
      item += c;
    }
  }
  return list;
}

}  // namespace

std::string Value::text() const { return written(*this, true); }
std::string Value::plain() const { return written(*this, false); }

Value parse_value(const std::string& raw, const Where& where) {
  const std::string s = trimmed(raw);
  if (s == "true" || s == "false") return {s == "true", where};
  if (std::int64_t i; reads_whole(s, i)) return {i, where};
  if (double x; reads_whole(s, x)) return {x, where};
  if (s.size() >= 2 && s.front() == '[' && s.back() == ']') return {parse_list(s.substr(1, s.size() - 2), where), where};
  if (s.size() >= 2 && s.front() == '"' && s.back() == '"') return {s.substr(1, s.size() - 2), where};
  return {s, where};
}

}  // namespace paribus
