#include "paribus/study/conduct.hpp"

#include <algorithm>
#include <chrono>
#include <mutex>

#include "paribus/base/threads.hpp"
#include "paribus/math/kernel.hpp"
#include "paribus/study/companions.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {

namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point t) { return std::chrono::duration<double>(Clock::now() - t).count(); }

}  // namespace

void conduct(const Study& study, Preparations& shared, std::span<const Run* const> runs, unsigned threads,
             const std::function<void(std::span<const Done>)>& keep, const std::function<bool()>& stop) {
  // Long runs first, so that no core waits for one at the end.
  std::vector<const Run*> order(runs.begin(), runs.end());
  std::stable_partition(order.begin(), order.end(), [](const Run* r) { return r->subject == "threshold"; });
  auto groups = companions(order, threads);
  std::ranges::stable_partition(groups, [](const auto& g) { return g.size() > 1 || g.front()->subject == "threshold"; });

  // Finished runs are kept in groups of 50 ms: one transaction each, however short the runs are.
  std::mutex mutex;
  std::vector<Done> waiting;
  auto last = Clock::now();
  const auto flush = [&] {
    if (waiting.empty()) return;
    std::vector<Done> batch;
    batch.swap(waiting);
    keep(batch);
    last = Clock::now();
  };
  const auto task = [&](std::size_t i) {
    const kernel::FlushDenormals mode;
    const auto& group = groups[i];
    const auto begun = Clock::now();
    auto results = make_subject(group.front()->subject, group.front()->choices)->perform(study, shared, group);
    const double each = since(begun) / static_cast<double>(group.size());
    const std::lock_guard lock{mutex};
    for (std::size_t r = 0; r < group.size(); ++r) {
      Done& done = waiting.emplace_back(Done{group[r], std::move(results[r]), each});
      done.result.block = std::to_string(group[r]->replicate);
      done.result.levels = group[r]->levels;
    }
    if (since(last) > 0.05) flush();
  };
  try {
    parallel_for(groups.size(), threads, task, stop);
  } catch (...) {
    flush();  // what is done is kept, whatever stopped the rest
    throw;
  }
  flush();
}

}  // namespace paribus
