// The coefficients of penalized fits along the strength of their penalty, in the first replicate, and the strengths at
// which the question's quantity is least: as measured, and as the first theory foretells it.
#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>

#include "paribus/report/inquiry.hpp"

namespace paribus {
namespace {

/// The level at which `value` of a cell is least; NaN: of no cell is it a number.
template <class Value>
double least(const Answer::Law& law, Value value) {
  double at = std::nan(""), best = infinity;
  for (const auto& c : law.cells)
    if (const double y = value(c); y < best) best = y, at = c.x;
  return at;
}

}  // namespace

void add_coefficients(Answer& a, const Results& results, const Inquiry& q) {
  std::string block;
  for (const auto& r : results)
    if (block.empty() || r.block < block) block = r.block;
  const Levels* axis = nullptr;
  for (const auto& f : q.question.factors)
    if (f.address == a.axis.address) axis = &f;
  if (!axis) return;
  for (const auto& l : a.laws) {
    if (l.quantity != 0) continue;
    Answer::Coefficients out{l.panel, l.series, l.facet, {}, {}, least(l, [](const auto& c) { return c.measured.value; }),
                             least(l, [](const auto& c) { return c.foretold.empty() ? std::nan("") : c.foretold[0].value; })};
    for (const auto& c : l.cells) out.at.push_back(c.x);
    std::map<std::size_t, Answer::Coefficients::Path> paths;   // by column
    for (const auto& r : results) {
      if (r.block != block || level_index(a.panels, r.levels) != l.panel || level_index(a.series, r.levels) != l.series ||
          level_index(a.facets, r.levels) != l.facet)
        continue;
      const auto level = std::find(axis->values.begin(), axis->values.end(), r.levels.at(axis->address));
      if (level == axis->values.end()) continue;
      const auto x = std::find(out.at.begin(), out.at.end(), a.axis.levels[static_cast<std::size_t>(level - axis->values.begin())]);
      const auto names = r.words.find("features");
      if (x == out.at.end() || names == r.words.end()) continue;
      std::istringstream lines{names->second};
      for (const auto& c : r.curves)
        for (std::size_t i = 0; c.name == "coefficients" && i < c.at.size(); ++i) {
          auto& path = paths[static_cast<std::size_t>(c.at[i])];
          std::getline(lines, path.feature);
          path.values.resize(out.at.size(), 0);
          path.values[static_cast<std::size_t>(x - out.at.begin())] = c.values[i];
        }
    }
    for (auto& [column, path] : paths) out.paths.push_back(std::move(path));
    if (!out.paths.empty()) a.coefficients.push_back(std::move(out));
  }
}

}  // namespace paribus
