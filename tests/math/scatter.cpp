// The second moments against their definition, to the bit, at every size around vectors, panels and blocks.
#include "paribus/math/scatter.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "paribus/base/random.hpp"
#include "paribus/math/normal.hpp"

namespace paribus {
namespace {

Matrix gaussian(std::size_t rows, std::size_t columns) {
  Stream s{{1, rows, "scatter", std::to_string(columns)}};
  Matrix a(rows, columns);
  fill_normal(s, a.values);
  return a;
}

/// One product as the header defines it.
double twin(const Matrix& x, std::size_t i, std::size_t j, View origin, View weight) {
  double all = 0;
  const auto u = [&](std::size_t k, std::size_t c) { return c == x.columns ? 1 : x(k, c) - (origin.empty() ? 0 : origin[c]); };
  for (std::size_t from = 0; from < x.rows; from += scatter_rows) {
    double chain = 0;
    for (std::size_t k = from; k < std::min(from + scatter_rows, x.rows); ++k)
      chain = std::fma(weight.empty() ? u(k, i) : weight[k] * u(k, i), u(k, j), chain);
    all += chain;
  }
  return all;
}

TEST(Scatter, EqualsItsDefinitionToTheBit) {
  for (const std::size_t n : {0u, 1u, 2u, 7u, 8u, 9u, 127u, 128u, 129u, 300u})
    for (const std::size_t d : {0u, 1u, 2u, 3u, 7u, 8u, 9u, 15u, 16u, 17u, 31u, 32u, 33u, 48u}) {
      const Matrix x = gaussian(n, d);
      Vector origin(d), weight(n);
      for (std::size_t j = 0; j < d; ++j) origin[j] = 0.3 * static_cast<double>(j) - 1;
      for (std::size_t i = 0; i < n; ++i) weight[i] = static_cast<double>(i % 4) / 3;
      for (const View o : {View{}, View{origin}})
        for (const View w : {View{}, View{weight}}) {
          const Scatter s = scatter(x, o, w);
          EXPECT_EQ(s.weight, twin(x, d, d, o, w));
          for (std::size_t i = 0; i < d; ++i) {
            EXPECT_EQ(s.sums[i], twin(x, i, d, o, w)) << n << " x " << d;
            for (std::size_t j = i; j < d; ++j) {
              ASSERT_EQ(s.products(i, j), twin(x, i, j, o, w)) << n << " x " << d << " at " << i << " " << j;
              ASSERT_EQ(s.products(i, j), s.products(j, i));
            }
          }
        }
    }
}

TEST(Scatter, ReadsRowsWithAStride) {
  const Matrix x = gaussian(20, 10);
  Matrix left(20, 7);
  for (std::size_t i = 0; i < 20; ++i) std::copy_n(x.row(i).begin(), 7, left.row(i).begin());
  EXPECT_EQ(scatter(Rows<const double>{x.values.data(), 20, 7, 10}).products.values, scatter(left).products.values);
}

}  // namespace
}  // namespace paribus
