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

}  // namespace

Choices read_toml(const std::string& text, const std::string& path) {
  if (const auto nul = text.find('\0'); nul != text.npos)
    throw Error("a NUL byte at offset " + std::to_string(nul), "save the study as plain text", {path});
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
