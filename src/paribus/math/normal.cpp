#include "paribus/math/normal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "paribus/math/elementary.hpp"

namespace paribus {

// Box & Muller 1958: sqrt(-2 log u) (cos 2 pi v, sin 2 pi v) are two independent normal deviates. Rejection
// methods are faster, but take a number of uniforms that depends on their values; here deviates 2k and 2k + 1
// always come from uniforms 2k and 2k + 1 of the stream. Worked in blocks, because the elementary functions are
// four times faster on arrays; the size of the block does not matter to the bits.
void fill_normal(Stream& stream, Span out) {
  std::array<double, 64> logarithm, sine, cosine;
  for (std::size_t begin = 0; begin < out.size(); begin += 2 * sine.size()) {
    const Span part = out.subspan(begin, std::min(2 * sine.size(), out.size() - begin));
    const std::size_t pairs = (part.size() + 1) / 2;
    for (std::size_t i = 0; i < pairs; ++i) {
      logarithm[i] = stream.open_uniform();
      sine[i] = cosine[i] = 2 * std::numbers::pi * stream.uniform();
    }
    exact::log(Span{logarithm}.first(pairs));
    exact::sin(Span{sine}.first(pairs));
    exact::cos(Span{cosine}.first(pairs));
    for (std::size_t i = 0; i < part.size(); ++i)
      part[i] = std::sqrt(-2 * logarithm[i / 2]) * (i % 2 ? sine[i / 2] : cosine[i / 2]);
  }
}

}  // namespace paribus
