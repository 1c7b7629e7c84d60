#include "app/spectra.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/learner/whole_spectrum.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

constexpr std::size_t nodes = 60, probes = 24, dense = 2000, points = 241;
constexpr double widths = 100;  // in the whole range

/// Nothing where all eigenvalues are one or none is finite: there is no density to draw.
std::vector<Answer::Spectrum> at(const Bench& bench, const Vector& theta, const std::string& where, const StreamName& name) {
  const WholeSpectrum w = whole_spectrum(bench, theta, nodes, probes, dense, name);
  const double range = w.high.value - w.low.value;
  if (!(range > 0) || !std::isfinite(range)) return {};
  Answer::Spectrum s{where,        theta.size(),    std::min(nodes, theta.size()), probes, w.low.value, w.low.residual,
                     w.high.value, w.high.residual, w.trace.value, w.trace.error, range / widths, {}, {}, {}, w.exact, {}};
  const double from = w.low.value - 4 * s.width, step = (range + 8 * s.width) / (points - 1);
  for (std::size_t i = 0; i < points; ++i) s.at.push_back(from + static_cast<double>(i) * step);
  const auto counted = [&](Vector density) {
    scale(static_cast<double>(theta.size()) * s.width, density);
    return density;
  };
  Density d = spectral_density(w.rules, s.at, s.width);
  s.count = counted(std::move(d.values)), s.error = counted(std::move(d.errors));
  if (!w.exact.empty()) {
    const GaussRule all{w.exact, Vector(w.exact.size(), 1 / static_cast<double>(w.exact.size()))};
    s.exact_count = counted(spectral_density(std::span(&all, 1), s.at, s.width).values);
  }
  return {s};
}

}  // namespace

std::vector<Answer::Spectrum> spectra(const BesideFlow& all, const Bench& bench, std::uint64_t seed) {
  const StreamName name{seed, 0, "spectrum"};
  auto out = at(bench, all.flow.theta.front(), bench.quadratic ? "everywhere" : "at the start", name);
  if (!bench.quadratic)
    for (auto& s : at(bench, all.flow.theta.back(), "at the end of the flow", name)) out.push_back(std::move(s));
  return out;
}

}  // namespace paribus
