#pragma once
// A run: one measurement of one cell in one replicate, and the key that names what it computes.

#include "paribus/evidence/result.hpp"
#include "paribus/study/preparations.hpp"

namespace paribus {

struct Run {
  std::string subject;     ///< "predict", "opening", "baseline", "threshold", or what the study measures
  Choices choices;         ///< all of them
  Choices levels;          ///< of the factors
  std::size_t replicate = 0;
  std::string key;         ///< SHA-256 of everything its result depends on, 64 hexadecimal digits
};

/// Every run of the study's plan, in a fixed order: the grid, then the thresholds. Pure: the same study and data
/// give the same runs. Cells whose results cannot differ share a key.
std::vector<Run> unfold(const Study&, Preparations&);

/// The cells of the plan, in the order of its factors.
std::vector<Cell> cells(const Study&);

/// The runs that open the test part: each chosen cell once per replicate, in replicates that the grid has not seen.
/// A cell chosen for its luck with some starts is judged on others, so the choice does not leak into the verdict.
std::vector<Run> openings(const Study&, Preparations&, const std::vector<Choices>& chosen);

/// The study's baselines on each set of rows that its cells meet, scored on the test part in the replicates of `openings`:
/// nothing of them is chosen. One whose replicates would be copies runs once.
std::vector<Run> baselines(const Study&, Preparations&);

}  // namespace paribus
