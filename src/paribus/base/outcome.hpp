#pragma once
// How a run ended. All four are results; none is an error.

#include <string_view>

namespace paribus {

enum class Outcome {
  finished,   ///< took all its steps
  converged,  ///< met its tolerance before the last step
  diverged,   ///< the objective left every bound, or was no longer a number
  stopped     ///< ended early by its own rule (a budget, a decided question)
};

constexpr std::string_view word(Outcome o) {
  switch (o) {
    case Outcome::finished: return "finished";
    case Outcome::converged: return "converged";
    case Outcome::diverged: return "diverged";
    case Outcome::stopped: return "stopped";
  }
  return "";
}

}  // namespace paribus
