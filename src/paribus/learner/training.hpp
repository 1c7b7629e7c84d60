#pragma once
// How a differentiable model is trained: which optimizer, how fast, on which rows, for how long.

#include <memory>
#include <string>

#include "paribus/flow/integrate.hpp"

namespace paribus {

/// The [training] section of a study.
struct TrainingSettings {
  explicit TrainingSettings(const Settings&);  ///< prefix "training."
  std::uint64_t batch_size;                    ///< rows per step; 0: all
  std::string loss;                            ///< "default" or a loss's name
  double l2;                                   ///< penalty l2/2 ||weights||^2, biases left out
  std::uint64_t curve_points;                  ///< recorded along a run
  std::uint64_t steps(std::uint64_t examples) const;   ///< the budget, in steps, for that many examples
  std::string budget() const;                  ///< as chosen: "300 steps", "5 epochs"

 private:
  std::uint64_t steps_, epochs_, full_batch_, mini_batch_;
};

/// The [optimizer] section: the integrator and its step size.
struct OptimizerSettings {
  explicit OptimizerSettings(const Choices&);  ///< reads "optimizer.*"
  std::string kind;
  double learning_rate;
  bool in_limits;                              ///< the rate counts in stability limits of theory, not absolutely
  std::shared_ptr<const Optimizer> optimizer;
  std::vector<Ask> own, part;                  ///< what was asked of "optimizer." and of "optimizer.<kind>."
};

}  // namespace paribus
