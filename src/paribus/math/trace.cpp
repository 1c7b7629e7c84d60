#include "paribus/math/trace.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "paribus/math/normal.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {

void fill_probe(ProbeLaw kind, const StreamName& name, std::size_t number, Span out) {
  Stream stream{name.at(name.block + "." + std::to_string(number))};
  if (kind == ProbeLaw::gaussian) return fill_normal(stream, out);
  std::uint64_t signs = 0;
  for (std::size_t i = 0; i < out.size(); ++i, signs >>= 1) {
    if (i % 64 == 0) signs = stream.bits();
    out[i] = signs & 1 ? 1.0 : -1.0;
  }
}

ProbeMean probe_mean(View samples) {
  return {mean(samples), std::sqrt(variance(samples) / static_cast<double>(samples.size()))};
}

Vector trace_samples(std::size_t n, const Operator& a, std::size_t probes, ProbeLaw kind, const StreamName& name) {
  Vector v(n), w(n), out;
  for (std::size_t p = 0; p < probes; ++p) {
    fill_probe(kind, name, p, v);
    a(v, w);
    out.push_back(dot(v, w));
  }
  return out;
}

ProbeMean trace(std::size_t n, const Operator& a, std::size_t probes, ProbeLaw kind, const StreamName& name) {
  return probe_mean(trace_samples(n, a, probes, kind, name));
}

ProbeMean hutch_plus_plus(std::size_t n, const Operator& a, std::size_t products, const StreamName& name) {
  const std::size_t share = std::max<std::size_t>(products / 3, 1);
  std::vector<Vector> q;
  Vector v(n), w(n);
  double most = 0;
  for (std::size_t p = 0; p < std::min(share, n); ++p) {
    fill_probe(ProbeLaw::gaussian, name.at(name.block + ".range"), p, v);  // signs repeat in few dimensions
    a(v, w);
    most = std::max(most, norm(w));
    orthogonalize(w, q);
    const double left = norm(w);
    // A range that is exhausted leaves rounding only, and no direction to add.
    if (!(left > 10 * std::numeric_limits<double>::epsilon() * static_cast<double>(n) * most)) continue;
    scale(1 / left, w);
    q.push_back(w);
  }
  double held = 0;
  for (const Vector& u : q) {
    a(u, w);
    held += dot(u, w);
  }
  if (q.size() == n) return {held, 0};
  Vector samples;
  for (std::size_t p = 0; p < share; ++p) {
    fill_probe(ProbeLaw::rademacher, name.at(name.block + ".rest"), p, v);
    orthogonalize(v, q);
    a(v, w);
    samples.push_back(held + dot(v, w));  // v has no part in Q, so this is v^T (I - Q Q^T) A (I - Q Q^T) v
  }
  return probe_mean(samples);
}

}  // namespace paribus
