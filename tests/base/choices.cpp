#include "paribus/base/choices.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdlib>

#include "paribus/base/random.hpp"

namespace paribus {
namespace {

std::string kind(const std::string& s) {
  static const char* names[] = {"flag", "integer", "real", "word", "list"};
  return names[parse_value(s).is.index()];
}

TEST(ParseValue, Sorts) {
  EXPECT_EQ(kind("true"), "flag");
  EXPECT_EQ(kind("32"), "integer");
  EXPECT_EQ(kind("-7"), "integer");
  EXPECT_EQ(kind("0.5"), "real");
  EXPECT_EQ(kind("1e-4"), "real");
  EXPECT_EQ(kind("adam"), "word");
  EXPECT_EQ(kind("\"32\""), "word");
  EXPECT_EQ(kind("[1, 2]"), "list");
  EXPECT_EQ(kind("1e-4x"), "word");
  EXPECT_EQ(kind("True"), "word");
  EXPECT_EQ(kind(""), "word");
  EXPECT_EQ(kind("9223372036854775808"), "real");  // past the largest integer
}

TEST(ParseValue, Values) {
  EXPECT_EQ(std::get<double>(parse_value(" 0.1 ").is), 0.1);
  EXPECT_EQ(std::get<std::string>(parse_value("  two words ").is), "two words");
  EXPECT_EQ(std::get<std::string>(parse_value("\" kept \"").is), " kept ");
  EXPECT_EQ(std::get<bool>(parse_value("false").is), false);
  EXPECT_EQ(parse_value("7", {"--set", 0, 0}).where.file, "--set");
}

TEST(ParseValue, Lists) {
  EXPECT_EQ(parse_value("[]").text(), "[]");
  EXPECT_EQ(parse_value("[64,32]").text(), "[64, 32]");
  EXPECT_EQ(parse_value("[ a , \"b, c\", [1, [2.5]], true ]").text(), "[\"a\", \"b, c\", [1, [2.5]], true]");
  EXPECT_EQ(parse_value("[ a , \"b, c\"]").plain(), "[a, b, c]");
}

TEST(Value, TextReadsBackToTheSameValue) {
  for (const char* s : {"true", "32", "0.1", "1e-300", "\"word\"", "[1, 2.5, \"x\", [false]]", "-3", "1e+22"}) {
    const Value v = parse_value(s);
    EXPECT_EQ(v.text(), s);
    EXPECT_EQ(parse_value(v.text()), v);
  }
}

TEST(Shortest, ReadsBackToTheSameBits) {
  Stream s{{1, 0, "test"}};
  int seen = 0;
  for (int i = 0; i < 100000; ++i) {
    const double x = std::bit_cast<double>(s.bits());
    if (!std::isfinite(x)) continue;
    const std::string text = shortest(x);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(std::strtod(text.c_str(), nullptr)), std::bit_cast<std::uint64_t>(x)) << text;
    EXPECT_LE(text.size(), 24u);
    ++seen;
  }
  EXPECT_GT(seen, 90000);
}

TEST(Shortest, IsShort) {
  EXPECT_EQ(shortest(0.1), "0.1");
  EXPECT_EQ(shortest(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(shortest(1), "1");
  EXPECT_EQ(shortest(-0.0), "-0");
  EXPECT_EQ(shortest(5e-324), "5e-324");
  EXPECT_EQ(shortest(INFINITY), "inf");
  EXPECT_EQ(shortest(-INFINITY), "-inf");
  EXPECT_EQ(shortest(std::nan("")), "nan");
  EXPECT_EQ(shortest(-std::nan("")), "nan");
}

}  // namespace
}  // namespace paribus
