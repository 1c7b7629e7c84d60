// Activations, softmax, exp, log and tanh: against plain twins in long double or double, within stated ulp, and
// at the values where such functions break.
#include <gtest/gtest.h>

#include "kernel_test_data.hpp"
#include "kernel_twin.hpp"

namespace paribus {
namespace {

template <class T>
struct KernelRows : testing::Test {};
using Precisions = testing::Types<float, double>;
TYPED_TEST_SUITE(KernelRows, Precisions);

constexpr double inf = std::numeric_limits<double>::infinity();
using kernel::Activation;

/// |a - b| in units of b's last place.
template <class T>
double ulps(T a, long double b) {
  const T near = static_cast<T>(b);
  const T unit = std::nextafter(std::abs(near), std::numeric_limits<T>::infinity()) - std::abs(near);
  return static_cast<double>(std::abs(static_cast<long double>(a) - b) / unit);
}

template <class T, class Kernel, class Truth>
double worst(double low, double high, Kernel kernel, Truth truth) {
  std::vector<T> x(20001), y;
  for (std::size_t i = 0; i < x.size(); ++i)
    x[i] = static_cast<T>(low + (high - low) * static_cast<double>(i) / static_cast<double>(x.size() - 1));
  y = x;
  kernel(std::span<T>(y));
  double most = 0;
  for (std::size_t i = 0; i < x.size(); ++i) most = std::max(most, ulps(y[i], truth(static_cast<long double>(x[i]))));
  return most;
}

TYPED_TEST(KernelRows, ElementaryFunctionsAreWithinTheirUlp) {
  using T = TypeParam;
  const auto exp = [](std::span<T> x) { kernel::exp(x); };
  const auto log = [](std::span<T> x) { kernel::log(x); };
  const auto tanh = [](std::span<T> x) { kernel::tanh(x); };
  EXPECT_LE((worst<T>(-80, 88, exp, [](long double x) { return std::exp(x); })), 1.0);
  EXPECT_LE((worst<T>(1e-6, 3, log, [](long double x) { return std::log(x); })), 1.0);
  EXPECT_LE((worst<T>(1, 1e8, log, [](long double x) { return std::log(x); })), 1.0);
  EXPECT_LE((worst<T>(-10, 10, tanh, [](long double x) { return std::tanh(x); })), 3.1);
  EXPECT_LE((worst<T>(-0.01, 0.01, tanh, [](long double x) { return std::tanh(x); })), 3.1);
}

TYPED_TEST(KernelRows, ElementaryFunctionsKeepTheEdges) {
  using T = TypeParam;
  const T big = static_cast<T>(inf), nan = std::numeric_limits<T>::quiet_NaN();
  std::vector<T> e{-big, -1000, 0, 1000, big, nan}, l{0, 1, big, -1, nan}, t{-big, -1000, 0, 1000, big, nan};
  kernel::exp(std::span<T>(e));
  kernel::log(std::span<T>(l));
  kernel::tanh(std::span<T>(t));
  EXPECT_EQ(std::vector<T>(e.begin(), e.end() - 1), (std::vector<T>{0, 0, 1, big, big}));
  EXPECT_EQ(std::vector<T>(l.begin(), l.end() - 2), (std::vector<T>{-big, 0, big}));
  EXPECT_EQ(std::vector<T>(t.begin(), t.end() - 1), (std::vector<T>{-1, -1, 0, 1, 1}));
  EXPECT_TRUE(std::isnan(e.back()) && std::isnan(l.back()) && std::isnan(l[3]) && std::isnan(t.back()));
}

TYPED_TEST(KernelRows, TangentsOfActivations) {
  using T = TypeParam;
  for (const std::size_t n : twin::sizes)
    for (const auto f : {Activation::identity, Activation::relu, Activation::tanh}) {
      const twin::Block<T> h(3, n, 1), ra(3, n, 2), da(3, n, 3);
      twin::Block<T> a(3, n, 4), b(3, n, 4);
      kernel::bend<T>(f, h, ra, da, a.rows);
      twin::bend<T>(f, h, ra, da, b.rows);
      for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < n; ++j) ASSERT_EQ(a.rows[i][j], b.rows[i][j]);
      kernel::push_forward<T>(f, h, ra, a.rows);
      twin::push_forward<T>(f, h, ra, b.rows);
      for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < n; ++j) ASSERT_EQ(a.rows[i][j], b.rows[i][j]);
    }
}

TYPED_TEST(KernelRows, TanhOfAProduct) {
  using T = TypeParam;
  for (const std::size_t n : twin::sizes) {
    const twin::Block<T> x(9, 7, 1);
    twin::Block<T> a(9, n, 2), b(9, n, 2);
    std::vector<double> w(7 * n);
    twin::Noise next{3};
    for (double& v : w) v = 2 * next();
    kernel::Buffer<T> panels(kernel::panel_size<T>(7, n));
    kernel::pack(w.data(), 7, n, kernel::Panels<T>{panels.data(), 7, n});
    kernel::product<T>(x, {panels.data(), 7, n}, {a.rows.data, a.rows.stride}, Activation::tanh, a.rows);
    twin::product<T>(x, {panels.data(), 7, n}, {b.rows.data, b.rows.stride}, Activation::tanh, b.rows);
    for (std::size_t i = 0; i < 9; ++i)
      for (std::size_t j = 0; j < n; ++j) ASSERT_NEAR(a.rows[i][j], b.rows[i][j], 4 * std::numeric_limits<T>::epsilon());
  }
}

TYPED_TEST(KernelRows, SoftmaxAndItsCurvature) {
  using T = TypeParam;
  const double tolerance = 16 * std::numeric_limits<T>::epsilon();
  for (const std::size_t rows : {1u, 7u, 33u})
    for (const std::size_t k : twin::sizes) {
      twin::Block<T> z(rows, k, 1), y(rows, k, 0), da(rows, k, 5, T(3)), db(rows, k, 6), rz(rows, k, 7);
      for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < k; ++j) {
          z.rows[i][j] *= 4;
          y.rows[i][j] = T(j == i % k);
        }
      const double a = kernel::softmax_cross_entropy<T>(z, y, da.rows);
      const double b = twin::softmax_cross_entropy<T>(z, y, db.rows);
      ASSERT_NEAR(a, b, tolerance * static_cast<double>(rows) * 8);
      for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < k; ++j) ASSERT_NEAR(da.rows[i][j], db.rows[i][j], tolerance);
      for (std::size_t i = 0; i < rows; ++i)
        if (kernel::padded<T>(k) > k) { ASSERT_EQ(da.rows[i][k], T(0)) << "pads of results are 0"; }
      kernel::softmax_curvature<T>(z, rz, da.rows);
      twin::softmax_curvature<T>(z, rz, db.rows);
      for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < k; ++j) ASSERT_NEAR(da.rows[i][j], db.rows[i][j], tolerance);
    }
}

TYPED_TEST(KernelRows, CrossEntropyHoldsAtHugeLogitsAndShowsNaN) {
  using T = TypeParam;
  twin::Block<T> z(2, 3, 1), y(2, 3, 1), dz(2, 3, 1);
  for (std::size_t i = 0; i < 2; ++i)
    for (std::size_t j = 0; j < 3; ++j) {
      z.rows[i][j] = j == 0 ? T(1000) : j == 1 ? T(-1000) : T(0);
      y.rows[i][j] = T(j == i);
    }
  // Row 0 is right for sure: loss 0. Row 1 is wrong for sure: loss 2000.
  EXPECT_DOUBLE_EQ(kernel::softmax_cross_entropy<T>(z, y, dz.rows), 2000);
  EXPECT_EQ(dz.rows[0][0], T(0));
  EXPECT_EQ(dz.rows[1][0], T(1));
  EXPECT_EQ(dz.rows[1][1], T(-1));
  z.rows[0][2] = std::numeric_limits<T>::quiet_NaN();
  EXPECT_TRUE(std::isnan(kernel::softmax_cross_entropy<T>(z, y, dz.rows)));
}

}  // namespace
}  // namespace paribus
