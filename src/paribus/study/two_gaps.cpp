#include "paribus/study/two_gaps.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/math/vector.hpp"

namespace paribus {

void tell_quadratic(Result& out, const Bench& bench, View start) {
  if (!bench.quadratic) return;
  const QuadraticFacts q = quadratic_facts(bench, start);
  out.facts["eigenvalues"] = q.eigenvalues;
  for (const double e : q.energies) out.facts["coordinates"].push_back(std::sqrt(e));
}

std::unique_ptr<const Integrator> gap_solver(double tolerance) {
  return get(integrators(), "dop853", "integrator").make(Settings{Choices{{"rtol", {tolerance}}, {"atol", {tolerance * 1e-3}}}, ""});
}

void miss(Result& out, const TwoQuantities& quantities, const std::string& why) {
  for (const char* name : quantities) out.words[missing(name)] = why;
}

void score_gaps(Result& out, const TwoQuantities& quantities, const Gap& first, const Gap& second, View from, View to, const std::string& still) {
  Vector way(to.begin(), to.end());
  axpy(-1, from, way);
  const double length = norm(way);
  const auto worst = [&](const Gap& g) { return *std::ranges::max_element(g.distances) / length; };
  if (!(length > 0)) return miss(out, quantities, still);
  if (!(worst(first) <= explosion)) {
    out.outcome = Outcome::diverged;
    return miss(out, quantities, "training diverged");
  }
  out.scores = {{quantities[0], worst(first)}, {quantities[1], worst(second)}};
}

}  // namespace paribus
