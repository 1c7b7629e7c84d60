// What the reader makes of tables that can be read.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "paribus/data/cell.hpp"
#include "tables.hpp"

namespace paribus {
namespace {

using tests::table;
using Words = std::vector<std::string>;

TEST(CsvCell, Numbers) {
  const std::pair<const char*, double> numbers[] = {
      {"1", 1}, {"-2.5", -2.5}, {"+3", 3}, {".5", 0.5}, {"5.", 5}, {"1e-3", 1e-3}, {"1E+5", 1e5}, {"007", 7}, {"-0", 0},
      {"0.1", 0.1}, {"9007199254740993", 9007199254740992.0},            // 2^53 + 1: to even
      {"1.7976931348623157e308", std::numeric_limits<double>::max()}, {"4.9406564584124654e-324", 0x1p-1074},
      {"1e-400", 0}, {"0e999", 0}, {"0.000e500", 0}, {"1e-99999999999999999999", 0}, {"0.30000000000000004", 0.1 + 0.2},
      {"2.2250738585072011e-308", 0x0.fffffffffffffp-1022}};
  for (const auto& [text, expected] : numbers) {
    double x = -1;
    EXPECT_EQ(read_cell(text, x), CsvCell::number) << text;
    EXPECT_EQ(x, expected) << text;
  }
}

TEST(CsvCell, WhatIsNoNumber) {
  double x;
  for (const auto* text : {"0x1F", "1_000", "12x", "1,5", "12%", "--1", "+-1", "-+1", "1e", "1e+", ".", "-", "+", "e5", "1 2", "$5", "1.2.3", "nano", "None"})
    EXPECT_EQ(read_cell(text, x), CsvCell::word) << text;
  for (const auto* text : {"", "?", "NA", "N/A", "#N/A", "NaN", "nan", "-nan", "null", "NULL"}) {
    EXPECT_EQ(read_cell(text, x), CsvCell::missing) << text;
    EXPECT_TRUE(std::isnan(x));
  }
  for (const auto* text : {"inf", "-Inf", "+INFINITY", "1e999", "-1e400", "1e99999999999999999999", "22.5e9223372036854775807"})
    EXPECT_EQ(read_cell(text, x), CsvCell::infinite) << text;
  EXPECT_EQ(read_cell("1" + std::string(400, '0'), x), CsvCell::infinite);
  EXPECT_EQ(read_cell("0." + std::string(400, '0') + "1", x), CsvCell::number);
  EXPECT_EQ(read_cell("22.5e-9223372036854775807", x), CsvCell::number);   // 0: its exponent and its digits are no overflow
}

TEST(CsvRead, TablesBetweenBlanks) {
  // as R's write.table writes a data frame, as other programs line columns up, and by tabs and blanks at once
  const Dataset r = table("\"x\" \"y\" \"a kind\"\n\"1\" 5.1 NA \"red one\"\n\"2\" 4.9 3 \"blue\"\n\"3\" 7 3.2 \"blue\"\n");
  ASSERT_EQ(r.columns.size(), 4u);
  EXPECT_EQ(r.columns[0].role, Role::id);
  EXPECT_EQ(r.columns[1].values, (Vector{5.1, 4.9, 7}));
  EXPECT_TRUE(std::isnan(r.columns[2].values[0]));
  EXPECT_EQ(r.columns[3].name, "a kind");
  EXPECT_EQ(r.columns[3].categories, (Words{"red one", "blue"}));
  const Dataset lined = table("  x     y\n  1.5   2.5 \n 10.5  -3e1\t\n");
  ASSERT_EQ(lined.columns.size(), 2u);
  EXPECT_EQ(lined.columns[0].name, "x");
  EXPECT_EQ(lined.columns[0].values, (Vector{1.5, 10.5}));
  EXPECT_EQ(lined.notes.at(0), "runs of blanks separate the columns");
  EXPECT_EQ(lined.columns[1].values, (Vector{2.5, -30}));
  const Dataset mixed = table("\t1 2\t\"a b\"\"\" \r\n3\t4 \"c\"\r5 NA c");
  ASSERT_EQ(mixed.columns.size(), 3u);
  EXPECT_EQ(mixed.columns[0].values, (Vector{1, 3, 5}));
  EXPECT_TRUE(std::isnan(mixed.columns[1].values[2]));
  EXPECT_EQ(mixed.columns[2].categories, (Words{"a b\"", "c"}));
  EXPECT_EQ(table("x kind\n1 red\nNA blue\n2 red\n").columns.size(), 2u);
  EXPECT_EQ(table("\"x\"\n\"1\" 5\n\"2\" 6\n").columns[1].name, "x");
  EXPECT_EQ(table("0.5 1 2\n").columns.size(), 3u);
  EXPECT_EQ(table("\"2001\" \"2002\"\n\"r0\" 0 2\n\"r1\" 1 4\n").columns[1].name, "2001");

  // Blanks inside texts separate nothing.
  const std::pair<std::size_t, const char*> others[] = {
      {2, "when,y\n2020-01-01 10:00,5\n2020-01-02 10:00,6\n"}, {2, "y,when\n0,2020-01-01 10:30\n1,2020-01-02 10:30\n"},
      {2, "2020-01-01 10:00 UTC;5\n2020-01-02 10:00 UTC;6\n"},  {2, "0; 10:30\n1; 11:30\n"},
      {2, "a\tb c\n1\tred 1\n2\tblue 2\n"},                     {2, "id\tpopulation\n1\t1 010\n2\t2 020\n"},
      {1, "title\na long day\nnight\nno more words\n"},         {1, "size\n10 kg\n12 kg\n"},
      {1, "when\n2020-01-01 10:30\n2020-01-02 10:30\n"},         {1, "\"first name\"\nAnn 0\nBob 1\n"}};
  for (const auto& [columns, text] : others) EXPECT_EQ(table(text).columns.size(), columns) << text;
}

TEST(CsvCell, Lossy) {
  const auto lost = [](const char* text) {
    double x;
    read_cell(text, x);
    return lossy(text, x);
  };
  for (const auto* text : {"9007199254740993", "-9007199254740993", "009007199254740993", "12345678901234567890123", "1e-400", "-0.5e-999"}) EXPECT_TRUE(lost(text)) << text;
  for (const auto* text : {"9007199254740992", "9007199254740994", "123456789012345", "1e300", "0", "0.0e-500", "1e-300", "0.1", "007"}) EXPECT_FALSE(lost(text)) << text;
}

TEST(Csv, SaysWhatNumbersDoNotKeep) {
  EXPECT_EQ(table("key,zip,y\n9007199254740993,01234,a\n9007199254740995,1235,b\n", "y").notes,
            (Words{"1 value of column 'zip' begins with a 0, which a number does not keep: put a letter before codes",
                   "2 numbers of column 'key' are rounded: whole numbers are exact up to 2^53, and what is below 5e-324 becomes 0"}));
  EXPECT_TRUE(table("key,y\n9007199254740992,a\n0.5,b\n", "y").notes.empty());
  EXPECT_TRUE(table("place\nNew York\nLos Angeles\n").notes.empty());   // no blanks that separate: nothing there is a number
}

TEST(Csv, QuotesBlanksAndLineEnds) {
  const Dataset d = table("\xEF\xBB\xBF\"a, b\" , \"line\nbreak\",\"say \"\"hi\"\"\"\r\n 1 ,\t+2.5, x \r\n\r\n\"3\",4,\"\"\"y\"\"\"");
  ASSERT_EQ(d.columns.size(), 3u);
  EXPECT_EQ(d.columns[0].name, "a, b");
  EXPECT_EQ(d.columns[1].name, "line\nbreak");
  EXPECT_EQ(d.columns[2].name, "say \"hi\"");
  EXPECT_EQ(d.columns[0].values, (Vector{1, 3}));
  EXPECT_EQ(d.columns[1].values, (Vector{2.5, 4}));
  EXPECT_EQ(d.columns[2].categories, (Words{"x", "\"y\""}));
  EXPECT_EQ(d.columns[2].role, Role::target);
  EXPECT_TRUE(d.notes.empty());
}

TEST(Csv, EveryLineEndGivesTheSameTable) {
  const Dataset unix_ends = table("a,y\n1,2.5\n3,4.5\n");
  for (const auto* text : {"a,y\r\n1,2.5\r\n3,4.5\r\n", "a,y\r1,2.5\r3,4.5\r", "a,y\n1,2.5\n3,4.5", "\n\na,y\n\n1,2.5\n  \n3,4.5\n\n"}) {
    const Dataset d = table(text);
    ASSERT_EQ(d.columns.size(), 2u);
    EXPECT_EQ(d.columns[0].values, unix_ends.columns[0].values);
    EXPECT_EQ(d.columns[1].values, unix_ends.columns[1].values);
  }
}

TEST(Csv, Delimiters) {
  for (const char c : {',', ';', '\t', '|'}) {
    std::string text = "a_b_y\n1_2_3.5\n4_5_6.5\n";
    for (char& t : text)
      if (t == '_') t = c;
    const Dataset d = table(text);
    ASSERT_EQ(d.columns.size(), 3u) << c;
    EXPECT_EQ(d.columns[2].values, (Vector{3.5, 6.5}));
  }
  const Dataset list = table("name;text;y\na;one, two;1.5\nb;three, four, five;2.5\n");
  EXPECT_EQ(list.columns.size(), 3u);
  EXPECT_EQ(list.columns[1].categories, (Words{"one, two", "three, four, five"}));
  EXPECT_EQ(table("\"a\";\"b\"\n\"1,5\";2\n\"1,5\";3\n").columns.size(), 2u);
  EXPECT_EQ(table("alone\n1.5\n2.5\n").columns.size(), 1u);
}

TEST(Csv, HeaderOrNone) {
  EXPECT_EQ(table("a,b\n1,2\n").columns[0].name, "a");
  const Dataset bare = table("5.1,setosa\n4.9,virginica\n");
  EXPECT_EQ(bare.columns[0].name, "column_1");
  EXPECT_EQ(bare.rows(), 2u);
  EXPECT_EQ(bare.notes, Words{"there is no header line: the columns are called column_1 to column_2"});
  EXPECT_EQ(table("red,big\nblue,small\n").rows(), 1u);      // words alone: a header is assumed
  EXPECT_EQ(table("?,red\n1.5,blue\n").rows(), 2u);          // a missing value names nothing
  EXPECT_EQ(table("label,0,1\n1,2,3\n4,5,6\n", "label").rows(), 2u);  // a first row that names the target is a header
}

TEST(Csv, MissingValues) {
  const Dataset d = table("a,b,y\n1,,0.5\nNA,red,1.5\n?,blue,2.5\nNaN,null,3.5\n");
  EXPECT_EQ(d.columns[0].values[0], 1);
  for (int i = 1; i < 4; ++i) EXPECT_TRUE(std::isnan(d.columns[0].values[static_cast<std::size_t>(i)]));
  EXPECT_FALSE(d.columns[0].categorical);
  EXPECT_EQ(d.columns[1].categories, (Words{"red", "blue"}));
  EXPECT_TRUE(std::isnan(d.columns[1].values[0]) && std::isnan(d.columns[1].values[3]));
  EXPECT_EQ(d.columns[1].values[2], 1);
}

TEST(Csv, NamesAreRepairedAndNoted) {
  const Dataset d = table("a,a,,a_2,a,y\n1,2,3,4,5,6.5\n1,2,3,4,5,7.5\n");
  Words names;
  for (const auto& c : d.columns) names.push_back(c.name);
  EXPECT_EQ(names, (Words{"a", "a_3", "column_3", "a_2", "a_4", "y"}));
  EXPECT_EQ(d.notes, (Words{"column 2 repeats the name 'a' and is called 'a_3'", "column 3 has no name and is called 'column_3'",
                            "column 5 repeats the name 'a' and is called 'a_4'"}));
}

TEST(Csv, ADelimiterAtEveryLineEnd) {
  const Dataset d = table("a,y,\n1,2.5,\n3,4.5,\n");
  EXPECT_EQ(d.columns.size(), 2u);
  EXPECT_EQ(d.target()->name, "y");
  EXPECT_EQ(d.notes.back(), "column 3 has neither name nor values and is left out");
}

TEST(Csv, Types) {
  std::string text = "grade,mixed,y\n";  // 100 rows: grade is 0..4 or, twice, "5+"; mixed is half words
  for (int i = 0; i < 100; ++i)
    text += (i == 30 || i == 70 ? "5+" : std::to_string(i % 5)) + "," + (i % 2 ? std::to_string(i) : "w" + std::to_string(i)) + ",0.5\n";
  const Dataset d = table(text + "1,2,1.5\n");
  EXPECT_TRUE(d.columns[0].categorical);
  EXPECT_EQ(d.columns[0].categories, (Words{"0", "1", "2", "3", "4", "5+"}));
  EXPECT_TRUE(d.columns[1].categorical);
  EXPECT_EQ(d.notes, (Words{"column 'mixed' mixes numbers and words and is read as categories; its first word is 'w0'",
                            "column 'grade' mixes numbers and words and is read as categories; its first word is '5+'"}));
}

// Answers such as "1,2" (the first and the second) may be categories; that they may be numbers is said. Lists are no numbers.
TEST(Csv, WordsWithCommasMayBeCategories) {
  const Dataset d = table("a;y\n1,2;1\n1,3;2\n1,2;3\n1,3;4\n");
  EXPECT_EQ(d.columns[0].categories, (Words{"1,2", "1,3"}));
  EXPECT_EQ(d.notes[0], "column 'a' is read as categories, such as '1,2'; write a decimal point and no thousands separators if they are numbers");
  const Dataset quoted = table("a,y\n\"1,2\",1\n\"3,4\",2\n\"5,6\",3\n");
  EXPECT_TRUE(quoted.columns[0].categorical);
  EXPECT_EQ(quoted.notes[0], "column 'a' is read as categories, such as '1,2'; write a decimal point and no thousands separators if they are numbers");
  const Dataset lists = table("a;y\n1,2,3;1\n4,5;2\n6,7;3\n");
  EXPECT_TRUE(lists.columns[0].categorical);
  EXPECT_FALSE(lists.notes[0].starts_with("column 'a'"));
}

TEST(Cell, NumbersWithCommas) {
  for (const char* yes : {"1,5", "-0,25", "1,000", "1,234,567", "1,234.5", "1.234,5", "+12,000,000.25"}) EXPECT_TRUE(is_number_with_commas(yes)) << yes;
  for (const char* no : {"", ",", "1,", ",5", "1.5", "15", "1,2,3", "1,1,1,1", "1,23,456", "1,5a", "--1,5", "1234,567,890", "1.2,3.4"}) EXPECT_FALSE(is_number_with_commas(no)) << no;
}

TEST(Csv, WholeNumberTargetsAreClasses) {
  const Dataset d = table("a,y\n1,10\n2,-1\n3,2\n4,-1\n");
  EXPECT_EQ(d.task(), Task::classification);
  EXPECT_EQ(d.target()->categories, (Words{"-1", "2", "10"}));
  EXPECT_EQ(d.target()->values, (Vector{2, 0, 1, 0}));
  EXPECT_EQ(table("a,y\n1,10\n2,-1.5\n").task(), Task::regression);
  std::string many = "a,y\n", twenty = many;
  for (int i = 0; i < 42; ++i) {
    many += "1," + std::to_string(i % 21) + "\n";
    twenty += "1," + std::to_string(i % 20) + "\n";
  }
  EXPECT_EQ(table(many).task(), Task::regression);
  EXPECT_EQ(table(twenty).task(), Task::classification);
}

TEST(Csv, RowNumbersAreNoFeature) {
  for (const auto* text : {"id,a,y\n1,5,0.5\n2,5,1.5\n", ",a,y\n1,5,0.5\n2,5,1.5\n", "a,Index,y\n5,x,0.5\n5,z,1.5\n"})
    EXPECT_EQ(table(text).features(), 1u) << text;
  EXPECT_EQ(table("id,a,y\n1,5,0.5\n1,5,1.5\n").features(), 2u);  // ids repeat: a feature
}

TEST(Csv, SameBytesSameHash) {
  EXPECT_EQ(table("a,y\n1,2\n").provenance.sha256, sha256("a,y\n1,2\n").hex());
  EXPECT_NE(table("a,y\n1,2\n").provenance.sha256, table("a,y\n1,3\n").provenance.sha256);
}

}  // namespace
}  // namespace paribus
