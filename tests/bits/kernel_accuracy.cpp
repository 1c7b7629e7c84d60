// exp, log and tanh of the kernels (math/kernel.hpp) over their whole range, against more digits; the same bits for
// both instruction sets, and from any place in memory.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <span>

#include "accuracy.hpp"
#include "paribus/base/hash.hpp"
#include "paribus/math/kernel.hpp"

namespace paribus {
namespace {

template <class T>
struct Case {
  const char* name;
  void (*f)(std::span<T>);
  long double (*truth)(T);   ///< for float, double has digits enough
  double bound;              ///< in ulp, as kernel.hpp says
  double low, high;          ///< where it bends
};
template <class T>
const Case<T> cases[3];
template <>
const Case<float> cases<float>[3] = {
    {"exp", kernel::exp<float>, [](float x) -> long double { return std::exp(static_cast<double>(x)); }, 1.1, -104, 89},
    {"log", kernel::log<float>, [](float x) -> long double { return std::log(static_cast<double>(x)); }, 0.9, 0, 4},
    {"tanh", kernel::tanh<float>, [](float x) -> long double { return std::tanh(static_cast<double>(x)); }, 2.5, -10, 10},
};
template <>
const Case<double> cases<double>[3] = {
    {"exp", kernel::exp<double>, [](double x) { return expl(x); }, 1.0, -746, 710},
    {"log", kernel::log<double>, [](double x) { return logl(x); }, 0.9, 0, 4},
    {"tanh", kernel::tanh<double>, [](double x) { return tanhl(x); }, 2.6, -20, 20},
};

constexpr std::size_t block = 4096;

template <class T>
bool tiny(long double x) { return x != 0 && std::abs(x) < std::numeric_limits<T>::min(); }

/// The errors of f at x: below the smallest normal number, results may be 0 and arguments may count as 0.
template <class T>
void see(const Case<T>& c, std::span<const T> x, accuracy::Worst& worst) {
  kernel::Buffer<T> y(block + 1);
  const std::span<T> out = std::span(y).subspan(1, x.size());  // one number off the boundary
  std::copy(x.begin(), x.end(), out.begin());
  c.f(out);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const long double truth = c.truth(x[i]);
    const bool vanishes = (tiny<T>(truth) && out[i] == 0) || (tiny<T>(x[i]) && accuracy::ulps(out[i], c.truth(0)) == 0);
    if (!vanishes) worst.see(accuracy::ulps(out[i], truth), static_cast<double>(x[i]));
  }
}

/// Calls visit(span) with every `stride`th float there is.
template <class Visit>
void each_float(std::uint32_t stride, Visit visit) {
  std::vector<float> x;
  for (std::uint64_t bits = 0; bits < (std::uint64_t{1} << 32); bits += stride) {
    x.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
    if (x.size() == block || bits + stride >= (std::uint64_t{1} << 32)) visit(std::span<const float>(x)), x.clear();
  }
}

template <class T>
void expect(const Case<T>& c, const accuracy::Worst& worst) {
  std::printf("%s of %s: %.4f ulp at %.17g\n", c.name, sizeof(T) == 4 ? "float" : "double", worst.error, worst.at);
  EXPECT_LE(worst.error, c.bound) << c.name << " at " << worst.at;
}

template <class T>
void expect_at_every_size(int inner, int dense) {
  for (const auto& c : cases<T>) {
    Stream s{{10, static_cast<std::uint64_t>(inner), "test", c.name}};
    std::vector<T> x = accuracy::every_size<T>(inner, s);
    for (int i = 0; i < dense; ++i) {
      const double at = (i + s.uniform()) / dense;
      x.push_back(static_cast<T>(c.low + (c.high - c.low) * at));
      x.push_back(static_cast<T>(3 * at - 1.5));
    }
    x.push_back(std::numeric_limits<T>::quiet_NaN());
    accuracy::Worst worst;
    for (std::size_t i = 0; i < x.size(); i += block) see(c, std::span<const T>(x).subspan(i, std::min(block, x.size() - i)), worst);
    expect(c, worst);
  }
}

TEST(KernelFunctions, ErrorsAtEverySize) {
  expect_at_every_size<float>(200, 200000);
  expect_at_every_size<double>(20, 200000);
}
TEST(KernelFunctionsSlow, ErrorsOfDoubleAtEverySize) { expect_at_every_size<double>(1000, 4000000); }
TEST(KernelFunctionsSlow, ErrorsOfEvery61stFloat) {
  for (const auto& c : cases<float>) {
    accuracy::Worst worst;
    each_float(61, [&](std::span<const float> x) { see(c, x, worst); });
    expect(c, worst);
  }
}

/// Of the functions at every `stride`th float and as many doubles; NaN counts as one value, whatever its bits.
std::string hash_of_functions(std::uint32_t stride) {
  Hasher hash;
  std::vector<float> y;
  std::vector<double> z;
  const auto add = [&](double v) { hash.add(std::isnan(v) ? std::numeric_limits<double>::quiet_NaN() : v); };
  Stream s{{11, 0, "test", "doubles"}};
  each_float(stride, [&](std::span<const float> x) {
    for (int i = 0; i < 3; ++i) {
      y.assign(x.begin(), x.end());
      cases<float>[i].f(y);
      for (const float v : y) add(v);
      z.clear();
      const double low = cases<double>[i].low, high = cases<double>[i].high;
      while (z.size() < x.size()) z.push_back(z.size() % 4 ? low + (high - low) * s.uniform() : std::bit_cast<double>(s.below(~std::uint64_t{0})));
      cases<double>[i].f(z);
      for (const double v : z) add(v);
    }
  });
  return hash.done().hex();
}

void expect_one_hash(std::uint32_t stride) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");  // the child is a new process: it chooses its instructions anew
  if (kernel::target() != kernel::Target::avx512 && !std::getenv("PARIBUS_TARGET"))
    GTEST_SKIP() << "no AVX-512 here: AVX2 would be compared with itself";
  const std::string here = hash_of_functions(stride);
  setenv("PARIBUS_TARGET", "avx2", 1);
  EXPECT_EXIT({ std::cerr << word(kernel::target()) << ' ' << here; std::exit(0); }, testing::ExitedWithCode(0), "^avx2 " + here);
}

TEST(KernelFunctionsDeathTest, TheSameBitsOnBothInstructionSets) { expect_one_hash(20011); }
TEST(KernelFunctionsDeathTestSlow, TheSameBitsOnBothInstructionSets) { expect_one_hash(211); }

// A worker flushes denormals: where neither argument nor result is one, that changes nothing.
TEST(KernelFunctions, FlushingDenormalsChangesNothingOfOrdinarySize) {
  each_float(4001, [&](std::span<const float> x) {
    for (const auto& c : cases<float>) {
      std::vector<float> y(x.begin(), x.end()), flushed = y;
      c.f(y);
      {
        const kernel::FlushDenormals flush;
        c.f(flushed);
      }
      for (std::size_t i = 0; i < x.size(); ++i)
        if (!tiny<float>(x[i]) && !tiny<float>(y[i]) && !std::isnan(y[i])) {
          ASSERT_EQ(flushed[i], y[i]) << c.name << " of " << x[i];
        }
    }
  });
}

template <class T>
void expect_any_place() {
  for (const auto& c : cases<T>) {
    Stream s{{12, sizeof(T), "test", c.name}};
    for (std::size_t n = 0; n <= 67; ++n)
      for (std::size_t shift = 0; shift < 64 / sizeof(T); shift += n % 3 + 1) {
        kernel::Buffer<T> x(shift + n + 1, T(7));
        const std::span<T> part = std::span(x).subspan(shift, n);
        for (T& v : part) v = static_cast<T>(c.low + (c.high - c.low) * s.uniform());
        std::vector<T> one_by_one(part.begin(), part.end());
        for (T& v : one_by_one) c.f({&v, 1});
        c.f(part);
        ASSERT_TRUE(std::equal(part.begin(), part.end(), one_by_one.begin())) << c.name << ", " << n << " numbers from " << shift;
        ASSERT_TRUE(std::all_of(x.begin(), x.end() - static_cast<std::ptrdiff_t>(n + 1), [](T v) { return v == 7; }) && x.back() == 7)
            << c.name << " wrote beside " << n << " numbers from " << shift;
      }
  }
}

TEST(KernelFunctions, AnyNumberAtAnyPlace) {
  expect_any_place<float>();
  expect_any_place<double>();
}

}  // namespace
}  // namespace paribus
