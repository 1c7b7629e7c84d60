// Steps of optimizers against their formulas, one number at a time.
#include <gtest/gtest.h>

#include <cmath>

#include "kernel_test_data.hpp"
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

TYPED_TEST(KernelUpdate, ReturnsTheSquaredNormInTheOrderOfDot) {
  for (std::size_t n = 1; n < 140; ++n) {
    this->begin(n);
    const Vector wide(this->F().begin(), this->F().end());
    ASSERT_EQ(kernel::euler(0.0, this->F(), this->Theta()), dot(wide, wide)) << n;
  }
}

}  // namespace
}  // namespace paribus
