#include "paribus/report/json.hpp"

#include <cassert>
#include <cmath>
#include <nlohmann/json.hpp>

namespace paribus {

namespace {

using Tree = nlohmann::ordered_json;

Tree tree(const Json& json) {
  struct Writer {
    Tree operator()(std::monostate) const { return nullptr; }
    Tree operator()(bool b) const { return b; }
    Tree operator()(double x) const {
      if (!std::isfinite(x)) return nullptr;
      if (std::abs(x) < 1e15 && x == std::floor(x)) return static_cast<std::int64_t>(x);  // 10, not 10.0
      return x;
    }
    Tree operator()(const std::string& s) const { return s; }
    Tree operator()(const Json::Array& a) const {
      Tree out = Tree::array();
      for (const auto& x : a) out.push_back(tree(x));
      return out;
    }
    Tree operator()(const Json::Object& o) const {
      Tree out = Tree::object();
      for (const auto& [name, x] : o) out[name] = tree(x);
      return out;
    }
  };
  return std::visit(Writer{}, json.is);
}

Json value(const Tree& t) {
  if (t.is_boolean()) return t.get<bool>();
  if (t.is_number()) return t.get<double>();
  if (t.is_string()) return t.get<std::string>();
  if (t.is_array()) {
    Json::Array out;
    for (const auto& x : t) out.push_back(value(x));
    return out;
  }
  if (t.is_object()) {
    Json::Object out;
    for (const auto& [name, x] : t.items()) out.emplace_back(name, value(x));
    return out;
  }
  return {};
}

const Json& lookup(const Json::Object& bound, std::string_view name) {
  for (const auto& [key, x] : bound)
    if (key == name) return x;
  assert(!"a blank of the specification was not bound");
  static const Json nothing;
  return nothing;
}

Json fill(const Json& spec, const Json::Object& bound) {
  if (const auto* s = std::get_if<std::string>(&spec.is))
    return s->size() > 1 && (*s)[0] == '$' ? lookup(bound, s->substr(1)) : spec;
  if (const auto* a = std::get_if<Json::Array>(&spec.is)) {
    Json::Array out;
    for (const auto& x : *a) out.push_back(fill(x, bound));
    return out;
  }
  if (const auto* o = std::get_if<Json::Object>(&spec.is)) {
    Json out{Json::Object{}};
    for (const auto& [name, x] : *o) {
      if (name == "$schema") {
        out.put(name, x);
      } else if (name == "...") {
        const Json inner = fill(x, bound);
        for (const auto& [member, y] : std::get<Json::Object>(inner.is)) out.put(member, y);
      } else {
        out.put(name, fill(x, bound));
      }
    }
    return out;
  }
  return spec;
}

}  // namespace

std::string Json::text() const { return tree(*this).dump(-1, ' ', false, Tree::error_handler_t::replace); }
std::string Json::indented() const { return tree(*this).dump(1, ' ', false, Tree::error_handler_t::replace) + "\n"; }

const Json* Json::find(std::string_view member) const {
  const auto* o = std::get_if<Object>(&is);
  if (!o) return nullptr;
  for (const auto& [name, x] : *o)
    if (name == member) return &x;
  return nullptr;
}

void Json::put(std::string member, Json value) {
  if (std::holds_alternative<std::monostate>(is)) is = Object{};
  auto& o = std::get<Object>(is);
  for (auto& [name, x] : o)
    if (name == member) {
      x = std::move(value);
      return;
    }
  o.emplace_back(std::move(member), std::move(value));
}

Json parse_json(std::string_view text) {
  const Tree t = Tree::parse(text, nullptr, false, true);
  assert(!t.is_discarded());
  return value(t);
}

Json filled(std::string_view specification, const Json::Object& bound) {
  return fill(parse_json(specification), bound);
}

Json on_one_line(const Json& json) {
  if (const auto* s = std::get_if<std::string>(&json.is)) {
    std::string out;
    for (std::size_t i = 0; i < s->size(); ++i) {
      const std::string_view mark(s->data() + i, std::min<std::size_t>(3, s->size() - i));
      const bool separator = mark == "\u2028" || mark == "\u2029";
      out += separator || static_cast<unsigned char>((*s)[i]) < 0x20 || (*s)[i] == 0x7f ? ' ' : (*s)[i];
      if (separator) i += 2;
    }
    return out;
  }
  if (const auto* a = std::get_if<Json::Array>(&json.is)) {
    Json::Array out;
    for (const auto& x : *a) out.push_back(on_one_line(x));
    return out;
  }
  if (const auto* o = std::get_if<Json::Object>(&json.is)) {
    Json::Object out;
    for (const auto& [name, x] : *o) out.emplace_back(name, on_one_line(x));
    return out;
  }
  return json;
}

std::string embeddable(const std::string& json) {
  std::string out;
  out.reserve(json.size() + json.size() / 16);
  for (std::size_t i = 0; i < json.size(); ++i) {
    const std::string_view rest(json.data() + i, json.size() - i);
    if (json[i] == '<') out += "\\u003c";
    else if (json[i] == '>') out += "\\u003e";
    else if (json[i] == '&') out += "\\u0026";
    else if (rest.substr(0, 3) == "\u2028") out += "\\u2028", i += 2;
    else if (rest.substr(0, 3) == "\u2029") out += "\\u2029", i += 2;
    else out += json[i];
  }
  return out;
}

}  // namespace paribus
