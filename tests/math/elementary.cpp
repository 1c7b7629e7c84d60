// Accuracy of ordinary arguments against 80-bit functions and against values made with mpmath (of all arguments:
// tests/bits/elementary.cpp); edges by the C standard; the same bits one by one and in arrays; one hash for every
// compiler and processor.
#include "paribus/math/elementary.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <fstream>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>

#include "paribus/base/hash.hpp"
#include "paribus/base/random.hpp"

#ifdef __SSE__
#include <xmmintrin.h>
#endif

namespace paribus {
namespace {

using Function = double (*)(double);
using Reference = long double (*)(long double);
constexpr double inf = std::numeric_limits<double>::infinity(), tiny = 5e-324;

struct Case {
  const char* name;
  Function f;
  void (*array)(Span);
  Reference truth;
  double bound;     // ulp, as in the header
  double low, high; // the range of ordinary arguments
};

const Case cases[] = {
    {"exp", exact::exp, exact::exp, expl, 0.6, -708, 709.7},      {"log", exact::log, exact::log, logl, 0.6, 0, 4},
    {"log1p", exact::log1p, exact::log1p, log1pl, 0.6, -1, 4},    {"expm1", exact::expm1, exact::expm1, expm1l, 0.8, -45, 45},
    {"tanh", exact::tanh, exact::tanh, tanhl, 0.7, -23, 23},      {"sin", exact::sin, exact::sin, sinl, 0.8, -1e6, 1e6},
    {"cos", exact::cos, exact::cos, cosl, 0.8, -1e6, 1e6},
};

double ulps(double y, long double truth) {
  int e;
  std::frexp(truth, &e);
  const long double unit = std::ldexp(1.0L, std::max(e - 53, -1074));
  return truth == 0 ? (y == 0 ? 0 : inf) : static_cast<double>(std::abs(y - truth) / unit);
}

double same(double a) { return std::isnan(a) ? std::numeric_limits<double>::quiet_NaN() : a; }

std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(same(x)); }

// Ordinary arguments, arguments of every size down to 2^-60, and (for logarithms) every positive double.
double argument(const Case& c, Stream& s, int i) {
  const double even = c.low + (c.high - c.low) * s.uniform();
  const double mantissa = 2 * s.uniform() - 1;  // one draw a statement: C++ leaves the order of arguments open
  const double small = std::ldexp(mantissa, -static_cast<int>(s.below(60)));
  const double any = std::bit_cast<double>(s.below(0x7ff0000000000000u - 1) + 1);
  const std::string_view name = c.name;
  if (name == "log") return i % 3 == 0 ? even : i % 3 == 1 ? 1 + small / 2 : any;
  if (name == "log1p") return i % 3 == 0 ? even : i % 3 == 1 ? small : any;
  return i % 3 == 0 ? even : i % 3 == 1 ? small : 2 * small;
}

TEST(Elementary, ErrorsStayWithinTheStatedBounds) {
  ASSERT_GE(std::numeric_limits<long double>::digits, 64) << "this test needs 80-bit references";
  for (const Case& c : cases) {
    Stream s{{3, 0, "test", c.name}};
    double worst = 0, at = 0;
    for (int i = 0; i < 200000; ++i) {
      const double x = argument(c, s, i), e = ulps(c.f(x), c.truth(x));
      if (!(e <= worst)) worst = e, at = x;
    }
    EXPECT_LT(worst, c.bound) << c.name << " at " << at;
    RecordProperty(c.name, std::to_string(worst));
  }
}

TEST(Elementary, PowerErrorStaysWithinTheStatedBound) {
  Stream s{{3, 0, "test", "pow"}};
  double worst = 0;
  for (int i = 0; i < 200000; ++i) {
    const bool near = i % 2;  // near 1 the exponent is large: y log x is what must be exact
    const double u = s.uniform(), x = near ? 0.5 + 1.5 * u : std::ldexp(1 + u, static_cast<int>(s.below(140)) - 70);
    const double y = (2 * s.uniform() - 1) * (near ? 1000 : 14);
    const long double truth = std::pow(static_cast<long double>(x), static_cast<long double>(y));
    if (truth < 1e308L && truth > 1e-307L) worst = std::max(worst, ulps(exact::pow(x, y), truth));
  }
  EXPECT_LT(worst, 1.0);
}

// e^x of denormal size, where the result keeps fewer bits.
TEST(Elementary, DenormalResultsAreRoundedOnce) {
  for (double x = -745.1; x < -708; x += 0.0037) EXPECT_LT(ulps(exact::exp(x), expl(x)), 0.8) << x;
}

TEST(Elementary, ValuesMadeWithMpmath) {
  const auto json = nlohmann::json::parse(std::ifstream(PARIBUS_SOURCE_DIR "/tests/reference/math.json"));
  const auto number = [](const nlohmann::json& j) { return std::strtod(j.get<std::string>().c_str(), nullptr); };
  int seen = 0;
  for (const Case& c : cases)
    for (const auto& row : json.at("elementary").at(c.name)) {
      const double y = c.f(number(row[0])), truth = number(row[1]);
      EXPECT_LE(std::abs(static_cast<std::int64_t>(bits(y) - bits(truth))), 1) << c.name << " " << row[0];
      ++seen;
    }
  for (const auto& row : json.at("pow")) {
    const double y = exact::pow(number(row[0]), number(row[1])), truth = number(row[2]);
    EXPECT_LE(std::abs(static_cast<std::int64_t>(bits(y) - bits(truth))), 1) << "pow " << row;
  }
  EXPECT_GT(seen, 400);
}

struct Edge {
  Function f;
  double x, y;
};

TEST(Elementary, EdgesFollowTheStandard) {
  const double nan = std::nan(""), most = std::numeric_limits<double>::max();
  const Edge edges[] = {
      {exact::exp, 0, 1},           {exact::exp, -0.0, 1},        {exact::exp, inf, inf},         {exact::exp, -inf, 0},
      {exact::exp, 709.8, inf},     {exact::exp, -745.2, 0},      {exact::exp, -745, tiny},       {exact::exp, most, inf},
      {exact::exp, -most, 0},       {exact::exp, nan, nan},       {exact::exp, tiny, 1},          {exact::log, 1, 0},
      {exact::log, 0, -inf},        {exact::log, -0.0, -inf},     {exact::log, -1, nan},          {exact::log, -tiny, nan},
      {exact::log, inf, inf},       {exact::log, -inf, nan},      {exact::log, nan, nan},         {exact::log1p, 0, 0},
      {exact::log1p, -0.0, -0.0},   {exact::log1p, -1, -inf},     {exact::log1p, -1.5, nan},      {exact::log1p, inf, inf},
      {exact::log1p, -inf, nan},    {exact::log1p, nan, nan},     {exact::log1p, tiny, tiny},     {exact::log1p, -tiny, -tiny},
      {exact::expm1, 0, 0},         {exact::expm1, -0.0, -0.0},   {exact::expm1, inf, inf},       {exact::expm1, -inf, -1},
      {exact::expm1, nan, nan},     {exact::expm1, tiny, tiny},   {exact::expm1, 709.8, inf},     {exact::expm1, -50, -1},
      {exact::tanh, 0, 0},          {exact::tanh, -0.0, -0.0},    {exact::tanh, inf, 1},          {exact::tanh, -inf, -1},
      {exact::tanh, nan, nan},      {exact::tanh, -tiny, -tiny},  {exact::tanh, 1e300, 1},        {exact::sin, 0, 0},
      {exact::sin, -0.0, -0.0},     {exact::sin, inf, nan},       {exact::sin, -inf, nan},        {exact::sin, nan, nan},
      {exact::sin, -tiny, -tiny},   {exact::sin, 1.1e6, nan},     {exact::cos, 0, 1},             {exact::cos, inf, nan},
      {exact::cos, nan, nan},       {exact::cos, -1.1e6, nan},    {exact::cos, tiny, 1},          {exact::exp, -nan, nan},
  };
  for (std::size_t i = 0; i < std::size(edges); ++i)
    EXPECT_EQ(bits(edges[i].f(edges[i].x)), bits(edges[i].y)) << "edge " << i << " at " << edges[i].x << ": " << edges[i].f(edges[i].x);
}

TEST(Elementary, PowerOnEveryPairOfEdgesIsTheStandards) {
  const double some[] = {0.0, -0.0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, 1e300, -1e300, tiny, -tiny, inf, -inf, std::nan(""),
                         0x1p52 + 1, 0x1p53 + 2, -0x1p51 - 0.5, 1e-300};
  for (const double x : some)
    for (const double y : some) {
      const double ours = exact::pow(x, y), theirs = std::pow(x, y);
      EXPECT_TRUE(bits(ours) == bits(theirs) || std::abs(ours / theirs - 1) < 3e-16) << x << " ^ " << y << ": " << ours << ", " << theirs;
    }
}

TEST(Elementary, ArraysHaveTheBitsOfSingleNumbers) {
  const double odd[] = {0.0, -0.0, inf, -inf, std::nan(""), tiny, -tiny, 1, -1, 1e300, -1e300};
  for (const Case& c : cases)
    for (std::size_t n = 0; n < 70; ++n) {
      Stream s{{4, n, "test", c.name}};
      Vector x(n), y;
      for (std::size_t i = 0; i < n; ++i)
        x[i] = s.below(4) == 0 ? odd[s.below(std::size(odd))] : argument(c, s, static_cast<int>(i));
      y = x;
      c.array(y);
      for (std::size_t i = 0; i < n; ++i) EXPECT_EQ(bits(y[i]), bits(c.f(x[i]))) << c.name << " of " << x[i];
    }
}

#ifdef __SSE__
// A worker that flushes denormals gets the same bits wherever no denormal can occur on the way.
TEST(Elementary, FlushingDenormalsChangesNothingOfOrdinarySize) {
  const unsigned saved = _mm_getcsr();
  for (const Case& c : cases) {
    Stream s{{6, 0, "test", c.name}};
    Vector x(20000);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = argument(c, s, static_cast<int>(i));
    Vector y = x, flushed = x;
    c.array(y);
    _mm_setcsr(saved | 0x8040);  // flush results, read denormals as zero
    c.array(flushed);
    _mm_setcsr(saved);
    for (std::size_t i = 0; i < x.size(); ++i)
      if (std::abs(y[i]) > 1e-280 && std::abs(x[i]) > 1e-280) {
        EXPECT_EQ(bits(flushed[i]), bits(y[i])) << c.name << " of " << x[i];
      }
  }
}
#endif

// Changed bits change every record of the house: whoever changes this number raises numerics_version.
TEST(Elementary, OneHashForEveryProcessorAndCompiler) {
  Hasher hash;
  for (const Case& c : cases) {
    Stream s{{5, 0, "test", c.name}};
    Vector x(20000);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = argument(c, s, static_cast<int>(i));
    c.array(x);
    hash.add(x);
  }
  Stream s{{5, 0, "test", "pow"}};
  for (int i = 0; i < 20000; ++i) {
    const double x = 4 * s.uniform(), y = 200 * s.uniform() - 100;
    hash.add(exact::pow(x, y));
  }
  EXPECT_EQ(hash.done().hex(), "3e314748713afc989f181968335a7fa84b03e23351608fe2c8201eddc873f6ae");
}

}  // namespace
}  // namespace paribus
