// What share of the score's variance does each factor carry, within a panel?
#include <algorithm>
#include <cmath>

#include "paribus/design/design.hpp"
#include "paribus/report/inquiry.hpp"

namespace paribus {

namespace {

/// response(cell, replicate) of one panel in the plan's order; empty if a cell is missing or not finite.
Matrix responses(const Results& results, const Choices& panel, const std::vector<Factor>& factors, const std::vector<Cell>& plan,
                 const std::string& score) {
  std::map<std::string, std::map<std::string, double>> by_cell;  // cell -> block -> score
  const auto name = [&](const auto& level_of) {
    std::string out;
    for (std::size_t f = 0; f < factors.size(); ++f) out += level_of(f) + "\n";
    return out;
  };
  for (const auto& r : results) {
    const auto s = r.scores.find(score);
    if (r.subject != "predict" || s == r.scores.end()) continue;
    if (!std::all_of(panel.begin(), panel.end(), [&](const auto& p) { return r.levels.at(p.first) == p.second; })) continue;
    by_cell[name([&](std::size_t f) { return r.levels.at(factors[f].address).text(); })][r.block] = s->second;
  }
  if (by_cell.size() != plan.size()) return {};
  const std::size_t n = by_cell.begin()->second.size();
  Matrix out(plan.size(), n);
  for (std::size_t c = 0; c < plan.size(); ++c) {
    const auto it = by_cell.find(name([&](std::size_t f) { return plan[c][f].text(); }));
    if (it == by_cell.end() || it->second.size() != n) return {};
    std::size_t j = 0;
    for (const auto& [block, value] : it->second) out(c, j++) = value;
  }
  const bool finite = std::all_of(out.values.begin(), out.values.end(), [](double v) { return std::isfinite(v); });
  return finite ? out : Matrix{};
}

}  // namespace

void add_shares(Answer& a, const Results& results, const Inquiry& q) {
  std::vector<Factor> factors;
  std::vector<Choices> panels(1);
  for (const auto& f : q.question.factors) {
    if (f.address == a.panels.address) {
      panels.clear();
      for (const auto& v : f.values) panels.push_back({{f.address, v}});
      continue;
    }
    factors.push_back({f.address, f.values, false, 0, 0, f.logarithmic, false, {}});
  }
  if (factors.empty()) return;
  const auto grid = get(designs(), "grid", "design").make(Settings{});
  const auto plan = grid->plan(factors, {});
  for (std::size_t p = 0; p < panels.size(); ++p) {
    const Matrix response = responses(results, panels[p], factors, plan, q.question.score);
    if (response.rows == 0 || response.columns < 2) continue;
    auto shares = grid->analyze(factors, plan, response, {q.seed, p, "shares"});
    std::stable_sort(shares.begin(), shares.end(), [](const Share& x, const Share& y) {
      return x.factors.empty() != y.factors.empty() ? y.factors.empty() : x.share > y.share;
    });
    // What is left holds the interactions of three and more factors, if there are so many, beside chance.
    const std::string rest = factors.size() > 2 ? "chance and higher interactions" : "chance";
    for (const auto& s : shares) {
      std::string label;
      for (const std::size_t f : s.factors) label += (label.empty() ? "" : " × ") + q.label(factors[f].address);
      a.shares.push_back({p, s.factors.empty() ? rest : label, s.factors.empty(), {s.share, s.low, s.high}, s.floor});
    }
  }
}

}  // namespace paribus
