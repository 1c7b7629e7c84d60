#include "paribus/evidence/choice.hpp"

#include <algorithm>
#include <cmath>

namespace paribus {

namespace {

bool agrees(const Choices& cell, const Choices& restriction) {
  return std::all_of(restriction.begin(), restriction.end(), [&](const auto& r) {
    const auto it = cell.find(r.first);
    return it != cell.end() && it->second == r.second;
  });
}

const Levels* factor(const Question& q, const std::string& address) {
  for (const auto& f : q.factors)
    if (f.address == address) return &f;
  return nullptr;
}

bool long_scale(const Levels& f) { return f.scale && f.values.size() > 6; }

double number(const Value& v) {
  if (const auto* x = std::get_if<double>(&v.is)) return *x;
  if (const auto* i = std::get_if<std::int64_t>(&v.is)) return static_cast<double>(*i);
  return std::nan("");
}

/// The level a decade below the best (above it, where the scale does not reach that low); on a linear scale, a tenth
/// of the range away.
Value away_from(const Levels& f, const Value& best) {
  const double b = number(best), low = number(f.values.front()), high = number(f.values.back());
  const auto nearest_to = [&](double x) {
    const auto distance = [&](const Value& v) { return f.logarithmic ? std::abs(std::log(number(v) / x)) : std::abs(number(v) - x); };
    std::vector<Value> others = f.values;
    std::erase(others, best);
    return *std::min_element(others.begin(), others.end(), [&](const Value& a, const Value& c) { return distance(a) < distance(c); });
  };
  if (f.logarithmic) return nearest_to(b / 10 >= low * 0.99 ? b / 10 : b * 10);
  const double step = (high - low) / 10;
  return nearest_to(b - step >= low ? b - step : b + step);
}

/// All combinations of the panels' levels.
std::vector<Choices> panels_of(const Question& q) {
  std::vector<Choices> out{{}};
  for (const auto& address : q.panels) {
    std::vector<Choices> next;
    for (const auto& so_far : out)
      for (const auto& level : factor(q, address)->values) {
        next.push_back(so_far);
        next.back()[address] = level;
      }
    out = std::move(next);
  }
  return out;
}

Value reference_level(const Question& q, const Levels& f) {
  for (const auto& v : f.values)
    if (v.plain() == q.reference) return v;
  return f.values.front();
}

}  // namespace

std::vector<CellMean> cell_means(const Results& results, const std::string& score) {
  std::vector<CellMean> out;
  std::vector<std::size_t> count;
  std::map<std::string, std::size_t> at;
  for (const auto& r : results) {
    const auto s = r.scores.find(score);
    if (r.subject != "predict" || s == r.scores.end()) continue;
    std::string name;
    for (const auto& [address, value] : r.levels) name += address + "=" + value.text() + "\n";
    const auto [it, fresh] = at.emplace(name, out.size());
    if (fresh) {
      out.push_back({r.levels, 0});
      count.push_back(0);
    }
    out[it->second].mean += s->second;
    ++count[it->second];
  }
  for (std::size_t i = 0; i < out.size(); ++i) out[i].mean /= static_cast<double>(count[i]);
  return out;
}

const CellMean* best_cell(const std::vector<CellMean>& cells, const Choices& restriction, bool higher) {
  const CellMean* best = nullptr;
  for (const auto& c : cells)
    if (std::isfinite(c.mean) && agrees(c.levels, restriction) && (!best || (higher ? c.mean > best->mean : c.mean < best->mean))) best = &c;
  return best;
}

namespace {

/// The best cell; where none has a finite mean, the first: a declared comparison is made, and its runs say why it fails.
const CellMean* chosen(const std::vector<CellMean>& cells, const Choices& restriction, bool higher) {
  if (const CellMean* best = best_cell(cells, restriction, higher)) return best;
  const auto first = std::ranges::find_if(cells, [&](const CellMean& c) { return agrees(c.levels, restriction); });
  return first == cells.end() ? nullptr : &*first;
}

}  // namespace

std::vector<Contrast> contrasts(const Results& results, const Question& q) {
  const auto cells = cell_means(results, q.score);
  std::vector<Contrast> out;
  for (const auto& panel : panels_of(q))
    for (const auto& address : q.compare) {
      if (panel.contains(address)) continue;
      const Levels& f = *factor(q, address);
      if (long_scale(f)) {
        const CellMean* best = chosen(cells, panel, q.higher);
        if (!best) continue;
        Choices other = best->levels;
        other[address] = away_from(f, best->levels.at(address));
        out.push_back({panel, address, other, best->levels});
        continue;
      }
      const auto at_level = [&](const Value& level) {
        Choices restriction = panel;
        restriction[address] = level;
        return chosen(cells, restriction, q.higher);
      };
      const Value base = reference_level(q, f);
      const CellMean* reference = at_level(base);
      for (const auto& level : f.values) {
        if (level == base) continue;
        const CellMean* treatment = at_level(level);
        if (reference && treatment) out.push_back({panel, address, treatment->levels, reference->levels});
      }
    }
  return out;
}

std::size_t family_size(const Question& q) {
  std::size_t one = 0;
  for (const auto& address : q.compare) {
    if (std::find(q.panels.begin(), q.panels.end(), address) != q.panels.end()) continue;
    const Levels& f = *factor(q, address);
    one += long_scale(f) ? 1 : f.values.size() - 1;
  }
  const std::size_t within = q.blocks.empty() ? 1 : factor(q, q.blocks)->values.size();
  return panels_of(q).size() / within * one;
}

}  // namespace paribus
