// Products in twice the digits against whole numbers that are exact, and against plain loops over double-doubles.
#include "paribus/math/compensated.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "paribus/base/random.hpp"
#include "paribus/math/normal.hpp"
#include "paribus/math/powers.hpp"

namespace paribus {
namespace {

constexpr std::size_t sizes[] = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33};

Matrix gaussian(std::size_t rows, std::size_t columns, const std::string& name) {
  Stream s{{1, rows, name, std::to_string(columns)}};
  Matrix a(rows, columns);
  fill_normal(s, a.values);
  return a;
}

TEST(DoubleDouble, KnowsWhatDoublesLose) {
  const DoubleDouble tiny{std::ldexp(1.0, -80)}, s = DoubleDouble{1} + tiny, t = s * s;  // 1 + 2^-79 + 2^-160
  EXPECT_EQ(t.high, 1);
  EXPECT_EQ(t.low, std::ldexp(1.0, -79));
  const DoubleDouble third = DoubleDouble{1} / DoubleDouble{3}, back = third * DoubleDouble{3} - DoubleDouble{1};
  EXPECT_LT(std::abs(back.high), 1e-31);
  const DoubleDouble root = square_root({2}), square = root * root - DoubleDouble{2};
  EXPECT_LT(std::abs(square.high), 1e-31);
  EXPECT_EQ(root.high, std::sqrt(2.0));
  EXPECT_NE(root.low, 0);
  EXPECT_EQ(square_root({0}).high, 0);
}

TEST(Compensated, EqualsDoubleDoubleLoopsAtEverySize) {
  for (const std::size_t n : sizes)
    for (const std::size_t d : sizes)
      for (const bool twofold : {false, true}) {
        const Matrix x = gaussian(n, d, "x"), low = [&] {
          Matrix l = gaussian(n, d, "low");
          for (double& v : l.values) v *= 1e-17;
          return l;
        }();
        const TwofoldRows rows{x.values.data(), twofold ? low.values.data() : nullptr, n, d};
        DoubleDoubles b(d), g(d);
        b.high = gaussian(1, d, "b").values;
        for (std::size_t j = 0; j < d; ++j) b.low[j] = b.high[j] * 1e-17;
        std::vector<DoubleDouble> start(n), r(n), expected(n);
        for (std::size_t i = 0; i < n; ++i) start[i] = {static_cast<double>(i)};
        subtract_product(rows, b, start.data(), r.data());
        add_transposed(rows.part(0, n / 2), r.data(), g);
        add_transposed(rows.part(n / 2, n - n / 2), r.data() + n / 2, g);
        const auto at = [&](std::size_t i, std::size_t j) { return DoubleDouble{x(i, j)} + DoubleDouble{twofold ? low(i, j) : 0}; };
        for (std::size_t i = 0; i < n; ++i) {
          DoubleDouble e = start[i];
          for (std::size_t j = 0; j < d; ++j) e -= at(i, j) * b[j];
          EXPECT_LT(std::abs((r[i] - e).high), 1e-28) << n << " x " << d;
        }
        DoubleDoubles whole(d);
        add_transposed(rows, r.data(), whole);
        for (std::size_t j = 0; j < d; ++j) {
          DoubleDouble e;
          for (std::size_t i = 0; i < n; ++i) e += at(i, j) * r[i];
          EXPECT_LT(std::abs((g[j] - e).high), 1e-27) << n << " x " << d;
        }
        if (n % 8 == 0) { EXPECT_EQ(g.high, whole.high); EXPECT_EQ(g.low, whole.low); }
      }
}

TEST(Powers, AreExactWhereTwiceTheDigitsSuffice) {
  Matrix x(1, 1, 3037000499);  // its square has 63 bits
  const Powers p = powers(x, 3);
  EXPECT_EQ(p.high(0, 1), 9.223372030926249e18);
  EXPECT_EQ(p.high(0, 1) + p.low(0, 1), p.high(0, 1));
  EXPECT_EQ(static_cast<long long>(p.high(0, 1)) + static_cast<long long>(p.low(0, 1)), 3037000499LL * 3037000499LL);
}

}  // namespace
}  // namespace paribus
