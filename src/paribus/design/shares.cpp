#include "paribus/design/shares.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "paribus/math/distribution.hpp"
#include "paribus/math/resample.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {

Vector shares_of(Vector v, double total) {
  double left = total > 0 ? 1 : 0;
  for (double& x : v) {
    x = total > 0 ? std::max(0.0, x / total) : 0;
    left -= x;
  }
  v.push_back(std::max(0.0, left));
  return v;
}

std::vector<Share> with_intervals(const Terms& terms, const Vector& shares, std::size_t units,
                                  const std::function<Vector()>& resample) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  std::vector<Share> out(shares.size());
  for (std::size_t k = 0; k < shares.size(); ++k)
    out[k] = {k < terms.size() ? terms[k] : std::vector<std::size_t>{}, shares[k], none, none, none};
  if (units < 2) return out;
  Matrix drawn(shares.size(), resamples);
  for (std::size_t b = 0; b < resamples; ++b) {
    const Vector s = resample();
    for (std::size_t k = 0; k < s.size(); ++k) drawn(k, b) = s[k];
  }
  const double freedom = static_cast<double>(units) - 1;
  const double t = student_t_quantile(0.975, freedom) * std::sqrt((freedom + 1) / freedom);
  for (std::size_t k = 0; k < out.size(); ++k) {
    const double share = out[k].share, half = t * std::sqrt(variance(drawn.row(k)));
    const double center = 2 * share - mean(drawn.row(k));
    out[k].low = std::clamp(center - half, 0.0, share);
    out[k].high = std::clamp(center + half, share, std::max(1.0, share));
  }
  return out;
}

// With B relabelings the observed share is, if the term is empty, equally likely to take any of B + 1 ranks:
// it passes the ceil(0.95 (B + 1))-th smallest with probability below 5 %.
double noise_floor(const std::function<double()>& relabel) {
  Vector s(relabelings);
  for (double& x : s) x = relabel();
  std::sort(s.begin(), s.end());
  return s[static_cast<std::size_t>(std::ceil(0.95 * (relabelings + 1))) - 1];
}

Vector resampled_weights(std::size_t n, Stream& stream) {
  Vector w(n);
  for (const std::uint32_t r : bootstrap_rows(static_cast<std::uint32_t>(n), stream)) w[r] += 1 / static_cast<double>(n);
  return w;
}

}  // namespace paribus
