#include "paribus/cluster/mixture.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/math/cholesky.hpp"
#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

constexpr double log_two_pi = 1.8378770664093453;

Mixture maximization(const Matrix& x, const Matrix& shares, const MixtureRules& rules) {
  const std::size_t k = shares.columns, d = x.columns;
  Mixture out{Vector(k), Matrix(k, d), std::vector<Matrix>(k, Matrix(d, d))};
  Vector u(d);
  for (std::size_t j = 0; j < k; ++j) {
    double rows = 0;
    for (std::size_t i = 0; i < x.rows; ++i) rows += shares(i, j), axpy(shares(i, j), x.row(i), out.means.row(j));
    if (!(rows > 0)) throw Error("a part of the mixture is left without rows", "ask for fewer groups: no more than there are different rows");
    scale(1 / rows, out.means.row(j));
    out.weights[j] = rows / static_cast<double>(x.rows);
    Matrix& c = out.covariances[j];
    for (std::size_t i = 0; i < x.rows; ++i) {
      for (std::size_t a = 0; a < d; ++a) u[a] = x(i, a) - out.means(j, a);
      for (std::size_t a = 0; a < d; ++a)
        for (std::size_t b = rules.diagonal ? a : 0; b <= a; ++b) c(a, b) += shares(i, j) * u[a] * u[b];
    }
    for (std::size_t a = 0; a < d; ++a) {
      for (std::size_t b = 0; b <= a; ++b) c(b, a) = c(a, b) /= rows;
      c(a, a) += rules.floor;
    }
  }
  return out;
}

}  // namespace

std::size_t shrunken_parts(const Mixture& m, double floor) {
  return static_cast<std::size_t>(std::ranges::count_if(m.covariances, [&](const Matrix& c) {
    const Cholesky l{c};
    for (std::size_t a = 0; a < c.rows; ++a)   // the variance of a feature that those before it leave
      if (const double pivot = l.factor()(a, a); !(pivot * pivot > 10 * floor)) return true;
    return false;
  }));
}

std::size_t free_parameters(std::size_t k, std::size_t d, bool diagonal) {
  return k - 1 + k * d + k * (diagonal ? d : d * (d + 1) / 2);
}

double expectation(const Matrix& x, const Mixture& m, Matrix& shares) {
  const std::size_t k = m.weights.size(), d = x.columns;
  shares = Matrix(x.rows, k);
  Vector u(d), total(x.rows);
  for (std::size_t j = 0; j < k; ++j) {
    const Cholesky c{m.covariances[j]};
    if (!c.positive())
      throw Error("a part of the mixture has shrunk to fewer dimensions than the data have",
                  "raise the floor of its variances, ask for fewer groups, or leave out features that follow from others");
    double constant = exact::log(m.weights[j]) - static_cast<double>(d) * log_two_pi / 2;
    for (std::size_t a = 0; a < d; ++a) constant -= exact::log(c.factor()(a, a));
    for (std::size_t i = 0; i < x.rows; ++i) {
      for (std::size_t a = 0; a < d; ++a) u[a] = x(i, a) - m.means(j, a);
      c.lower(u);
      shares(i, j) = constant - dot(u, u) / 2;
    }
  }
  for (std::size_t i = 0; i < x.rows; ++i) {
    const Span row = shares.row(i);
    const double most = *std::ranges::max_element(row);
    double all = 0;
    for (double& v : row) all += v = exact::exp(v - most);
    for (double& v : row) v /= all;
    total[i] = most + exact::log(all);
  }
  return mean(total);
}

MixtureFit fit_mixture(const Matrix& x, const Labels& start, std::size_t parts, const MixtureRules& rules) {
  MixtureFit out;
  out.shares = Matrix(x.rows, parts);
  for (std::size_t i = 0; i < x.rows; ++i) out.shares(i, start[i]) = 1;
  while (!out.settled && out.log_likelihood.size() < rules.iterations) {
    out.mixture = maximization(x, out.shares, rules);
    out.log_likelihood.push_back(expectation(x, out.mixture, out.shares));
    const std::size_t n = out.log_likelihood.size();
    out.settled = n > 1 && std::abs(out.log_likelihood[n - 1] - out.log_likelihood[n - 2]) < rules.tolerance;
  }
  return out;
}

}  // namespace paribus
