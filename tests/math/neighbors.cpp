// Both searches beside measuring every row.
#include <gtest/gtest.h>

#include <algorithm>

#include "paribus/base/random.hpp"
#include "paribus/math/neighbors.hpp"

namespace paribus {
namespace {

Matrix random(std::size_t n, std::size_t d, std::uint64_t seed, int levels, double far) {
  Stream s{{seed, 0, "neighbors"}};
  Matrix x(n, d);
  for (double& v : x.values) v = far + (levels ? static_cast<double>(s.below(static_cast<std::uint64_t>(levels))) : s.uniform());
  return x;
}

std::vector<Neighbor> measured(const Matrix& x, const Matrix& q, std::size_t k) {
  std::vector<Neighbor> out, all;
  for (std::size_t i = 0; i < q.rows; ++i) {
    all.clear();
    for (std::size_t r = 0; r < x.rows; ++r) all.push_back({squared_distance(q.row(i), x.row(r)), static_cast<std::uint32_t>(r)});
    std::ranges::sort(all);
    out.insert(out.end(), all.begin(), all.begin() + static_cast<std::ptrdiff_t>(k));
  }
  return out;
}

// Few levels make ties and equal rows; far from 0, what a product says of a distance is mostly rounding.
TEST(Neighbors, AreThoseOfMeasuringEveryRowToTheBit) {
  std::uint64_t seed = 0;
  for (const std::size_t n : {1u, 2u, 17u, 100u, 700u})
    for (const std::size_t d : {1u, 2u, 5u, 16u, 40u})
      for (const int levels : {0, 1, 3})
        for (const double far : {0.0, 1e6}) {
          const Matrix x = random(n, d, ++seed, levels, far), q = random(37, d, ++seed, levels, far);
          for (const std::size_t k : {std::size_t{1}, std::min<std::size_t>(n, 6), n}) {
            const auto expected = measured(x, q, k);
            EXPECT_EQ(brute_neighbors(x)->nearest(q, k), expected) << n << " x " << d << ", " << levels << " levels, k " << k << ", by products";
            EXPECT_EQ(tree_neighbors(x)->nearest(q, k), expected) << n << " x " << d << ", " << levels << " levels, k " << k << ", by a tree";
          }
        }
}

TEST(Neighbors, OfNoPointAreNone) {
  const Matrix x = random(30, 3, 1, 0, 0), none(0, 3);
  EXPECT_TRUE(brute_neighbors(x)->nearest(none, 2).empty());
  EXPECT_TRUE(tree_neighbors(x)->nearest(none, 2).empty());
}

}  // namespace
}  // namespace paribus
