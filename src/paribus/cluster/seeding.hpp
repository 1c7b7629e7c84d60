#pragma once
// k-means++: where k-means begins. The first seed is any point; each further one is drawn with a probability in
// proportion to the squared distance from the nearest seed so far. (Arthur & Vassilvitskii 2007)
//
// Greedily: of several points so drawn the one is taken that lowers the potential most (their section 6 names it;
// 2 + ln k candidates as in scikit-learn).

#include "paribus/base/random.hpp"
#include "paribus/math/nearest.hpp"

namespace paribus {

struct Seeds {
  std::vector<std::size_t> rows;   ///< of the points drawn, in the order drawn
  double potential;                ///< sum over points of the squared distance to the nearest of them
};

/// k >= 1 seeds among the points, at least one. Distances are sums of squared differences in T, their sums float64, in
/// an order that depends on the number of points alone. Where all points lie on seeds already, further ones are drawn
/// evenly.
template <class T>
Seeds draw_seeds(const PointBlocks<T>&, std::size_t k, std::size_t candidates, Stream&);

std::size_t usual_candidates(std::size_t k);   ///< 2 + floor(ln k)

}  // namespace paribus
