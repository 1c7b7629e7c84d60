#pragma once
// Probabilities mended on rows that the model was not fitted to: what it says of the classes, as logits, is stretched (and
// of two classes shifted) until the rows are as likely as can be.
//   platt        P(second class) = 1 / (1 + exp(-(intercept + slope (logit_2 - logit_1)))), for two classes (Platt 1999,
//                Probabilistic outputs for support vector machines): each row counts for its class by (n_c + 1) / (n_c + 2)
//                of its n_c rows and for the other by the rest, so that the slope is finite where a threshold parts them
//   temperature  P(k) = softmax(slope logit)_k, slope = 1 / temperature (Guo, Pleiss, Sun & Weinberger 2017, On calibration
//                of modern neural networks): the order of the classes stays in every row
// Logits are the logarithms of probabilities, taken from 2^-52 on, or the scores of a model that has no probabilities.

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "paribus/base/settings.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

struct Calibration {
  std::string method = "temperature";   ///< or "platt"
  bool scores = false;                  ///< logits are scores, not logarithms of probabilities
  double slope = 1, intercept = 0;      ///< the intercept is of the second of two classes
  std::string data = {};                ///< what the rows are called
  std::size_t rows = 0;

  void apply(Matrix& z) const;          ///< n x k probabilities or scores -> probabilities
  Choices keep() const;                 ///< "calibration.method", ...
  /// From the head of a model file; nothing if it holds none. Throws Error at a word that is none, a number that is not finite.
  static std::optional<Calibration> restore(const Choices& head);
};

/// The likeliest slope (and intercept) for z[n x k] with label[n] in [0, k). `method`: "platt" (k = 2 only) or "temperature".
/// Throws Error: no rows or rows of one class, numbers that are not finite, platt for more classes, rows that are no better
/// foretold than by chance (no positive slope); for temperature, rows whose class is the likeliest in each (no finite slope).
Calibration calibration(const std::string& method, bool scores, const Matrix& z, std::span<const std::int32_t> label);

}  // namespace paribus
