#include "paribus/math/precise_errors.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// q x q of them.
class Square {
 public:
  explicit Square(std::size_t q) : q_{q}, values_(q * q) {}
  DoubleDouble& operator()(std::size_t i, std::size_t j) { return values_[i * q_ + j]; }

 private:
  std::size_t q_;
  std::vector<DoubleDouble> values_;
};

/// The lower triangle of the products of the columns in the coordinates of t.
Square products(TwofoldRows x, View weight, const Triangle& t) {
  const std::size_t d = x.columns, first = t.first(), block = 32;
  std::vector<DoubleDoubles> g(d, DoubleDoubles(d));
  std::vector<DoubleDouble> sum(d), v(block);
  DoubleDouble total;
  for (std::size_t from = 0; from < x.rows; from += block) {
    const TwofoldRows part = x.part(from, std::min(block, x.rows - from));
    const auto weighed = [&](DoubleDouble a, std::size_t k) { return weight.empty() ? a : a * DoubleDouble{weight[from + k]}; };
    for (std::size_t k = 0; k < part.rows; ++k) total += weighed({1}, k);
    for (std::size_t i = 0; i < d; ++i) {
      for (std::size_t k = 0; k < part.rows; ++k) {
        DoubleDouble u = two_sum(part.high[k * d + i], -t.origin[i]);
        if (part.low) u += DoubleDouble{part.low[k * d + i]};
        sum[i] += v[k] = weighed(u, k);
      }
      add_transposed(part, v.data(), g[i]);
    }
  }
  Square out(d + first);
  if (first) out(0, 0) = total / two_product(t.ones, t.ones);
  for (std::size_t i = 0; i < d; ++i) {
    if (first) out(i + 1, 0) = sum[i] / two_product(t.scale[i], t.ones);
    for (std::size_t j = 0; j <= i; ++j)
      out(i + first, j + first) = (quick_two_sum(g[i].high[j], g[i].low[j]) - sum[i] * DoubleDouble{t.origin[j]}) / two_product(t.scale[i], t.scale[j]);
  }
  return out;
}

/// a, of which the lower triangle is read, becomes l with a = l l^T.
bool factor(Square& a, std::size_t q) {
  for (std::size_t i = 0; i < q; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      DoubleDouble s = a(i, j);
      for (std::size_t k = 0; k < j; ++k) s -= a(i, k) * a(j, k);
      if (i == j && !(s.high > 0)) return false;
      a(i, j) = i == j ? square_root(s) : s / a(j, j);
    }
  return true;
}

}  // namespace

Vector unit_errors(const Triangle& t) {
  const std::size_t q = t.r.rows, first = t.first();
  Vector out(q);
  if (first) out[0] = std::sqrt(t.leverage(Vector(t.scale.size())));  // the value of the fit where all columns are 0
  for (std::size_t j = first; j < q; ++j) {
    Vector z(q);
    z[j] = 1;
    t.solve_transposed(z);
    out[j] = norm(z) / t.scale[j - first];
  }
  return out;
}

Vector precise_unit_errors(TwofoldRows x, View weight, Triangle& t) {
  const std::size_t q = t.r.rows, first = t.first();
  Square l = products(x, weight, t);
  if (!factor(l, q)) return {};
  const auto length = [&](std::vector<DoubleDouble> z, std::size_t from) {  // |l^-1 z|
    DoubleDouble square;
    for (std::size_t i = from; i < q; ++i) {
      for (std::size_t k = from; k < i; ++k) z[i] -= l(i, k) * z[k];
      z[i] = z[i] / l(i, i);
      square += z[i] * z[i];
    }
    return square_root(square).high;
  };
  Vector out(q);
  for (std::size_t j = 0; j < q; ++j) {
    std::vector<DoubleDouble> z(q);
    if (j < first) {
      z[0] = DoubleDouble{1} / DoubleDouble{t.ones};
      for (std::size_t c = 0; c < t.scale.size(); ++c) z[c + 1] = DoubleDouble{-t.origin[c]} / DoubleDouble{t.scale[c]};
      out[j] = length(std::move(z), 0);
    } else {
      z[j] = {1};
      out[j] = length(std::move(z), j) / t.scale[j - first];
    }
  }
  for (std::size_t i = 0; i < q; ++i)
    for (std::size_t j = 0; j < i; ++j) t.r(j, i) = l(i, j).high;
  for (std::size_t i = 0; i < q; ++i) t.r(i, i) = l(i, i).high;
  return out;
}

}  // namespace paribus
