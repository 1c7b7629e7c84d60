// Products, packing and gathering against their plain twins: equal to the bit, at every edge of size.
#include <gtest/gtest.h>

#include "kernel_test_data.hpp"
#include "kernel_twin.hpp"

namespace paribus {
namespace {

template <class T>
struct KernelProduct : testing::Test {};
using Precisions = testing::Types<float, double>;
TYPED_TEST_SUITE(KernelProduct, Precisions);

std::vector<double> noise(std::size_t n, std::uint64_t seed) {
  std::vector<double> out(n);
  twin::Noise next{seed};
  for (double& v : out) v = next();
  return out;
}

template <class T>
void expect_same(Rows<const T> a, Rows<const T> b, const char* what) {
  for (std::size_t i = 0; i < a.rows; ++i)
    for (std::size_t j = 0; j < a.columns; ++j)
      ASSERT_EQ(a[i][j], b[i][j]) << what << " at " << i << ", " << j << " of " << a.rows << " x " << a.columns;
}

TYPED_TEST(KernelProduct, PacksAsItsTwin) {
  using T = TypeParam;
  for (const std::size_t k : twin::sizes)
    for (const std::size_t n : twin::sizes) {
      const auto w = noise(k * n, k + n);
      const std::size_t size = kernel::panel_size<T>(k, n), other = kernel::panel_size<T>(n, k);
      kernel::Buffer<T> a(size, T(7)), b(size, T(8)), at(other, T(7)), bt(other, T(8));
      kernel::pack(w.data(), k, n, kernel::Panels<T>{a.data(), k, n});
      twin::pack(w.data(), k, n, kernel::Panels<T>{b.data(), k, n});
      ASSERT_EQ(a, b) << k << " x " << n;
      kernel::transpose<T>({a.data(), k, n}, {at.data(), n, k});
      twin::transpose<T>({a.data(), k, n}, {bt.data(), n, k});
      ASSERT_EQ(at, bt) << k << " x " << n;
    }
}

TYPED_TEST(KernelProduct, ForwardIsOneFusedChainPerElement) {
  using T = TypeParam;
  for (const std::size_t rows : twin::sizes)
    for (const std::size_t k : {1u, 2u, 17u, 64u, 256u, 257u, 600u})  // chains go on beyond a stretch of 256
      for (const std::size_t n : twin::sizes) {
        const twin::Block<T> x(rows, k, 1, T(99));
        twin::Block<T> a(rows, n, 3, T(5)), b(rows, n, 3, T(5));
        const auto w = noise(k * n, 2), bias = noise(n, 4);
        kernel::Buffer<T> panels(kernel::panel_size<T>(k, n)), start(kernel::padded<T>(n));
        kernel::pack(w.data(), k, n, kernel::Panels<T>{panels.data(), k, n});
        kernel::pack_row(bias.data(), n, start.data());
        const kernel::Panels<const T> packed{panels.data(), k, n};
        using enum kernel::Activation;
        kernel::product<T>(x, packed, {start.data(), 0}, identity, a.rows);
        twin::product<T>(x, packed, {start.data(), 0}, identity, b.rows);
        expect_same<T>(a, b, "from a bias");
        kernel::product<T>(x, packed, {a.rows.data, a.rows.stride}, relu, a.rows);
        twin::product<T>(x, packed, {b.rows.data, b.rows.stride}, relu, b.rows);
        expect_same<T>(a, b, "onto itself, then relu");
        const twin::Block<T> h(rows, n, 5, T(99));
        for (const auto f : {identity, relu, tanh}) {
          kernel::pull_back<T>(x, packed, {start.data(), 0}, f, h, a.rows);
          twin::pull_back<T>(x, packed, {start.data(), 0}, f, h, b.rows);
          expect_same<T>(a, b, "the way back");
        }
      }
}

TYPED_TEST(KernelProduct, GradientsAreOneFusedChainPerElement) {
  using T = TypeParam;
  for (const std::size_t rows : twin::sizes)
    for (const std::size_t k : {1u, 2u, 7u, 13u, 64u})
      for (const std::size_t n : twin::sizes) {
        const twin::Block<T> xs(rows, k, 1, T(99)), dys(rows, n, 2, T(99));
        const Rows<const T> x = xs, dy = dys;
        std::vector<double> a(k * n + 1, -1), b(a), ab(n + 1, -1), bb(ab);
        for (const bool add : {false, true}) {
          kernel::weight_gradient<T>(x, dy, 0.3, add, a.data());
          twin::weight_gradient<T>(x, dy, 0.3, add, b.data());
          ASSERT_EQ(a, b) << rows << ", " << k << " x " << n;  // the last number also says: nothing written behind
          kernel::bias_gradient<T>(dy, 0.3, add, ab.data());
          twin::bias_gradient<T>(dy, 0.3, add, bb.data());
          ASSERT_EQ(ab, bb) << rows << ", " << n;
        }
        std::vector<float> c(k * n + 1, -1), d(c), cb(n + 1, -1), db(cb);
        if constexpr (std::is_same_v<T, float>) {
          kernel::weight_gradient(x, dy, 0.3, false, c.data());
          kernel::bias_gradient(dy, 0.3, false, cb.data());
          twin::weight_gradient<T>(x, dy, 0.3, false, d.data());
          twin::bias_gradient<T>(dy, 0.3, false, db.data());
          ASSERT_EQ(c, d) << rows << ", " << k << " x " << n;
          ASSERT_EQ(cb, db) << rows << ", " << n;
        }
      }
}

TYPED_TEST(KernelProduct, GathersRowsInTheirOrder) {
  using T = TypeParam;
  const twin::Block<T> all(9, 33, 1);
  const std::vector<std::uint32_t> rows{8, 0, 3, 3, 7};
  twin::Block<T> some(rows.size(), 33, 2);
  kernel::gather<T>(all, rows, some.rows);
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < 33; ++j) EXPECT_EQ(some.rows[i][j], all.rows[rows[i]][j]);
}

TYPED_TEST(KernelProduct, NotANumberStaysOne) {
  using T = TypeParam;
  twin::Block<T> x(5, 3, 1);
  x.rows[2][1] = std::numeric_limits<T>::quiet_NaN();
  const auto w = noise(6, 2);
  kernel::Buffer<T> panels(kernel::panel_size<T>(3, 2)), start(kernel::padded<T>(2), T(0));
  kernel::pack(w.data(), 3, 2, kernel::Panels<T>{panels.data(), 3, 2});
  twin::Block<T> y(5, 2, 3);
  for (const auto f : {kernel::Activation::identity, kernel::Activation::relu, kernel::Activation::tanh}) {
    kernel::product<T>(x, {panels.data(), 3, 2}, {start.data(), 0}, f, y.rows);
    for (std::size_t i = 0; i < 5; ++i)  // a divergence must be seen
      for (std::size_t j = 0; j < 2; ++j) EXPECT_EQ(std::isnan(y.rows[i][j]), i == 2);
  }
}

}  // namespace
}  // namespace paribus
