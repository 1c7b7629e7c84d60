#include "paribus/base/hash.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

namespace paribus {
namespace {

// FIPS 180-4: the published examples.
TEST(Sha256, KnownAnswers) {
  EXPECT_EQ(sha256("").hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc").hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").hex(),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256(std::string(1000000, 'a')).hex(), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Hash, LeadingIsLittleEndian) { EXPECT_EQ(sha256("abc").leading(), 0xeacf018fbf1678bau); }

template <class... T>
std::string hashed(const T&... x) {
  Hasher h;
  (h.add(x), ...);
  return h.done().hex();
}

using Text = std::string_view;

TEST(Hasher, LengthsSeparateNeighbors) {
  EXPECT_NE(hashed(Text("ab"), Text("c")), hashed(Text("a"), Text("bc")));
  const std::vector<double> one{1}, two{1, 2}, rest{2};
  EXPECT_NE(hashed(std::span<const double>(one), std::span<const double>(rest)), hashed(std::span<const double>(two)));
  EXPECT_EQ(hashed(Text("ab")), hashed(Text("ab")));
}

TEST(Hasher, EveryNotANumberIsOne) {
  const double odd = std::bit_cast<double>(0xfff8000000000123u);
  EXPECT_EQ(hashed(odd), hashed(std::nan("")));
  EXPECT_EQ(hashed(-std::nan("")), hashed(std::nan("")));
  EXPECT_NE(hashed(0.0), hashed(-0.0));  // these are different bits that a record may carry
  EXPECT_NE(hashed(1.0), hashed(std::nextafter(1.0, 2.0)));
}

TEST(Hasher, BytesAreThoseOfADouble) {  // fixed for ever: records of old studies must keep their keys
  EXPECT_EQ(hashed(1.5), sha256(std::string_view("\0\0\0\0\0\0\xf8\x3f", 8)).hex());
  EXPECT_EQ(hashed(std::uint64_t{258}), sha256(std::string_view("\2\1\0\0\0\0\0\0", 8)).hex());
}

}  // namespace
}  // namespace paribus
