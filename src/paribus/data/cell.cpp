#include "paribus/data/cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <vector>

#include "paribus/base/text.hpp"

namespace paribus {
namespace {

constexpr bool digit(char c) { return c >= '0' && c <= '9'; }

bool same_word(std::string_view a, std::string_view lower) {
  return a.size() == lower.size() && std::equal(a.begin(), a.end(), lower.begin(), [](char x, char y) {
           return (x >= 'A' && x <= 'Z' ? x - 'A' + 'a' : x) == y;
         });
}

// Of a number that from_chars found outside the range of a double: is it too large (or too small)?
// Only the sign of its decimal exponent decides, since that is far from 0 there.
bool too_large(std::string_view s) {
  long exponent = 0, first = 0;
  bool point = false, significant = false;
  std::size_t i = 0;
  for (; i < s.size() && (digit(s[i]) || s[i] == '.'); ++i) {
    if (s[i] == '.') point = true;
    else if (significant) first += !point;
    else if (s[i] != '0') significant = true;
    else first -= point;
  }
  if (i < s.size()) {
    const bool minus = s[i + 1] == '-';
    const auto digits = s.substr(i + 1 + (minus || s[i + 1] == '+'));
    constexpr long far = std::numeric_limits<int>::max();   // beyond any count of digits, and its sum with one is no overflow
    if (std::from_chars(digits.data(), digits.data() + digits.size(), exponent).ec != std::errc{} || exponent > far) exponent = far;
    if (minus) exponent = -exponent;
  }
  return first + exponent > 0;
}

CsvCell read_word(std::string_view field, double& x) {
  x = std::numeric_limits<double>::quiet_NaN();
  if (field.empty() || field == "?" || field == "NA" || field == "N/A" || field == "#N/A") return CsvCell::missing;
  if (field[0] == '-' || field[0] == '+') field.remove_prefix(1);
  if (same_word(field, "nan") || same_word(field, "null")) return CsvCell::missing;
  return same_word(field, "inf") || same_word(field, "infinity") ? CsvCell::infinite : CsvCell::word;
}

}  // namespace

CsvCell read_cell(std::string_view field, double& x) {
  const char *begin = field.data(), *end = begin + field.size();
  const bool sign = begin != end && (*begin == '-' || *begin == '+');
  const char* first = begin + sign;
  if (first == end || !(digit(*first) || *first == '.')) return read_word(field, x);
  const auto [stop, error] = std::from_chars(first, end, x);
  if (stop != end || error == std::errc::invalid_argument) return read_word(field, x);
  if (error == std::errc::result_out_of_range) {
    if (too_large({first, stop})) {
      x = std::numeric_limits<double>::quiet_NaN();
      return CsvCell::infinite;
    }
    x = 0;
  }
  if (*begin == '-') x = -x;
  return CsvCell::number;
}

bool lossy(std::string_view field, double x) {
  if (x != 0 && std::abs(x) < 0x1p53) return false;   // nearly every number
  if (!field.empty() && (field[0] == '-' || field[0] == '+')) field.remove_prefix(1);
  const auto digits = field.substr(0, field.find_first_of("eE"));
  if (x == 0) return std::ranges::any_of(digits, [](char c) { return c >= '1' && c <= '9'; });
  if (!std::ranges::all_of(field, digit)) return false;
  field.remove_prefix(std::min(field.find_first_not_of('0'), field.size()));
  return fmt::format("{:.0f}", std::abs(x)) != field;
}

std::string lossy_note(std::size_t count, std::string_view column) {
  return text::count(count) + (count == 1 ? " number" : " numbers") + (column.empty() ? "" : " of column '" + text::printable(column) + "'") + (count == 1 ? " is" : " are") +
         " rounded: whole numbers are exact up to 2^53, and what is below 5e-324 becomes 0";
}

bool has_decimal_comma(std::string_view field) {
  bool comma = false, any = false;
  if (!field.empty() && (field[0] == '-' || field[0] == '+')) field.remove_prefix(1);
  for (const char c : field) {
    if (c == ',') comma = true;
    else if (digit(c)) any = true;
    else if (c != '.') return false;
  }
  return comma && any;
}

bool is_number_with_commas(std::string_view field) {
  if (!field.empty() && (field[0] == '-' || field[0] == '+')) field.remove_prefix(1);
  // Groups of digits and the signs between them.
  std::vector<std::size_t> groups(1);
  std::string signs;
  for (const char c : field) {
    if (digit(c)) ++groups.back();
    else if (c == ',' || c == '.') signs += c, groups.push_back(0);
    else return false;
  }
  if (signs.find(',') == signs.npos || std::ranges::count(groups, 0u)) return false;
  const auto thousands = [&](std::size_t many) {   // the first `many` signs part groups of three, all by the same sign
    for (std::size_t k = 0; k < many; ++k)
      if (signs[k] != signs[0] || groups[k + 1] != 3) return false;
    return groups[0] <= 3;
  };
  const std::size_t n = signs.size();
  return n == 1 || thousands(n) || (signs[n - 1] != signs[0] && thousands(n - 1));
}

}  // namespace paribus
