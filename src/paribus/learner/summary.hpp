#pragma once
// What a fit says of itself beyond its predictions: what R's summary() would print, as numbers and not yet as text.

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "paribus/math/matrix.hpp"

namespace paribus {

struct FitSummary {
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();   ///< not defined here
  /// One coefficient: its name, and what is known of it. In the units of the data that the fit was given.
  struct Term {
    std::string name;   ///< of a feature, "(intercept)", or "<class>: <feature>" where each class has its own
    double estimate = none, error = none, statistic = none, p = none;   ///< standard error; estimate / error; two-sided
    double low = none, high = none;                                     ///< the confidence interval at `level`
  };
  struct Number {
    std::string name, label;   ///< "r2" for programs, "R squared" for readers
    double value;
  };
  std::string statistic;             ///< what Term::statistic is distributed as: "t", "z"; "": no inference
  double level = 0.95;
  std::vector<Term> terms;
  std::vector<Number> numbers;       ///< in the order to be read
  std::vector<std::string> notes;    ///< the path that was taken, what is doubtful: one sentence each
  /// Of the training rows, each of their number: "residual", "leverage", "cooks_distance".
  std::vector<std::pair<std::string, Vector>> rows;
};

}  // namespace paribus
