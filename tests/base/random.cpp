#include "paribus/base/random.hpp"

#include <Random123/philox.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <set>

#include "paribus/base/hash.hpp"

namespace paribus {
namespace {

// The published known answers of Philox4x32-10 (Random123, kat_vectors): counter, key, result.
TEST(Random, PhiloxGivesItsKnownAnswers) {
  struct Answer {
    std::array<std::uint32_t, 4> counter;
    std::array<std::uint32_t, 2> key;
    std::array<std::uint32_t, 4> result;
  };
  const Answer answers[] = {
      {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
      {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}, {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
      {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}, {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
  };
  for (const Answer& a : answers) {
    const auto out = r123::Philox4x32{}({{a.counter[0], a.counter[1], a.counter[2], a.counter[3]}}, {{a.key[0], a.key[1]}});
    for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(out[i], a.result[i]);
  }
}

// Philox written out from the paper (Salmon et al. 2011, section 3.2), against our stream: ten rounds, the
// counter in the first two words, the key from the SHA-256 of the name.
std::array<std::uint32_t, 4> philox(std::uint64_t counter, std::uint64_t key) {
  std::array<std::uint32_t, 4> c{static_cast<std::uint32_t>(counter), static_cast<std::uint32_t>(counter >> 32), 0, 0};
  auto k0 = static_cast<std::uint32_t>(key), k1 = static_cast<std::uint32_t>(key >> 32);
  for (int round = 0; round < 10; ++round, k0 += 0x9E3779B9, k1 += 0xBB67AE85) {
    const std::uint64_t a = std::uint64_t{0xD2511F53} * c[0], b = std::uint64_t{0xCD9E8D57} * c[2];
    c = {static_cast<std::uint32_t>(b >> 32) ^ c[1] ^ k0, static_cast<std::uint32_t>(b),
         static_cast<std::uint32_t>(a >> 32) ^ c[3] ^ k1, static_cast<std::uint32_t>(a)};
  }
  return c;
}

TEST(Random, AStreamIsPhiloxOfItsName) {
  Stream s{{7, 3, "start", "layer"}};
  const std::uint64_t key = sha256("7\n3\nstart\nlayer").leading();
  for (std::uint64_t i = 0; i < 100; ++i) {
    const auto out = philox(i, key);
    EXPECT_EQ(s.bits(), out[0] | std::uint64_t{out[1]} << 32);
    EXPECT_EQ(s.bits(), out[2] | std::uint64_t{out[3]} << 32);
  }
}

TEST(Random, EveryFieldOfTheNameCounts) {
  const StreamName name{1, 2, "start", "w"};
  std::set<std::uint64_t> first;
  for (const StreamName& n : {name, StreamName{2, 2, "start", "w"}, StreamName{1, 3, "start", "w"}, StreamName{1, 2, "split", "w"},
                              name.at("b"), StreamName{12, 2, "start", "w"}, StreamName{1, 2, "startw", ""}})
    first.insert(Stream{n}.bits());
  EXPECT_EQ(first.size(), 7u);
  EXPECT_EQ(Stream{name}.bits(), Stream{name.at("w")}.bits());
}

TEST(Random, UniformsStayInTheirIntervals) {
  Stream s{{1, 0, "test"}}, twin{{1, 0, "test"}};
  double sum = 0, squares = 0;
  constexpr int n = 100000;
  for (int i = 0; i < n; ++i) {
    const double u = s.uniform(), v = Stream{{static_cast<std::uint64_t>(i), 0, "open"}}.open_uniform();
    EXPECT_EQ(u, static_cast<double>(twin.bits() >> 11) * 0x1p-53);
    EXPECT_TRUE(u >= 0 && u < 1 && v > 0 && v < 1);
    sum += u;
    squares += u * u;
  }
  EXPECT_NEAR(sum / n, 0.5, 4 * std::sqrt(1.0 / 12 / n));  // four standard errors, fixed seed
  EXPECT_NEAR(squares / n, 1.0 / 3, 4 * std::sqrt(4.0 / 45 / n));
}

TEST(Random, BelowIsUniform) {
  Stream s{{2, 0, "test"}};
  std::array<int, 7> counts{};
  for (int i = 0; i < 70000; ++i) ++counts.at(s.below(7));
  double chi2 = 0;
  for (const int c : counts) chi2 += (c - 10000.0) * (c - 10000.0) / 10000;
  EXPECT_LT(chi2, 22.5);  // 0.999-quantile, 6 degrees of freedom
  EXPECT_EQ(s.below(1), 0u);
}

// n = 3 * 2^62: a quarter of the draws must be rejected, or the lower third would come twice as often.
TEST(Random, BelowRejectsInsteadOfFolding) {
  Stream s{{3, 0, "test"}};
  const std::uint64_t n = std::uint64_t{3} << 62;
  int lower = 0;
  for (int i = 0; i < 30000; ++i) lower += s.below(n) < (std::uint64_t{1} << 62);
  EXPECT_NEAR(lower, 10000, 4 * std::sqrt(30000 * 2.0 / 9));
}

TEST(Random, PermutationsAreAllEquallyLikely) {
  std::map<std::vector<std::uint32_t>, int> counts;
  Stream s{{4, 0, "test"}};
  for (int i = 0; i < 24000; ++i) ++counts[permutation(4, s)];
  EXPECT_EQ(counts.size(), 24u);
  double chi2 = 0;
  for (const auto& [p, c] : counts) chi2 += (c - 1000.0) * (c - 1000.0) / 1000;
  EXPECT_LT(chi2, 49.7);  // 0.999-quantile, 23 degrees of freedom
  EXPECT_TRUE(permutation(0, s).empty());
  EXPECT_EQ(permutation(1, s), std::vector<std::uint32_t>{0});
}

}  // namespace
}  // namespace paribus
