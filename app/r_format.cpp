#include "app/r_format.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace paribus::r {
namespace {

std::string print(const char* how, int decimals, double x) {
  char buffer[512];
  std::snprintf(buffer, sizeof buffer, how, decimals, x);
  return buffer;
}

/// A number to `digits` significant digits: how many of them are needed once zeros at the end are dropped, and its exponent.
struct Digits {
  int needed, exponent;
};
Digits digits_of(double x, int digits) {
  if (x == 0) return {1, 0};
  const std::string s = print("%.*e", digits - 1, std::abs(x));
  const auto e = s.find('e');
  std::string mantissa = s.substr(0, e);
  std::erase(mantissa, '.');
  const auto last = mantissa.find_last_not_of('0');
  return {static_cast<int>(last) + 1, std::atoi(s.c_str() + e + 1)};
}

bool all_missing(View x) {
  return std::all_of(x.begin(), x.end(), [](double v) { return std::isnan(v); });
}

}  // namespace

std::vector<std::string> format(View values, int digits) {
  int left = 1, right = 0, needed = 1, exponent_width = 2;
  bool negative = false, any = false;
  for (const double x : values) {
    if (!std::isfinite(x)) continue;
    any = true;
    const auto d = digits_of(x, digits);
    negative = negative || x < 0;
    left = std::max(left, std::max(d.exponent + 1, 1) + (x < 0));
    right = std::max(right, std::max(0, d.needed - d.exponent - 1));
    needed = std::max(needed, d.needed);
    if (std::abs(d.exponent) >= 100) exponent_width = 3;
  }
  const int fixed = left + right + (right > 0), scientific = negative + (needed > 1 ? needed + 1 : needed) + 2 + exponent_width;
  std::vector<std::string> out;
  std::size_t width = 0;
  for (const double x : values) {
    if (std::isnan(x)) out.push_back("NA");
    else if (std::isinf(x)) out.push_back(x > 0 ? "Inf" : "-Inf");
    else out.push_back(!any || fixed <= scientific ? print("%.*f", right, x) : print("%.*e", needed - 1, x));
    width = std::max(width, out.back().size());
  }
  for (auto& s : out) s.insert(0, width - s.size(), ' ');
  return out;
}

double round(double x, int decimals) {
  return std::isfinite(x) ? std::strtod(print("%.*f", decimals, x).c_str(), nullptr) : x;
}

std::vector<std::string> format_p(View values, int digits) {
  constexpr double least = 2.220446049250313e-16;
  Vector fixed, scientific;
  const auto is_fixed = [&](double p) {
    const double e = std::floor(std::log10(p));
    return e >= -3 || (e == -4 && digits > 1);
  };
  for (const double p : values)
    if (p >= least) (is_fixed(p) ? fixed : scientific).push_back(p);
  const auto f = format(fixed, digits), s = format(scientific, digits);
  // What lies below the precision of a double, in the width that the others take.
  const int wide = static_cast<int>(std::max(f.empty() ? 0 : f[0].size(), s.empty() ? 0 : s[0].size()));
  int few = std::max(1, digits - 2);
  if (wide > 0 && few > 1 && few + 6 > wide) few = std::max(1, wide - 7);
  const bool close = few == 1 && wide <= 6;
  const std::string below = std::string(close ? "<" : "< ") + format(Vector{least}, few)[0];

  std::size_t next_fixed = 0, next_scientific = 0, width = 0;
  std::vector<std::string> out;
  for (const double p : values) {
    out.push_back(std::isnan(p) ? "NA" : p < least ? below : is_fixed(p) ? f[next_fixed++] : s[next_scientific++]);
    width = std::max(width, out.back().size());
  }
  for (auto& t : out) t.insert(0, width - t.size(), ' ');
  return out;
}

std::string stars(double p) {
  if (std::isnan(p)) return "";
  return p <= 0.001 ? "***" : p <= 0.01 ? "**" : p <= 0.05 ? "*" : p <= 0.1 ? "." : "";
}

Coefficients coefficients(View estimate, View error, View statistic, View p, const std::string& statistic_name, int digits) {
  const std::size_t n = estimate.size();
  Vector both(estimate.begin(), estimate.end());
  const bool errors = !all_missing(error);
  if (errors) both.insert(both.end(), error.begin(), error.end());
  // As many decimals as show the smallest of them to `digits` digits, but at least one.
  int smallest = 1000, largest = -1000;
  for (const double x : both)
    if (std::isfinite(x) && x != 0) {
      const int e = static_cast<int>(std::floor(std::log10(std::abs(x))));
      smallest = std::min(smallest, e), largest = std::max(largest, e);
    }
  if (smallest > largest) smallest = 0;
  Vector rounded;
  for (const double x : both) rounded.push_back(round(x, std::clamp(digits - 1 - smallest, 1, 300)));
  auto cells = format(rounded, digits);
  // What was rounded away entirely is shown with its own digits.
  Vector lost;
  for (std::size_t i = 0; i < both.size(); ++i)
    if (both[i] != 0 && std::strtod(cells[i].c_str(), nullptr) == 0) lost.push_back(both[i]);
  const auto own = format(lost, std::max(1, digits - 1));
  std::size_t next = 0;
  for (std::size_t i = 0; i < both.size(); ++i)
    if (both[i] != 0 && std::strtod(cells[i].c_str(), nullptr) == 0) cells[i] = own[next++];

  Coefficients out;
  out.headings = {"Estimate"};
  if (errors) out.headings.push_back("Std. Error");
  Vector short_statistic;
  for (const double x : statistic) short_statistic.push_back(round(x, std::max(1, std::min(5, digits - 1))));
  const bool tested = !all_missing(statistic), judged = !all_missing(p);
  const auto t = format(short_statistic, digits), pv = format_p(p, std::max(1, std::min(5, digits - 1)));
  if (tested) out.headings.push_back(statistic_name + " value");
  if (judged) out.headings.push_back("Pr(>|" + statistic_name + "|)"), out.headings.push_back("");
  for (std::size_t i = 0; i < n; ++i) {
    auto& row = out.rows.emplace_back(std::vector<std::string>{cells[i]});
    if (errors) row.push_back(cells[n + i]);
    if (tested) row.push_back(t[i]);
    if (judged) row.push_back(pv[i]), row.push_back(stars(p[i]));
  }
  return out;
}

}  // namespace paribus::r
