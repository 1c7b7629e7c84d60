#include "paribus/report/page.hpp"

#include <map>

#include "paribus/base/hash.hpp"
#include "paribus/base/text.hpp"
#include "paribus/report/assets.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {

namespace {

std::string base64(const Hash& hash) {
  static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  const auto& b = hash.bytes;
  for (std::size_t i = 0; i < b.size(); i += 3) {
    const std::size_t left = b.size() - i;
    const unsigned word = static_cast<unsigned>(b[i]) << 16 | (left > 1 ? static_cast<unsigned>(b[i + 1]) << 8 : 0u) |
                          (left > 2 ? static_cast<unsigned>(b[i + 2]) : 0u);
    out += digits[word >> 18];
    out += digits[word >> 12 & 63];
    out += left > 1 ? digits[word >> 6 & 63] : '=';
    out += left > 2 ? digits[word & 63] : '=';
  }
  return out;
}

std::string hashed(std::string_view text) { return "'sha256-" + base64(sha256(text)) + "'"; }

std::string escaped(std::string_view s) {
  std::string out;
  for (const char c : s) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

/// Fills {{name}} once, from left to right, so that nothing inside a filled text is taken for a blank.
std::string filled_in(std::string_view markup, const std::map<std::string, std::string, std::less<>>& texts) {
  std::string out;
  while (true) {
    const auto open = markup.find("{{");
    const auto close = open == markup.npos ? markup.npos : markup.find("}}", open);
    if (close == markup.npos) return out += markup;
    out += markup.substr(0, open);
    const auto text = texts.find(markup.substr(open + 2, close - open - 2));
    if (text != texts.end()) out += text->second;
    markup.remove_prefix(close + 2);
  }
}

/// For readers without scripts: the answer in words.
std::string in_words(const Answer& a, const std::vector<Drawing>& drawn) {
  std::string out = "<h1>" + escaped(a.title) + "</h1><p>" + escaped(plain(deck(a))) + "</p><ul>";
  for (const auto& line : answers(a)) out += "<li>" + escaped(plain(line)) + "</li>";
  out += "</ul>";
  for (const auto& d : drawn) out += "<h2>" + escaped(d.finding) + "</h2><p>" + escaped(d.caption) + "</p>";
  return out + "<p>" + escaped(methods(a)) + "</p>";
}

}  // namespace

std::string page(const Answer& a) {
  const auto drawn = drawings(a);
  Json specs{Json::Object{}};
  for (const auto& d : drawn) {
    Json spec = d.spec;
    spec.put("description", d.alt);
    specs.put(d.id, std::move(spec));
  }
  const std::pair<const char*, std::string_view> scripts[] = {{"vega", assets::vega()},
                                                              {"vega-lite", assets::vega_lite()},
                                                              {"vega-embed", assets::vega_embed()},
                                                              {"vega-interpreter", assets::vega_interpreter()},
                                                              {"script", assets::script()}};
  std::map<std::string, std::string, std::less<>> texts;
  std::string script_hashes;
  for (const auto& [name, text] : scripts) {
    texts[name] = std::string(text);
    script_hashes += " " + hashed(text);
  }
  texts["style"] = std::string(assets::style());
  texts["csp"] = "default-src 'none'; script-src" + script_hashes + "; style-src " + hashed(assets::style()) +
                 "; img-src data: blob:; base-uri 'none'; form-action 'none'";
  texts["title"] = escaped(a.title);
  texts["words"] = in_words(a, drawn);
  texts["data"] = embeddable(content(a, drawn).text());
  texts["specs"] = embeddable(specs.text());
  texts["theme"] = embeddable(parse_json(assets::theme()).text());
  return filled_in(assets::markup(), texts);
}

Json standalone(const Drawing& d, const Answer& a) {
  Json out = d.spec;
  out.put("description", d.alt);
  out.put("title", Json::Object{{"text", d.finding}, {"subtitle", "Paribus · " + a.title + " · " + meta(a)}});
  out.put("datasets", Json::Object{{d.id, d.rows}});
  Json light = *parse_json(assets::theme()).find("light");
  light.put("background", "#fdfdfb");
  light.put("padding", 20);
  out.put("config", std::move(light));
  return out;
}

}  // namespace paribus
