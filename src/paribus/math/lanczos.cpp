#include "paribus/math/lanczos.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "paribus/base/choices.hpp"
#include "paribus/base/error.hpp"
#include "paribus/math/normal.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();

Vector start_vector(std::size_t n, const std::string& block = "") {
  Vector v(n);
  Stream stream{{0, 0, "lanczos", block}};
  fill_normal(stream, v);
  scale(1 / norm(v), v);
  return v;
}

// The dense problem costs j^3: look at every step at first, then each time the basis has grown by 1/16.
bool worth_a_look(std::size_t j) { return j <= 32 || j % (j / 16) == 0; }

// The size of the operator as far as it was seen.
double reach(const Vector& ritz) { return std::max(std::abs(ritz.front()), std::abs(ritz.back())); }

Vector column(const Matrix& m, std::size_t j) {
  Vector out(m.rows);
  for (std::size_t i = 0; i < m.rows; ++i) out[i] = m(i, j);
  return out;
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

// An orthonormal basis that grows by blocks, and V^T A V for the part of it that A was applied to.
class BlockKrylov {
 public:
  BlockKrylov(std::size_t n, std::size_t block) : n_{n} {
    for (std::size_t b = 0; b < block; ++b) add(start_vector(n, "first." + std::to_string(b)), 0);
  }
  // One product. A space that A does not lead out of goes on in another direction.
  void grow(const Operator& a) {
    if (size() == basis_.size()) add(start_vector(n_, "block." + std::to_string(size())), 0);
    Vector w(n_), c;
    a(basis_[size()], w);
    finite_ = finite_ && all_finite(w);
    norm_ = std::max(norm_, norm(w));
    for (const Vector& v : basis_) c.push_back(dot(v, w));
    const double beta = add(std::move(w), norm_);
    if (beta > 0) c.push_back(beta);
    columns_.push_back(std::move(c));
  }
  std::size_t size() const { return columns_.size(); }
  bool exhausted() const { return size() == n_ || !finite_; }
  SymmetricEigen ritz() const {
    Matrix t(size(), size());
    for (std::size_t j = 0; j < size(); ++j)
      for (std::size_t i = 0; i <= j; ++i) t(i, j) = t(j, i) = columns_[j][i];
    return symmetric_eigen(t);
  }
  // |A V y - V T y|: what A puts into the part of the basis that it was not applied to yet.
  double residual(View y) const {
    Vector out(basis_.size() - size());
    for (std::size_t j = 0; j < size(); ++j)
      for (std::size_t i = size(); i < columns_[j].size(); ++i) out[i - size()] += y[j] * columns_[j][i];
    return norm(out);
  }
  Vector combine(View y) const {
    Vector out(n_);
    for (std::size_t i = 0; i < y.size(); ++i) axpy(y[i], basis_[i], out);
    return out;
  }

 private:
  // What is new in w joins the basis; 0 if nothing is.
  double add(Vector w, double size) {
    orthogonalize(w, basis_);
    const double beta = norm(w);
    if (!(beta > 10 * eps * static_cast<double>(n_) * size) || basis_.size() == n_) return 0;
    scale(1 / beta, w);
    basis_.push_back(std::move(w));
    return beta;
  }

  std::size_t n_;
  std::vector<Vector> basis_, columns_;   // columns_[j][i] = v_i^T A v_j
  double norm_ = 0;
  bool finite_ = true;
};

}  // namespace

Eigenpair largest_eigenvalue(std::size_t n, const Operator& a, double tolerance, int max_products) {
  Eigenpair best;
  if (n == 0) return best;
  Krylov space{start_vector(n)};
  for (;;) {
    space.grow(a);
    ++best.products;
    const bool last = space.closed() || best.products + 1 >= max_products;
    if (!last && !worth_a_look(space.size())) continue;
    const SymmetricEigen ritz = space.ritz();
    const Vector weights = column(ritz.vectors, space.size() - 1);
    const double estimate = space.left() * std::abs(weights.back());
    if (!last && !(estimate <= 0.5 * tolerance * std::abs(ritz.values.back()))) continue;
    best.vector = space.combine(weights);
    measure(best, a, reach(ritz.values));
    best.converged = best.residual <= tolerance * std::abs(best.value);
    if (last || best.converged || best.products + 1 >= max_products) return best;
  }
}

Extremes extreme_eigenpairs(std::size_t n, const Operator& a, std::size_t low, std::size_t high,
                            std::size_t multiplicity, double tolerance, int max_products) {
  low = std::min(low, n);
  high = std::min(high, n);
  Extremes out;
  if (low + high == 0) return out;
  const std::size_t block = std::clamp<std::size_t>(multiplicity, 1, n), enough = std::max(low, high);
  const int wanted = static_cast<int>(low + high);
  BlockKrylov space{n, block};
  for (int products = 0;;) {
    space.grow(a);
    ++products;
    const std::size_t m = space.size();
    const bool last = space.exhausted() || products + wanted >= max_products;
    if (!last && (m < std::max(block, enough) || m % block != 0 || !worth_a_look(m / block))) continue;
    const SymmetricEigen ritz = space.ritz();
    const double size = reach(ritz.values);
    std::vector<std::size_t> chosen;   // low ones ascending, then high ones descending
    for (std::size_t k = 0; k < std::min(low, m); ++k) chosen.push_back(k);
    for (std::size_t k = 0; k < std::min(high, m); ++k) chosen.push_back(m - 1 - k);
    const bool near = std::ranges::all_of(
        chosen, [&](std::size_t k) { return space.residual(column(ritz.vectors, k)) <= 0.5 * tolerance * size; });
    if (!last && !near) continue;
    out = {};
    products += static_cast<int>(chosen.size());
    bool all = true;
    for (std::size_t k = 0; k < chosen.size(); ++k) {
      Eigenpair p;
      p.vector = space.combine(column(ritz.vectors, chosen[k]));
      measure(p, a, size);
      p.products = products;
      p.converged = p.residual <= tolerance * size;
      all = all && p.converged;
      (k < std::min(low, m) ? out.low : out.high).push_back(std::move(p));
    }
    if (last || all || products + wanted >= max_products) return out;
  }
}

Operator preconditioned(Operator a, View diagonal) {
  Vector root(diagonal.begin(), diagonal.end());
  for (std::size_t i = 0; i < root.size(); ++i) {
    if (!(root[i] > 0 && std::isfinite(root[i])))
      throw Error("a preconditioner must be positive, and element " + std::to_string(i + 1) + " of its diagonal is " +
                      shortest(root[i]),
                  "add a small epsilon to the diagonal");
    root[i] = std::sqrt(root[i]);
  }
  return [a = std::move(a), root = std::move(root), scaled = Vector(diagonal.size())](View v, Span out) mutable {
    for (std::size_t i = 0; i < v.size(); ++i) scaled[i] = v[i] / root[i];
    a(scaled, out);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] /= root[i];
  };
}

}  // namespace paribus
