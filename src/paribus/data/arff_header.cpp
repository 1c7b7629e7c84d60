// The declarations of ARFF, and its dates.
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <set>

#include "paribus/base/text.hpp"
#include "paribus/data/arff.hpp"
#include "paribus/data/arff_words.hpp"

namespace paribus {
namespace {

constexpr const char* default_date = "yyyy-MM-dd'T'HH:mm:ss";

std::string quoted(const std::string& s) { return "'" + text::printable(s) + "'"; }

void read_nominal(ArffWords& words, ArffAttribute& a) {
  std::set<std::string> seen;
  while (!words.skip('}')) {
    if (words.at_end()) words.refuse("the values of attribute " + quoted(a.name) + " are not closed", "end them with } on the same line", words.offset());
    const ArffWord w = words.word();
    if (!seen.insert(w.text).second) words.refuse("the value " + quoted(w.text) + " of attribute " + quoted(a.name) + " stands twice", "remove one", w.offset);
    a.words.push_back(w.text);
    words.skip(',');
  }
  if (a.words.empty()) words.refuse("attribute " + quoted(a.name) + " has no values", "list them: {a, b}", words.offset());
}

ArffAttribute read_attribute(ArffWords& words, std::vector<std::string>& notes) {
  ArffAttribute a;
  const ArffWord name = words.word();
  a.name = name.text;
  if (a.name.empty()) words.refuse("an attribute without a name", "give it one", name.offset);
  if (words.skip('{')) {
    a.kind = ArffAttribute::Kind::nominal;
    read_nominal(words, a);
  } else {
    if (words.at_end()) words.refuse("attribute " + quoted(a.name) + " has no type", "write numeric, string, date or {a, b} behind its name", words.offset());
    const ArffWord type = words.word();
    if (same_letters(type.text, "string")) {
      a.kind = ArffAttribute::Kind::text;
    } else if (same_letters(type.text, "date")) {
      a.kind = ArffAttribute::Kind::date;
      const ArffWord format = words.at_end() ? ArffWord{default_date, true, words.offset()} : words.word();
      a.format = format.text;
      if (!known_date_format(a.format))
        words.refuse("dates of the form " + quoted(a.format) + " cannot be read", "use yyyy, MM, dd, HH, mm, ss and SSS, or declare the attribute a string", format.offset);
      notes.push_back("attribute " + quoted(a.name) + " holds dates, read as seconds since 1970-01-01 UTC");
    } else if (same_letters(type.text, "relational")) {
      words.refuse("attribute " + quoted(a.name) + " is relational: it holds tables", "a table of single values is needed", type.offset);
    } else if (!same_letters(type.text, "numeric") && !same_letters(type.text, "real") && !same_letters(type.text, "integer")) {
      words.refuse("attribute " + quoted(a.name) + " has the unknown type " + quoted(type.text), "known: numeric, real, integer, string, date, {a, b}", type.offset);
    }
  }
  if (!words.at_end()) notes.push_back("what follows the type of attribute " + quoted(a.name) + " is not read: " + quoted(words.rest()));
  return a;
}

// The parts of a time, in the order of `fields`.
constexpr std::array<std::string_view, 7> fields{"yyyy", "MM", "dd", "HH", "mm", "ss", "SSS"};

// Walks through a format: for each field calls number(index, digits), for each literal character literal(c). False: not known, or a call was.
template <class Number, class Literal>
bool walk(std::string_view format, Number number, Literal literal) {
  bool inside = false;
  for (std::size_t i = 0; i < format.size();) {
    const char c = format[i];
    if (c == '\'') {
      inside = !inside;
      ++i;
      continue;
    }
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (inside || !letter) {
      if (!literal(c)) return false;
      ++i;
      continue;
    }
    std::size_t run = 1;
    while (i + run < format.size() && format[i + run] == c) ++run;
    std::size_t k = 0;
    while (k < fields.size() && fields[k] != format.substr(i, run)) ++k;
    if (k == fields.size() || !number(k, run)) return false;
    i += run;
  }
  return !inside;
}

}  // namespace

bool known_date_format(std::string_view format) {
  std::array<int, fields.size()> seen{};
  const bool known = walk(format, [&](std::size_t k, std::size_t) { return ++seen[k] == 1; }, [](char) { return true; });
  return known && seen[0] + seen[3] > 0;  // a year or an hour
}

double read_date(std::string_view text, std::string_view format) {
  std::array<int, fields.size()> parts{1970, 1, 1, 0, 0, 0, 0};
  const bool fits = walk(
      format,
      [&](std::size_t k, std::size_t digits) {
        if (text.size() < digits || text.substr(0, digits).find_first_not_of("0123456789") != text.npos) return false;
        std::from_chars(text.data(), text.data() + digits, parts[k]);
        text.remove_prefix(digits);
        return true;
      },
      [&](char c) {
        if (text.empty() || text[0] != c) return false;
        text.remove_prefix(1);
        return true;
      });
  using namespace std::chrono;
  const year_month_day day{year{parts[0]}, month{static_cast<unsigned>(parts[1])}, std::chrono::day{static_cast<unsigned>(parts[2])}};
  if (!fits || !text.empty() || !day.ok() || parts[3] > 23 || parts[4] > 59 || parts[5] > 59) return std::nan("");
  const double days = static_cast<double>(sys_days{day}.time_since_epoch().count());
  return days * 86400 + parts[3] * 3600 + parts[4] * 60 + parts[5] + parts[6] / 1000.0;
}

std::vector<ArffAttribute> read_arff_header(const Source& source, std::size_t& rows_at, std::vector<std::string>& notes) {
  std::vector<ArffAttribute> out;
  std::set<std::string> names;
  ArffWords words(source, source.bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0);
  while (words.line()) {
    const ArffWord key = words.word();
    if (same_letters(key.text, "@relation")) continue;
    if (same_letters(key.text, "@data")) {
      if (out.empty()) words.refuse("no attribute is declared before @data", "declare the columns: @attribute name type", key.offset);
      rows_at = words.next_line();
      return out;
    }
    if (!same_letters(key.text, "@attribute"))
      words.refuse(quoted(key.text) + " where a declaration is due", "ARFF begins with @relation, @attribute lines and @data; a plain table should end in .csv", key.offset);
    const std::size_t at = words.offset();
    out.push_back(read_attribute(words, notes));
    if (!names.insert(out.back().name).second) words.refuse("two attributes are called " + quoted(out.back().name), "give every attribute a name of its own", at + 1);
  }
  throw Error("there is no @data line", "put it between the attributes and the rows", {source.name});
}

}  // namespace paribus
