#include "paribus/flow/radius.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/math/vector.hpp"

namespace paribus {

double spectral_radius(Field& field, const Draw& draw, View theta, View f, Span v, Scratch& scratch, int& evaluations) {
  const Span point = scratch.at(1), change = scratch.at(2), product = scratch.at(3);
  auto* const objective = dynamic_cast<Objective*>(&field);
  // A difference this long has half its digits left.
  const double length = 0x1p-26 * std::max(norm(theta), 1.0);
  const auto apply = [&](View u, Span out) {  // u of norm 1
    ++evaluations;
    if (objective) return objective->hessian_vector(theta, draw, u, out);
    for (std::size_t i = 0; i < point.size(); ++i) point[i] = theta[i] + length * u[i];
    field.direction(point, draw, out);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = (out[i] - f[i]) / length;
  };
  if (norm(v) == 0) {
    // Along F, and a little of everything, lest F be blind to the stiff direction.
    const double size = norm(f);
    for (std::size_t i = 0; i < v.size(); ++i)
      v[i] = (size > 0 ? f[i] / size : 0) + 0.01 * static_cast<double>(1 + i * 7919 % 97) / 97;
  }
  double radius = 0;
  constexpr int most = 50;
  for (int i = 0; i < most; ++i) {
    const double size = norm(v);
    if (!(size > 0)) break;
    for (std::size_t j = 0; j < v.size(); ++j) change[j] = v[j] / size;
    apply(change, product);
    const double before = radius;
    radius = norm(product);
    if (!std::isfinite(radius)) break;
    std::copy(product.begin(), product.end(), v.begin());
    if (radius == 0) std::copy(change.begin(), change.end(), v.begin());
    if (i > 0 && std::abs(radius - before) <= 0.01 * radius) break;
  }
  if (!all_finite(v)) std::fill(v.begin(), v.end(), 0.0);
  return radius;
}

}  // namespace paribus
