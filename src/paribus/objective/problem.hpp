#pragma once
// Objectives with known answers, on which the flow is proved without data or models.

#include <memory>

#include "paribus/base/catalogue.hpp"
#include "paribus/objective/objective.hpp"

namespace paribus {

class Problem {
 public:
  virtual ~Problem() = default;
  virtual std::unique_ptr<Objective> objective() const = 0;
  virtual Vector start() const = 0;       ///< the starting point of the literature
  virtual Vector minimizer() const = 0;
  virtual double least() const = 0;       ///< the objective there
};
const Catalogue<Problem>& problems();

}  // namespace paribus
