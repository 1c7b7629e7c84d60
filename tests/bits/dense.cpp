// Decompositions give one set of bits, whatever the processor's caches and wherever the numbers lie in memory.
#include "paribus/math/dense.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <set>

#include "paribus/base/hash.hpp"
#include "paribus/base/random.hpp"
#include "paribus/math/normal.hpp"

// The Eigen that src/paribus/math/dense.cpp uses, by its name and with its settings.
#define Eigen paribus_eigen
#define EIGEN_MAX_ALIGN_BYTES 32
#define EIGEN_MAX_STATIC_ALIGN_BYTES 32
#define EIGEN_DONT_PARALLELIZE
#include <Eigen/Core>

namespace paribus {
namespace {

struct Caches {
  std::ptrdiff_t l1, l2, l3;
};

/// What Eigen would find on some processor.
void pretend(const Caches& c) { Eigen::setCpuCacheSizes(c.l1, c.l2, c.l3); }

Matrix gaussian(std::size_t rows, std::size_t columns) {
  Stream s{{1, rows, "test", std::to_string(columns)}};
  Matrix a(rows, columns);
  fill_normal(s, a.values);
  return a;
}

/// Of every decomposition.
std::string hash_of_all() {
  Hasher hash;
  for (const std::size_t n : {33u, 300u}) {
    const Matrix x = gaussian(n + 20, n), g = gram(x);
    const SymmetricEigen e = symmetric_eigen(g);
    for (const auto* v : {&g.values, &e.values, &e.vectors.values}) hash.add(*v);
    hash.add(solve_positive(g, x.row(0)));
    hash.add(least_squares(x, Vector(n + 20, 1.0)));
  }
  return hash.done().hex();
}

const Caches small{8 * 1024, 64 * 1024, 512 * 1024}, middle{16 * 1024, 1024 * 1024, 8 * 1024 * 1024},
    large{48 * 1024, 2 * 1024 * 1024, 36 * 1024 * 1024};

/// In a process of its own, as if it had started on that processor; 3 if Eigen is left to follow it.
void child(const Caches& c) {
  pretend(c);
  std::cerr << hash_of_all();
  Caches now{};
  Eigen::internal::manage_caching_sizes(Eigen::GetAction, &now.l1, &now.l2, &now.l3);
  std::exit(now.l1 == 32 * 1024 && now.l2 == 256 * 1024 && now.l3 == 1024 * 1024 ? 0 : 3);
}

// Another version of Eigen may change it: then numerics_version must rise with this number.
TEST(DenseDeathTest, OneHashForEveryCache) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  for (const auto& c : {small, middle, large})
    EXPECT_EXIT(child(c), testing::ExitedWithCode(0), "0d3d31f15502c32e701c786f12e204ef732f1335238b93da8c17d8aea1fcda25") << c.l1;
}

// What the sizes can do: they cut the chains of Eigen's products. (In float, which the house's file never uses, so that
// no function of that file is taken from here.) The decompositions of Eigen 3.4 that the house calls need no product;
// the test above keeps watch over the next version and over whoever calls one.
TEST(Dense, CachesMatterToProducts) {
  using Floats = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic>;
  std::set<std::string> seen;
  for (const auto& c : {small, middle, large}) {
    pretend(c);
    Floats a(40, 1000), b(1000, 40);
    for (Eigen::Index i = 0; i < a.size(); ++i) a.data()[i] = b.data()[i] = 1.0f / static_cast<float>(i + 3);
    const Floats product = a * b;
    Hasher hash;
    for (Eigen::Index i = 0; i < product.size(); ++i) hash.add(static_cast<double>(product.data()[i]));
    seen.insert(hash.done().hex());
  }
  EXPECT_EQ(seen.size(), 3u);
}

TEST(Dense, OneHashForEveryPlaceInMemory) {
  const std::size_t n = 33;
  const Matrix x = gaussian(2 * n, n), g = gram(x);
  const Vector b = gaussian(1, 2 * n).values, solved = solve_positive(g, View(b).first(n)), fitted = least_squares(x, b);
  Hasher hash;
  hash.add(solved), hash.add(fitted);
  EXPECT_EQ(hash.done().hex(), "7a0f287c310cb67834d8a166e300840010c4f04174ec9bbcde4130a3e5f7524c");
  for (std::size_t shift = 0; shift < 8; ++shift) {  // every multiple of 8 bytes within 64
    Vector moved(shift, 0.0);
    moved.insert(moved.end(), b.begin(), b.end());
    const View at = View(moved).subspan(shift);
    EXPECT_EQ(solve_positive(g, at.first(n)), solved) << shift;
    EXPECT_EQ(least_squares(x, at), fitted) << shift;
  }
  // A matrix owns its numbers: they lie where the heap has room.
  const SymmetricEigen e = symmetric_eigen(g);
  std::set<std::uintptr_t> places;
  std::vector<std::unique_ptr<char[]>> between;
  std::vector<Matrix> kept;
  for (int i = 0; i < 8; ++i) {
    between.push_back(std::make_unique<char[]>(24));
    kept.push_back(g);
    places.insert(reinterpret_cast<std::uintptr_t>(kept.back().values.data()) % 64);
    const SymmetricEigen again = symmetric_eigen(kept.back());
    EXPECT_EQ(again.values, e.values);
    EXPECT_EQ(again.vectors.values, e.vectors.values);
    EXPECT_EQ(gram(kept.back()).values, gram(g).values);
  }
  EXPECT_GT(places.size(), 1u) << "the heap gave one alignment only";
}

}  // namespace
}  // namespace paribus
