#include "paribus/model/hessian.hpp"

#include <optional>

#include "paribus/base/error.hpp"

namespace paribus {

Operator hessian(Objective& objective, View theta, const Draw& draw) {
  std::optional<StreamName> noise;
  if (draw.noise) noise = *draw.noise;
  return [&objective, at = Vector(theta.begin(), theta.end()), rows = std::vector<std::uint32_t>(draw.rows.begin(), draw.rows.end()),
          noise = std::move(noise), mode = draw.mode](View v, Span out) {
    objective.hessian_vector(at, Draw{rows, noise ? &*noise : nullptr, mode}, v, out);
  };
}

Matrix dense_hessian(Objective& objective, View theta, const Draw& draw) {
  const std::size_t p = theta.size();
  if (p > 8192)
    throw Error("a Hessian of " + std::to_string(p) + " parameters is too large to be written out",
                "take a smaller model, or the extreme eigenvalues and the spectral density, which need products alone");
  Matrix h(p, p);
  Vector unit(p), column(p);
  for (std::size_t j = 0; j < p; ++j) {
    unit[j] = 1;
    objective.hessian_vector(theta, draw, unit, column);
    unit[j] = 0;
    for (std::size_t i = 0; i < p; ++i) h(i, j) = column[i];
  }
  return h;
}

}  // namespace paribus
