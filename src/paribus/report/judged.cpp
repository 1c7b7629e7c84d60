#include "paribus/report/judged.hpp"

#include <algorithm>
#include <filesystem>

#include "paribus/base/text.hpp"

namespace paribus {

Answer answer_of_table(const std::string& path, const Results& results, const TableQuestion& q, const Judgement& j) {
  Answer a;
  a.title = "Does " + q.treatment + " matter for " + q.score + "?";
  a.data.name = std::filesystem::path(path).filename().string();
  a.data.origin = path;
  a.data.rows = results.size();
  a.metric = {q.score, q.score, false, q.higher_is_better, -infinity, infinity, q.family.margin};
  for (std::size_t i = 0; i < j.treatments.size(); ++i)
    a.verdicts.push_back({0, q.treatment, j.treatments[i] + " instead of " + j.reference, "", "", j.verdicts[i]});
  const auto& judge = get(judges(), q.judge, "judge");
  a.plan.runs = results.size();
  a.plan.replicates = j.blocks;
  a.plan.comparisons = j.verdicts.size();
  a.plan.varied = text::list(q.blocks);
  a.plan.population = j.verdicts.front().population;
  a.plan.judge = std::string(judge.label);
  a.plan.source = std::string(judge.source);
  a.plan.level = q.family.level;
  a.plan.smallest_p = judge.make(Settings{})->smallest_p(j.blocks, j.verdicts.size());
  return a;
}

}  // namespace paribus
