// Trace estimates: exact laws on a small matrix by going through all sign vectors, and what Hutch++ promises.
#include "paribus/math/trace.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

Operator times(const Matrix& a) {
  return [&a](View v, Span out) {
    for (std::size_t i = 0; i < a.rows; ++i) out[i] = dot(a.row(i), v);
  };
}

Matrix acceptance() {
  Matrix a(3, 3);
  a.values = {2, 1, 0, 1, 3, -1, 0, -1, 1};
  return a;
}
const StreamName name{1, 0, "trace"};
constexpr std::size_t many = 40000;

// v^T A v over the eight sign vectors, each as likely: mean 6, variance 8, and no other value may turn up.
TEST(Trace, AcceptanceC11SignsHaveTheExactLaw) {
  const Matrix a = acceptance();
  std::map<double, double> law;
  for (int bits = 0; bits < 8; ++bits) {
    const Vector v{bits & 1 ? 1. : -1., bits & 2 ? 1. : -1., bits & 4 ? 1. : -1.};
    Vector w(3);
    times(a)(v, w);
    law[dot(v, w)] += 0.125;
  }
  double expected = 0, second = 0;
  for (const auto& [value, share] : law) expected += share * value, second += share * value * value;
  EXPECT_EQ(expected, 6);
  EXPECT_EQ(second - expected * expected, 8);

  const Vector samples = trace_samples(3, times(a), many, ProbeLaw::rademacher, name);
  std::map<double, double> seen;
  for (const double s : samples) seen[s] += 1.0 / many;
  ASSERT_EQ(seen.size(), law.size());
  for (const auto& [value, share] : law)
    EXPECT_NEAR(seen[value], share, 5 * std::sqrt(share * (1 - share) / many)) << value;
  const ProbeMean e = trace(3, times(a), many, ProbeLaw::rademacher, name);
  EXPECT_NEAR(e.value, 6, 5 * std::sqrt(8.0 / many));
  EXPECT_NEAR(e.error * e.error * many, 8, 0.4);
}

// The fourth cumulant of x^T A x is 48 tr A^4 = 48 * 234, so the sample variance has a standard deviation of
// sqrt((11232 + 2 * 36^2) / many) = 0.59.
TEST(Trace, AcceptanceC11NormalDeviatesHaveTheExactVariance) {
  const Vector samples = trace_samples(3, times(acceptance()), many, ProbeLaw::gaussian, name);
  EXPECT_NEAR(mean(samples), 6, 5 * std::sqrt(36.0 / many));
  EXPECT_NEAR(variance(samples), 36, 5 * 0.59);
}

TEST(Trace, SignsSeeADiagonalWithoutError) {
  const Operator diagonal = [](View v, Span out) {
    for (std::size_t i = 0; i < v.size(); ++i) out[i] = static_cast<double>(i) * v[i];
  };
  const ProbeMean e = trace(101, diagonal, 3, ProbeLaw::rademacher, name);
  EXPECT_EQ(e.value, 5050);
  EXPECT_EQ(e.error, 0);
  EXPECT_TRUE(std::isnan(trace(101, diagonal, 1, ProbeLaw::rademacher, name).error));
}

TEST(Trace, ProbesAreNamedAndIndependent) {
  Vector a(200), b(200), again(200);
  for (const ProbeLaw kind : {ProbeLaw::rademacher, ProbeLaw::gaussian}) {
    fill_probe(kind, name, 0, a);
    fill_probe(kind, name, 1, b);
    fill_probe(kind, name, 0, again);
    EXPECT_EQ(a, again);
    EXPECT_LT(std::abs(dot(a, b)), 5 * std::sqrt(200.0));
    EXPECT_NEAR(dot(a, a), 200, kind == ProbeLaw::gaussian ? 5 * std::sqrt(400.0) : 0);
  }
}

// A = sum of a few strong directions and a weak rest: u_i orthonormal by cosines (the discrete cosine transform).
struct Spectrum {
  Vector values;
  void operator()(View v, Span out) const {
    const std::size_t n = v.size();
    std::fill(out.begin(), out.end(), 0.0);
    const double size = static_cast<double>(n);
    Vector u(n);
    for (std::size_t k = 0; k < values.size(); ++k) {
      for (std::size_t i = 0; i < n; ++i)
        u[i] = std::sqrt((k ? 2.0 : 1.0) / size) * std::cos(M_PI * static_cast<double>((2 * i + 1) * k) / (2 * size));
      axpy(values[k] * dot(u, v), u, out);
    }
  }
};

TEST(HutchPlusPlus, IsExactOnceTheRangeIsHeld) {
  const ProbeMean low_rank = hutch_plus_plus(60, Spectrum{{5, -3, 2, 7}}, 30, name);
  EXPECT_NEAR(low_rank.value, 11, 1e-12);
  EXPECT_LT(low_rank.error, 1e-12);
  const ProbeMean whole = hutch_plus_plus(3, times(acceptance()), 12, name);
  EXPECT_NEAR(whole.value, 6, 1e-13);
  EXPECT_EQ(whole.error, 0);
}

// Eigenvalues 1/k^2: what a range of 20 leaves over is a hundred times smaller than what signs alone meet.
TEST(HutchPlusPlus, BeatsPlainProbesOnADecayingSpectrum) {
  Vector values(80);
  double truth = 0;
  for (std::size_t k = 0; k < values.size(); ++k) truth += values[k] = 1 / static_cast<double>((k + 1) * (k + 1));
  const Spectrum a{values};
  double plus = 0, plain = 0;
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    const StreamName at{seed, 0, "trace"};
    const ProbeMean p = hutch_plus_plus(80, a, 60, at), q = trace(80, a, 60, ProbeLaw::rademacher, at);
    EXPECT_NEAR(p.value, truth, 6 * p.error) << seed;
    EXPECT_NEAR(q.value, truth, 5 * q.error) << seed;
    plus += (p.value - truth) * (p.value - truth);
    plain += (q.value - truth) * (q.value - truth);
  }
  EXPECT_LT(std::sqrt(plus), 0.1 * std::sqrt(plain));
}

}  // namespace
}  // namespace paribus
