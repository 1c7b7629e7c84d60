#include "paribus/study/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "paribus/base/error.hpp"
#include "paribus/learner/logit_fit.hpp"
#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

Matrix logits(Matrix z, bool scores) {
  constexpr double least = std::numeric_limits<double>::epsilon();
  if (!scores)
    for (double& v : z.values) v = exact::log(std::max(v, least));
  return z;
}

constexpr const char* no_better = "the model foretells these rows no better than chance: no calibration mends that";
constexpr const char* other_rows = "give rows of the kind that the model was fitted to";

/// Platt's: the logistic regression of the class on the difference of logits, each row counted for both classes.
void fit_platt(Calibration& c, const Matrix& z, std::span<const std::int32_t> label) {
  if (z.columns != 2) throw Error("Platt's calibration is for two classes, and there are " + std::to_string(z.columns), "use --method temperature");
  const auto second = static_cast<double>(std::ranges::count(label, 1)), first = static_cast<double>(z.rows) - second;
  Prepared data;
  data.task = Task::classification;
  data.features = {"logit"}, data.classes = {"first", "second"};
  Examples& e = data.train;
  e.x = Matrix(2 * z.rows, 1), e.y = Matrix(2 * z.rows, 2);
  for (std::size_t i = 0; i < z.rows; ++i)
    for (const std::int32_t as : {0, 1}) {
      const double of = label[i] ? second : first, own = (of + 1) / (of + 2);
      const std::size_t at = e.label.size();
      e.x(at, 0) = z(i, 1) - z(i, 0);
      e.y(at, static_cast<std::size_t>(as)) = 1;
      e.label.push_back(as);
      e.weight.push_back(as == label[i] ? own : 1 - own);
    }
  const LinearLogits found = fit_logits(data, {.intervals = "none"}).logits;
  c.slope = found.coefficients(0, 0), c.intercept = found.intercept(0);
  if (!(c.slope > 0)) throw Error(no_better, other_rows);
}

/// d/dslope of the mean log loss of softmax(slope z): increasing in the slope, since the loss is convex in it.
double temperature_gradient(const Matrix& z, std::span<const std::int32_t> label, double slope) {
  double sum = 0;
  for (std::size_t i = 0; i < z.rows; ++i) {
    const View row = z.row(i);
    const double top = *std::ranges::max_element(row);
    double mass = 0, mean = 0;
    for (const double v : row) {
      const double p = exact::exp(slope * (v - top));
      mass += p, mean += p * (v - top);
    }
    sum += mean / mass - (row[static_cast<std::size_t>(label[i])] - top);
  }
  return sum / static_cast<double>(z.rows);
}

/// The zero of the gradient, halved down to two neighboring numbers in the logarithm of the slope.
void fit_temperature(Calibration& c, const Matrix& z, std::span<const std::int32_t> label) {
  constexpr double widest = 1e6;
  if (temperature_gradient(z, label, 1 / widest) >= 0)
    throw Error(no_better, other_rows);
  if (temperature_gradient(z, label, widest) <= 0)
    throw Error("the likeliest class is the right one in every row, so any temperature nearer to 0 looks better", "give more rows, or rows that the model was not fitted to");
  double low = 1 / widest, high = widest;
  for (double middle = 1; low < middle && middle < high; middle = std::sqrt(low) * std::sqrt(high))
    (temperature_gradient(z, label, middle) < 0 ? low : high) = middle;
  c.slope = low;
}

}  // namespace

void Calibration::apply(Matrix& z) const {
  z = logits(std::move(z), scores);
  for (std::size_t i = 0; i < z.rows; ++i) {
    const Span row = z.row(i);
    for (double& v : row) v *= slope;
    if (z.columns == 2) row[1] += intercept;
    const double top = *std::ranges::max_element(row);
    for (double& v : row) v = exact::exp(v - top);
    const double mass = sum(row);
    for (double& v : row) v /= mass;
  }
}

Choices Calibration::keep() const {
  return {{"calibration.method", {method}}, {"calibration.scores", {scores}}, {"calibration.slope", {slope}}, {"calibration.intercept", {intercept}},
          {"calibration.data", {data}}, {"calibration.rows", {static_cast<std::int64_t>(rows)}}};
}

std::optional<Calibration> Calibration::restore(const Choices& head) {
  const Settings s{head, "calibration."};
  if (!s.find("method")) return std::nullopt;
  for (const char* name : {"scores", "slope", "intercept", "data", "rows"})
    if (!s.find(name)) throw Error("the model file does not say its 'calibration." + std::string(name) + "'", "calibrate the model again");
  constexpr Range finite{-infinity, infinity, true, true};
  return Calibration{s.word("method", "temperature", {"platt", "temperature"}, ""), s.flag("scores", false, ""), s.real("slope", 1, finite, ""),
                     s.real("intercept", 0, finite, ""), s.word("data", "", {}, ""), static_cast<std::size_t>(s.integer("rows", 0, {0, 9e15}, ""))};
}

Calibration calibration(const std::string& method, bool scores, const Matrix& z, std::span<const std::int32_t> label) {
  if (z.rows == 0) throw Error("there is no row to calibrate by", "give rows with a known class");
  if (std::ranges::all_of(label, [&](std::int32_t l) { return l == label[0]; }))
    throw Error("all rows are of one class: how sure the model should be of the others is not seen", "give rows of every class");
  if (!all_finite(z.values)) throw Error("some predictions are no numbers", "fit the model again");
  Calibration out{method, scores};
  out.rows = z.rows;
  (method == "platt" ? fit_platt : fit_temperature)(out, logits(z, scores), label);
  if (!std::isfinite(out.slope) || !std::isfinite(out.intercept)) throw Error("no finite slope fits these rows", "use --method temperature");
  return out;
}

}  // namespace paribus
