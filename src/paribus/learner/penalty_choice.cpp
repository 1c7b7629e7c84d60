#include "paribus/learner/penalty_choice.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/math/rows.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

struct Part {
  Matrix x;
  Vector y, weight;
};

Part part(const Examples& e, const std::vector<std::uint32_t>& rows) {
  Part out{rows_of(e.x, rows), {}, {}};
  for (const auto r : rows) {
    out.y.push_back(e.y(r, 0));
    out.weight.push_back(e.weight.empty() ? 1 : e.weight[r]);
  }
  return out;
}

double squared_error(const PenalizedFit& fit, const Part& p) {
  Vector squares(p.y.size());
  for (std::size_t i = 0; i < squares.size(); ++i) {
    const double r = p.y[i] - (fit.intercept + dot(p.x.row(i), fit.w));
    squares[i] = p.weight[i] * r * r;
  }
  return sum(squares) / sum(p.weight);
}

}  // namespace

std::size_t PathErrors::best() const {
  return static_cast<std::size_t>(std::min_element(mean.begin(), mean.end()) - mean.begin());
}

std::size_t PathErrors::within_one_error() const {
  const std::size_t b = best();
  for (std::size_t k = 0; k < b; ++k)
    if (mean[k] <= mean[b] + error[b]) return k;
  return b;
}

PathErrors cross_validate(const Examples& e, const Blocks& blocks, CoordinateDescent::Rules rules, std::span<const Penalty> penalties,
                          std::size_t count, const StreamName& name) {
  Stream stream{name};
  const auto left_out = folds(e.size(), count, {}, stream);
  std::vector<Vector> errors(penalties.size());
  for (const auto& out : left_out) {
    std::vector<std::uint32_t> in;
    for (std::uint32_t i = 0; i < e.size(); ++i)
      if (!std::binary_search(out.begin(), out.end(), i)) in.push_back(i);
    const Part fitted = part(e, in), judged = part(e, out);
    if (!(sum(fitted.weight) > 0 && sum(judged.weight) > 0)) continue;  // rows that do not count tell nothing
    const auto fits = PenalizedProblem{fitted.x, fitted.y, e.weight.empty() ? View{} : View{fitted.weight}, blocks, rules}.path(penalties);
    for (std::size_t k = 0; k < fits.size(); ++k) errors[k].push_back(squared_error(fits[k], judged));
  }
  if (errors.empty() || errors[0].size() < 2)
    throw Error("cross-validation needs rows with a weight above 0 in two folds at least", "give the penalty itself");
  PathErrors out;
  for (const Vector& one : errors) {
    out.mean.push_back(mean(one));
    out.error.push_back(std::sqrt(variance(one) / static_cast<double>(one.size())));
  }
  return out;
}

}  // namespace paribus
