#pragma once
// What a study varies: a way from examples to something that predicts. "Model + loss + optimizer" is one
// learner (descent.hpp); baselines, closed forms, trees and neighbours are others.

#include <memory>

#include "paribus/base/catalogue.hpp"
#include "paribus/base/random.hpp"
#include "paribus/data/examples.hpp"

namespace paribus {

class Fitted {
 public:
  virtual ~Fitted() = default;
  virtual Matrix predict(const Examples&) const = 0;  ///< n x k probabilities, or n x 1 values (standardized target)
};

class Learner {
 public:
  virtual ~Learner() = default;
  virtual std::unique_ptr<Fitted> fit(const Prepared&, const StreamName&) const = 0;
};
const Catalogue<Learner>& learners();

}  // namespace paribus
