#include "paribus/math/lanczos.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "paribus/math/dense.hpp"
#include "paribus/math/normal.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();

Vector start_vector(std::size_t n) {
  Vector v(n);
  Stream stream{{0, 0, "lanczos", ""}};
  fill_normal(stream, v);
  scale(1 / norm(v), v);
  return v;
}

// The largest Ritz value, its vector in the basis, and the largest |Ritz value|: the size of the operator seen.
struct Ritz {
  double value, size;
  Vector weights;
};

Ritz largest_ritz(const Vector& alpha, const Vector& beta) {
  const std::size_t m = alpha.size();
  Matrix t(m, m);
  for (std::size_t i = 0; i < m; ++i) {
    t(i, i) = alpha[i];
    if (i + 1 < m) t(i + 1, i) = t(i, i + 1) = beta[i];
  }
  const SymmetricEigen e = symmetric_eigen(t);
  Ritz r{e.values.back(), std::max(std::abs(e.values.front()), std::abs(e.values.back())), Vector(m)};
  for (std::size_t i = 0; i < m; ++i) r.weights[i] = e.vectors(i, m - 1);
  return r;
}

// Twice is enough (Parlett 1980): after the second pass w is orthogonal to the basis to working precision.
void orthogonalize(Span w, const std::vector<Vector>& basis) {
  for (int pass = 0; pass < 2; ++pass)
    for (const Vector& v : basis) axpy(-dot(v, w), v, w);
}

// One true product: the Rayleigh quotient of u and the norm of its residual. The computed norm may round to
// less than the truth, so what rounding can hide in a product of this size is added to it.
void measure(Eigenpair& p, const Operator& a, double size) {
  const std::size_t n = p.vector.size();
  Vector r(n);
  scale(1 / norm(p.vector), p.vector);
  a(p.vector, r);
  ++p.products;
  p.value = dot(p.vector, r);
  size = std::max(size, norm(r));
  axpy(-p.value, p.vector, r);
  p.residual = norm(r) + 4 * eps * std::sqrt(static_cast<double>(n)) * size;
}

}  // namespace

Eigenpair largest_eigenvalue(std::size_t n, const Operator& a, double tolerance, int max_products) {
  Eigenpair best;
  if (n == 0) return best;
  std::vector<Vector> basis{start_vector(n)};
  Vector alpha, beta, w(n);
  double size = 0;
  for (std::size_t j = 1;; ++j) {
    a(basis.back(), w);
    ++best.products;
    alpha.push_back(dot(basis.back(), w));
    size = std::max(size, norm(w));
    orthogonalize(w, basis);
    beta.push_back(norm(w));
    const bool invariant = !(beta.back() > 10 * eps * static_cast<double>(n) * size) || j == n;
    const bool last = invariant || best.products + 1 >= max_products;
    // The dense problem costs j^3: look at every step at first, then each time the basis has grown by 1/16.
    if (last || j <= 32 || j % (j / 16) == 0) {
      const Ritz ritz = largest_ritz(alpha, beta);
      const double estimate = beta.back() * std::abs(ritz.weights.back());
      if (last || estimate <= 0.5 * tolerance * std::abs(ritz.value)) {
        best.vector.assign(n, 0.0);
        for (std::size_t i = 0; i < j; ++i) axpy(ritz.weights[i], basis[i], best.vector);
        measure(best, a, ritz.size);
        best.converged = best.residual <= tolerance * std::abs(best.value);
        if (last || best.converged || best.products + 1 >= max_products) return best;
      }
    }
    scale(1 / beta.back(), w);
    basis.push_back(w);
  }
}

}  // namespace paribus
