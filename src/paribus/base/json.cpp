#include "paribus/base/json.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace paribus::json {
namespace {

std::string quoted(std::string_view s) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : s) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out += {'\\', c};
    else if (byte < 0x20) out += {'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]};
    else out += c;
  }
  return out + '"';
}

struct Writer {
  std::string operator()(bool b) const { return b ? "true" : "false"; }
  std::string operator()(std::int64_t i) const { return std::to_string(i); }
  std::string operator()(double x) const {
    if (std::isnan(x)) return "NaN";
    if (std::isinf(x)) return x > 0 ? "Infinity" : "-Infinity";
    const std::string s = shortest(x);
    return s.find_first_of(".e") == s.npos ? s + ".0" : s;
  }
  std::string operator()(const std::string& s) const { return quoted(s); }
  std::string operator()(const Value::List& list) const {
    std::string out = "[";
    for (const auto& v : list) out += (out.size() > 1 ? ", " : "") + written(v);
    return out + "]";
  }
};

/// Reads what the Writer writes, and no more of JSON than that.
class Reader {
 public:
  explicit Reader(std::string_view s) : rest_{s} {}

  bool take(std::string_view word) {
    const bool there = rest_.starts_with(word);
    if (there) rest_.remove_prefix(word.size());
    return there;
  }
  void need(std::string_view word) { demand(take(word)); }
  void end() const { demand(rest_.empty()); }

  std::string string() {
    need("\"");
    std::string out;
    while (!take("\"")) {
      if (take("\\u00")) {
        out += static_cast<char>(whole<int>(some(2), 16));
      } else {
        take("\\");
        out += some(1);
      }
    }
    return out;
  }

  Value value(int depth = 0) {
    demand(depth < 64);  // so that nesting cannot exhaust the stack
    if (take("true")) return {true};
    if (take("false")) return {false};
    if (rest_.starts_with('"')) return {string()};
    if (!take("[")) return number();
    Value::List list;
    if (take("]")) return {list};
    do list.push_back(value(depth + 1));
    while (take(", "));
    need("]");
    return {list};
  }

 private:
  static void demand(bool met) {
    if (!met) throw std::invalid_argument("not the JSON of a record");
  }
  std::string_view some(std::size_t n) {
    demand(rest_.size() >= n);
    const auto out = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return out;
  }
  template <class Number, class... Base>
  static Number whole(std::string_view s, Base... base) {
    Number x{};
    const auto [end, problem] = std::from_chars(s.data(), s.data() + s.size(), x, base...);
    demand(problem == std::errc{} && end == s.data() + s.size());
    return x;
  }
  Value number() {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    if (take("NaN")) return {std::numeric_limits<double>::quiet_NaN()};
    if (take("Infinity")) return {infinite};
    if (take("-Infinity")) return {-infinite};
    const auto s = some(std::min(rest_.size(), rest_.find_first_not_of("+-.0123456789e")));
    if (s.find_first_of(".e") == s.npos) return {whole<std::int64_t>(s)};
    return {whole<double>(s)};
  }

  std::string_view rest_;
};

}  // namespace

std::string written(const Value& v) { return std::visit(Writer{}, v.is); }

std::string written(const Choices& choices) {
  std::string out = "{";
  for (const auto& [address, v] : choices) out += (out.size() > 1 ? ", " : "") + quoted(address) + ": " + written(v);
  return out + "}";
}

std::string written(const std::map<std::string, std::string>& words) {
  Choices choices;
  for (const auto& [name, word] : words) choices[name] = {word};
  return written(choices);
}

Value value(std::string_view text) {
  Reader reader{text};
  Value out = reader.value();
  reader.end();
  return out;
}

Choices choices(std::string_view text) {
  Reader reader{text};
  Choices out;
  reader.need("{");
  if (!reader.take("}")) {
    do {
      std::string address = reader.string();
      reader.need(": ");
      out.insert_or_assign(std::move(address), reader.value());
    } while (reader.take(", "));
    reader.need("}");
  }
  reader.end();
  return out;
}

std::map<std::string, std::string> words(std::string_view text) {
  std::map<std::string, std::string> out;
  for (const auto& [name, v] : choices(text)) {
    const auto* word = std::get_if<std::string>(&v.is);
    if (!word) throw std::invalid_argument("not a word");
    out[name] = *word;
  }
  return out;
}

}  // namespace paribus::json
