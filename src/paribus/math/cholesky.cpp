#include "paribus/math/cholesky.hpp"

#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

#include "paribus/math/vector.hpp"

namespace paribus {

Cholesky::Cholesky(Matrix a) : l_{std::move(a)}, failed_{l_.rows} {
  assert(l_.rows == l_.columns);
  const std::size_t n = l_.rows;
  for (std::size_t i = 0; i < n; ++i) {  // by rows, so that the failing pivot has a number
    const double lost = static_cast<double>(n) * std::numeric_limits<double>::epsilon() * l_(i, i);
    for (std::size_t j = 0; j < i; ++j) l_(i, j) = (l_(i, j) - dot(l_.row(i).first(j), l_.row(j).first(j))) / l_(j, j);
    const double pivot = l_(i, i) - dot(l_.row(i).first(i), l_.row(i).first(i));
    if (!(pivot > lost) || std::isinf(pivot)) {
      failed_ = i;
      pivot_ = pivot;
      return;
    }
    l_(i, i) = std::sqrt(pivot);
  }
}

void Cholesky::lower(Span b) const {
  for (std::size_t i = 0; i < b.size(); ++i) b[i] = (b[i] - dot(l_.row(i).first(i), b.first(i))) / l_(i, i);
}

void Cholesky::upper(Span b) const {
  for (std::size_t i = b.size(); i-- > 0;) {
    b[i] /= l_(i, i);
    axpy(-b[i], l_.row(i).first(i), b.first(i));  // column i of L^T
  }
}

Vector Cholesky::solve(View b) const {
  Vector x(b.begin(), b.end());
  lower(x);
  upper(x);
  return x;
}

Matrix Cholesky::inverse() const {
  const std::size_t n = size();
  Matrix out(n, n);
  Vector e(n);
  for (std::size_t j = 0; j < n; ++j) {
    e.assign(n, 0);
    e[j] = 1;
    lower(e);
    upper(e);
    for (std::size_t i = 0; i <= j; ++i) out(i, j) = out(j, i) = e[i];
  }
  return out;
}

}  // namespace paribus
