#include "paribus/cluster/k_means.hpp"

#include <cassert>

#include "paribus/cluster/seeding.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

template <class T>
Matrix points(const PointBlocks<T>& x, const std::vector<std::size_t>& rows) {
  Matrix out(rows.size(), x.dimension());
  for (std::size_t j = 0; j < rows.size(); ++j)
    for (std::size_t k = 0; k < out.columns; ++k) out(j, k) = x.origin()[k] + static_cast<double>(x(rows[j], k));
  return out;
}

/// The mean over coordinates of their variance (with n).
template <class T>
double mean_variance(const PointBlocks<T>& x) {
  Matrix middle(1, x.dimension());
  std::vector<std::uint32_t> labels(x.size());
  middle.values.assign(x.origin().begin(), x.origin().end());
  const ClusterSums s = assign_and_sum(x, middle, std::span{labels});
  const double n = static_cast<double>(x.size());
  const double spread = inertia<T>(x, middle, labels) / n - dot(s.sums.values, s.sums.values) / n / n;
  return spread / static_cast<double>(x.dimension());
}

}  // namespace

template <class T>
Clusters k_means(const PointBlocks<T>& x, std::size_t k, const KMeansRules& rules, const StreamName& name) {
  assert(k > 0 && k <= x.size() && rules.restarts > 0);
  const double small = rules.tolerance > 0 ? rules.tolerance * mean_variance(x) : 0;
  Clusters best;
  for (std::size_t r = 0; r < rules.restarts; ++r) {
    Stream stream{name.at(std::to_string(r))};
    const Seeds seeds = draw_seeds(x, k, rules.candidates ? rules.candidates : usual_candidates(k), stream);
    Clusters found = lloyd(x, points(x, seeds.rows), rules.iterations, small);
    if (r == 0 || found.inertia < best.inertia) best = std::move(found);
  }
  return best;
}

template Clusters k_means(const PointBlocks<float>&, std::size_t, const KMeansRules&, const StreamName&);
template Clusters k_means(const PointBlocks<double>&, std::size_t, const KMeansRules&, const StreamName&);

}  // namespace paribus
