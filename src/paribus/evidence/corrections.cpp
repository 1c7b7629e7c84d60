#include "paribus/evidence/corrections.hpp"

#include <algorithm>
#include <numeric>

namespace paribus {
namespace {

std::vector<std::size_t> ascending(View p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [p](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  return order;
}

}  // namespace

// The j-th smallest of m times m - j + 1, never less than the one before it.
Vector holm(View p) {
  Vector out(p.size());
  double reached = 0;
  std::size_t left = p.size();
  for (const std::size_t i : ascending(p)) {
    reached = std::max(reached, static_cast<double>(left--) * p[i]);
    out[i] = std::min(1.0, reached);
  }
  return out;
}

// The j-th smallest of m times m / j, never more than the one after it.
Vector benjamini_hochberg(View p) {
  Vector out(p.size());
  const std::vector<std::size_t> order = ascending(p);
  double reached = 1;
  for (std::size_t j = order.size(); j > 0; --j) {
    const double m = static_cast<double>(p.size());
    reached = std::min(reached, m / static_cast<double>(j) * p[order[j - 1]]);
    out[order[j - 1]] = reached;
  }
  return out;
}

}  // namespace paribus
