// The compared levels over many data sets: their scores on the test parts, and their ranks.
#include <algorithm>
#include <cmath>

#include "paribus/math/vector.hpp"
#include "paribus/report/inquiry.hpp"

namespace paribus {

void add_ranking(Answer& a, const Results& results, const Inquiry& q) {
  const auto find = [&](const std::string& address) -> const Levels& {
    for (const auto& f : q.question.factors)
      if (f.address == address) return f;
    return q.question.factors.front();
  };
  const Levels &sets = find(q.question.blocks), &series = find(a.series.address);
  a.ranking.scores = Matrix(sets.values.size(), series.values.size(), std::nan(""));
  for (const auto& v : sets.values) a.ranking.sets.push_back(q.label(sets.address, v));
  for (const auto& c : contrasts(results, q.question)) {
    if (c.factor != series.address) continue;
    for (const auto* cell : {&c.treatment, &c.reference}) {
      Vector scores;
      for (const auto& [block, value] : opened(results, *cell, q.question)) scores.push_back(value);
      const auto row = std::find(sets.values.begin(), sets.values.end(), cell->at(sets.address)) - sets.values.begin();
      a.ranking.scores(static_cast<std::size_t>(row), level_index(a.series, *cell)) = mean(scores);
    }
  }
  a.ranking.test = rank_test(a.ranking.scores, q.question.higher, q.family.level);
}

}  // namespace paribus
