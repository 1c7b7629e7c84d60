#include "paribus/model/gradient_noise.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "paribus/math/vector.hpp"
#include "paribus/model/written_out.hpp"

namespace paribus {
namespace {

Vector descending(Vector ascending) {
  std::ranges::reverse(ascending);
  return ascending;
}

}  // namespace

Matrix example_gradients(Objective& objective, View theta, std::size_t n) {
  check_written_out("the gradients of single examples, a matrix", n, theta.size(),
                    "take fewer examples (in a study, data.rows) or a smaller model");
  Matrix out(n, theta.size());
  for (std::uint32_t i = 0; i < n; ++i) objective.evaluate(theta, {.rows = {&i, 1}}, out.row(i));
  return out;
}

GradientNoise::GradientNoise(Matrix gradients) : centered_{std::move(gradients)}, mean_(centered_.columns) {
  assert(centered_.rows > 0);
  for (std::size_t i = 0; i < centered_.rows; ++i) axpy(1, std::as_const(centered_).row(i), mean_);
  paribus::scale(1 / static_cast<double>(centered_.rows), mean_);
  for (std::size_t i = 0; i < centered_.rows; ++i) axpy(-1, mean_, centered_.row(i));
}

double GradientNoise::trace() const {
  return dot(centered_.values, centered_.values) / static_cast<double>(centered_.rows);
}

double GradientNoise::scale() const { return trace() / dot(mean_, mean_); }

void GradientNoise::multiply(View v, Span out) const {
  std::ranges::fill(out, 0.0);
  const double n = static_cast<double>(centered_.rows);
  for (std::size_t i = 0; i < centered_.rows; ++i) axpy(dot(centered_.row(i), v) / n, centered_.row(i), out);
}

Operator GradientNoise::covariance() const {
  return [this](View v, Span out) { multiply(v, out); };
}

Vector GradientNoise::eigenvalues() const {
  const std::size_t n = centered_.rows;
  Matrix c;
  if (n < centered_.columns) {
    c = Matrix(n, n);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j <= i; ++j) c(i, j) = dot(centered_.row(i), centered_.row(j));
  } else {
    c = gram(centered_);
  }
  paribus::scale(1 / static_cast<double>(n), c.values);
  return descending(symmetric_eigen(c).values);
}

}  // namespace paribus
