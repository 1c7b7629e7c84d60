// The nearest centroid against its plain twin: equal to the bit, at every edge of size, on both instruction sets.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "nearest_twin.hpp"

namespace paribus {
namespace {

template <class T>
struct Nearest : testing::Test {};
using Precisions = testing::Types<float, double>;
TYPED_TEST_SUITE(Nearest, Precisions);

template <class T>
void expect_twin(std::size_t n, std::size_t d, std::size_t k) {
  const Matrix x = twin::cloud(n, d, n, 3), c = twin::cloud(k, d, 1000 + k, 3);
  const Vector origin = origin_of(x);
  const PointBlocks<T> points(x, origin);
  std::vector<std::uint32_t> labels(n, 7), again(n, 7), expected(n);
  Vector squared(n), distances(n);
  for (std::size_t i = 0; i < n; ++i) {
    const auto [label, distance] = twin::nearest<T>(x, i, c, origin);
    expected[i] = label;
    distances[i] = distance;
  }
  const std::string what = std::to_string(n) + " x " + std::to_string(d) + ", " + std::to_string(k) + " centroids";
  assign<T>(points, c, labels, squared);
  ASSERT_EQ(labels, expected) << what;
  ASSERT_EQ(squared, distances) << what;
  const ClusterSums sums = assign_and_sum<T>(points, c, again), plain = twin::sums<T>(x, expected, k, origin);
  ASSERT_EQ(again, expected) << what;
  ASSERT_EQ(sums.sums.values, plain.sums.values) << what;
  ASSERT_EQ(sums.counts, plain.counts) << what;
  ASSERT_EQ(sums.changed, n - static_cast<std::size_t>(std::count(expected.begin(), expected.end(), 7u))) << what;
  ASSERT_EQ(assign_and_sum<T>(points, c, again).changed, 0u) << what;
  // From labels in turn: the sums of those, moved.
  for (std::size_t i = 0; i < n; ++i) again[i] = static_cast<std::uint32_t>(i % k);
  ClusterSums moved = twin::sums<T>(x, again, k, origin);
  assign_and_move<T>(points, c, again, moved);
  ASSERT_EQ(again, expected) << what;
  ASSERT_EQ(moved.counts, plain.counts) << what;
  for (std::size_t i = 0; i < k * d; ++i) ASSERT_NEAR(moved.sums.values[i], plain.sums.values[i], 1e-12 * static_cast<double>(n)) << what;
}

TYPED_TEST(Nearest, IsItsTwinForEveryPairOfSizes) {
  constexpr std::size_t count = std::size(twin::sizes);
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j < count; ++j)
      expect_twin<TypeParam>(twin::sizes[i], twin::sizes[(i + j) % count], twin::sizes[j]);
}

TYPED_TEST(Nearest, NearerIsItsTwin) {
  using T = TypeParam;
  constexpr std::size_t width = kernel::panel<T>;
  for (const std::size_t d : twin::sizes)
    for (const std::size_t count : {1u, 2u, 3u, 4u, 5u, 7u, 9u}) {
      const std::size_t last = 1 + d % width;   // points of the last block
      Matrix x = twin::cloud(width + last, d, d, 3);
      x(width, d / 2) = std::nan("");
      const PointBlocks<T> points(x, Vector(d));
      std::vector<T> seeds;
      for (std::size_t i = 0; i < count * d; ++i) seeds.push_back(static_cast<T>(x.values[i % (width * d)] + 0.5));
      kernel::Buffer<T> before(width), out(count * 2 * width);
      for (std::size_t p = 0; p < width; ++p) before[p] = static_cast<T>(p % 2 ? 1e9 : 0.2);
      nearer<T>(points, 1, seeds.data(), count, before.data(), out.data() + width, 2 * width);
      for (std::size_t j = 0; j < count; ++j)
        for (std::size_t p = 0; p < last; ++p) {
          T sum = 0;
          for (std::size_t k = 0; k < d; ++k) {
            const T u = static_cast<T>(x(width + p, k)) - seeds[j * d + k];
            sum = std::fma(u, u, sum);
          }
          ASSERT_EQ(out[(2 * j + 1) * width + p], sum < before[p] ? sum : before[p]) << d << " " << count << " " << j << " " << p;
        }
    }
}

TYPED_TEST(Nearest, SumsInShardsThatTheNumberOfPointsSets) {
  for (const std::size_t n : {2047u, 2049u, 5000u, 70001u}) expect_twin<TypeParam>(n, 5, 9);
  expect_twin<TypeParam>(300, 600, 11);  // a block beyond the first cache
}

TYPED_TEST(Nearest, TiesGoToTheLowestIndex) {
  // Points 0, 1, 2, ... in between centroids 0, 2, 4, ..., the whole of them twice.
  const std::size_t n = 101, half = 51;
  Matrix x(n, 1), c(2 * half, 1);
  for (std::size_t i = 0; i < n; ++i) x(i, 0) = static_cast<double>(i);
  for (std::size_t j = 0; j < 2 * half; ++j) c(j, 0) = static_cast<double>(j % half * 2);
  std::vector<std::uint32_t> labels(n);
  assign<TypeParam>(PointBlocks<TypeParam>(x, origin_of(x)), c, labels);
  for (std::size_t i = 0; i < n; ++i) EXPECT_EQ(labels[i], i / 2) << i;  // half way: the one below
}

TYPED_TEST(Nearest, NotANumberStaysOneAndSpoilsNothingElse) {
  using T = TypeParam;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  Matrix x = twin::cloud(40, 3, 1), c = twin::cloud(9, 3, 2);
  const Matrix clean = c;
  std::vector<std::uint32_t> expected(40), labels(40);
  const Vector origin = origin_of(x);
  c(4, 1) = nan;
  assign<T>(PointBlocks<T>(x, origin), c, expected);
  for (const auto l : expected) EXPECT_NE(l, 4u) << "a centroid that is no point";
  x(17, 2) = nan;
  Vector squared(40);
  assign<T>(PointBlocks<T>(x, origin), c, labels, squared);
  expected[17] = 0;
  EXPECT_EQ(labels, expected);
  for (std::size_t i = 0; i < 40; ++i) EXPECT_EQ(std::isnan(squared[i]), i == 17) << i;
  const ClusterSums s = assign_and_sum<T>(PointBlocks<T>(x, origin), c, labels);
  for (std::size_t j = 0; j < 9; ++j)
    for (std::size_t k = 0; k < 3; ++k) EXPECT_EQ(std::isnan(s.sums(j, k)), j == 0 && k == 2);
  EXPECT_TRUE(std::isnan(inertia<T>(PointBlocks<T>(x, origin), clean, labels)));
  for (const double o : origin_of(x)) EXPECT_TRUE(std::isfinite(o)) << "one NaN must not spoil the others' origin";
}

TYPED_TEST(Nearest, TheOriginKeepsDigitsFarFromZero) {
  using T = TypeParam;
  const std::size_t n = 2000, d = 8, k = 20;
  const double far = sizeof(T) == 4 ? 4e3 : 1e8;  // times the spread: eps |x|^2 is as large as the distances
  const Matrix x = twin::cloud(n, d, 1, far), c = twin::cloud(k, d, 2, far);
  std::vector<std::uint32_t> labels(n);
  Vector squared(n);
  const auto wrong = [&](View origin) {
    assign<T>(PointBlocks<T>(x, origin), c, labels, squared);
    std::size_t count = 0;
    for (std::size_t i = 0; i < n; ++i) {
      double least = std::numeric_limits<double>::infinity(), chosen = 0;
      for (std::size_t j = 0; j < k; ++j) {
        double s = 0;
        for (std::size_t q = 0; q < d; ++q) s += (x(i, q) - c(j, q)) * (x(i, q) - c(j, q));
        least = std::min(least, s);
        if (j == labels[i]) chosen = s;
      }
      count += chosen > least + 20 * double(std::numeric_limits<T>::epsilon());
      if (origin[0] != 0) {
        EXPECT_NEAR(squared[i], least, 100 * double(std::numeric_limits<T>::epsilon())) << i;
      }
    }
    return count;
  };
  EXPECT_EQ(wrong(origin_of(x)), 0u);
  EXPECT_GT(wrong(Vector(d, 0.0)), n / 100) << "the data no longer try what they should";
}

TYPED_TEST(Nearest, InertiaIsTheSumOfSquaredDistances) {
  using T = TypeParam;
  const Matrix x = twin::cloud(333, 7, 1, 5), c = twin::cloud(10, 7, 2, 5);
  const PointBlocks<T> points(x, origin_of(x));
  std::vector<std::uint32_t> labels(333);
  assign<T>(points, c, labels);
  long double total = 0;
  for (std::size_t i = 0; i < 333; ++i)
    for (std::size_t k = 0; k < 7; ++k) {
      const long double u = points(i, k) - (static_cast<long double>(c(labels[i], k)) - points.origin()[k]);
      total += u * u;
    }
  EXPECT_NEAR(inertia<T>(points, c, labels), double(total), 1e-12 * double(total));
}

TEST(Origin, IsNearTheMeanAndShortInBinary) {
  Matrix x(100, 3);
  for (std::size_t i = 0; i < 100; ++i) {
    x(i, 0) = static_cast<double>(i * i % 17);        // counts: the origin is a short binary fraction
    x(i, 1) = 1e9 + static_cast<double>(i % 2);       // far away, spread 1/2
    x(i, 2) = 5;                                      // constant: itself
  }
  const Vector o = origin_of(x);
  EXPECT_NEAR(o[0], 8, 1);
  EXPECT_EQ(o[0] * 8, std::round(o[0] * 8));
  EXPECT_NEAR(o[1], 1e9 + 0.5, 1.0 / 16);
  EXPECT_EQ(o[2], 5);
}

/// The tests above in a process of their own, under the given instruction set.
int run_again(const std::string& target) {
  const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
  const std::string all = "' --gtest_filter='Nearest/*:Lloyd/*' > /dev/null 2>&1";
  return std::system(("PARIBUS_TARGET=" + target + " '" + self + all).c_str());
}

TEST(NearestTarget, BothInstructionSetsAreTheTwin) {
  EXPECT_EQ(run_again("avx2"), 0);
  if (kernel::target() == kernel::Target::avx2) GTEST_SKIP() << "AVX2 is in use here: AVX-512 was not tried";
  EXPECT_EQ(run_again("avx512"), 0);
}

}  // namespace
}  // namespace paribus
