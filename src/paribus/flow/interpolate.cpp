#include "paribus/flow/interpolate.hpp"

#include <algorithm>
#include <cassert>

namespace paribus {

Span Interpolant::add() {
  assert(used_ > 0);
  if (used_ == terms_.size()) terms_.emplace_back();
  terms_[used_].assign(terms_[0].size(), 0.0);
  return terms_[used_++];
}

void Interpolant::line(View before, View after) {
  if (terms_.empty()) terms_.emplace_back();
  terms_[0].assign(before.begin(), before.end());
  used_ = 1;
  const Span r1 = add();
  for (std::size_t i = 0; i < r1.size(); ++i) r1[i] = after[i] - before[i];
}

void Interpolant::cubic(View before, View after, View f0, View f1, double h) {
  line(before, after);
  const Span r2 = add(), r3 = add();
  const View r1 = terms_[1];
  for (std::size_t i = 0; i < r1.size(); ++i) {
    r2[i] = h * f0[i] - r1[i];
    r3[i] = r1[i] - h * f1[i] - r2[i];
  }
}

void Interpolant::at(double s, Span out) const {
  assert(used_ > 1 && out.size() == terms_[0].size());
  std::copy(terms_[used_ - 1].begin(), terms_[used_ - 1].end(), out.begin());
  for (std::size_t k = used_ - 1; k-- > 0;) {  // the factor before term k + 1: s for even k, 1 - s for odd
    const double x = k % 2 == 0 ? s : 1 - s;
    const View r = terms_[k];
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = r[i] + x * out[i];
  }
}

}  // namespace paribus
