#include "paribus/data/describe.hpp"

#include <gtest/gtest.h>

#include "tables.hpp"

namespace paribus {
namespace {

using tests::table;

TEST(Describe, SaysWhatIsInTheTable) {
  const std::string text = describe(table("a,twin,flat,color,y\n1,1,3,red,0\n2,2,3,blue,1\n,,3,red,1\n1,1,3,red,0\n"));
  for (const auto* part : {"t: 4 rows, 5 columns, 4 features; classification of 'y'\n",
                           "  column  role     type     missing  distinct  minimum   mean  maximum\n",
                           "  a       feature  numbers        1         2        1  1.333        2\n",
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

TEST(Describe, TheFileCannotSteerTheTerminal) {
  const std::string text = describe(table("a\x1b[2J,y\nx\x07,p\nz,\"q\nr\"\n"));
  for (const char c : text) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n');
  EXPECT_NE(text.find("a\\x1b[2J"), std::string::npos);
  EXPECT_NE(text.find("q\\x0ar"), std::string::npos);
}

}  // namespace
}  // namespace paribus
