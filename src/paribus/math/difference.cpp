#include "paribus/math/difference.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace paribus {
namespace {

double largest(View x) {
  double m = 0;
  for (const double v : x) m = std::max(m, std::abs(v));
  return m;
}

}  // namespace

Vector difference_gradient(const Scalar& f, View x, double step) {
  Vector at(x.begin(), x.end()), g(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double h = step * std::max(1.0, std::abs(x[i])), right = x[i] + h, left = x[i] - h;
    at[i] = right;
    const double above = f(at);
    at[i] = left;
    const double below = f(at);
    at[i] = x[i];
    g[i] = (above - below) / (right - left);  // the step really taken, after rounding
  }
  return g;
}

Vector difference_along(const Mapping& g, std::size_t outputs, View x, View u, double step) {
  assert(x.size() == u.size());
  Vector above(outputs), below(outputs), at(x.size());
  const double size = largest(u);
  if (size == 0) return Vector(outputs, 0.0);
  const double h = step * std::max(1.0, largest(x)) / size;
  for (std::size_t i = 0; i < x.size(); ++i) at[i] = x[i] + h * u[i];
  g(at, above);
  for (std::size_t i = 0; i < x.size(); ++i) at[i] = x[i] - h * u[i];
  g(at, below);
  for (std::size_t j = 0; j < outputs; ++j) above[j] = (above[j] - below[j]) / (2 * h);
  return above;
}

}  // namespace paribus
