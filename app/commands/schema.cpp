// paribus schema: the JSON Schema of study files, from the same settings that validate them. Editors that read
// the `#:schema` line complete and check a study with it.
#include <iostream>
#include <map>

#include "app/command.hpp"
#include "paribus/base/whole_file.hpp"
#include "paribus/report/json.hpp"
#include "paribus/study/setup.hpp"

namespace paribus {
namespace {

using Object = Json::Object;

Json bounded(const char* type, const Range& r) {
  Json out{Object{{"type", type}}};
  if (r.low > -infinity) out.put(r.open_low ? "exclusiveMinimum" : "minimum", r.low);
  if (r.high < infinity) out.put(r.open_high ? "exclusiveMaximum" : "maximum", r.high);
  return out;
}

Json choice(const std::vector<std::string>& words) { return Object{{"enum", Json::array(words)}}; }
Json types(const std::vector<std::string>& list) { return Object{{"type", Json::array(list)}}; }

Json of(const Ask& a) {
  Json out;
  switch (a.kind) {
    case Ask::Kind::real: out = bounded("number", a.range); break;
    case Ask::Kind::integer: out = bounded("integer", a.range); break;
    case Ask::Kind::flag: out = Object{{"type", "boolean"}}; break;
    case Ask::Kind::integers: out = Object{{"type", "array"}, {"items", bounded("integer", a.range)}}; break;
    case Ask::Kind::words:
      out = types({"array", "string"});
      if (!a.words.empty()) out.put("items", choice(a.words));
      break;
    case Ask::Kind::word: out = a.words.empty() ? types({"string", "integer", "number"}) : choice(a.words); break;
  }
  out.put("description", a.meaning + " (default " + a.fallback.text() + ")");
  return out;
}

/// A node of the tree that the addresses "a.b.c" make: an object that allows no key but those listed, or a leaf.
struct Node {
  std::map<std::string, Node> inner;
  Json leaf;
  Json json() const {
    if (inner.empty()) return leaf;
    Object members;
    for (const auto& [name, node] : inner) members.emplace_back(name, node.json());
    return Object{{"type", "object"}, {"additionalProperties", false}, {"properties", members}};
  }
};

Node& at(Node& root, const std::string& address) {
  const auto dot = address.find('.');
  Node& next = root.inner[address.substr(0, dot)];
  return dot == address.npos ? next : at(next, address.substr(dot + 1));
}

Json factor(const Ask& a) {
  const Json list = Object{{"type", "array"}, {"minItems", 1}};
  if (a.kind != Ask::Kind::real && a.kind != Ask::Kind::integer) return list;
  const Json number = Object{{"type", "number"}}, count = Object{{"type", "integer"}, {"minimum", 2}};
  const Json range = Object{{"type", "object"}, {"additionalProperties", false}, {"required", Json::array(std::vector<std::string>{"from", "to"})},
                            {"properties", Object{{"from", number}, {"to", number}, {"scale", choice({"log", "linear"})}, {"levels", count}}}};
  return Object{{"anyOf", Json::Array{list, range}}};
}

class Schema final : public Command {
 public:
  std::vector<Option> options() const override { return {{"to", "FILE", "write here instead of to the terminal"}}; }
  int run(const Arguments& a) const override {
    Node root;
    Object factors;
    for (const auto& s : manual()) {
      at(root, s.address).leaf = of(s.ask);
      if (may_be_factor(s.address)) factors.emplace_back(s.address, factor(s.ask));
    }
    root.inner["factors"].leaf = Object{{"type", "object"}, {"additionalProperties", false}, {"properties", factors}};
    Json all = root.json();
    all.put("$schema", "http://json-schema.org/draft-07/schema#");
    all.put("title", "Paribus study");
    const std::string text = all.indented() + "\n";
    if (a.has("to")) write_whole(a.one("to"), text);
    else std::cout << text;
    return done;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> schema = entry<Command, Schema>({"schema", "schema", "the JSON Schema of study files, for editors"});
}  // namespace parts::commands
}  // namespace paribus
