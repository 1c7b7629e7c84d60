#pragma once
// The NIST Statistical Reference Datasets as files (tests/reference/nist), and digits that agree with them.

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "paribus/math/powers.hpp"
#include "paribus/math/refined_least_squares.hpp"

namespace paribus::nist {

inline const char* const linear[] = {"Norris",   "Pontius",  "NoInt1",   "NoInt2",   "Filip",   "Longley",
                                     "Wampler1", "Wampler2", "Wampler3", "Wampler4", "Wampler5"};
inline const char* const anova[] = {"SiRstv", "SmLs01", "SmLs02", "SmLs03", "AtmWtAg", "SmLs04", "SmLs05", "SmLs06", "SmLs07", "SmLs08", "SmLs09"};

/// Decimal digits that agree: -log10 of the relative error, of the absolute one if the value is 0; between 0 and 15.
inline double digits(double found, double certified) {
  const double e = certified == 0 ? std::abs(found) : std::abs(found - certified) / std::abs(certified);
  return std::isfinite(found) ? std::clamp(-std::log10(e), 0.0, 15.0) : 0;
}

struct File {
  std::vector<std::string> lines;
  std::vector<std::vector<double>> data;   ///< the rows of the table
  bool says(const std::string& words) const {
    return std::any_of(lines.begin(), lines.end(), [&](const auto& l) { return l.find(words) != std::string::npos; });
  }
  /// The numbers of a line that begins with that word.
  std::vector<double> numbers(const std::string& first) const {
    for (const auto& line : lines) {
      std::istringstream in(line.substr(std::min(line.size(), first.size() + line.find_first_not_of(' '))));
      if (line.find(first) != line.find_first_not_of(' ') || line.empty()) continue;
      std::vector<double> out;
      for (std::string word; in >> word;) {
        char* end;
        const double v = std::strtod(word.c_str(), &end);
        if (*end == 0) out.push_back(v);
      }
      if (!out.empty()) return out;
    }
    return {};
  }
};

inline File read(const std::string& kind, const std::string& name) {
  const std::string path = std::string(PARIBUS_SOURCE_DIR) + "/tests/reference/nist/" + kind + "/" + name + ".dat";
  std::ifstream in(path);
  if (!in) throw std::runtime_error("missing " + path);
  File out;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    out.lines.push_back(line);
  }
  for (std::size_t i = 60; i < out.lines.size(); ++i) {  // data begin in line 61 of every file
    std::istringstream numbers(out.lines[i]);
    std::vector<double> row;
    for (double v; numbers >> v;) row.push_back(v);
    if (!row.empty()) out.data.push_back(row);
  }
  return out;
}

struct Problem {
  Matrix x, low;            ///< n x d
  Vector y;
  bool intercept = true, lower = false;
  Vector coefficients, errors;   ///< certified
  double deviation = 0, r2 = 0, f = 0;
  LinearDesign design() const { return {x, &low, {}, intercept}; }
};

inline Problem linear_problem(const std::string& name) {
  const File file = read("linear", name);
  Problem p;
  p.intercept = !file.numbers("B0").empty();
  p.lower = file.says("Lower Level of Difficulty");
  for (std::size_t k = p.intercept ? 0 : 1;; ++k) {
    const auto b = file.numbers("B" + std::to_string(k));
    if (b.size() < 2) break;
    p.coefficients.push_back(b[0]), p.errors.push_back(b[1]);
  }
  p.deviation = file.numbers("Standard Deviation").at(0);
  p.r2 = file.numbers("R-Squared").at(0);
  const auto regression = file.numbers("Regression");
  p.f = regression.size() > 3 ? regression[3] : std::numeric_limits<double>::infinity();
  const std::size_t n = file.data.size(), d = file.data[0].size() - 1;
  Matrix x(n, d);
  for (std::size_t i = 0; i < n; ++i) {
    p.y.push_back(file.data[i][0]);
    for (std::size_t j = 0; j < d; ++j) x(i, j) = file.data[i][j + 1];
  }
  const Powers all = powers(x, d > 1 ? 1 : p.coefficients.size() - p.intercept);
  p.x = all.high, p.low = all.low;
  return p;
}

/// Indicators of all treatments, one of them too many beside the intercept.
inline Problem anova_problem(const std::string& name) {
  const File file = read("anova", name);
  Problem p;
  p.lower = file.says("Lower Level of Difficulty");
  p.f = file.numbers("Between").back();
  p.r2 = file.numbers("Certified R-Squared").at(0);
  double groups = 0;
  for (const auto& row : file.data) groups = std::max(groups, row[0]);
  p.x = p.low = Matrix(file.data.size(), static_cast<std::size_t>(groups));
  for (std::size_t i = 0; i < file.data.size(); ++i) {
    p.x(i, static_cast<std::size_t>(file.data[i][0]) - 1) = 1;
    p.y.push_back(file.data[i][1]);
  }
  return p;
}

/// The digits of ours.
struct Digits {
  double coefficients = 15, errors = 15, deviation = 0, r2 = 0, f = 0;   ///< the worst of the first two
  RefinedFit fit;
};

inline Digits solved(const Problem& p) {
  Digits out;
  out.fit = refined_least_squares(p.design(), p.y, true);
  const RefinedFit& fit = out.fit;
  const double model = static_cast<double>(fit.rank() - p.intercept), freedom = static_cast<double>(p.y.size() - fit.rank());
  const double mean = fit.squares.high / freedom, deviation = std::sqrt(mean) * fit.unit;
  for (std::size_t k = 0; k < p.coefficients.size(); ++k) {
    out.coefficients = std::min(out.coefficients, digits(fit.coefficients.high[k], p.coefficients[k]));
    out.errors = std::min(out.errors, digits(deviation * fit.errors[k], p.errors[k]));
  }
  out.deviation = digits(deviation, p.deviation);
  out.r2 = digits(((fit.total - fit.squares) / fit.total).high, p.r2);
  const double f = (fit.total - fit.squares).high / model / mean;
  out.f = std::isinf(p.f) ? 15 : digits(f, p.f);
  return out;
}

}  // namespace paribus::nist
