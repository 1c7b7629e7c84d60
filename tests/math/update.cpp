// Steps of optimizers against their formulas, one number at a time.
#include <gtest/gtest.h>

#include <cmath>

#include "kernel_test_data.hpp"
#include "paribus/math/update.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

template <class T>
struct KernelUpdate : testing::Test {
  void begin(std::size_t n) {
    twin::Noise next{n};
    theta.resize(n + 1, 7);
    for (auto* v : {&f, &m, &v_}) v->resize(n + 1, T(7));  // the last number says whether anything is written behind
    for (std::size_t i = 0; i < n; ++i) {
      theta[i] = next();
      f[i] = static_cast<T>(next());
      m[i] = static_cast<T>(next());
      v_[i] = static_cast<T>(std::abs(next()));
    }
  }
  std::span<T> F() { return std::span(f).first(f.size() - 1); }
  std::span<T> M() { return std::span(m).first(m.size() - 1); }
  std::span<T> V() { return std::span(v_).first(v_.size() - 1); }
  Span Theta() { return Span(theta).first(theta.size() - 1); }
  Vector theta;
  std::vector<T> f, m, v_;
};
using Precisions = testing::Types<float, double>;
TYPED_TEST_SUITE(KernelUpdate, Precisions);

TYPED_TEST(KernelUpdate, EveryNumberFollowsTheFormulaToTheBit) {
  using T = TypeParam;
  for (std::size_t n = 1; n < 140; ++n) {
    this->begin(n);
    auto t = this->theta;
    auto p = this->m, q = this->v_;
    const auto& g = this->f;
    kernel::euler(0.3, this->F(), this->Theta());
    for (std::size_t i = 0; i < n; ++i) t[i] = std::fma(0.3, double(g[i]), t[i]);
    ASSERT_EQ(this->theta, t) << n;
    kernel::heavy_ball(0.3, 0.9, this->F(), this->M(), this->Theta());
    for (std::size_t i = 0; i < n; ++i) {
      p[i] = std::fma(T(0.9), p[i], g[i]);
      t[i] = std::fma(0.3, double(p[i]), t[i]);
    }
    ASSERT_EQ(this->theta, t) << n;
    ASSERT_EQ(this->m, p) << n;
    kernel::nesterov(0.3, 0.9, this->F(), this->M(), this->Theta());
    for (std::size_t i = 0; i < n; ++i) {
      p[i] = std::fma(T(0.9), p[i], g[i]);
      t[i] = std::fma(0.3, double(std::fma(T(0.9), p[i], g[i])), t[i]);
    }
    ASSERT_EQ(this->theta, t) << n;
    kernel::adam({0.3, 0.9, 0.999, 1e-3, 1.5}, this->F(), this->M(), this->V(), this->Theta());
    for (std::size_t i = 0; i < n; ++i) {
      p[i] = std::fma(T(0.9), p[i], T(1 - 0.9) * g[i]);
      q[i] = std::fma(T(0.999), q[i], T(1 - 0.999) * (g[i] * g[i]));
      t[i] = std::fma(0.3, double(T(p[i] / (std::sqrt(q[i] * T(1.5)) + T(1e-3)))), t[i]);
    }
    ASSERT_EQ(this->theta, t) << n;
    ASSERT_EQ(this->m, p) << n;
    ASSERT_EQ(this->v_, q) << n;
  }
}

/// In 32 lanes; in float32 eight squares of a lane are summed as such, before float64 takes over.
double squares(std::span<const float> f) {
  float near[32] = {};
  double lanes[32] = {};
  const auto gather = [&] {
    for (int l = 0; l < 32; ++l) lanes[l] += near[l], near[l] = 0;
  };
  for (std::size_t i = 0; i < f.size(); ++i) {
    near[i % 32] = std::fma(f[i], f[i], near[i % 32]);
    if (i % 256 == 255) gather();
  }
  gather();
  for (int half = 16; half > 0; half /= 2)
    for (int l = 0; l < half; ++l) lanes[l] += lanes[l + half];
  return lanes[0];
}
double squares(View f) { return dot(f, f); }

TYPED_TEST(KernelUpdate, ReturnsTheSquaredNormInItsOrder) {
  for (std::size_t n : {1, 2, 31, 32, 33, 64, 139, 255, 256, 257, 300, 512, 1000, 1024, 1025}) {
    this->begin(n);
    const Vector wide(this->F().begin(), this->F().end());
    const double is = kernel::euler(0.0, this->F(), this->Theta());
    ASSERT_EQ(is, squares(std::span<const TypeParam>(this->F()))) << n;
    ASSERT_NEAR(is, dot(wide, wide), 1e-6 * is) << n;
  }
}

TEST(KernelUpdate, SquaresBeyondFloat32AreSummedInFloat64) {
  for (const float most : {7e18f, 1e20f, 3e38f}) {
    Vector theta(300);
    std::vector<float> f(300, 1.f);
    for (std::size_t i = 7; i < 300; i += 32) f[i] = most;
    const Vector wide(f.begin(), f.end());
    const double is = kernel::euler(0.0, std::span{f}, theta);
    EXPECT_TRUE(std::isfinite(is));
    EXPECT_NEAR(is, dot(wide, wide), 1e-6 * is);
    f[9] = std::numeric_limits<float>::infinity();
    EXPECT_EQ(kernel::euler(0.0, std::span{f}, theta), std::numeric_limits<double>::infinity());
    f[9] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_TRUE(std::isnan(kernel::euler(0.0, std::span{f}, theta)));
  }
}

}  // namespace
}  // namespace paribus
