#include "paribus/report/export.hpp"

#include <set>

#include "paribus/report/json.hpp"

namespace paribus {

std::string text_cell(std::string s) {
  if (!s.empty() && std::string_view("=+-@\t\r").find(s[0]) != std::string_view::npos) s.insert(0, "'");
  if (s.find_first_of(",\"\r\n") == s.npos) return s;
  std::string out = "\"";
  for (const char c : s) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}

namespace {

std::string cell(const Value& v) {
  const bool number = std::holds_alternative<double>(v.is) || std::holds_alternative<std::int64_t>(v.is);
  return number ? v.plain() : text_cell(v.plain());
}

std::string numbers(const Vector& v) {
  std::string out;
  for (const double x : v) out += (out.empty() ? "" : " ") + shortest(x);
  return out;
}

Json json(const Value& v) {
  struct Writer {
    Json operator()(bool b) const { return b; }
    Json operator()(std::int64_t i) const { return static_cast<double>(i); }
    Json operator()(double x) const { return x; }
    Json operator()(const std::string& s) const { return s; }
    Json operator()(const Value::List& list) const {
      Json::Array out;
      for (const auto& x : list) out.push_back(json(x));
      return out;
    }
  };
  return std::visit(Writer{}, v.is);
}

}  // namespace

std::string csv(const Results& results) {
  std::set<std::string> levels, scores, facts, words;
  for (const auto& r : results) {
    for (const auto& [name, unused] : r.levels) levels.insert(name);
    for (const auto& [name, unused] : r.scores) scores.insert(name);
    for (const auto& [name, unused] : r.facts) facts.insert(name);
    for (const auto& [name, unused] : r.words) words.insert(name);
  }
  std::string out = "subject,block,outcome";
  for (const auto* names : {&levels, &scores, &facts, &words})
    for (const auto& name : *names) out += "," + text_cell(name);
  out += "\r\n";
  for (const auto& r : results) {
    out += text_cell(r.subject) + "," + text_cell(r.block) + "," + std::string(word(r.outcome));
    for (const auto& name : levels) out += "," + (r.levels.contains(name) ? cell(r.levels.at(name)) : "");
    for (const auto& name : scores) out += "," + (r.scores.contains(name) ? shortest(r.scores.at(name)) : "");
    for (const auto& name : facts) out += "," + (r.facts.contains(name) ? numbers(r.facts.at(name)) : "");
    for (const auto& name : words) out += "," + (r.words.contains(name) ? text_cell(r.words.at(name)) : "");
    out += "\r\n";
  }
  return out;
}

std::string json_lines(const Results& results) {
  std::string out;
  for (const auto& r : results) {
    Json levels{Json::Object{}}, scores{Json::Object{}}, facts{Json::Object{}}, words{Json::Object{}};
    Json::Array curves;
    for (const auto& [name, v] : r.levels) levels.put(name, json(v));
    for (const auto& [name, x] : r.scores) scores.put(name, x);
    for (const auto& [name, v] : r.facts) facts.put(name, Json::array(v));
    for (const auto& [name, s] : r.words) words.put(name, s);
    for (const auto& c : r.curves)
      curves.push_back(Json::Object{{"name", c.name}, {"at", Json::array(c.at)}, {"values", Json::array(c.values)}});
    out += Json(Json::Object{{"subject", r.subject},
                             {"block", r.block},
                             {"outcome", std::string(word(r.outcome))},
                             {"levels", levels},
                             {"scores", scores},
                             {"facts", facts},
                             {"words", words},
                             {"curves", curves}})
               .text() +
           "\n";
  }
  return out;
}

}  // namespace paribus
