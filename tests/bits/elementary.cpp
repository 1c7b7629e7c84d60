// exact::* (math/elementary.hpp) over the whole range of double, against the 64-bit significands of long double: every
// binary exponent, both signs, and densely where the functions bend.
#include "paribus/math/elementary.hpp"

#include <gtest/gtest.h>

#include "accuracy.hpp"

namespace paribus {
namespace {

struct Case {
  const char* name;
  double (*f)(double);
  long double (*truth)(long double);
  double bound, low, high;  ///< in ulp, as the header says; where it bends
  double most = std::numeric_limits<double>::infinity();   ///< the largest |x| it promises anything for
};

const Case cases[] = {
    {"exp", exact::exp, expl, 0.6, -746, 710},       {"log", exact::log, logl, 0.6, 0, 4},
    {"log1p", exact::log1p, log1pl, 0.6, -1, 4},     {"expm1", exact::expm1, expm1l, 0.8, -45, 45},
    {"tanh", exact::tanh, tanhl, 0.7, -23, 23},      {"sin", exact::sin, sinl, 0.8, -1e6, 1e6, 1e6},
    {"cos", exact::cos, cosl, 0.8, -1e6, 1e6, 1e6},
};

void expect_bounds(int inner, int dense) {
  ASSERT_GE(std::numeric_limits<long double>::digits, 64) << "this test needs 80-bit references";
  for (const Case& c : cases) {
    Stream s{{7, static_cast<std::uint64_t>(inner), "test", c.name}};
    accuracy::Worst normal, denormal;  // of results
    const auto see = [&](double x) {
      if (std::abs(x) > c.most) {
        EXPECT_TRUE(std::isnan(c.f(x))) << c.name << " of " << x;
        return;
      }
      const long double truth = c.truth(x);
      (std::abs(truth) < 0x1p-1022L ? denormal : normal).see(accuracy::ulps(c.f(x), truth), x);
    };
    for (const double x : accuracy::every_size<double>(inner, s)) see(x);
    for (int i = 0; i < dense; ++i) {
      const double at = (i + s.uniform()) / dense;
      see(c.low + (c.high - c.low) * at);
      see(3 * at - 1.5);
    }
    if (c.most == 1e6)  // the doubles next to multiples of pi / 2: the worst for reducing the argument
      for (int n = 1; n < 636619; n += 1 + 2000000 / dense) see(static_cast<double>(n * 1.57079632679489661923132L));
    std::printf("%-6s %.4f ulp at %.17g, denormal results %.4f ulp at %.17g\n", c.name, normal.error, normal.at, denormal.error, denormal.at);
    EXPECT_LE(normal.error, c.bound) << c.name << " at " << normal.at;
    EXPECT_LE(denormal.error, std::max(c.bound, 0.8)) << c.name << " at " << denormal.at;
  }
}

TEST(ExactFunctions, ErrorsOverTheWholeRange) { expect_bounds(8, 60000); }
TEST(ExactFunctionsSlow, ErrorsOverTheWholeRange) { expect_bounds(1000, 3000000); }

// x of every size; y so that the result too has every size, or is as near 1 as it can be.
void expect_power(int inner) {
  Stream s{{8, static_cast<std::uint64_t>(inner), "test", "pow"}};
  accuracy::Worst normal, denormal;
  double at = 0;
  for (const double x : accuracy::every_size<double>(inner, Stream{{9, 0, "test", "pow"}})) {
    if (!(x > 0) || std::isinf(x) || x == 1) continue;
    const double size = std::log2(x), target = -1076 + 2102 * s.uniform(), small = std::ldexp(2 * s.uniform() - 1, -static_cast<int>(s.below(80)));
    for (const double y : {target / size, small, small * 1000, std::floor(8 * small)}) {
      const long double truth = powl(x, y);
      auto& worst = truth < 0x1p-1022L ? denormal : normal;
      worst.see(accuracy::ulps(exact::pow(x, y), truth), x);
      if (worst.at == x) at = y;
    }
  }
  std::printf("pow    %.4f ulp at %.17g, denormal results %.4f at %.17g (last y %.17g)\n", normal.error, normal.at, denormal.error, denormal.at, at);
  EXPECT_LE(normal.error, 1.0) << normal.at << " ^ " << at;
  EXPECT_LE(denormal.error, 1.0) << denormal.at << " ^ " << at;
}

TEST(ExactFunctions, PowerOverTheWholeRange) { expect_power(8); }
TEST(ExactFunctionsSlow, PowerOverTheWholeRange) { expect_power(500); }

}  // namespace
}  // namespace paribus
