// Stochastic Lanczos quadrature against exact spectra: Gauss's degree of exactness, weights, smoothing.
#include "paribus/math/density.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "paribus/math/normal.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

Operator times(const Matrix& a) {
  return [&a](View v, Span out) {
    for (std::size_t i = 0; i < a.rows; ++i) out[i] = dot(a.row(i), v);
  };
}

/// Symmetric with eigenvalues of order 1.
Matrix symmetric(std::size_t n) {
  Stream s{{4, 0, "test", "density"}};
  Matrix a(n, n);
  fill_normal(s, a.values);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) a(j, i) = a(i, j) = a(i, j) / std::sqrt(static_cast<double>(n));
  return a;
}
const StreamName name{2, 0, "density"};

// v^T A^p v to rounding for p <= 2m - 1, and visibly not for p = 2m.
TEST(SpectralRule, IsExactForMomentsUpToTwiceTheNodesLessOne) {
  const std::size_t n = 25;
  const Matrix a = symmetric(n);
  for (const ProbeLaw kind : {ProbeLaw::rademacher, ProbeLaw::gaussian})
    for (const std::size_t m : {1u, 2u, 4u, 7u}) {
      const auto rules = spectral_rules(n, times(a), m, 2, kind, name);
      for (std::size_t p = 0; p < 2; ++p) {
        Vector v(n), power, next(n);
        fill_probe(kind, name, p, v);
        scale(1 / norm(v), v);
        power = v;
        ASSERT_EQ(rules[p].nodes.size(), m);
        for (std::size_t degree = 0; degree <= 2 * m; ++degree) {
          const double exact = dot(v, power);
          const double seen = spectral_moment(std::span(rules).subspan(p, 1), static_cast<int>(degree)).value;
          const double size = std::pow(2.2, static_cast<double>(degree));  // |A| < 2.2
          if (degree < 2 * m) EXPECT_NEAR(seen, exact, 1e-14 * size) << m << " " << degree;
          else EXPECT_GT(std::abs(seen - exact), 1e-8) << m;
          times(a)(power, next);
          power = next;
        }
      }
    }
}

TEST(SpectralRule, MeanMomentsAreThoseOfTheSpectrum) {
  const std::size_t n = 25;
  const Matrix a = symmetric(n);
  const Vector truth = symmetric_eigen(a).values;
  for (const ProbeLaw kind : {ProbeLaw::rademacher, ProbeLaw::gaussian}) {
    const auto rules = spectral_rules(n, times(a), 6, 4000, kind, name);
    for (int power = 0; power <= 8; ++power) {
      double expected = 0;
      for (const double l : truth) expected += std::pow(l, power) / static_cast<double>(n);
      const ProbeMean e = spectral_moment(rules, power);
      EXPECT_NEAR(e.value, expected, 5 * e.error + 1e-13) << power;
      EXPECT_LT(e.error, 0.02 * std::pow(2.2, power));
    }
  }
}

TEST(SpectralRule, HasPositiveWeightsWithSumOneAndEndsWithItsSpace) {
  const auto rules = spectral_rules(25, times(symmetric(25)), 10, 3, ProbeLaw::gaussian, name);
  for (const GaussRule& q : rules) {
    EXPECT_NEAR(sum(q.weights), 1, 1e-14);
    for (std::size_t j = 0; j < q.nodes.size(); ++j) {
      EXPECT_GT(q.weights[j], 0);
      if (j) { EXPECT_GT(q.nodes[j], q.nodes[j - 1]); }
    }
  }
  // Signs see every eigenvalue of a diagonal alike: three values, ten times each, and nothing is left to chance.
  const Operator three = [](View v, Span out) {
    for (std::size_t i = 0; i < v.size(); ++i) out[i] = static_cast<double>(i % 3) * v[i];
  };
  for (const GaussRule& q : spectral_rules(30, three, 10, 2, ProbeLaw::rademacher, name)) {
    ASSERT_EQ(q.nodes.size(), 3u);
    for (std::size_t j = 0; j < 3; ++j) {
      EXPECT_NEAR(q.nodes[j], static_cast<double>(j), 1e-13);
      EXPECT_NEAR(q.weights[j], 1.0 / 3, 1e-13);
    }
  }
}

TEST(SpectralDensity, IsThatOfTheDenseSpectrumWithinItsError) {
  const std::size_t n = 60;
  const Matrix a = symmetric(n);
  const Vector truth = symmetric_eigen(a).values;
  const double width = 0.3;
  Vector points;
  for (int i = 0; i <= 60; ++i) points.push_back(-3 + 0.1 * i);
  const auto rules = spectral_rules(n, times(a), 40, 200, ProbeLaw::gaussian, name);
  const Density d = spectral_density(rules, points, width);
  double mass = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    double expected = 0;
    for (const double l : truth) expected += std::exp(-0.5 * (points[i] - l) * (points[i] - l) / (width * width));
    expected /= static_cast<double>(n) * width * std::sqrt(2 * M_PI);
    EXPECT_NEAR(d.values[i], expected, 5 * d.errors[i] + 1e-6) << points[i];
    EXPECT_LT(d.errors[i], 0.01);
    mass += 0.1 * d.values[i];
  }
  EXPECT_NEAR(mass, 1, 1e-3);
}

// A line of height: signs on a diagonal have no error, so the bump is the normal law itself.
TEST(SpectralDensity, OfOneValueIsTheNormalLaw) {
  const Operator twice = [](View v, Span out) {
    for (std::size_t i = 0; i < v.size(); ++i) out[i] = 2 * v[i];
  };
  const auto rules = spectral_rules(9, twice, 5, 3, ProbeLaw::rademacher, name);
  const Density d = spectral_density(rules, Vector{2, 2.5}, 0.5);
  EXPECT_NEAR(d.values[0], 0.7978845608028654, 1e-14);   // 1 / (0.5 sqrt(2 pi))
  EXPECT_NEAR(d.values[1], 0.4839414490382867, 1e-14);   // times e^-1/2
  EXPECT_EQ(d.errors[0], 0);
}

}  // namespace
}  // namespace paribus
