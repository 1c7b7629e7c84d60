#include "paribus/math/krylov.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

#include "paribus/math/vector.hpp"

namespace paribus {

void orthogonalize(Span w, std::span<const Vector> basis) {
  for (int pass = 0; pass < 2; ++pass)
    for (const Vector& v : basis) axpy(-dot(v, w), v, w);
}

Krylov::Krylov(Vector start) : next_(start.size()) { basis_.push_back(std::move(start)); }

void Krylov::grow(const Operator& a) {
  assert(!closed_);
  if (size() > 0) {
    scale(1 / beta_.back(), next_);
    basis_.push_back(next_);
  }
  a(basis_.back(), next_);
  alpha_.push_back(dot(basis_.back(), next_));
  norm_ = std::max(norm_, norm(next_));
  orthogonalize(next_, basis_);
  beta_.push_back(norm(next_));
  const std::size_t n = next_.size();
  const double lost = 10 * std::numeric_limits<double>::epsilon() * static_cast<double>(n) * norm_;
  closed_ = !(beta_.back() > lost) || size() == n;
}

SymmetricEigen Krylov::ritz() const {
  const std::size_t m = size();
  Matrix t(m, m);
  for (std::size_t i = 0; i < m; ++i) {
    t(i, i) = alpha_[i];
    if (i + 1 < m) t(i + 1, i) = t(i, i + 1) = beta_[i];
  }
  return symmetric_eigen(t);
}

Vector Krylov::combine(View weights) const {
  Vector out(next_.size());
  for (std::size_t i = 0; i < weights.size(); ++i) axpy(weights[i], basis_[i], out);
  return out;
}

}  // namespace paribus
