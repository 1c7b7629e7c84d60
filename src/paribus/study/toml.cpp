// TOML to flat choices: "optimizer.momentum.beta" -> 0.9, each with its place in the file.
#define TOML_HEADER_ONLY 0
#include <toml++/toml.h>

#include "paribus/study/study.hpp"

namespace paribus {

namespace {

Where place(const toml::source_region& source, const std::string& path) {
  return {path, static_cast<unsigned>(source.begin.line), static_cast<unsigned>(source.begin.column)};
}

Value value_of(const toml::node& node, const std::string& path, int depth) {
  const Where where = place(node.source(), path);
  if (depth > 8) throw Error("lists are nested too deeply", "write a plain list: [1, 2, 3]", where);
  if (const auto* x = node.as_boolean()) return {x->get(), where};
  if (const auto* x = node.as_integer()) return {std::int64_t{x->get()}, where};
  if (const auto* x = node.as_floating_point()) return {x->get(), where};
  if (const auto* x = node.as_string()) return {std::string(x->get()), where};
  if (const auto* list = node.as_array()) {
    Value::List out;
    for (const auto& element : *list) out.push_back(value_of(element, path, depth + 1));
    return {std::move(out), where};
  }
  throw Error("a study holds numbers, words, true/false and lists of them", "quote a date or time as a word", where);
}

void flatten(const toml::table& table, const std::string& prefix, const std::string& path, Choices& out) {
  for (const auto& [key, node] : table) {
    const std::string address = prefix + std::string(key.str());
    if (const auto* inner = node.as_table()) {
      flatten(*inner, address + ".", path, out);
    } else if (!out.emplace(address, value_of(node, path, 0)).second) {
      throw Error(address + " is given twice", "keep one of them", place(node.source(), path));
    }
  }
}

/// Dots that are not a number's decimal point, as in a.b.c: each may open one more table within a table.
std::size_t dots(const std::string& text) {
  const auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  std::size_t n = 0;
  for (std::size_t i = text.find('.'); i != text.npos; i = text.find('.', i + 1)) {
    std::size_t before = i, after = i + 1;
    while (before > 0 && digit(before - 1)) --before;
    while (digit(after)) ++after;
    const bool alone = (before == 0 || text[before - 1] != '.') && (after == text.size() || text[after] != '.');
    n += !(before < i && after > i + 1 && alone);
  }
  return n;
}

constexpr std::size_t most_dots = 4000;

}  // namespace

Choices read_toml(const std::string& text, const std::string& path) {
  if (const auto nul = text.find('\0'); nul != text.npos)
    throw Error("a NUL byte at offset " + std::to_string(nul), "save the study as plain text", {path});
  // The library builds, and takes apart, tables within tables by recursion: an endless a.a.a.a would end the stack.
  if (dots(text) > most_dots) throw Error("more than " + std::to_string(most_dots) + " dots outside numbers", "a study has a few sections: is this the right file?", {path});
  try {
    const toml::table table = toml::parse(text, path);
    Choices out;
    flatten(table, "", path, out);
    return out;
  } catch (const toml::parse_error& e) {
    throw Error(std::string(e.description()), "see https://toml.io for the syntax", place(e.source(), path));
  }
}

}  // namespace paribus
