#pragma once
// Numbers that judge predictions. Pure: the same predictions and truths give the same number.

#include <cstdint>
#include <span>

#include "paribus/base/catalogue.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

/// What a fitted model says of n examples, beside the truth.
struct Predictions {
  const Matrix& z;                              ///< n x k: probabilities of the classes, or n x 1 values (target's own unit)
  const Matrix& y;                              ///< n x k one-hot truths, or n x 1 values
  std::span<const std::int32_t> label;          ///< n true classes; empty for regression
};

enum class Better { higher, lower };

struct Metric {
  bool classification;                          ///< the task it is for
  Better better;
  double low, high;                             ///< every score lies in it; a diverged run gets the worse end, if finite
  bool percent;                                 ///< shown as a percentage
  double (*score)(const Predictions&);          ///< NaN means "not defined here"
  bool bootstrap = true;                        ///< rows drawn anew stray about it as new rows would; false: they raise it
  bool of_probabilities = false;                ///< says nothing of scores, of which the largest names the class
  double worst() const { return better == Better::higher ? low : high; }
  bool bounded() const;                         ///< its worst value is finite
};
const Catalogue<Metric>& metrics();

}  // namespace paribus
