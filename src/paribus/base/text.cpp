#include "paribus/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace paribus::text {

namespace {

constexpr const char *minus = "\u2212", *thin = "\u202f", *hard = "\u00a0", *times = "\u00d7";

std::string grouped(std::string digits) {
  std::string out;
  const std::size_t point = std::min(digits.find('.'), digits.size());
  for (std::size_t i = 0; i < point; ++i) {
    if (i && (point - i) % 3 == 0 && point > 3) out += thin;
    out += digits[i];
  }
  return out + digits.substr(point);
}

std::string power_of_ten(int e) {
  static constexpr const char* raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string out = e < 0 ? "10⁻" : "10";
  for (const char c : std::to_string(std::abs(e))) out += raised[c - '0'];
  return out;
}

std::string without_trailing_zeros(std::string s) {
  if (s.find('.') == s.npos) return s;
  s.erase(s.find_last_not_of('0') + 1);
  if (s.back() == '.') s.pop_back();
  return s;
}

}  // namespace

std::string number(double x, int k) {
  if (std::isnan(x)) return "–";
  const std::string sign = x < 0 ? minus : "";
  const double a = std::abs(x);
  if (std::isinf(x)) return sign + "∞";
  if (a == 0) return "0";
  // The exponent is read after rounding: 9.996 has three figures as 10.0, not as 10.00.
  const auto exponent = [a](int figures) {
    const std::string digits = fmt::format("{:.{}e}", a, figures - 1);
    return std::stoi(digits.substr(digits.find('e') + 1));
  };
  const int e = exponent(k);
  if (e < -4 || e > 6) {
    const std::string digits = fmt::format("{:.1e}", a), m = digits.substr(0, 3);
    return sign + (m == "1.0" ? "" : m + hard + times + hard) + power_of_ten(exponent(2));
  }
  if (e >= k) return sign + grouped(fmt::format("{:.0f}", a));
  return sign + grouped(fmt::format("{:.{}f}", a, k - 1 - e));
}

std::string count(std::uint64_t n) { return grouped(std::to_string(n)); }

std::string percent(double x, int decimals) {
  if (std::isnan(x)) return "–";
  if (std::isinf(x)) return (x < 0 ? minus : "") + std::string("∞") + hard + "%";
  const std::string v = fmt::format("{:.{}f}", 100 * std::abs(x), decimals);
  const bool zero = v.find_first_not_of("0.") == v.npos;  // no minus before what reads as nothing
  return (x < 0 && !zero ? minus : "") + v + hard + "%";
}

std::string signed_points(double x, int decimals) {
  if (std::isnan(x)) return "–";
  if (std::isinf(x)) return x < 0 ? std::string(minus) + "∞" : "+∞";
  const std::string v = fmt::format("{:.{}f}", 100 * std::abs(x), decimals);
  if (v.find_first_not_of("0.") == v.npos) return v;
  return (x < 0 ? minus : "+") + v;
}

std::string rate(double x, int k) {
  const double e = std::log10(x), whole = std::round(e);
  if (std::abs(e - whole) < 1e-6 && whole < -2) return power_of_ten(static_cast<int>(whole));
  return without_trailing_zeros(number(x, k));
}

int figures(std::vector<double> levels, int least) {
  std::sort(levels.begin(), levels.end());
  const auto last_place = [](double x, int k) { return std::pow(10.0, std::floor(std::log10(std::abs(x))) - k + 1); };
  const auto told_apart = [&](int k) {
    for (std::size_t i = 0; i < levels.size(); ++i) {
      const double x = levels[i], from_one = std::abs(x - 1);
      if (from_one > 1e-9 && from_one < last_place(x, k) / 2) return false;
      if (i == 0 || x - levels[i - 1] <= 1e-12 * std::abs(x)) continue;  // the same level, but for rounding
      if (x - levels[i - 1] < 0.999 * std::max(last_place(x, k), last_place(levels[i - 1], k))) return false;
    }
    return true;
  };
  while (least < 12 && !told_apart(least)) ++least;
  return least;
}

std::string ratio(double r) {
  const auto times_text = [](double q) {
    if (q >= 1000) return grouped(fmt::format("{:.0f}", std::stod(fmt::format("{:.1e}", q))));
    if (q >= 20) return fmt::format("{:.0f}", q);
    if (q >= 1.95) return without_trailing_zeros(fmt::format("{:.{}f}", q, q < 10 ? 1 : 0));
    return fmt::format("{:.2f}", q);
  };
  if (std::isnan(r)) return "–";
  if (r == 0) return "0";
  if (r < 0) return minus + ratio(-r);
  if (std::isinf(r)) return "∞";
  if (r < 0.5) return "1/" + times_text(1 / r);
  return r > 0.9 && r < 1.1 ? fmt::format("{:.3f}", r) : times_text(r);
}

std::string p_value(double p) {
  if (std::isnan(p)) return "–";
  return p < 0.001 ? "< 0.001" : p >= 0.995 ? "1.00" : number(p, 2);
}

std::string span(const std::string& low, const std::string& high) { return low + " to " + high; }

std::string list(const std::vector<std::string>& items) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i)
    out += (i == 0 ? "" : i + 1 == items.size() ? " and " : ", ") + items[i];
  return out;
}

std::string lower_first(std::string s) {
  const bool letters = s.size() > 1 && ((s[1] >= 'A' && s[1] <= 'Z') || (s[1] >= '0' && s[1] <= '9'));  // "L2", "PCA"
  if (!s.empty() && !letters && s[0] >= 'A' && s[0] <= 'Z') s[0] = static_cast<char>(s[0] - 'A' + 'a');
  return s;
}

std::string upper_first(std::string s) {
  if (!s.empty() && s[0] >= 'a' && s[0] <= 'z') s[0] = static_cast<char>(s[0] - 'a' + 'A');
  return s;
}

std::string seconds(double s) {
  if (s < 9.95) return fmt::format("{:.1f} s", s);
  if (s < 59.5) return fmt::format("{:.0f} s", s);
  const auto whole = static_cast<std::uint64_t>(std::llround(s));
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

std::string plain(std::string s) {
  static const std::pair<const char*, const char*> signs[] = {
      {minus, "-"}, {thin, ","}, {hard, " "}, {times, "x"}, {"–", "-"}, {"’", "'"}};
  for (const auto& [from, to] : signs)
    for (std::size_t at; (at = s.find(from)) != s.npos;) s.replace(at, std::char_traits<char>::length(from), to);
  return s;
}

std::string printable(std::string_view s) {
  std::string out;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const auto u = static_cast<unsigned char>(s[i]), next = static_cast<unsigned char>(i + 1 < s.size() ? s[i + 1] : 0);
    if (u < 0x20 || u == 0x7f) out += fmt::format("\\x{:02x}", u);
    else if (u == 0xc2 && next >= 0x80 && next < 0xa0) out += fmt::format("\\x{:02x}", next), ++i;  // U+0080..9F
    else out += s[i];
  }
  return out;
}

std::size_t width(std::string_view s) {
  std::size_t n = 0;
  for (const char c : s) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return n;
}

std::string padded(std::string_view s, std::size_t columns, bool right) {
  const std::size_t w = width(s);
  const std::string space(columns > w ? columns - w : 0, ' ');
  return right ? space + std::string(s) : std::string(s) + space;
}

}  // namespace paribus::text
