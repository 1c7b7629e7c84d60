#pragma once
// JSON values for what leaves the house: figure specifications, the page's data, JSON lines. The library that
// reads and writes the text stays inside json.cpp.

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace paribus {

class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;  ///< members keep their order

  Json() = default;  // null
  Json(bool b) : is{b} {}
  Json(double x) : is{x} {}  // not finite: written as null, since JSON has no other word for it
  Json(int x) : is{static_cast<double>(x)} {}
  Json(std::size_t x) : is{static_cast<double>(x)} {}
  Json(const char* s) : is{std::string(s)} {}
  Json(std::string s) : is{std::move(s)} {}
  Json(Array a) : is{std::move(a)} {}
  Json(Object o) : is{std::move(o)} {}

  template <class Items>
  static Json array(const Items& items) {
    Array out;
    for (const auto& x : items) out.emplace_back(x);
    return out;
  }

  std::string text() const;                         ///< on one line; bytes that are not UTF-8 become U+FFFD
  std::string indented() const;                     ///< for files that people open
  const Json* find(std::string_view member) const;  ///< of an object, or nothing
  void put(std::string member, Json value);         ///< replaces or appends a member; null becomes an object first

  std::variant<std::monostate, bool, double, std::string, Array, Object> is;
};

/// Reads a text of our own (a specification, a theme). A mistake in it is a bug of ours: assert.
Json parse_json(std::string_view text);

/// A specification with its blanks filled: the string "$name" becomes bound["name"], and an object's member
/// "...": "$name" brings in all members of bound["name"].
Json filled(std::string_view specification, const Json::Object& bound);

/// The same with line breaks and other control characters, in any string, turned into spaces. Vega-Lite writes
/// labels into expressions, whose strings must not hold them.
Json on_one_line(const Json&);

/// JSON that may stand inside a script element: < > & and the two line separators of Unicode are escaped.
std::string embeddable(const std::string& json);

}  // namespace paribus
