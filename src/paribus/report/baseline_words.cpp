// The words around the table of baselines.
#include <algorithm>

#include "paribus/base/text.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {

std::string baseline_finding(const Answer& a) {
  // Within each set of rows the best stands first. Sets that know no cell of the study compare nothing.
  std::size_t sets = 0, first = 0;
  const Answer::Baseline* leader = nullptr;
  for (const auto& own : a.baselines) {
    if (!own.chosen) continue;
    leader = &*std::ranges::find(a.baselines, own.rows, &Answer::Baseline::rows);
    ++sets, first += leader == &own;
  }
  const std::string scores = a.metric.label + " on the test part";
  if (sets == 0) return "Models beside: " + scores;
  if (sets == 1) return first ? "No baseline has a better mean " + scores : text::upper_first(leader->label) + ", a baseline, has the best mean " + scores;
  return first == sets ? "No baseline has a better mean " + scores + " anywhere"
                       : "A baseline has the best mean " + scores + " on " + text::count(sets - first) + " of " + text::count(sets) + " sets of rows";
}

std::string baseline_caption(const Answer& a) {
  const bool own = std::any_of(a.baselines.begin(), a.baselines.end(), [](const auto& b) { return b.chosen; });
  return text::upper_first(a.metric.label) + " on the test part: mean over runs with its pointwise 95 % interval (Student's t), in the replicates in which the chosen cells were trained anew. "
         "Baselines are as they are by default or as [model] sets them, and nothing of them was chosen; a model that draws nothing has one run on one split. No verdict is given: a gap between means may be chance, of the rows too." +
         (own ? " Bold: of the study's cells that were compared, the best; it was chosen by this very score, so that its mean is a little too good." : "");
}

}  // namespace paribus
