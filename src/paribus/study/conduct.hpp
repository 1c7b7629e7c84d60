#pragma once
// Performs runs on the cores at hand. The order in which they finish does not matter to any result.

#include <functional>

#include "paribus/study/run.hpp"

namespace paribus {

struct Done {
  const Run* run;
  Result result;
  double seconds;
};

/// Performs each run once and hands finished ones, in batches and under a lock, to `keep`; a run counts only once
/// `keep` has returned. `stop` is asked between runs. Exceptions of a run or of `keep` end the conduct.
void conduct(const Study&, Preparations&, std::span<const Run* const> runs, unsigned threads,
             const std::function<void(std::span<const Done>)>& keep, const std::function<bool()>& stop = {});

}  // namespace paribus
