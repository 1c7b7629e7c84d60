// The Hessian of a logistic or softmax regression, block of rows by block of rows:
//   H_(jk),(j'l) = sum_i w_i p_ik (delta_kl - p_il) x_ij x_ij'
#include <algorithm>

#include "paribus/learner/logit_risk.hpp"

namespace paribus {

Matrix LogitRisk::hessian(View theta, Precision precision) {
  return precision == Precision::float32 ? curvature<float>(theta) : curvature<double>(theta);
}

template <class T>
Matrix LogitRisk::curvature(View theta) {
  const std::size_t width = rows_.width(), m = logits_, step = kernel::stride<T>(width);
  const std::size_t many = 256;
  kernel::Buffer<T> x(many * step), dx(many * step);
  kernel::Buffer<double> p_all(many * m);
  // Of each pair of logits the columns from c on, panel by panel: the other half is its mirror image.
  std::vector<Vector> strips;
  for (std::size_t pair = 0; pair < m * (m + 1) / 2; ++pair)
    for (std::size_t c = 0; c < width; c += kernel::panel<T>)
      strips.emplace_back((width - c) * std::min(kernel::panel<T>, width - c));
  for (std::size_t from = 0; from < size(); from += many) {
    const std::size_t count = std::min(many, size() - from);
    for (std::size_t part = 0; part < count; part += block()) {
      const std::size_t some = std::min(block(), count - part);
      forward(theta, from + part, some, p_all.data() + part * m);
      softmax(from + part, some, p_all.data() + part * m);
    }
    rows_.block(from * stride_, stride_, Rows<T>{x.data(), count, width, step});
    std::size_t strip = 0;
    for (std::size_t k = 0; k < m; ++k)
      for (std::size_t l = 0; l <= k; ++l) {
        for (std::size_t i = 0; i < count; ++i) {
          const double* p = p_all.data() + i * m;
          const T d = static_cast<T>(weight_[from + i] * p[k] * ((k == l) - p[l]));
          for (std::size_t j = 0; j < step; ++j) dx[i * step + j] = d * x[i * step + j];
        }
        for (std::size_t c = 0; c < width; c += kernel::panel<T>)
          kernel::weight_gradient<T>(Rows<const T>{x.data() + c, count, width - c, step},
                                     Rows<const T>{dx.data() + c, count, std::min(kernel::panel<T>, width - c), step}, 1, true,
                                     strips[strip++].data());
      }
  }
  Matrix h(dimension(), dimension());
  std::size_t strip = 0;
  for (std::size_t k = 0; k < m; ++k)
    for (std::size_t l = 0; l <= k; ++l)
      for (std::size_t c = 0; c < width; c += kernel::panel<T>, ++strip) {
        const std::size_t columns = std::min(kernel::panel<T>, width - c);
        for (std::size_t j = c; j < width; ++j)
          for (std::size_t i = c; i < std::min(j + 1, c + columns); ++i) {
            const double value = strips[strip][(j - c) * columns + i - c];
            h(j * m + k, i * m + l) = h(i * m + l, j * m + k) = value;
            h(j * m + l, i * m + k) = h(i * m + k, j * m + l) = value;
          }
      }
  for (std::size_t i = 0; i < h.rows; ++i) h(i, i) += ridge(i);
  return h;
}

}  // namespace paribus
