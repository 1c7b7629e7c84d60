#include "paribus/base/text.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace paribus::text {
namespace {

const double nan = std::nan("");

// Typographic signs are spelled in ASCII here: thin space ~, hard space _, minus -, times x.
std::string ascii(std::string s) {
  for (const auto& [from, to] : {std::pair{"\u202f", "~"}, {"\u00a0", "_"}, {"\u2212", "-"}, {"\u00d7", "x"}, {"\u2013", "--"}, {"\u221e", "oo"}})
    for (std::size_t at; (at = s.find(from)) != s.npos;) s.replace(at, std::string(from).size(), to);
  return s;
}

TEST(Number, Figures) {
  EXPECT_EQ(ascii(number(0.0416)), "0.0416");
  EXPECT_EQ(ascii(number(17100)), "17~100");
  EXPECT_EQ(ascii(number(1234567)), "1~234~567");
  EXPECT_EQ(ascii(number(-3.14159)), "-3.14");
  EXPECT_EQ(ascii(number(0)), "0");
  EXPECT_EQ(ascii(number(-0.0)), "0");
  EXPECT_EQ(ascii(number(100)), "100");
  EXPECT_EQ(ascii(number(999)), "999");
  EXPECT_EQ(ascii(number(1)), "1.00");
  EXPECT_EQ(ascii(number(0.5, 1)), "0.5");
  EXPECT_EQ(ascii(number(0.00012345)), "0.000123");
}

TEST(Number, PowersOfTen) {
  EXPECT_EQ(ascii(number(2.3e-7)), "2.3_x_10⁻⁷");
  EXPECT_EQ(ascii(number(1e-7)), "10⁻⁷");
  EXPECT_EQ(ascii(number(-1e-7)), "-10⁻⁷");
  EXPECT_EQ(ascii(number(1e7)), "10⁷");
  EXPECT_EQ(ascii(number(4.56e12)), "4.6_x_10¹²");
  EXPECT_EQ(ascii(number(5e-324)), "4.9_x_10⁻³²⁴");
  EXPECT_EQ(ascii(number(1.7e308)), "1.7_x_10³⁰⁸");
}

TEST(Number, FiguresAreCountedAfterRounding) {
  EXPECT_EQ(ascii(number(9.996)), "10.0");
  EXPECT_EQ(ascii(number(0.09996)), "0.100");
  EXPECT_EQ(ascii(number(999.7)), "1~000");
  EXPECT_EQ(ascii(number(9.97e-7)), "10⁻⁶");
  EXPECT_EQ(ascii(number(0.0997, 2)), "0.10");
}

TEST(Number, NotFinite) {
  EXPECT_EQ(ascii(number(nan)), "--");
  EXPECT_EQ(ascii(number(INFINITY)), "oo");
  EXPECT_EQ(ascii(number(-INFINITY)), "-oo");
}

TEST(Percent, Text) {
  EXPECT_EQ(ascii(percent(0.931)), "93_%");
  EXPECT_EQ(ascii(percent(0.9312, 1)), "93.1_%");
  EXPECT_EQ(ascii(percent(-0.12)), "-12_%");
  EXPECT_EQ(ascii(percent(0)), "0_%");
  EXPECT_EQ(ascii(percent(-0.001)), "0_%");
  EXPECT_EQ(ascii(percent(nan)), "--");
  EXPECT_EQ(ascii(percent(-INFINITY)), "-oo_%");
}

TEST(SignedPoints, Text) {
  EXPECT_EQ(ascii(signed_points(0.012)), "+1.2");
  EXPECT_EQ(ascii(signed_points(-0.004)), "-0.4");
  EXPECT_EQ(ascii(signed_points(0)), "0.0");
  EXPECT_EQ(ascii(signed_points(-0.0001)), "0.0");
  EXPECT_EQ(ascii(signed_points(nan)), "--");
  EXPECT_EQ(ascii(signed_points(INFINITY)), "+oo");
}

TEST(Rate, Text) {
  EXPECT_EQ(ascii(rate(0.32)), "0.32");
  EXPECT_EQ(ascii(rate(0.31622776)), "0.32");
  EXPECT_EQ(ascii(rate(1)), "1");
  EXPECT_EQ(ascii(rate(10)), "10");
  EXPECT_EQ(ascii(rate(0.01)), "0.01");
  EXPECT_EQ(ascii(rate(1e-4)), "10⁻⁴");
  EXPECT_EQ(ascii(rate(0)), "0");
  EXPECT_EQ(ascii(rate(nan)), "--");
}

TEST(Figures, TellLevelsApartAndFromOne) {
  EXPECT_EQ(figures({0.995, 0.998, 0.999, 0.9995, 0.9999}, 3), 4);
  EXPECT_EQ(figures({0.1, 0.1778, 0.3162}), 2);
  EXPECT_EQ(figures({1.01, 2.0}), 3);
  EXPECT_EQ(figures({0.0, 1.0, 10.0}), 2);
  EXPECT_EQ(figures({0.1 + 0.2, 0.3}), 2);  // one level, but for rounding
  EXPECT_EQ(figures({0.2, 0.175}, 3), 3);
  EXPECT_EQ(rate(0.9999, 4), "0.9999");
}

TEST(Ratio, Text) {
  EXPECT_EQ(ascii(ratio(133.4)), "133");
  EXPECT_EQ(ascii(ratio(8.61)), "8.6");
  EXPECT_EQ(ascii(ratio(0.999)), "0.999");
  EXPECT_EQ(ascii(ratio(1)), "1.000");
  EXPECT_EQ(ascii(ratio(1.0 / 24)), "1/24");
  EXPECT_EQ(ascii(ratio(17123)), "17~000");
  EXPECT_EQ(ascii(ratio(2)), "2");
  EXPECT_EQ(ascii(ratio(0.6)), "0.60");
  EXPECT_EQ(ascii(ratio(0)), "0");
  EXPECT_EQ(ascii(ratio(INFINITY)), "oo");
  EXPECT_EQ(ascii(ratio(-3)), "-3");
  EXPECT_EQ(ascii(ratio(nan)), "--");
}

TEST(PValue, Text) {
  EXPECT_EQ(p_value(0), "< 0.001");
  EXPECT_EQ(p_value(0.00099), "< 0.001");
  EXPECT_EQ(p_value(0.001), "0.0010");
  EXPECT_EQ(p_value(0.0132), "0.013");
  EXPECT_EQ(p_value(0.25), "0.25");
  EXPECT_EQ(p_value(0.9949), "0.99");
  EXPECT_EQ(p_value(0.995), "1.00");
  EXPECT_EQ(p_value(1), "1.00");
  EXPECT_EQ(ascii(p_value(nan)), "--");
}

TEST(Seconds, Text) {
  EXPECT_EQ(seconds(0.84), "0.8 s");
  EXPECT_EQ(seconds(9.97), "10 s");
  EXPECT_EQ(seconds(42), "42 s");
  EXPECT_EQ(seconds(59.7), "1 min 0 s");
  EXPECT_EQ(seconds(102), "1 min 42 s");
  EXPECT_EQ(seconds(3599.8), "1 h 0 min");
  EXPECT_EQ(seconds(7500), "2 h 5 min");
}

TEST(Words, ListsCountsAndCase) {
  EXPECT_EQ(list({}), "");
  EXPECT_EQ(list({"a"}), "a");
  EXPECT_EQ(list({"a", "b"}), "a and b");
  EXPECT_EQ(list({"a", "b", "c"}), "a, b and c");
  EXPECT_EQ(span("1", "2"), "1 to 2");
  EXPECT_EQ(ascii(count(7440)), "7~440");
  EXPECT_EQ(ascii(count(999)), "999");
  EXPECT_EQ(ascii(count(18446744073709551615u)), "18~446~744~073~709~551~615");
  EXPECT_EQ(upper_first("adam"), "Adam");
  EXPECT_EQ(lower_first("Adam"), "adam");
  EXPECT_EQ(lower_first("L2 penalty"), "L2 penalty");
  EXPECT_EQ(lower_first("PCA"), "PCA");
  EXPECT_EQ(upper_first(""), "");
}

TEST(Terminal, PlainPrintableAndWidth) {
  EXPECT_EQ(plain(number(-17100)), "-17,100");
  EXPECT_EQ(plain(percent(0.5)), "50 %");
  EXPECT_EQ(printable("a\x1b[31mb\n\x7f"), "a\\x1b[31mb\\x0a\\x7f");
  EXPECT_EQ(printable("\xc2\x9b" "2J"), "\\x9b2J");  // the one-character escape of 8-bit terminals
  EXPECT_EQ(printable("é \u2212"), "é \u2212");
  EXPECT_EQ(width("\u2212\u202fx"), 3u);
  EXPECT_EQ(padded("é", 3), "é  ");
  EXPECT_EQ(padded("é", 3, true), "  é");
  EXPECT_EQ(padded("long", 2), "long");
}

}  // namespace
}  // namespace paribus::text
