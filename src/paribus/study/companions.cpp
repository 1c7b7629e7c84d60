#include "paribus/study/companions.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "paribus/study/setup.hpp"

namespace paribus {

std::vector<std::vector<const Run*>> companions(std::span<const Run* const> runs, unsigned threads) {
  const std::size_t fair = (runs.size() + threads - 1) / std::max(threads, 1u);
  std::vector<std::vector<const Run*>> out;
  std::map<std::string, std::size_t> open;  // what a group shares -> the last group begun for it
  std::optional<Setup> made;
  const Choices* of = nullptr;
  for (const Run* run : runs) {
    if (!of || *of != run->choices) made.emplace(run->choices), of = &run->choices;   // replicates follow one another
    const Setup& setup = *made;
    // An optimizer that asks in float64 has no use for a company's answers.
    const bool apart = !setup.model || (run->subject != "predict" && run->subject != "opening") ||
                       setup.optimizer.optimizer->works_in(Precision::float32) != Precision::float32;
    const std::size_t seats = apart ? 1 : std::min(setup.model->seats(), fair);
    if (seats <= 1) {
      out.push_back({run});
      continue;
    }
    const TrainingSettings& t = setup.training;
    const std::string shared = run->subject + "\n" + std::to_string(run->replicate) + "\n" + setup.data_text + setup.model_text +
                               std::to_string(t.batch_size) + "\n" + t.budget() + "\n" + std::to_string(t.curve_points);
    const auto [at, first] = open.try_emplace(shared, out.size());
    if (!first && out[at->second].size() == seats) at->second = out.size();
    if (at->second == out.size()) out.emplace_back();
    out[at->second].push_back(run);
  }
  return out;
}

}  // namespace paribus
