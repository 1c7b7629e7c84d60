#include "paribus/flow/stages.hpp"

#include <algorithm>
#include <array>

namespace paribus {
namespace {

constexpr std::size_t block = 256;  // doubles: the sums of a block stay in the first cache while the stages pass by

/// then(begin, sums of the block)
template <class Then>
void in_blocks(std::size_t size, Weights w, Scratch& scratch, Then then) {
  std::array<double, block> sum;
  for (std::size_t begin = 0; begin < size; begin += block) {
    const std::size_t n = std::min(block, size - begin);
    std::fill_n(sum.begin(), n, 0.0);
    for (std::size_t j = 0; j < w.size(); ++j) {
      if (w[j] == 0) continue;  // most tableaux have holes
      const double* k = scratch.at(j).data() + begin;
      for (std::size_t i = 0; i < n; ++i) sum[i] += w[j] * k[i];
    }
    then(begin, std::span{sum}.first(n));
  }
}

}  // namespace

void Stages::combine(View start, Weights w, Span out) const {
  in_blocks(out.size(), w, scratch_, [&](std::size_t begin, Span sum) {
    for (std::size_t i = 0; i < sum.size(); ++i) out[begin + i] = start[begin + i] + h_ * sum[i];
  });
}

void Stages::combine(Weights w, Span out) const {
  in_blocks(out.size(), w, scratch_,
            [&](std::size_t begin, Span sum) { std::copy(sum.begin(), sum.end(), out.data() + begin); });
}

double Stages::evaluate(std::size_t i, Weights a) {
  const Span to = k(i);
  ++evaluations_;
  combine(theta_, a, point());
  return field_.direction(point(), draw_, to);
}

double Stages::evaluate_all(Weights triangle, std::size_t stages) {
  double loss = 0;
  for (std::size_t i = 1, row = 0; i < stages; row += i++) loss = evaluate(i, triangle.subspan(row, i));
  return loss;
}

}  // namespace paribus
