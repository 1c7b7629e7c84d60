#include "paribus/math/vector.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>

namespace paribus {
namespace {

// 32 virtual lanes as eight vectors of four. Vector types rather than a loop over an array: the compiler then
// needs no cost model to keep all eight sums in registers, and the order of the additions is spelled out.
using Four = double __attribute__((vector_size(32)));
constexpr std::size_t lanes = 32, fours = 8;

Four load(const double* p) {
  Four v;
  std::memcpy(&v, p, sizeof v);
  return v;
}

// sum of term(x, y) over 32 lanes; the last block is filled up with zeros, so term(0, 0) must be 0.
template <class Term>
double fold(const double* x, const double* y, std::size_t n, Term term) {
  Four s[fours] = {};
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes)
    for (std::size_t k = 0; k < fours; ++k) s[k] += term(load(x + i + 4 * k), load(y + i + 4 * k));
  if (i < n) {
    double xs[lanes] = {}, ys[lanes] = {};
    std::copy(x + i, x + n, xs);
    std::copy(y + i, y + n, ys);
    for (std::size_t k = 0; k < fours; ++k) s[k] += term(load(xs + 4 * k), load(ys + 4 * k));
  }
  for (std::size_t half = fours / 2; half > 0; half /= 2)  // 16, 8, 4 lanes from the end onto the front
    for (std::size_t k = 0; k < half; ++k) s[k] += s[k + half];
  return (s[0][0] + s[0][2]) + (s[0][1] + s[0][3]);
}

}  // namespace

double sum(View x) {
  return fold(x.data(), x.data(), x.size(), [](Four a, Four) { return a; });
}

double dot(View x, View y) {
  assert(x.size() == y.size());
  return fold(x.data(), y.data(), x.size(), [](Four a, Four b) { return a * b; });
}

double norm(View x) { return std::sqrt(dot(x, x)); }

void axpy(double a, View x, Span y) {
  assert(x.size() == y.size());
  const double* from = x.data();
  double* to = y.data();
  for (std::size_t i = 0, n = y.size(); i < n; ++i) to[i] += a * from[i];
}

void scale(double a, Span x) {
  for (double& v : x) v *= a;
}

double mean(View x) {
  return x.empty() ? std::numeric_limits<double>::quiet_NaN() : sum(x) / static_cast<double>(x.size());
}

double variance(View x) {
  if (x.size() < 2) return std::numeric_limits<double>::quiet_NaN();
  const double m = mean(x);
  Vector squares(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) squares[i] = (x[i] - m) * (x[i] - m);
  return sum(squares) / static_cast<double>(x.size() - 1);
}

bool all_finite(View x) {
  // x - x is 0 for a number and NaN otherwise; one sum finds any of them without a branch per element.
  return fold(x.data(), x.data(), x.size(), [](Four a, Four) { return a - a; }) == 0;
}

}  // namespace paribus
