#include "paribus/model/packed.hpp"

#include <algorithm>
#include <cassert>

#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

template <class To, class From>
kernel::Buffer<To> copy(const From* rows, std::size_t n, std::size_t columns, std::size_t from_stride) {
  const std::size_t stride = kernel::stride<To>(columns);
  kernel::Buffer<To> out(n * stride, To(0));
  for (std::size_t i = 0; i < n; ++i)
    std::transform(rows + i * from_stride, rows + i * from_stride + columns, out.data() + i * stride,
                   [](From v) { return static_cast<To>(v); });
  return out;
}

}  // namespace

Packed::Packed(const Examples& e, Precision precision)
    : size{e.x.rows}, features{e.x.columns}, outputs{e.y.columns},
      x64_{copy<double>(e.x.values.data(), e.x.rows, e.x.columns, e.x.columns)},
      y64_{copy<double>(e.y.values.data(), e.y.rows, e.y.columns, e.y.columns)} {
  assert(e.x.rows == e.y.rows);
  if (precision == Precision::float32) narrow();
}

void Packed::narrow() const {
  std::call_once(narrowed_, [this] {
    x32_ = copy<float>(x64_.data(), size, features, kernel::stride<double>(features));
    y32_ = copy<float>(y64_.data(), size, outputs, kernel::stride<double>(outputs));
  });
}

template <> Rows<const double> Packed::x() const { return {x64_.data(), size, features, kernel::stride<double>(features)}; }
template <> Rows<const double> Packed::y() const { return {y64_.data(), size, outputs, kernel::stride<double>(outputs)}; }
template <> Rows<const float> Packed::x() const {
  narrow();
  return {x32_.data(), size, features, kernel::stride<float>(features)};
}
template <> Rows<const float> Packed::y() const {
  narrow();
  return {y32_.data(), size, outputs, kernel::stride<float>(outputs)};
}

const Moments& Packed::moments() const {
  std::call_once(summed_, [this] {
    const std::size_t d = features, k = outputs;
    const double n = static_cast<double>(size);
    moments_ = {Matrix(d + 1, d + 1), Matrix(d + 1, k), 0, {}};
    Vector row(d + 1, 1.0);
    for (std::size_t r = 0; r < size; ++r) {
      std::copy_n(x<double>()[r], d, row.begin());
      const double* target = y<double>()[r];
      for (std::size_t i = 0; i <= d; ++i) {
        for (std::size_t j = 0; j <= d; ++j) moments_.s(i, j) += row[i] * row[j];
        for (std::size_t j = 0; j < k; ++j) moments_.b(i, j) += row[i] * target[j];
      }
      for (std::size_t j = 0; j < k; ++j) moments_.half_square += target[j] * target[j];
    }
    scale(1 / n, moments_.s.values);
    scale(1 / n, moments_.b.values);
    moments_.half_square /= 2 * n;
    moments_.packed = copy<double>(moments_.s.values.data(), d + 1, d + 1, d + 1);
  });
  return moments_;
}

std::shared_ptr<const Packed> pack(const Examples& examples, Precision precision) {
  return std::make_shared<const Packed>(examples, precision);
}

}  // namespace paribus
