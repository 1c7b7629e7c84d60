// The declared family of comparisons, judged together on the test part.
#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/report/inquiry.hpp"

namespace paribus {

namespace {

/// "test.accuracy" by block, of one cell.
std::map<std::string, double> by_block(const Results& results, const Choices& levels, const std::string& score) {
  std::map<std::string, double> out;
  for (const auto& r : results)
    if (r.subject == "opening" && r.levels == levels)
      if (const auto s = r.scores.find(score); s != r.scores.end()) out[r.block] = s->second;
  return out;
}

/// Where a cell stands, without its panel: "rate 0.32, batch 32".
std::string standing(const Choices& cell, const Contrast& c, const Answer& a, const Inquiry& q) {
  std::string out;
  for (const auto& [address, value] : cell) {
    if (c.panel.contains(address) || (address == c.factor && address != a.axis.address)) continue;
    const std::string level = q.label(address, value);
    out += (out.empty() ? "" : ", ") + level;
  }
  return out;
}

std::string change(const Contrast& c, const Answer& a, const Inquiry& q) {
  const Value &to = c.treatment.at(c.factor), &from = c.reference.at(c.factor);
  if (c.factor == a.axis.address && a.axis.levels.size() > 6) {
    const auto number = [](const Value& v) { return std::holds_alternative<double>(v.is) ? std::get<double>(v.is) : static_cast<double>(std::get<std::int64_t>(v.is)); };
    const bool down = number(to) < number(from);
    const double ratio = number(to) / number(from);
    if (a.axis.logarithmic && std::abs(std::log10(ratio)) > 0.95 && std::abs(std::log10(ratio)) < 1.05)
      return std::string(down ? "a tenth of" : "ten times") + " the best " + a.axis.label;
    if (a.axis.logarithmic) return text::ratio(ratio) + " times the best " + a.axis.label;
    return q.label(c.factor, to) + " instead of the best " + a.axis.label;
  }
  return q.label(c.factor, to) + " instead of " + q.label(c.factor, from);
}

}  // namespace

void add_verdicts(Answer& a, const Results& results, const Inquiry& q) {
  const std::string score = "test" + q.question.score.substr(q.question.score.find('.'));
  std::vector<Comparison> family;
  std::vector<Contrast> kept;
  for (const auto& c : contrasts(results, q.question)) {
    const auto treatment = by_block(results, c.treatment, score), reference = by_block(results, c.reference, score);
    Comparison d;
    for (const auto& [block, value] : treatment)
      if (const auto it = reference.find(block); it != reference.end()) d.differences.push_back(value - it->second);
    if (d.differences.size() < 2) continue;
    family.push_back(std::move(d));
    kept.push_back(c);
  }
  if (family.empty()) return;
  const auto& entry = get(judges(), q.judge, "judge");
  const auto verdicts = entry.make(Settings{})->judge(family, q.family);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const auto& c = kept[i];
    const auto panel = c.panel.find(a.panels.address);
    std::size_t p = 0;
    if (panel != c.panel.end())
      p = static_cast<std::size_t>(std::find(a.panels.levels.begin(), a.panels.levels.end(), panel->second.text()) - a.panels.levels.begin());
    a.verdicts.push_back({p, q.label(c.factor), change(c, a, q), standing(c.treatment, c, a, q), standing(c.reference, c, a, q), verdicts[i]});
  }
  a.plan.comparisons = family.size();
  a.plan.smallest_p = entry.make(Settings{})->smallest_p(family.front().differences.size(), family.size());
  a.plan.judge = std::string(entry.label);
  a.plan.source = std::string(entry.source);
  a.plan.level = q.family.level;
  a.plan.population = std::string(word(q.population));
}

}  // namespace paribus
