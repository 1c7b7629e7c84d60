#pragma once
// The room where the wings meet: a model on data (an Objective) trained by the flow.

#include "paribus/learner/training.hpp"
#include "paribus/metric/metric.hpp"
#include "paribus/model/risk.hpp"

namespace paribus {

/// Data packed for the model, with the model and loss that will be trained on it. Shared by runs, const.
struct Bench {
  std::shared_ptr<const Prepared> data;
  std::shared_ptr<const Model> model;
  std::shared_ptr<const Loss> loss;
  std::shared_ptr<const Packed> train, validation, test;
  Shape shape;
  double l2 = 0;
  bool quadratic = false;   ///< the objective is a quadratic in theta: squared error of a linear model
  std::string why;          ///< if not: why, in words
};

/// A study's replicate as a run sees it: which stream each purpose uses.
struct Chance {
  StreamName start, batches;
  std::shared_ptr<Orders> orders = nullptr;   ///< where runs that meet the same batches keep their orders, or null
};

/// Starts of theta: each block from its own stream.
Vector start_theta(const Bench&, const StreamName& start);

/// The rows of each step, of n: all of them, or batches shuffled anew each epoch.
std::unique_ptr<Batches> batches_of(const TrainingSettings&, std::size_t n, const Chance&);

/// A number above this multiple of its start counts as having left every bound.
inline constexpr double explosion = 1e6;

/// One training run with its curves.
struct Trained {
  Trajectory trajectory;
  std::vector<std::uint64_t> at;     ///< steps watched
  Vector objective;                  ///< full training objective there
  std::vector<Vector> scores;        ///< scores[m][i]: metric m on the validation part at at[i]
  double start, end;                 ///< full training objective
};

/// Trains from `chance`, watching the full objective and the metrics on the validation part at about `watches`
/// log-spaced steps. A run whose objective is not finite, or above explosion x its start, is diverged.
Trained train(const Bench&, const TrainingSettings&, const OptimizerSettings&, const Chance&,
              std::span<const Metric* const> metrics, std::size_t watches);

/// Several runs that differ in their optimizers alone, side by side where the model can; each comes out as it would alone.
std::vector<Trained> train(const Bench&, const TrainingSettings&, std::span<const OptimizerSettings* const>, const Chance&,
                           std::span<const Metric* const> metrics, std::size_t watches);

/// Predictions in the target's own unit and the score of a metric on one part.
double score(const Bench&, const Matrix& predicted, const Examples& truth, const Metric&);

}  // namespace paribus
