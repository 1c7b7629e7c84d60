#include "paribus/data/describe.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tables.hpp"

namespace paribus {
namespace {

using tests::table;

TEST(Describe, SaysWhatIsInTheTable) {
  const std::string text = describe(table("a,twin,flat,color,y\n1,1,3,red,0\n2,2,3,blue,1\n,,3,red,1\n1,1,3,red,0\n"));
  for (const auto* part : {"t: 4 rows, 5 columns, 4 features; classification of 'y'\n",
                           "  column  role     type     missing  distinct  minimum   mean  deviation  maximum\n",
                           "  a       feature  numbers        1         2        1  1.333     0.5774        2\n",
                           "  color   feature  words          0         2\n",
                           "classes of 'y': 0 2 (50\u00a0%) and 1 2 (50\u00a0%)\n", "constant columns: 'flat'\n",
                           "duplicate columns: 'twin' (like 'a')\n", "duplicate rows: 1\n", "origin: t.csv\n", "SHA-256: ",
                           "note: the target 'y' holds 2 different whole numbers, read as classes\n"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "in\n" << text;
}

TEST(Describe, KnowsTheBuiltInSets) {
  const std::string text = describe(load("digits"));
  EXPECT_NE(text.find("constant columns: 'pixel_0_0', 'pixel_4_0' and 'pixel_4_7'\n"), std::string::npos) << text;
  EXPECT_EQ(duplicate_rows(load("iris")), 1u);  // a known oddity: rows 102 and 143
  EXPECT_NE(text.find("license: CC BY 4.0"), std::string::npos);
}

// 150 features of 5000 rows, of whole numbers and of fractions (their distinct values are counted in two ways).
TEST(Describe, AWideTableInFewLines) {
  Dataset data = table("y\nu\nv\n");
  Column target = data.columns[0];
  target.values.assign(5000, 0);
  for (std::size_t i = 0; i < 5000; ++i) target.values[i] = static_cast<double>(i % 2);
  data.columns.clear();
  for (std::size_t j = 0; j < 150; ++j) {
    Column c{"c" + std::to_string(j), Role::feature, false, Vector(5000), {}};
    for (std::size_t i = 0; i < 5000; ++i) {
      const double whole = static_cast<double>(i * 7 % (j + 3));
      c.values[i] = j < 12 ? 4 : j == 149 ? whole + 0.25 : whole;
    }
    data.columns.push_back(std::move(c));
  }
  data.columns[70].values[11] = NAN;
  data.columns[71].values[11] = 65536;
  data.columns[72].values[11] = -1;
  data.columns.insert(data.columns.begin() + 30, target);
  const std::string text = describe(data);
  for (const auto* part : {"  c4      feature  numbers        0         1        4        4          0        4\n  …\n  y       target   words          0         2\n  c145    feature  numbers        0       148        0",
                           "  c149    feature  numbers        0       152     0.25  75.6956      43.90   151.25\n",
                           "all 150 number features: 1 missing, 1 to 152 distinct values each, from −1 to 65536, means from 4 to 75.6956\n",
                           "constant columns: 'c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9' and 2 more\n",
                           "duplicate columns: 'c1' (like 'c0'), 'c2' (like 'c0'), "})
    EXPECT_NE(text.find(part), std::string::npos) << part << "in\n" << text;
  EXPECT_EQ(text.find("c6  "), std::string::npos) << text;
}

TEST(Description, CountsTheParts) {
  using Counts = std::vector<std::size_t>;
  std::string text = "whole,tenths,flat,word,y\n";
  for (int i = 0; i < 27; ++i) text += std::to_string(i % 4 - 1) + "," + std::to_string(0.1 * i) + ",3," + (i % 3 ? "b" : "a") + "," + std::to_string(i) + ".5\n";
  const Description d(table(text));
  EXPECT_EQ(d.columns[0].count, (Counts{7, 7, 7, 6}));        // one part for each of -1, 0, 1, 2
  EXPECT_TRUE(d.columns[0].few_whole);
  EXPECT_EQ(d.columns[1].count.size(), 6u);                   // 2 x 27^(1/3)
  EXPECT_FALSE(d.columns[1].few_whole);
  EXPECT_NEAR(d.columns[1].deviation, 0.1 * std::sqrt(63), 1e-12);   // of 0 .. 26: (27^2 + 27) / 12
  EXPECT_TRUE(d.columns[2].count.empty());
  EXPECT_EQ(d.constant, std::vector<std::string>{"'flat'"});
  EXPECT_EQ(d.columns[3].count, (Counts{9, 18}));
  EXPECT_EQ(d.target()->name, "y");
}

TEST(Describe, TheFileCannotSteerTheTerminal) {
  const std::string text = describe(table("a\x1b[2J,y\nx\x07,p\nz,\"q\nr\"\n"));
  for (const char c : text) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n');
  EXPECT_NE(text.find("a\\x1b[2J"), std::string::npos);
  EXPECT_NE(text.find("q\\x0ar"), std::string::npos);
}

}  // namespace
}  // namespace paribus
