#include "paribus/learner/deep_linear.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "paribus/math/normal.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

Matrix times_gaussian(const Matrix& x, Stream& stream) {
  Vector weights(x.rows);
  Matrix out(x.rows, x.columns);
  const double shrink = 1 / std::sqrt(static_cast<double>(x.rows));
  for (std::size_t i = 0; i < x.rows; ++i) {
    fill_normal(stream, weights);
    for (std::size_t k = 0; k < x.rows; ++k) axpy(shrink * weights[k], x.row(k), out.row(i));
  }
  return out;
}

/// x <- (I - 2 v v^T / |v|^2) x on its last rows, v a direction at random among them.
void reflect(Matrix& x, std::size_t from, Stream& stream) {
  Vector v(x.rows - from), share(x.columns);
  fill_normal(stream, v);
  for (std::size_t i = 0; i < v.size(); ++i) axpy(v[i], std::as_const(x).row(from + i), share);
  const double twice = -2 / dot(v, v);
  for (std::size_t i = 0; i < v.size(); ++i) axpy(twice * v[i], share, x.row(from + i));
}

}  // namespace

Matrix through_layers(Matrix x, std::size_t depth, Layers layers, double variance, const StreamName& name) {
  for (std::size_t l = 0; l < depth; ++l) {
    Stream stream{name.at(name.block + std::to_string(l))};
    if (layers == Layers::gaussian)
      x = times_gaussian(x, stream);
    else
      for (std::size_t from = x.rows - 1; from-- > 0;) reflect(x, from, stream);
    if (variance != 1) scale(std::sqrt(variance), x.values);
  }
  return x;
}

}  // namespace paribus
