// From a file's choices to a Study: aliases made canonical, unknown words refused, factors read, every level tried.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "paribus/base/text.hpp"
#include "paribus/math/elementary.hpp"
#include "paribus/study/checks.hpp"
#include "paribus/study/setup.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {

namespace {

const std::string factors_prefix = "factors.";
constexpr double most_levels = 1e6;  // of a range: a list is bounded by the size of the file

/// "optimizer.learning_rate.from" -> {"optimizer.learning_rate", "from"}; {"optimizer.kind", ""} for a list.
std::pair<std::string, std::string> factor_key(const std::string& rest) {
  if (find_address(canonical_address(rest))) return {canonical_address(rest), ""};
  const auto dot = rest.rfind('.');
  const std::string end = dot == rest.npos ? "" : rest.substr(dot + 1);
  if (end == "from" || end == "to" || end == "scale" || end == "levels") return {canonical_address(rest.substr(0, dot)), end};
  return {canonical_address(rest), ""};
}

[[noreturn]] void unknown(const std::string& address, const Where& where) {
  std::vector<std::string> known;
  for (const auto& a : manual()) known.push_back(a.address);
  throw Error("unknown setting '" + address + "'", suggestion(address, known), where);
}

double number(const Value& v, const std::string& what) {
  if (const auto* x = std::get_if<double>(&v.is); x && std::isfinite(*x)) return *x;
  if (const auto* i = std::get_if<std::int64_t>(&v.is)) return static_cast<double>(*i);
  throw Error(what + " must be a number, not " + v.text(), "write a plain number", v.where);
}

Factor range_factor(const std::string& address, const Choices& all) {
  const std::string base = factors_prefix + address + ".";
  const auto part = [&](const char* name) {
    const auto it = all.find(base + name);
    return it == all.end() ? nullptr : &it->second;
  };
  const Value *from = part("from"), *to = part("to"), *scale = part("scale"), *count = part("levels");
  const Value* any = from ? from : to ? to : scale ? scale : count;
  Factor f;
  f.address = address;
  f.where = any->where;
  f.range = true;
  if (!from || !to) throw Error("the range of " + address + " lacks " + (from ? "'to'" : "'from'"), "write { from = 0.001, to = 1, scale = \"log\", levels = 7 }", any->where);
  f.from = number(*from, base + "from"), f.to = number(*to, base + "to");
  if (!(f.from < f.to)) throw Error("the range of " + address + " is empty: from " + shortest(f.from) + " to " + shortest(f.to), "let 'from' be smaller than 'to'", from->where);
  const std::string s = scale ? scale->plain() : "linear";
  if (s != "log" && s != "linear") throw Error("scale of " + address + " is '" + s + "'", "write \"log\" or \"linear\"", scale->where);
  f.logarithmic = s == "log";
  if (f.logarithmic && f.from <= 0) throw Error("a logarithmic range of " + address + " cannot begin at " + shortest(f.from), "begin above 0, or write scale = \"linear\"", from->where);
  const Ask& ask = find_address(address)->ask;
  if (ask.kind != Ask::Kind::real && ask.kind != Ask::Kind::integer) throw Error(address + " is not a number: it has no range", "list its levels: [\"a\", \"b\"]", any->where);
  f.whole = ask.kind == Ask::Kind::integer;
  const double levels = count ? number(*count, base + "levels") : 7;
  if (!(levels >= 2) || levels != std::floor(levels) || levels > 9e15) throw Error(base + "levels = " + shortest(levels) + " is not a whole number above 1", "write levels = 7", (count ? count : any)->where);
  f.levels.resize(1);  // filled by fill_levels, once the whole study is known not to be absurdly large
  f.levels[0] = {levels};
  return f;
}

/// To 6 significant digits.
double rounded(double x) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, x, std::chars_format::scientific, 5).ptr;
  std::from_chars(buffer, end, x);
  return x;
}

void fill_levels(Factor& f) {
  if (!f.range) return;
  const double asked = std::get<double>(f.levels[0].is);
  if (asked > most_levels)
    throw Error(factors_prefix + f.address + ".levels = " + shortest(asked) + " is more than a factor can hold", "write at most " + shortest(most_levels), f.where);
  const auto n = static_cast<std::size_t>(asked);
  f.levels.clear();
  for (std::size_t i = 0; i < n; ++i) {
    const double t = static_cast<double>(i) / static_cast<double>(n - 1);
    double x = f.logarithmic ? f.from * exact::exp(t * exact::log(f.to / f.from)) : f.from + t * (f.to - f.from);
    if (i + 1 == n) x = f.to;
    // Levels are written with 6 digits, so that the file, the table and the key show the number that was used.
    if (f.logarithmic) x = rounded(x);
    Value level{x, f.where};
    if (f.whole) level = {static_cast<std::int64_t>(std::llround(x)), f.where};
    if (f.levels.empty() || !(f.levels.back() == level)) f.levels.push_back(level);
  }
}

std::vector<Factor> read_factors(const Choices& all) {
  std::vector<Factor> out;
  std::set<std::string> seen;
  for (const auto& [address, value] : all) {
    if (!address.starts_with(factors_prefix)) continue;
    const auto [of, end] = factor_key(address.substr(factors_prefix.size()));
    if (!seen.insert(of).second) {
      if (all.contains(factors_prefix + of)) throw Error("factor " + of + " is given twice: as a list and as a range", "keep one of them", value.where);
      continue;
    }
    if (!may_be_factor(of))
      throw Error(of + " cannot be a factor: it is the same for all cells", "factors lie in data, model, optimizer, training and measure", value.where);
    if (!end.empty()) {
      out.push_back(range_factor(of, all));
      continue;
    }
    Factor f;
    f.address = of;
    f.where = value.where;
    const auto* list = std::get_if<Value::List>(&value.is);
    if (!list) throw Error("factor " + of + " is one value, not a list of levels", "write a list, or move it out of [factors]", value.where);
    if (list->empty()) throw Error("factor " + of + " has no levels", "list at least two", value.where);
    std::set<std::string> texts;  // 1, 1.0 and "1" are one level: a part reads the same from each
    for (const auto& level : *list) {
      if (!texts.insert(level.plain()).second) throw Error("factor " + of + " lists " + level.text() + " twice", "keep one of them", level.where);
      f.levels.push_back(level);
    }
    out.push_back(std::move(f));
  }
  return out;
}

void refuse_size(const Study& s) {
  const std::uint64_t runs = count_runs(s);
  if (runs <= s.design.max_runs) return;
  const std::string n = runs == std::numeric_limits<std::uint64_t>::max() ? "more than 10^19" : text::plain(text::count(runs));
  throw Error("this study asks for " + n + " runs, above the limit of " + text::plain(text::count(s.design.max_runs)) + " (at 100 runs a second: " +
                  text::seconds(static_cast<double>(runs) / 100) + ")",
              "take fewer levels or replicates, a random design (design.kind = \"random\"), or raise design.max_runs", {s.path});
}

std::string file_text(const std::string& path) {
  std::error_code problem;
  if (std::filesystem::is_directory(path, problem)) throw Error("'" + path + "' is a folder, not a study", "name a .toml file");
  std::ifstream in{path, std::ios::binary};
  if (!in) throw Error("cannot read the study '" + path + "'", "check the path; `paribus new FILE --target COLUMN` writes a study for your data");
  std::string text(1 << 20 | 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > 1 << 20) throw Error("the study is larger than 1 MiB", "a study is a short text: is this the right file?", {path});
  return text;
}

}  // namespace

Choices canonical(const Choices& raw) {
  Choices out;
  for (const auto& [given, value] : raw) {
    std::string address = canonical_address(given);
    if (given.starts_with(factors_prefix)) {
      const auto [of, end] = factor_key(given.substr(factors_prefix.size()));
      if (!find_address(of)) unknown(of, value.where);
      address = factors_prefix + of + (end.empty() ? "" : "." + end);
      Value v = value;
      if (auto* list = std::get_if<Value::List>(&v.is))
        for (auto& level : *list) level = canonical_value(of, level);
      if (!out.emplace(address, v).second) throw Error(address + " is given twice", "keep one of them", value.where);
      continue;
    }
    if (!find_address(address)) unknown(given, value.where);
    Value v = canonical_value(address, value);
    if (address == "answer.compare") {
      if (!std::holds_alternative<Value::List>(v.is)) v = {Value::List{v}, v.where};
      for (auto& a : std::get<Value::List>(v.is)) a = {canonical_address(a.plain()), a.where};
    }
    if (!out.emplace(address, v).second) throw Error(address + " is given twice", "keep one of them", value.where);
  }
  return out;
}

std::uint64_t count_runs(const Study& s) {
  std::uint64_t total = s.replicates.count;
  const auto times = [&](std::uint64_t n) {
    if (__builtin_mul_overflow(total, n, &total)) total = std::numeric_limits<std::uint64_t>::max();
  };
  if (s.design.kind != "grid") {
    times(s.plan->count(s.factors));
    return total;
  }
  for (const auto& f : s.factors)  // a range holds only its number of levels until the study is known to be sane
    times(f.range && f.levels.size() == 1 ? static_cast<std::uint64_t>(std::get<double>(f.levels[0].is)) : f.levels.size());
  return total;
}

Study make_study(const std::string& name, const std::string& path, const std::string& text, Choices raw) {
  const Choices all = canonical(raw);
  Choices fixed;
  for (const auto& [address, value] : all)
    if (!address.starts_with(factors_prefix)) fixed.emplace(address, value);
  const Settings top{fixed, ""};
  top.integer("paribus", 1, {1, 1}, "version of the study format");
  const DesignSettings design{Settings{fixed, "design."}};
  Study s{name, top.word("title", "untitled", {}, ""), path, text, all, fixed, read_factors(all), MeasureSettings{Settings{fixed, "measure."}},
          ThresholdSettings{Settings{fixed, "threshold."}}, ReplicateSettings{Settings{fixed, "replicates."}},
          AnswerSettings{Settings{fixed, "answer."}}, design,
          get(designs(), design.kind, "design").make(Settings{fixed, "design." + design.kind + "."})};
  // A grid is counted before its levels are made; the other designs count levels, which fill_levels bounds.
  if (s.design.kind == "grid") refuse_size(s);
  for (auto& f : s.factors) fill_levels(f);
  refuse_size(s);
  for (const auto& a : s.answer.compare)
    if (std::none_of(s.factors.begin(), s.factors.end(), [&](const Factor& f) { return f.address == a; })) {
      std::vector<std::string> known;
      for (const auto& f : s.factors) known.push_back(f.address);
      if (const auto set = fixed.find(a); set != fixed.end())
        throw Error("answer.compare names '" + a + "', which is set to " + set->second.text() + " and does not vary",
                    "leave it out of answer.compare, or vary it in [factors] (a --set of a factor takes it out there)", fixed.at("answer.compare").where);
      throw Error("answer.compare names '" + a + "', which is not a factor", suggestion(a, known), fixed.at("answer.compare").where);
    }
  if (!s.answer.reference.empty()) {
    std::vector<std::string> known;
    for (const auto& f : s.factors)
      if (std::find(s.answer.compare.begin(), s.answer.compare.end(), f.address) != s.answer.compare.end())
        for (const auto& level : f.levels) known.push_back(level.plain());
    if (std::find(known.begin(), known.end(), s.answer.reference) == known.end())
      throw Error("answer.reference names '" + s.answer.reference + "', which is no level of a compared factor", suggestion(s.answer.reference, known), fixed.at("answer.reference").where);
  }
  s.answer.along = canonical_address(s.answer.along);
  check_question(s);
  if (s.fixed.contains("answer.theory") && s.answer.theory.empty()) s.fixed.erase("answer.theory");
  check_time(s);
  check_parts(s);
  return s;
}

Study read_study(const std::string& path, const std::vector<std::string>& sets) { return parse_study(file_text(path), path, sets); }

std::pair<std::string, Value> read_set(const std::string& set) {
  const auto equals = set.find('=');
  if (equals == set.npos || equals == 0) throw Error("--set " + set + " is not address=value", "write for example --set optimizer.learning_rate=0.1");
  const std::string address = canonical_address(set.substr(0, equals));
  return {address, parse_value(set.substr(equals + 1), {"--set " + address})};
}

Study parse_study(const std::string& text, const std::string& path, const std::vector<std::string>& sets) {
  Choices all = canonical(read_toml(text, path));  // so that a setting given by an alias is the one that is replaced
  for (const auto& set : sets) {
    const auto [address, value] = read_set(set);
    // A new list of levels replaces a range, and the other way round.
    const std::string levels = factors_prefix + address, range = levels + ".";
    const bool factor = std::erase_if(all, [&](const auto& c) { return c.first.starts_with(range); }) || all.erase(levels);
    all[factor && std::holds_alternative<Value::List>(value.is) ? levels : address] = value;
  }
  // What the file does not say is said below it, wherever the text of the study is kept or shown.
  std::string said = text;
  for (const auto& set : sets) said += (said.ends_with('\n') ? "" : "\n") + ("# run with --set " + set) + "\n";
  return make_study(std::filesystem::path(path).stem().string(), path, said, all);
}

}  // namespace paribus
