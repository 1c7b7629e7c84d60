#pragma once
// What a study varies: a way from examples to something that predicts. "Model + loss + optimizer" is one
// learner (descent.hpp); baselines, closed forms, trees and neighbours are others.

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "paribus/base/catalogue.hpp"
#include "paribus/base/random.hpp"
#include "paribus/data/examples.hpp"
#include "paribus/learner/summary.hpp"

namespace paribus {

/// All that a fitted thing is, as words and arrays: what a model file holds of it.
struct Kept {
  std::map<std::string, std::string> words;
  std::map<std::string, Matrix> arrays;
  std::size_t features = 0, outputs = 0;   ///< for Learner::restore: columns of x and of y that it will be asked with
};

class Fitted {
 public:
  virtual ~Fitted() = default;
  virtual Matrix predict(const Examples&) const = 0;  ///< n x k probabilities, or n x 1 values (standardized target)
  virtual Kept keep() const = 0;                      ///< Learner::restore makes it again, to the bit
  /// n x 2: where a new observation of each row will lie with that probability, if the fit knows.
  virtual std::optional<Matrix> interval(const Examples&, double level) const { (void)level; return std::nullopt; }
  virtual std::optional<FitSummary> summary() const { return std::nullopt; }   ///< of a fit, not of a restored one
};

class Learner {
 public:
  virtual ~Learner() = default;
  virtual std::unique_ptr<Fitted> fit(const Prepared&, const StreamName&) const = 0;
  /// Throws Error if these are not the words and arrays of such a fit: missing, not numbers, or of a shape that does
  /// not go with kept.features and kept.outputs. They may come from a stranger's file.
  virtual std::unique_ptr<Fitted> restore(const Kept&) const = 0;
  virtual std::optional<Task> only() const { return std::nullopt; }   ///< the one task that it knows; nothing: both
  /// Whether what it says of classes are probabilities; false: scores, of which the largest names the class.
  virtual bool probabilities() const { return true; }
  /// Whether chance has a say, as it is set: if not, every stream gives the same fit, and replicates on one split are copies.
  virtual bool draws() const { return true; }
  /// Whose program does the work, with its version ("XGBoost 1.7.4"): results depend on it. Nothing: ours. Throws Error if
  /// it is not here.
  virtual std::string engine() const { return ""; }
  /// It measures distances or penalizes weights, so that features should have one scale: `paribus fit` standardizes them.
  virtual bool one_scale() const { return false; }
};
const Catalogue<Learner>& learners();

/// What `fit` of a learner of one task begins with. Throws Error if the target is of the other; `instead`: what to try.
void check_task(const std::string& learner, Task known, const Prepared&, const std::string& instead);

/// The array of that name and shape (a count of 0: any), all its numbers finite. Throws Error if it is not there.
const Matrix& kept_array(const Kept&, const std::string& name, std::size_t rows, std::size_t columns);

}  // namespace paribus
