#include "paribus/learner/separation.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/learner/logit_solve.hpp"
#include "paribus/math/cholesky.hpp"
#include "paribus/math/dense.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

constexpr double zero_margin = 1e-11;   // of the largest: what rounding leaves of a tie
constexpr double near_margin = 1e-3;    // below: perhaps a tie that the direction has not found yet

/// margin(i, k) = z_c(i) - z_k along d; infinity at k = c(i).
Matrix margins(LogitRisk& risk, View d) {
  Matrix z = risk.logits_of(d);
  for (std::size_t i = 0; i < z.rows; ++i) {
    const std::size_t c = risk.label(i);
    const double own = z(i, c);
    for (double& v : z.row(i)) v = own - v;
    z(i, c) = infinity;
  }
  return z;
}

double most_finite(const Matrix& m) {
  double out = 0;
  for (const double v : m.values)
    if (std::isfinite(v)) out = std::max(out, std::abs(v));
  return out;
}

/// The direction without its part that moves the margins below `near`: they become ties. Twice, for the digits.
Vector tie(LogitRisk& risk, Vector d) {
  const Matrix at = margins(risk, d);
  const double limit = near_margin * most_finite(at);
  const std::size_t m = risk.logits(), width = risk.rows().width(), size = d.size(), first = risk.reference();
  Matrix products(size, size);
  kernel::Buffer<double> row(kernel::stride<double>(width));
  bool any = false;
  const auto each = [&](auto&& use) {
    for (std::size_t i = 0; i < at.rows; ++i)
      for (std::size_t k = 0; k < at.columns; ++k) {
        if (!(std::abs(at(i, k)) <= limit)) continue;
        risk.rows().block(i, 1, Rows<double>{row.data(), 1, width, row.size()});
        Vector a(size);   // the derivative of the margin
        for (std::size_t j = 0; j < width; ++j) {
          if (const std::size_t c = risk.label(i); c >= first) a[j * m + c - first] += row[j];
          if (k >= first) a[j * m + k - first] -= row[j];
        }
        use(a);
      }
  };
  each([&](View a) {
    any = true;
    for (std::size_t p = 0; p < size; ++p)
      if (a[p] != 0) axpy(a[p], a.first(p + 1), products.row(p).first(p + 1));
  });
  if (!any) return d;
  const SymmetricEigen e = symmetric_eigen(products);
  for (int pass = 0; pass < 3; ++pass) {
    Vector pull(size);
    each([&](View a) { axpy(dot(a, d), a, pull); });
    for (std::size_t q = 0; q < size; ++q) {
      if (e.values[q] <= 1e-10 * e.values.back()) continue;
      double along = 0;
      for (std::size_t p = 0; p < size; ++p) along += e.vectors(p, q) * pull[p];
      for (std::size_t p = 0; p < size; ++p) d[p] -= along / e.values[q] * e.vectors(p, q);
    }
  }
  return d;
}

/// Fills in what d proves; false if it proves nothing.
bool proves(LogitRisk& risk, Vector d, Separation& out) {
  const double size = largest(d);
  if (!(size > 0) || !std::isfinite(size)) return false;
  scale(1 / size, d);
  const Matrix m = margins(risk, d);
  const double most = most_finite(m);
  if (!(most > 1e-6)) return false;
  std::size_t apart = 0, tied = 0;
  for (const double v : m.values) {
    if (!std::isfinite(v)) continue;
    if (v < -zero_margin * most || (v > zero_margin * most && v < 1e-7 * most)) return false;   // a mistake; or not a clear tie
    ++(v > zero_margin * most ? apart : tied);
  }
  if (apart == 0) return false;
  scale(1 / most, d);
  out.kind = tied ? Separation::Kind::quasi : Separation::Kind::complete;
  out.apart = apart;
  out.tied = tied;
  const std::size_t classes = m.columns, logits = risk.logits();
  out.apart_from = Matrix(classes, classes);
  Vector count(classes);
  for (std::size_t i = 0; i < m.rows; ++i) {
    ++count[risk.label(i)];
    for (std::size_t k = 0; k < classes; ++k) out.apart_from(risk.label(i), k) += std::isfinite(m(i, k)) && m(i, k) > zero_margin * most;
  }
  for (std::size_t c = 0; c < classes; ++c)
    for (double& v : out.apart_from.row(c)) v /= count[c];
  for (std::size_t j = 0; j < risk.rows().features(); ++j)
    if (largest(View(d).subspan(j * logits, logits)) > 1e-9 * largest(d)) out.columns.push_back(j);
  out.direction = std::move(d);
  return true;
}

}  // namespace

bool separates(LogitRisk& risk, View theta) {
  const Matrix m = margins(risk, theta);
  return std::ranges::all_of(m.values, [limit = 1e-9 * most_finite(m)](double v) { return v > limit; });
}

Separation apart_at(LogitRisk& risk, View theta) {
  Separation out;
  if (!proves(risk, Vector(theta.begin(), theta.end()), out)) out.kind = Separation::Kind::undecided;
  return out;
}

Separation separation(LogitRisk& risk, View theta) {
  Separation out;
  Vector gradient(theta.size());
  risk.evaluate(theta, {}, gradient);
  const Cholesky factors{risk.hessian(theta, Precision::float64)};
  if (factors.positive()) {
    const Vector step = factors.solve(gradient);
    const Matrix inverse = factors.inverse();
    double trace = 0, longest = 0;   // 1 / the least eigenvalue is at most the trace of the inverse
    for (std::size_t i = 0; i < inverse.rows; ++i) trace += inverse(i, i);
    kernel::Buffer<double> row(kernel::stride<double>(risk.rows().width()));
    for (std::size_t i = 0; i < risk.size(); ++i) {
      risk.rows().block(i, 1, Rows<double>{row.data(), 1, risk.rows().width(), row.size()});
      longest = std::max(longest, dot(View(row.data(), row.size()), View(row.data(), row.size())));
    }
    if (4 * dot(step, gradient) * trace * 2 * longest < 1) return out;   // 2: the difference of two logits
    Vector uphill = step;
    scale(-1, uphill);
    if (proves(risk, uphill, out) || proves(risk, tie(risk, std::move(uphill)), out)) return out;
  }
  const Vector far(theta.begin(), theta.end());
  if (proves(risk, far, out) || proves(risk, tie(risk, far), out)) return out;
  out.kind = Separation::Kind::undecided;
  return out;
}

}  // namespace paribus
