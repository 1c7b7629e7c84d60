// Asking a fitted model.
#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>

#include "paribus/math/resample.hpp"
#include "paribus/math/rows.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/fitted_model.hpp"

namespace paribus {
namespace {

std::vector<std::uint32_t> all_rows(std::size_t n) {
  std::vector<std::uint32_t> out(n);
  std::iota(out.begin(), out.end(), 0u);
  return out;
}

void undo(const Preprocessing& p, Matrix& m) {
  if (p.task == Task::regression)
    for (double& v : m.values) v = p.undo(v);
}

/// What is scored, and against what.
struct Judged {
  Matrix z, y;
  std::vector<std::int32_t> label;
  double by(const Metric& m) const { return all_finite(z.values) ? m.score({z, y, label}) : m.worst(); }
  Judged drawn(std::span<const std::uint32_t> rows) const {
    Judged out{rows_of(z, rows), rows_of(y, rows), {}};
    for (const auto r : rows)
      if (!label.empty()) out.label.push_back(label[r]);
    return out;
  }
};

}  // namespace

Matrix FittedModel::predict(const Examples& e) const {
  Matrix z = fitted->predict(e);
  if (calibration) calibration->apply(z);
  return z;
}

void calibrate(FittedModel& model, const Dataset& table, const std::string& method) {
  if (model.preprocessing.task != Task::classification) throw Error(model.kind + " predicts a number: there is no probability to calibrate", "calibrate a model of classes");
  assert(table.target());
  const Examples e = model.preprocessing.apply(table, all_rows(table.rows()));
  const bool scores = model.calibration ? model.calibration->scores : !model.probabilities;
  model.calibration = calibration(!method.empty() ? method : model.preprocessing.classes.size() == 2 ? "platt" : "temperature", scores, model.fitted->predict(e), e.label);
  model.calibration->data = table.name;
  model.probabilities = true;
}

Foretold foretell(const FittedModel& model, const Dataset& table, double level) {
  const Examples e = model.preprocessing.apply(table, all_rows(table.rows()));
  Foretold out{model.predict(e), std::nullopt};
  undo(model.preprocessing, out.z);
  if (level > 0) out.interval = model.fitted->interval(e, level);
  if (out.interval) undo(model.preprocessing, *out.interval);
  return out;
}

std::vector<Scored> evaluate(const FittedModel& model, const Dataset& table, double level, std::size_t resamples) {
  assert(table.target());
  Examples e = model.preprocessing.apply(table, all_rows(table.rows()));
  Judged all{model.predict(e), std::move(e.y), std::move(e.label)};
  undo(model.preprocessing, all.z);
  undo(model.preprocessing, all.y);
  std::vector<Scored> out;
  std::vector<std::unique_ptr<const Metric>> made;
  for (const auto* entry : metrics()) {
    auto metric = entry->make(Settings{});
    if (metric->classification != (model.preprocessing.task == Task::classification) || (metric->of_probabilities && !model.probabilities)) continue;
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    out.push_back({entry, all.by(*metric), none, none});
    made.push_back(std::move(metric));
  }
  std::vector<Vector> drawn(out.size());
  Stream stream{{1, 0, "bootstrap"}};
  for (std::size_t b = 0; b < resamples; ++b) {
    const Judged again = all.drawn(bootstrap_rows(static_cast<std::uint32_t>(all.z.rows), stream));
    for (std::size_t m = 0; m < out.size(); ++m)
      if (const double s = again.by(*made[m]); s == s) drawn[m].push_back(s);   // not defined on every draw, such as one of a single value
  }
  for (std::size_t m = 0; m < out.size(); ++m) {
    if (!made[m]->bootstrap) continue;
    out[m].low = quantile(drawn[m], (1 - level) / 2);
    out[m].high = quantile(std::move(drawn[m]), (1 + level) / 2);
  }
  return out;
}

}  // namespace paribus
