#include "paribus/learner/sgd_moments.hpp"

#include <cassert>
#include <limits>
#include <utility>

#include "paribus/math/dense.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

Matrix product(const Matrix& a, const Matrix& b) {
  Matrix out(a.rows, b.columns);
  for (std::size_t i = 0; i < a.rows; ++i)
    for (std::size_t k = 0; k < a.columns; ++k) axpy(a(i, k), b.row(k), out.row(i));
  return out;
}

std::size_t free_entries(std::size_t p) { return p * (p + 1) / 2; }

}  // namespace

SgdMoments moments_at(View d) {
  SgdMoments out{Vector(d.begin(), d.end()), Matrix(d.size(), d.size())};
  for (std::size_t i = 0; i < d.size(); ++i)
    for (std::size_t j = 0; j < d.size(); ++j) out.second(i, j) = d[i] * d[j];
  return out;
}

LeastSquaresSgd::LeastSquaresSgd(const Matrix& rows, View residuals, double batch)
    : hessian_{gram(rows)}, third_(free_entries(rows.columns), rows.columns), batch_{batch} {
  assert(residuals.size() == rows.rows && batch >= 1);
  const std::size_t p = rows.columns;
  const double n = static_cast<double>(rows.rows);
  Matrix pairs(rows.rows, free_entries(p));  // a_j a_k, k <= j
  second_.assign(pairs.columns, 0.0);
  for (std::size_t i = 0; i < rows.rows; ++i) {
    const View a = rows.row(i);
    const Span pair = pairs.row(i);
    for (std::size_t j = 0, u = 0; j < p; ++j)
      for (std::size_t k = 0; k <= j; ++k, ++u) pair[u] = a[j] * a[k];
    for (std::size_t u = 0; u < pair.size(); ++u) axpy(2 * residuals[i] * pair[u] / n, a, third_.row(u));
    axpy(residuals[i] * residuals[i] / n, pair, second_);
  }
  fourth_ = gram(pairs);
  scale(1 / n, fourth_.values);
  scale(1 / n, hessian_.values);
}

Matrix LeastSquaresSgd::noise(const SgdMoments& at) const {
  const std::size_t p = hessian_.rows;
  Vector entries;  // of S, those off the diagonal twice, since they stand twice in it
  for (std::size_t j = 0; j < p; ++j)
    for (std::size_t k = 0; k <= j; ++k) entries.push_back(at.second(j, k) * (k < j ? 2 : 1));
  Matrix out = product(hessian_, product(at.second, hessian_));
  scale(-1, out.values);
  for (std::size_t j = 0, u = 0; j < p; ++j)
    for (std::size_t k = 0; k <= j; ++k, ++u) {
      const double x = dot(fourth_.row(u), entries) + dot(third_.row(u), at.mean) + second_[u];
      out(j, k) += x;
      if (k < j) out(k, j) += x;
    }
  scale(1 / batch_, out.values);
  return out;
}

void LeastSquaresSgd::step(SgdMoments& at, double h) const {
  const Matrix sigma = noise(at);
  Matrix shrink = hessian_;
  scale(-h, shrink.values);
  for (std::size_t i = 0; i < shrink.rows; ++i) shrink(i, i) += 1;
  Vector mean(at.mean.size());
  for (std::size_t i = 0; i < mean.size(); ++i) mean[i] = dot(std::as_const(shrink).row(i), at.mean);
  at.mean = std::move(mean);
  at.second = product(shrink, product(at.second, shrink));
  axpy(h * h, sigma.values, at.second.values);
}

double LeastSquaresSgd::excess_loss(const Matrix& second) const { return dot(hessian_.values, second.values) / 2; }

SdeMoments::SdeMoments(const LeastSquaresSgd& sgd, double h, int order)
    : sgd_{sgd}, h_{h}, p_{sgd.hessian().rows}, drift_{sgd.hessian()} {
  assert(order == 1 || order == 2);
  if (order == 2) axpy(h / 2, product(sgd.hessian(), sgd.hessian()).values, drift_.values);
}

double SdeMoments::direction(View state, const Draw&, Span out) {
  const SgdMoments at = moments(state);
  for (std::size_t i = 0; i < p_; ++i) out[i] = -dot(std::as_const(drift_).row(i), at.mean);
  const Matrix drawn = product(drift_, at.second), sigma = sgd_.noise(at);  // S A = (A S)^T
  for (std::size_t i = 0; i < p_; ++i)
    for (std::size_t j = 0; j < p_; ++j) out[p_ + i * p_ + j] = h_ * sigma(i, j) - drawn(i, j) - drawn(j, i);
  return std::numeric_limits<double>::quiet_NaN();
}

Vector SdeMoments::state(const SgdMoments& at) const {
  Vector out = at.mean;
  out.insert(out.end(), at.second.values.begin(), at.second.values.end());
  return out;
}

SgdMoments SdeMoments::moments(View state) const {
  SgdMoments out{Vector(state.begin(), state.begin() + static_cast<std::ptrdiff_t>(p_)), Matrix(p_, p_)};
  out.second.values.assign(state.begin() + static_cast<std::ptrdiff_t>(p_), state.end());
  return out;
}

}  // namespace paribus
