// A weight as a pair: steps follow the sum of two to the bit, and theta and the pairs give each other back.
#include <gtest/gtest.h>

#include <cmath>

#include "kernel_test_data.hpp"
#include "paribus/math/update.hpp"

namespace paribus {
namespace {

/// Two blocks of rows x columns behind `gap` numbers, `rest` numbers behind them, and all that a step wants.
struct Mirrored {
  Mirrored(std::size_t gap, std::size_t rows, std::size_t columns, std::size_t rest)
      : block{rows * columns}, size{gap + 2 * block + rest}, theta(size), f(size), m(size), v(size), low(size), panels(2 * block) {
    twin::Noise next{size};
    for (std::size_t i = 0; i < size; ++i) {
      theta[i] = next();
      f[i] = static_cast<float>(next()), m[i] = static_cast<float>(next()), v[i] = static_cast<float>(next() * next() + 1);
    }
    mirror.blocks = {{gap, rows, columns, nullptr}, {gap + block, rows, columns, nullptr}};
    aim();
  }
  void aim() { mirror.blocks[0].panels = panels.data(), mirror.blocks[1].panels = panels.data() + block; }   // after a copy
  kernel::Pairs pairs() { return {mirror, low}; }
  bool inside(std::size_t i) const { return i >= mirror.blocks[0].offset && i < mirror.blocks[0].offset + 2 * block; }
  float high(std::size_t i) const {
    const auto& b = mirror.blocks[i >= mirror.blocks[1].offset];
    const std::size_t k = (i - b.offset) / b.columns, j = (i - b.offset) % b.columns, panel = kernel::panel<float>;
    return b.panels[j / panel * panel * b.rows + k * panel + j % panel];
  }
  double step(const kernel::AdamStep& s) {
    const auto p = pairs();
    return kernel::adam(s, std::span{f}, std::span{m}, std::span{v}, theta, &p);
  }

  std::size_t block, size;
  Vector theta;
  std::vector<float> f, m, v, low;
  kernel::Buffer<float> panels;
  kernel::Mirror mirror;
};

template <class Check>
void shapes(Check&& check) {
  for (const std::size_t gap : {0u, 32u, 96u})
    for (const std::size_t rows : {1u, 2u, 7u, 64u})
      for (const std::size_t columns : {32u, 64u, 96u, 256u})
        for (const std::size_t rest : {0u, 1u, 10u, 33u}) {
          SCOPED_TRACE(testing::Message() << gap << ' ' << rows << 'x' << columns << ' ' << rest);
          Mirrored s{gap, rows, columns, rest};
          check(s);
        }
}

TEST(Mirror, HoldsWhatPackingGivesAndWhatItLeaves) {
  shapes([](Mirrored& s) {
    split(s.theta, s.pairs());
    kernel::Buffer<float> packed(s.block);
    for (const auto& b : s.mirror.blocks) {
      kernel::pack(s.theta.data() + b.offset, b.rows, b.columns, kernel::Panels<float>{packed.data(), b.rows, b.columns});
      ASSERT_TRUE(std::equal(packed.begin(), packed.end(), b.panels)) << b.offset;
    }
    for (std::size_t i = 0; i < s.size; ++i) {
      const double pair = s.inside(i) ? double{s.high(i)} + double{s.low[i]} : s.theta[i];
      ASSERT_NEAR(pair, s.theta[i], 0x1p-49 * std::abs(s.theta[i]));
    }
  });
}

TEST(Mirror, PairsFollowTheSumOfTwoAndTheRestFollowsAdam) {
  shapes([](Mirrored& s) {
    const kernel::AdamStep step{-0.1, 0.9, 0.999, 1e-3, 1.5};
    split(s.theta, s.pairs());
    Mirrored before = s;
    before.aim();
    Vector plain = s.theta;
    auto f = s.f, m = s.m, v = s.v;
    const double norm = kernel::adam(step, std::span{f}, std::span{m}, std::span{v}, plain);
    EXPECT_EQ(s.step(step), norm);
    ASSERT_EQ(s.m, m);
    ASSERT_EQ(s.v, v);
    for (std::size_t i = 0; i < s.size; ++i) {
      if (!s.inside(i)) {
        ASSERT_EQ(s.theta[i], plain[i]);
        continue;
      }
      const float direction = m[i] / (std::sqrt(v[i] * 1.5f) + 1e-3f), a = before.high(i), b = std::fma(-0.1f, direction, before.low[i]);
      ASSERT_EQ(s.high(i), a + b);
      ASSERT_EQ(double{s.high(i)} + double{s.low[i]}, double{a} + double{b});  // nothing is lost
      ASSERT_EQ(s.theta[i], before.theta[i]);                                  // behind
    }
  });
}

/// Steps far smaller than a weight, as large, and far larger: theta may lose the last bits of low, and they come back.
TEST(Mirror, ThetaAndThePairsGiveEachOtherBack) {
  for (const double rate : {1e-12, 1e-7, 1e-3, 0.3, 20.0, 1e6}) {
    SCOPED_TRACE(rate);
    Mirrored s{32, 64, 64, 10};
    twin::Noise next{7};
    split(s.theta, s.pairs());
    std::size_t lost = 0;
    for (int t = 0; t < 50; ++t) {
      for (float& x : s.f) x = static_cast<float>(next());
      s.step({-rate, 0.9, 0.999, 1e-8, 1});
      s.mirror.of = s.theta.data();
      const auto low = s.low;
      const auto panels = s.panels;
      join(s.pairs(), s.theta);
      ASSERT_EQ(s.mirror.of, nullptr);
      for (std::size_t i = 0; i < s.size; ++i) {
        if (!s.inside(i)) continue;
        ASSERT_EQ(static_cast<float>(s.theta[i]), s.high(i));
        lost += s.theta[i] - double{s.high(i)} != double{low[i]};
      }
      std::fill(s.panels.begin(), s.panels.end(), 7.f);
      split(s.theta, s.pairs());
      ASSERT_EQ(s.low, low);
      ASSERT_EQ(s.panels, panels);
    }
    EXPECT_LT(lost, 50 * s.size);
    if (rate == 1e-3) {
      EXPECT_GT(lost, 0u) << "no low half ever had bits that theta has not: nothing was tried";
    }
  }
}

TEST(Mirror, AThetaChangedByHandIsSplitAnew) {
  Mirrored s{0, 7, 32, 1};
  split(s.theta, s.pairs());
  s.step({-0.01, 0.9, 0.999, 1e-8, 1});
  join(s.pairs(), s.theta);
  for (double& x : s.theta) x *= 0.9;
  split(s.theta, s.pairs());
  for (std::size_t i = 0; i < 2 * s.block; ++i)
    ASSERT_NEAR(double{s.high(i)} + double{s.low[i]}, s.theta[i], 0x1p-49 * std::abs(s.theta[i]));
}

}  // namespace
}  // namespace paribus
