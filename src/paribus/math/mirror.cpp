#include "paribus/math/mirror.hpp"

namespace paribus::kernel {
namespace {

/// visit(i, high): the place in theta and low, and that in the panels.
template <class Visit>
void each(const Mirror& mirror, Visit&& visit) {
  for (const Mirror::Block& b : mirror.blocks)
    for (std::size_t j = 0; j < b.columns; j += panel<float>)
      for (std::size_t k = 0; k < b.rows; ++k)
        for (std::size_t c = 0; c < panel<float>; ++c)
          visit(b.offset + k * b.columns + j + c, b.panels[j * b.rows + k * panel<float> + c]);
}

}  // namespace

void split(View theta, const Pairs& pairs) {
  each(pairs.mirror, [&](std::size_t i, float& high) {
    high = static_cast<float>(theta[i]);
    float& low = pairs.low[i];
    if (double{high} + double{low} != theta[i]) low = static_cast<float>(theta[i] - double{high});
  });
}

void join(const Pairs& pairs, Span theta) {
  each(pairs.mirror, [&](std::size_t i, float& high) { theta[i] = double{high} + double{pairs.low[i]}; });
  pairs.mirror.of = nullptr;
}

}  // namespace paribus::kernel
