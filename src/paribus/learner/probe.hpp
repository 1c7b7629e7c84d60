#pragma once
// A probe reads one number off a run while it is trained, and changes nothing.

#include "paribus/learner/descent.hpp"

namespace paribus {

/// A point of a run, and what it is a point of.
struct Moment {
  const Bench& bench;
  Risk& risk;         ///< of all training rows
  View theta, start;  ///< now, and before the first step
};

/// The number; where it sums up several blocks of parameters, also that of each.
struct Reading {
  double value;
  std::vector<std::pair<std::string, double>> blocks = {};  ///< "hidden1.weights" -> its own
};

class Probe {
 public:
  virtual ~Probe() = default;
  /// Costs many gradients: to be read at few points.
  virtual bool dear() const { return false; }
  virtual std::string unit() const = 0;  ///< probes of one unit share an axis: "length", "curvature"
  virtual Reading read(const Moment&) const = 0;
};
const Catalogue<Probe>& probes();

}  // namespace paribus
