#include "paribus/learner/early_stopping.hpp"

#include <cmath>

#include "paribus/math/dense.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

Vector column(const Matrix& m, std::size_t j) {
  Vector out;
  for (std::size_t i = 0; i < m.rows; ++i) out.push_back(m(i, j));
  return out;
}

Vector times(const Matrix& x, View w) {
  Vector out;
  for (std::size_t i = 0; i < x.rows; ++i) out.push_back(dot(x.row(i), w));
  return out;
}

/// x^T v / n
Vector moment(const Matrix& x, View v) {
  Vector out(x.columns);
  for (std::size_t i = 0; i < x.rows; ++i) axpy(v[i] / static_cast<double>(x.rows), x.row(i), out);
  return out;
}

Matrix moments(const Matrix& x) {
  Matrix out = gram(x);
  scale(1 / static_cast<double>(x.rows), out.values);
  return out;
}

}  // namespace

Truth truth(const Examples& e) {
  const std::size_t n = e.x.rows, p = e.x.columns;
  if (n <= p + 1) throw Error("the noise cannot be told from " + std::to_string(n) + " rows of " + std::to_string(p) + " features", "take more rows or fewer features");
  const SymmetricEigen eigen = symmetric_eigen(moments(e.x));
  const Vector y = column(e.y, 0), xy = moment(e.x, y);
  Truth out;
  out.weights.assign(p, 0);
  std::vector<Vector> noise;
  for (std::size_t i = 0; i < p; ++i) {
    const double s = eigen.values[i];
    if (!(s > 1e-10 * eigen.values.back())) continue;
    const Vector v = column(eigen.vectors, i);
    const double along = dot(v, xy) / s;
    out.eigenvalues.push_back(s), out.signal.push_back(along);
    axpy(along, v, out.weights);
    noise.push_back(times(e.x, v));
    scale(1 / std::sqrt(s * static_cast<double>(n)), noise.back());
  }
  Vector left = y;
  axpy(-1, times(e.x, out.weights), left);
  out.noise_variance = dot(left, left) / static_cast<double>(n - noise.size() - 1);
  out.examples.x = e.x, out.examples.y = Matrix(n, 1 + noise.size());
  for (std::size_t i = 0; i < n; ++i) {
    out.examples.y(i, 0) = y[i];
    for (std::size_t j = 0; j < noise.size(); ++j) out.examples.y(i, 1 + j) = noise[j][i];
  }
  return out;
}

Matrix stopped(const Bench& bench, const Truth& t, const Optimizer& optimizer, double rate, std::uint64_t steps) {
  const std::size_t p = t.examples.x.columns, k = t.examples.y.columns;
  Risk risk{*bench.model, {p, k}, pack(t.examples, Precision::float64), *bench.loss, 0};
  FullBatch all;
  const Trajectory path = integrate(optimizer, risk, start_phase(optimizer, risk, Vector(risk.dimension())), {rate, steps, {}}, all);
  Matrix out(p, k);
  std::copy_n(path.phase.theta.begin(), p * k, out.values.begin());  // the weights, row-major; then the biases
  return out;
}

Matrix ridge(const Truth& t, double penalty) {
  Matrix a = moments(t.examples.x), out(a.rows, t.examples.y.columns);
  for (std::size_t i = 0; i < a.rows; ++i) a(i, i) += penalty;
  for (std::size_t j = 0; j < out.columns; ++j) {
    const Vector w = solve_positive(a, moment(t.examples.x, column(t.examples.y, j)));
    for (std::size_t i = 0; i < out.rows; ++i) out(i, j) = w[i];
  }
  return out;
}

double risk(const Truth& t, const Matrix& weights) {
  Vector bias = column(weights, 0), noise;
  axpy(-1, t.weights, bias);
  for (std::size_t j = 1; j < weights.columns; ++j) {
    const Vector w = column(weights, j);
    noise.push_back(dot(w, w));
  }
  return dot(bias, bias) + t.noise_variance * sum(noise);
}

}  // namespace paribus
