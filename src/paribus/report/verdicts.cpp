// The declared family of comparisons, judged together on the test part.
#include <algorithm>
#include <cmath>

#include "paribus/base/text.hpp"
#include "paribus/evidence/differences.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/report/inquiry.hpp"

namespace paribus {

namespace {

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

/// What is judged together: a change, and its differences over the blocks.
struct Judged {
  Contrast contrast;
  Comparison differences;
  std::size_t runs = 0;
  bool copies = false;   ///< neither side's results differ between blocks: one run, counted many times
  bool alike = false;    ///< the two sides' results do not differ
};

/// Nothing that was scored differs between the blocks of this cell, to the bit.
bool copied(const Results& results, const Choices& cell) {
  std::map<std::string, const Result*> first;   // of each subject
  for (const auto& r : results)
    if (r.levels == cell && r.scores != first.try_emplace(r.subject, &r).first->second->scores) return false;
  return true;
}

/// Every score of every run at one cell stands, to the bit, at the other.
bool alike(const Results& results, const Choices& one, const Choices& other) {
  std::map<std::pair<std::string, std::string>, const Result*> at;   // subject and block
  for (const auto& r : results)
    if (r.levels == one) at[{r.subject, r.block}] = &r;
  return std::ranges::all_of(results, [&](const Result& r) {
    if (r.levels != other) return true;
    const auto beside = at.find({r.subject, r.block});
    return beside != at.end() && beside->second->scores == r.scores;
  });
}

/// Treatment less reference, one difference per replicate.
Judged within(const Contrast& c, const Results& results, const Question& q) {
  const auto treatment = opened(results, c.treatment, q), reference = opened(results, c.reference, q);
  Judged out{c, {}, 0};
  for (const auto& [block, value] : treatment)
    if (const auto it = reference.find(block); it != reference.end()) out.differences.differences.push_back(value - it->second);
  out.runs = 2 * out.differences.differences.size();
  out.copies = copied(results, c.treatment) && copied(results, c.reference);
  out.alike = alike(results, c.treatment, c.reference);
  return out;
}

constexpr const char* alike_words = "nothing: no score of any run differs between the two, to the bit, so the setting changes nothing here";
constexpr const char* copied_words = "no score differs between the replicates: they are copies of one run, or scored too coarsely to tell; \"split\" in replicates.vary would make them differ";

/// The same change on every data set is one comparison: its blocks are the sets, its differences means over replicates.
std::vector<Judged> over_sets(const std::vector<Judged>& each, const std::string& sets) {
  std::vector<Judged> out;
  for (const auto& j : each) {
    if (j.differences.differences.empty()) continue;
    const auto same = [&](const Judged& o) {
      Choices a = o.contrast.panel, b = j.contrast.panel;
      a.erase(sets), b.erase(sets);
      const std::string& f = j.contrast.factor;
      return a == b && o.contrast.factor == f && o.contrast.treatment.at(f) == j.contrast.treatment.at(f) && o.contrast.reference.at(f) == j.contrast.reference.at(f);
    };
    auto at = std::find_if(out.begin(), out.end(), same);
    if (at == out.end()) at = out.insert(out.end(), {j.contrast, {}, 0});
    at->differences.differences.push_back(mean(j.differences.differences));
    at->runs += j.runs;
  }
  return out;
}

}  // namespace

std::map<std::string, double> opened(const Results& results, const Choices& levels, const Question& q) {
  const std::string score = "test" + q.score.substr(q.score.find('.'));
  std::map<std::string, double> out;
  for (const auto& r : results)
    if (r.subject == "opening" && r.levels == levels)
      if (const auto s = r.scores.find(score); s != r.scores.end()) out[r.block] = s->second;
  return out;
}

void add_verdicts(Answer& a, const Results& results, const Inquiry& q) {
  std::vector<Judged> judged;
  for (const auto& c : contrasts(results, q.question)) judged.push_back(within(c, results, q.question));
  const bool sets = !q.question.blocks.empty();
  if (sets) judged = over_sets(judged, q.question.blocks);
  std::erase_if(judged, [](const Judged& j) { return j.differences.differences.size() < 2; });
  if (judged.empty()) return;
  std::vector<Comparison> family;
  for (const auto& j : judged) family.push_back(j.differences);
  const auto& entry = get(judges(), q.judge, "judge");
  auto verdicts = entry.make(Settings{})->judge(family, q.family);
  a.plan.population = sets ? "data sets like these" : std::string(word(q.population));
  for (std::size_t i = 0; i < judged.size(); ++i) {
    const auto& c = judged[i].contrast;
    if (sets) verdicts[i].population = a.plan.population, verdicts[i].runs = judged[i].runs;
    if (judged[i].copies && q.population == Population::starts) verdicts[i] = of_copies(verdicts[i], judged[i].differences.differences.front(), copied_words);
    if (judged[i].alike) verdicts[i].assumption = alike_words;
    const auto panel = c.panel.find(a.panels.address);
    std::size_t p = 0;
    if (panel != c.panel.end())
      p = static_cast<std::size_t>(std::find(a.panels.levels.begin(), a.panels.levels.end(), panel->second.text()) - a.panels.levels.begin());
    // Over many sets each has its own best cell.
    a.verdicts.push_back({p, q.label(c.factor), change(c, a, q), sets ? "" : standing(c.treatment, c, a, q), sets ? "" : standing(c.reference, c, a, q), verdicts[i]});
  }
  a.plan.comparisons = family.size();
  a.plan.smallest_p = entry.make(Settings{})->smallest_p(family.front().differences.size(), family.size());
  a.plan.judge = std::string(entry.label);
  a.plan.source = std::string(entry.source);
  a.plan.level = q.family.level;
}

}  // namespace paribus
