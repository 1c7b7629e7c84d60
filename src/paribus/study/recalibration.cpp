#include "paribus/study/recalibration.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "paribus/learner/logit_fit.hpp"
#include "paribus/math/distribution.hpp"

namespace paribus {

Recalibration recalibration(std::string of, View p, const std::vector<bool>& is, double level) {
  constexpr double least = std::numeric_limits<double>::epsilon(), none = FitSummary::none;
  Recalibration out{std::move(of), {none, none, none}, {none, none, none}};
  const auto of_class = std::ranges::count(is, true);
  if (of_class == 0 || static_cast<std::size_t>(of_class) == is.size()) {
    out.why = of_class == 0 ? "no row is of this class" : "every row is of this class";
    return out;
  }
  if (!std::ranges::all_of(p, [](double x) { return std::isfinite(x); })) {
    out.why = "some probabilities are no numbers";
    return out;
  }
  Prepared data;
  data.task = Task::classification;
  data.features = {"log odds"}, data.classes = {"rest", "class"};
  Examples& e = data.train;
  e.x = Matrix(p.size(), 1), e.y = Matrix(p.size(), 2);
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double q = std::clamp(p[i], least, 1 - least);
    e.x(i, 0) = std::log(q / (1 - q));
    e.label.push_back(is[i]);
    e.y(i, is[i]) = 1;
  }
  const auto terms = fit_logits(data, {}).summary->terms;
  const double half = normal_quantile((1 + level) / 2);
  const auto coefficient = [&](const FitSummary::Term& t) -> Recalibration::Coefficient {
    return std::isnan(t.error) ? Recalibration::Coefficient{none, none, none} : Recalibration::Coefficient{t.estimate, t.estimate - half * t.error, t.estimate + half * t.error};
  };
  out.intercept = coefficient(terms[0]), out.slope = coefficient(terms[1]);
  if (std::isnan(out.slope.value)) {
    out.intercept = {none, none, none};
    const bool same = std::ranges::all_of(e.x.values, [&](double x) { return x == e.x.values[0]; });
    out.why = same ? "every row is given the same probability" : "a threshold on the probabilities parts the class from the rest, but perhaps for ties: no finite slope fits";
  }
  return out;
}

std::vector<Recalibration> recalibrations(const FittedModel& model, const Dataset& table, double level) {
  const Preprocessing& by = model.preprocessing;
  if (by.task != Task::classification || !model.probabilities) return {};
  std::vector<std::uint32_t> all(table.rows());
  std::iota(all.begin(), all.end(), 0u);
  const Examples e = by.apply(table, all);
  const Matrix z = model.predict(e);
  std::vector<Recalibration> out;
  for (std::size_t c = by.classes.size() == 2; c < by.classes.size(); ++c) {
    Vector p;
    std::vector<bool> is;
    for (std::size_t i = 0; i < z.rows; ++i) p.push_back(z(i, c)), is.push_back(e.label[i] == static_cast<std::int32_t>(c));
    out.push_back(recalibration(by.classes[c], p, is, level));
  }
  return out;
}

}  // namespace paribus
