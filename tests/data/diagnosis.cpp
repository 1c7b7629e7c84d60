// Tables with one defect each, and tables with none.
#include "paribus/data/diagnosis.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "paribus/base/random.hpp"
#include "tables.hpp"

namespace paribus {
namespace {

using Kind = Suspicion::Kind;

/// 60 rows of noise x, z and a target of two classes or of numbers, with one more column `name`.
Dataset with(const std::string& name, std::string (*value)(int), bool classes = true) {
  Stream s{{2, 0, "table"}};
  std::string text = "x," + name + ",z,y\n";
  for (int i = 0; i < 60; ++i)
    text += std::to_string(s.uniform()) + "," + value(i) + "," + std::to_string(s.uniform()) + "," +
            (classes ? i % 2 ? "yes" : "no" : std::to_string(0.37 * ((i * 37) % 60) + 0.01)) + "\n";
  return tests::table(text);
}

std::string only(const Dataset& data, Kind kind) {
  const auto found = suspicions(data);
  if (found.size() != 1) return std::to_string(found.size()) + " found";
  return found[0].kind == kind ? found[0].text : "another kind: " + found[0].text;
}

TEST(Suspicions, NameTheDefect) {
  EXPECT_EQ(only(with("copy", [](int i) { return std::string(i % 2 ? "b" : "a"); }), Kind::target_copy),
            "'copy' tells the class of 'y' in every row: is it known before the target is?");
  EXPECT_EQ(only(with("twice", [](int i) { return std::to_string(2 * (0.37 * ((i * 37) % 60) + 0.01)); }, false), Kind::target_copy),
            "'twice' follows 'y' with correlation 1.000: is it known before the target is?");
  EXPECT_EQ(only(with("squared", [](int i) { return std::to_string(std::pow(0.37 * ((i * 37) % 60) + 0.01, 4)); }, false), Kind::target_copy),
            "'squared' follows 'y' with rank correlation 1.000: is it known before the target is?");
  EXPECT_EQ(only(with("score", [](int i) { return std::to_string(i % 2 + 0.01 * ((i * 7) % 60)); }), Kind::target_copy),
            "thresholds on 'score' tell the class of 'y' in every row: is it a strong feature, or the target itself?");
  EXPECT_EQ(only(with("owner", [](int i) { return "n" + std::to_string((i * 7) % 55); }), Kind::identifier),
            "'owner' has 55 values in 60 rows, as a name has: set data.ignore");
  EXPECT_EQ(only(with("number", [](int i) { return std::to_string(i + 1); }), Kind::identifier),
            "'number' has another value in every row, as a name or a number of rows has: set data.ignore");
  EXPECT_EQ(only(with("name", [](int i) { return "n" + std::to_string((i * 7) % 60); }), Kind::identifier),
            "'name' has another value in every row, as a name or a number of rows has: set data.ignore");
  EXPECT_EQ(only(with("sold_date", [](int i) { return std::to_string(i % 5); }), Kind::time),
            "'sold_date' looks like time: rows of one time may be alike, and a random split lets a model look ahead");
  EXPECT_EQ(only(with("day", [](int i) { return "2024-01-" + std::string(i % 20 < 9 ? "0" : "") + std::to_string(i % 20 + 1); }), Kind::time),
            "'day' looks like time: rows of one time may be alike, and a random split lets a model look ahead");
  EXPECT_EQ(only(with("clock", [](int i) { return std::to_string(i * 1.7); }), Kind::time),
            "'clock' goes up with the rows, as time does: a random split lets a model look ahead");
  EXPECT_EQ(only(with("typo", [](int i) { return i == 40 ? std::string("9999") : std::to_string((i * 7) % 60); }), Kind::outliers),
            "'typo' has 1 value far from all others: the farthest is 9999 in row 41, where the median is 30");
}

TEST(Suspicions, SeeRareClassesAndRowsOnBothSidesOfASplit) {
  std::string rare = "x,y\n", twice = "x,y\n";
  Stream s{{2, 0, "table"}};
  for (int i = 0; i < 200; ++i) rare += std::to_string(s.uniform()) + "," + (i < 5 ? "a" : "b") + "\n";
  for (int i = 0; i < 100; ++i) twice += std::to_string((i * 7) % 50 * 0.013) + "," + (i * 7 % 50 % 3 ? "a" : "b") + "\n";
  EXPECT_EQ(only(tests::table(rare), Kind::imbalance), "class 'a' has 5 of 200 rows: accuracy hardly sees it, balanced_accuracy does");
  const auto found = suspicions(tests::table(twice));
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.back().kind, Kind::across_split);
  EXPECT_NE(found.back().text.find(" of 20 rows of a random test part stand in its training part too"), std::string::npos) << found.back().text;
}

TEST(Suspicions, AreFewInSoundTables) {
  EXPECT_EQ(only(with("noise", [](int i) { return std::to_string((i * 13) % 60); }), Kind::outliers), "0 found");
  EXPECT_TRUE(suspicions(load("wine")).empty());
  EXPECT_TRUE(suspicions(load("diabetes")).empty());
}

TEST(Geometry, IsWhatClosedFormsSay) {
  // x and its mirror image beside an independent z, orthogonal and of one variance: one direction is empty.
  const Geometry g = geometry(tests::table("a,b,c,y\n1,-1,1,0.5\n-1,1,1,1.5\n1,-1,-1,2.5\n-1,1,-1,7.5\n"));
  EXPECT_EQ(g.columns, 3u);
  EXPECT_TRUE(std::isinf(g.condition));
  EXPECT_NEAR(g.effective_rank, std::exp(-(2 / 3.0) * std::log(2 / 3.0) - (1 / 3.0) * std::log(1 / 3.0)), 1e-12);
  ASSERT_EQ(g.close.size(), 1u);
  EXPECT_EQ(g.close[0].a, "a");
  EXPECT_EQ(g.close[0].b, "b");
  EXPECT_NEAR(g.close[0].correlation, -1, 1e-12);
  EXPECT_NEAR(g.leverage.front().value, 0.75, 1e-12);   // rank 2 and the mean: 3 in all, over 4 rows
  // One row far out carries a leverage of almost 1.
  std::string text = "a,y\n";
  for (int i = 0; i < 20; ++i) text += std::to_string(i == 7 ? 1000 : i % 3) + "," + std::to_string(i + 0.5) + "\n";
  const Geometry far = geometry(tests::table(text));
  EXPECT_EQ(far.leverage.front().row, 8u);
  EXPECT_NEAR(far.leverage.front().value, 1, 1e-4);
  EXPECT_EQ(far.high_leverage, 1u);
  EXPECT_EQ(far.condition, 1);
  // numpy.linalg.cond of the standardized columns, and the leverages of their hat matrix.
  const Geometry d = geometry(load("diabetes"));
  ASSERT_EQ(d.singular.size(), 10u);
  EXPECT_NEAR(d.singular.front() / d.singular.back(), d.condition, 1e-12 * d.condition);
  double squares = 0;
  for (const double v : d.singular) squares += v * v;
  EXPECT_NEAR(squares, 441 * 10, 1e-9);   // n - 1 for each column of variance 1
  // numpy.corrcoef.
  EXPECT_NEAR(d.closest.correlation, 0.896663, 1e-6);
  EXPECT_EQ(d.closest.a + d.closest.b, "s1s2");
  EXPECT_NEAR(d.correlation(6, 7), -0.738493, 1e-6);
  EXPECT_EQ(d.correlation(7, 6), d.correlation(6, 7));
  EXPECT_EQ(d.names[7], "s4");
  double sum = 0;
  for (const auto& l : d.leverage) sum += l.value;
  EXPECT_NEAR(sum, 11, 1e-9);   // the trace of the hat matrix
  EXPECT_NEAR(d.high, 3 * 11 / 442.0, 1e-15);
  EXPECT_NEAR(d.condition, 21.681282235118438, 1e-9);
  EXPECT_NEAR(d.effective_rank, 6.145858093815264, 1e-10);
  EXPECT_NEAR(d.leverage.front().value, 0.12761835049800752, 1e-12);
  EXPECT_EQ(d.leverage.front().row, 323u);
  EXPECT_EQ(d.high_leverage, 7u);
}

TEST(Geometry, KeepsNoMoreThanThirtyColumnsOfItsMatrix) {
  const Geometry g = geometry(load("digits"));
  EXPECT_EQ(g.columns, 61u);
  EXPECT_EQ(g.singular.size(), 61u);
  EXPECT_EQ(g.names.size(), 30u);
  EXPECT_EQ(g.correlation.rows, 30u);
  EXPECT_EQ(g.closest.b, "pixel_7_2");   // of all columns, drawn or not
}

TEST(Geometry, KnowsSmallFromNone) {
  // One column is another but for a part in 1e9: products of columns do not see it, the columns themselves do.
  std::string text = "a,b,y\n";
  for (int i = 0; i < 40; ++i) {
    char row[99];
    std::snprintf(row, sizeof row, "%d,%.17g,%d.5\n", i, i + 1e-9 * (i % 2 ? 1 : -1), i);
    text += row;
  }
  const Geometry g = geometry(tests::table(text));
  EXPECT_GT(g.condition, 1e9);
  EXPECT_LT(g.condition, 1e11);
  EXPECT_NE(diagnosis(tests::table("a,b,c,y\n1,2,5,0.5\n2,4.5,4,1.5\n3,6,7,2.5\n")).find("condition number infinite, for there are no more rows than columns"), std::string::npos);
}

TEST(Diagnosis, IsReadable) {
  const std::string text = diagnosis(tests::table("a,b,y\n1,2,0.5\n2,4,1.5\n3,6,2.5\n9,18,9.5\n"));
  EXPECT_EQ(text, "shape of each column of numbers, from its minimum to its maximum:\n  a  |███     █|\n" + text.substr(text.find("  b  |")));
  EXPECT_NE(text.find("2 columns of numbers over 4 complete rows: condition number infinite, for some columns are sums of others; effective rank 1.00\n"), std::string::npos) << text;
  EXPECT_NE(text.find("close columns: 'a' and 'b' (correlation 1.00)\n"), std::string::npos) << text;
  EXPECT_NE(text.find("nothing suspicious was found\n"), std::string::npos) << text;
}

}  // namespace
}  // namespace paribus
