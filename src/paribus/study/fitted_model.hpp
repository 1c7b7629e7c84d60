#pragma once
// A model fitted to a whole table, with all that it needs to be used on another one: what `paribus fit` makes, a model
// file keeps, and `predict` and `evaluate` ask.

#include "paribus/data/preprocessing.hpp"
#include "paribus/learner/learner.hpp"
#include "paribus/learner/model_file.hpp"
#include "paribus/metric/metric.hpp"
#include "paribus/study/calibration.hpp"

namespace paribus {

struct FittedModel {
  Choices settings;                      ///< all that was chosen, by itself or by the user
  std::string kind, label;               ///< of the model
  bool probabilities = true;             ///< what it says of classes; false: scores, since it was trained by squared error
  Preprocessing preprocessing;
  std::unique_ptr<const Fitted> fitted;
  std::string data, sha256;              ///< what the table is called, and the hash of its bytes
  std::size_t rows = 0, held_out = 0;    ///< fitted to; kept back to measure
  FitSummary summary = {};               ///< of a fit; a restored model has none
  std::vector<std::string> notes = {};   ///< of the table and its preparation
  std::optional<Calibration> calibration = {};   ///< of what it says of classes

  Matrix predict(const Examples&) const;   ///< as Fitted::predict, calibrated
  ModelFile keep() const;
};

/// The settings of a fit: those given, made canonical, and for the rest what suits. A learner of its own kind gets all
/// rows, columns of numbers as they are and treatment contrasts, so that coefficients speak of the table's own units; a
/// model that is trained by the flow gets standardized columns, and keeps data.split.test of the rows back to measure
/// itself. Without model.kind: least squares for a number, logistic regression for a class. Throws Error: unknown
/// settings, and those that no fit has.
Choices fit_settings(const Choices& given, Task);

/// Calibrates what the model says of classes by another table; an earlier calibration is replaced. `method`: "platt",
/// "temperature", or "" for platt where there are two classes and temperature where there are more. Throws Error: a model
/// of numbers, and what `calibration` throws.
void calibrate(FittedModel&, const Dataset&, const std::string& method);

/// Fits. A target of numbers that the reader took for classes is read as numbers if data.target_type is left open and the
/// learner predicts nothing else; a note says so. Throws Error on what the data or the settings do not allow.
FittedModel fit_model(Dataset, const Choices& settings);

/// From what a file holds, to the bit. Throws Error if it makes no sense; `name` is what the user calls the file.
FittedModel restore_model(const ModelFile&, const std::string& name);

/// What the model says of a table that load_expected has read, in the unit of the target.
struct Foretold {
  Matrix z;                              ///< n x k probabilities (or scores) of the classes, or n x 1 values
  std::optional<Matrix> interval;        ///< n x 2, if it was asked for and the model knows
};
/// `level` 0: no interval is asked for.
Foretold foretell(const FittedModel&, const Dataset&, double level = 0);

/// A metric on a table, with the interval in which it would lie, with that probability, for other rows of this kind:
/// percentile bootstrap over rows (Efron 1979); NaN for a metric that the bootstrap misleads.
struct Scored {
  const Entry<Metric>* metric;
  double value, low, high;
};
std::vector<Scored> evaluate(const FittedModel&, const Dataset&, double level, std::size_t resamples);

}  // namespace paribus
