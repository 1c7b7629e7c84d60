// A quantity along the steps of a run, with the level or the curve that theory foretells for it.
#include <algorithm>
#include <cmath>

#include "paribus/math/vector.hpp"
#include "paribus/report/inquiry.hpp"
#include "paribus/report/theories.hpp"

namespace paribus {

Stand stand(Prediction::Kind kind, const Estimate& ratio, double margin) {
  if (!std::isfinite(ratio.value)) return Stand::silent;
  const double low = 1 - margin, high = 1 + margin;
  if (ratio.low > high) return kind == Prediction::Kind::lower ? Stand::holds : Stand::above;
  if (ratio.high < low) return kind == Prediction::Kind::upper ? Stand::holds : Stand::below;
  const bool above = ratio.low >= low || kind == Prediction::Kind::upper,
             below = ratio.high <= high || kind == Prediction::Kind::lower;
  return above && below ? Stand::holds : Stand::open;
}

namespace {

Words words_of(const Result& r, const std::string& quantity) {
  Words out = r.words;
  out["quantity"] = quantity;
  return out;
}

/// About `most` of n levels, evenly spaced, the ends among them.
std::vector<std::size_t> spread(std::size_t n, std::size_t most) {
  std::vector<std::size_t> out;
  const std::size_t k = std::min(n, most);
  for (std::size_t i = 0; i < k; ++i) out.push_back(k == 1 ? n / 2 : i * (n - 1) / (k - 1));
  return out;
}

constexpr std::size_t most_drawn = 1000;  // points of one curve on a page

/// Every so manyth number, and the last.
void thin(Vector& v, std::size_t every) {
  Vector out;
  for (std::size_t i = 0; i < v.size(); ++i)
    if (i % every == 0 || i + 1 == v.size()) out.push_back(v[i]);
  v = std::move(out);
}

}  // namespace

std::optional<Prediction> foretell(const Theory& theory, const Result& r, const std::string& quantity,
                                   const Vector& steps) {
  Facts facts = r.facts;
  if (!steps.empty()) {
    facts["steps"] = steps;
    if (facts.contains("step_time")) scale(facts["step_time"].at(0), facts["times"] = steps);
  }
  auto p = theory.predict(facts, words_of(r, quantity));
  if (!p || p->axis != quantity || (p->values.size() != 1 && p->values.size() != steps.size())) return {};
  return p;
}

std::string objection(const Theory& theory, const Result& r, const std::string& quantity) {
  return theory.objection(r.facts, words_of(r, quantity));
}

void add_traces(Answer& a, const Results& results, const Inquiry& q) {
  std::vector<double> drawn;
  for (const auto i : spread(a.axis.levels.size(), 4)) drawn.push_back(a.axis.levels[i]);
  std::string block;  // one replicate: the first
  for (const auto& r : results)
    if (block.empty() || r.block < block) block = r.block;
  std::vector<std::unique_ptr<const Theory>> made;
  for (const auto& name : q.theories) made.push_back(get(theories(), name, "theory").make(Settings{}));
  const Levels* axis = nullptr;
  for (const auto& f : q.question.factors)
    if (f.address == a.axis.address) axis = &f;
  for (const auto& r : results) {
    if (r.block != block || !axis) continue;
    const auto at = std::find(axis->values.begin(), axis->values.end(), r.levels.at(axis->address));
    const double x = a.axis.levels[static_cast<std::size_t>(at - axis->values.begin())];
    if (std::find(drawn.begin(), drawn.end(), x) == drawn.end()) continue;
    for (const auto& c : r.curves) {
      const auto asked =
          std::find_if(a.quantities.begin(), a.quantities.end(), [&](const auto& one) { return one.name == c.name; });
      const auto clock = r.facts.find("step_time");
      Answer::Trace t{level_index(a.panels, r.levels), level_index(a.series, r.levels), level_index(a.facets, r.levels),
                      c.name, x, c.at, c.values, clock != r.facts.end()};
      for (std::size_t i = 0; i < made.size(); ++i) {
        const auto p = foretell(*made[i], r, asked == a.quantities.end() ? c.name : asked->foretold, c.at);
        if (p && p->kind != Prediction::Kind::trend)
          t.foretold.push_back({i, p->values, p->assumption == Prediction::Assumption::met});
      }
      if (t.timed) scale(clock->second.at(0), t.steps);
      if (t.steps.size() > most_drawn + 1) {
        t.every = (t.steps.size() - 2) / most_drawn + 1;
        thin(t.steps, t.every), thin(t.values, t.every);
        for (auto& line : t.foretold)
          if (line.values.size() > 1) thin(line.values, t.every);
      }
      if (asked != a.quantities.end() || !t.foretold.empty()) a.traces.push_back(std::move(t));
    }
  }
}

}  // namespace paribus
