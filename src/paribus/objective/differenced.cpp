#include "paribus/objective/differenced.hpp"

#include <algorithm>

#include "paribus/math/difference.hpp"

namespace paribus {

void Differenced::hessian_vector(View theta, const Draw& draw, View v, Span out) {
  if (std::ranges::all_of(v, [](double x) { return x == 0; })) {  // no direction to differ along
    std::ranges::fill(out, 0.0);
    return;
  }
  const Mapping gradient = [&](View at, Span g) { evaluate(at, draw, g); };
  std::ranges::copy(difference_along(gradient, dimension(), theta, v), out.begin());
}

}  // namespace paribus
