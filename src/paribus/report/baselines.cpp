// Scores of the baselines on the test part, and beside them that of the study's own best.
#include <algorithm>
#include <iterator>
#include <limits>

#include "paribus/math/vector.hpp"
#include "paribus/report/inquiry.hpp"

namespace paribus {
namespace {

bool of_rows(const std::string& address) { return address.starts_with("data."); }

/// The labels of those levels, joined: "Adam, 0.01".
template <class Which>
std::string labels(const Choices& levels, const Inquiry& q, Which&& which) {
  std::string out;
  for (const auto& [address, value] : levels)
    if (which(address)) out += (out.empty() ? "" : ", ") + q.label(address, value);
  return out;
}

std::vector<Answer::Baseline> of_subject(const std::string& subject, const Results& results, const Inquiry& q) {
  const std::string score = "test" + q.question.score.substr(q.question.score.find('.'));
  std::vector<std::pair<Choices, Vector>> cells;
  for (const auto& r : results) {
    const auto s = r.scores.find(score);
    if (r.subject != subject || s == r.scores.end()) continue;
    auto at = std::ranges::find(cells, r.levels, &std::pair<Choices, Vector>::first);
    if (at == cells.end()) at = cells.insert(at, {r.levels, {}});
    at->second.push_back(s->second);
  }
  std::vector<Answer::Baseline> out;
  for (const auto& [levels, list] : cells) {
    Estimate e = mean_estimate(list, q.overlap());
    e.low = std::max(e.low, q.metric.low), e.high = std::min(e.high, q.metric.high);
    if (list.size() < 2) e.low = e.high = std::numeric_limits<double>::quiet_NaN();
    const bool chosen = subject == "opening";
    std::string label = labels(levels, q, [](const auto& a) { return !of_rows(a); });
    if (chosen && !q.model.empty()) label = q.model + (label.empty() ? "" : ", " + label);
    out.push_back({labels(levels, q, of_rows), label, e, list.size(), chosen});
  }
  return out;
}

}  // namespace

void add_baselines(Answer& a, const Results& results, const Inquiry& q) {
  const auto baselines = of_subject("baseline", results, q), cells = of_subject("opening", results, q);
  const auto better = [&](const Answer::Baseline& x, const Answer::Baseline& y) { return q.metric.higher ? x.score.value > y.score.value : x.score.value < y.score.value; };
  std::vector<std::string> rows;   // in the order of their levels
  for (const auto& b : baselines)
    if (std::ranges::find(rows, b.rows) == rows.end()) rows.push_back(b.rows);
  for (const auto& of : rows) {
    std::vector<Answer::Baseline> group;   // the study's own best stands before its equals
    for (const auto& c : cells)
      if (c.rows == of && (group.empty() || better(c, group.front()))) group.assign(1, c);
    std::ranges::copy_if(baselines, std::back_inserter(group), [&](const auto& b) { return b.rows == of; });
    std::ranges::stable_sort(group, better);
    a.baselines.insert(a.baselines.end(), group.begin(), group.end());
  }
}

}  // namespace paribus
