#pragma once
// What a study can measure.

#include "paribus/study/run.hpp"

namespace paribus {

class Subject {
 public:
  virtual ~Subject() = default;
  /// One result per run, in order. Runs that share data come together, so that a subject may compute them side by
  /// side; a result must not depend on its company. Called from several threads.
  virtual std::vector<Result> perform(const Study&, Preparations&, std::span<const Run* const>) const = 0;
};
const Catalogue<Subject>& subjects();

}  // namespace paribus
