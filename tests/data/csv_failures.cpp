// Tables that cannot be read: what, where and what to try, word for word.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tables.hpp"

namespace paribus {
namespace {

using namespace std::string_literals;
using tests::failure;

TEST(CsvFailures, WordForWord) {
  const struct { std::string text, target, message; } cases[] = {
      {"", "", "t.csv: the file is empty; give a table with a header line and at least one row"},
      {" \n\n\r\n", "", "t.csv: the file holds only blank lines; give a table with a header line and at least one row"},
      {"\xEF\xBB\xBF", "", "t.csv: the file holds only blank lines; give a table with a header line and at least one row"},
      {"a,b\n", "", "t.csv: a header line but no rows; add the data below it"},
      {"a,b\n1,2\n3,4,5\n", "", "t.csv:3:5: this row has 3 fields, the first row has 2; put quotation marks around a field that contains ','"},
      {"a,b\nr1,2,3\nr2,4,5\n", "", "t.csv:2:6: this row has 3 fields, the first row has 2; put a name for the first column before the others (in R: write.csv, or col.names = NA); or quotation marks around a field that contains ','"},
      {"a,b\n1,2,\n3,4,\n", "", "t.csv:2:5: this row has 3 fields, the first row has 2; the line ends in ',': take it away, or end the first line so, too"},
      {"a,b,c\n1,2,3\n4,5\n", "", "t.csv:3:4: this row has 2 fields, the first row has 3; fields are separated by ','; leave a missing value empty"},
      {"a\tb\n1\t2\n3\n", "", "t.csv:3:2: this row has 1 field, the first row has 2; fields are separated by a tab; leave a missing value empty"},
      {"a,b\r\n\"x\ny\",1\r\n2\r\n", "", "t.csv:4:2: this row has 1 field, the first row has 2; fields are separated by ','; leave a missing value empty"},
      {"a,b\n1,\"2\n3,4\n", "", "t.csv:2:3: this quotation mark is never closed; add the closing \" or remove this one"},
      {"a,b\n\"x\"y,2\n", "", "t.csv:2:4: text after the closing quotation mark; write \"\" for a quotation mark inside a quoted field"},
      {"a,b\n1,2\n3,\0"s, "", "t.csv:3:3: a NUL byte: this is not a text file; save the table as UTF-8 text"},
      {"\xFF\xFE" "a\0,\0"s, "", "t.csv: the file is UTF-16, not UTF-8; save it as UTF-8"},
      {"\x1F\x8B\x08\x00"s, "", "t.csv: the file is compressed (gzip); unpack it first: gunzip"},
      {"PK\x03\x04 and more", "", "t.csv: the file is a zip archive or a spreadsheet (xlsx); unpack it, or save the sheet as CSV"},
      {"caf\xC3\xA9,b\ncaf\xE9,2\n", "", "t.csv:2:4: this byte is not UTF-8; save the file as UTF-8, for example: iconv -f latin1 -t utf-8"},
      {"a,y\n1,0.5\n2,1.5\n3,2.5\n12x,3.5\n", "",
       "t.csv:5:1: bad number '12x' in column 'a'; correct it, or leave a missing value empty; words are allowed only in columns of categories"},
      {"a;y\n1;0.5\n2;1.5\n3;2.5\n4;\"3,5\"\n", "", "t.csv:5:3: bad number '3,5' in column 'y'; write a decimal point and no thousands separators"},
      {"a;y\n1,5;0.5\n2,5;1.5\n", "", "t.csv:2:1: bad number '1,5' in column 'a'; write a decimal point and no thousands separators"},
      {"a;y\n1,000;0.5\n20;1.5\n3,000,000;2\n", "", "t.csv:2:1: bad number '1,000' in column 'a'; write a decimal point and no thousands separators"},
      {"a,y\n1,0.5\n2,1.5\n3,2.5\n0x1F,3.5\n", "",
       "t.csv:5:1: bad number '0x1F' in column 'a'; correct it, or leave a missing value empty; words are allowed only in columns of categories"},
      {"a,y\n1,0.5\n1e999,1.5\n", "", "t.csv:3:1: infinite number '1e999' in column 'a'; a double reaches 1.8e308; leave a missing value empty"},
      {"a,y\n1,0.5\n2, -inf\n", "", "t.csv:3:4: infinite number '-inf' in column 'y'; a double reaches 1.8e308; leave a missing value empty"},
      {"a,y\n1,0.5\n2,\n3,NA\n", "", "t.csv:3:3: the target 'y' is missing in 2 rows, first here; remove these rows, or fill in their target"},
      {"1 1:0.5 2:3\n-1 1:0.5 3:3e1\n", "", "t.csv:1:1: this is LIBSVM's sparse text: index:value; give the file a name that ends in .libsvm"},
      {"7 qid:1 1:0.5 2:3\n8\n", "", "t.csv:1:1: this is LIBSVM's sparse text: index:value; give the file a name that ends in .libsvm"},
      {"7 1:0.5 2:3 # the first\n8\n", "", "t.csv:1:1: this is LIBSVM's sparse text: index:value; give the file a name that ends in .libsvm"},
      {"1 2\n3 4 5\n6 7 8\n", "", "t.csv:1:1: the first row has 2 fields, the second one more; put quotation marks around the names, or write NA for a missing value"},
      {"x y\n1 2\n2 3\n3 4\n4 a\n", "", "t.csv:5:3: bad number 'a' in column 'y'; correct it, or write NA for a missing value; words are allowed only in columns of categories"},
      {"my data\n0, 0\n1, 1\n", "", "t.csv:1:1: the rows are separated by ',', and the first line is not; write the names of all columns into it, with ',' between them"},
      {"price,size\n1,2\n", "pirce", "t.csv: there is no column 'pirce'; did you mean 'price'?"},
      {"price,size\n1,2\n", "elephant", "t.csv: there is no column 'elephant'; known: price, size"},
      {"1,2\n3,4\n", "column_3", "t.csv: there is no column 'column_3'; did you mean 'column_1'?"},
      {"a,y\nesc\x1b[31m,1\n1,1\n2,1\n3,1\n", "",
       "t.csv:2:1: bad number 'esc\\x1b[31m' in column 'a'; correct it, or leave a missing value empty; words are allowed only in columns of categories"},
  };
  static_assert(std::size(cases) >= 20);
  for (const auto& c : cases) EXPECT_EQ(failure(c.text, c.target), c.message);
}

TEST(CsvFailures, ARowBetweenBlanksThatHasTooFewOrTooManyFields) {
  std::string text = "x y\n";
  for (int i = 0; i < 30; ++i) text += std::to_string(i) + "  0.5\n";
  EXPECT_EQ(failure(text + "7\n"), "t.csv:32:2: this row has 1 field, the others have 2; fields are separated by blanks; write NA for a missing value");
  EXPECT_EQ(failure(text + "7 8 9\n"), "t.csv:32:5: this row has 3 fields, the others have 2; put quotation marks around a field that contains blanks");
  EXPECT_EQ(failure(text + "7 \"8\"9\n"), "t.csv:32:6: text after the closing quotation mark; write \"\" for a quotation mark inside a quoted field");
}

TEST(CsvFailures, AFewBadWordsAmongManyNumbers) {
  std::string text = "a,y\n";
  for (int i = 0; i < 200; ++i) text += (i == 150 || i == 160 ? "bad" + std::to_string(i) : std::to_string(i)) + ",0.5\n";
  EXPECT_EQ(failure(text),
            "t.csv:152:1: bad number 'bad150' in column 'a'; correct it, or leave a missing value empty; words are allowed only in columns of categories");
}

TEST(CsvFailures, LongWordsAreCutBetweenCharacters) {
  std::string euros;
  for (int i = 0; i < 40; ++i) euros += "€";
  const std::string message = failure("a,y\n1,1\n2,1\n3,1\n" + euros + ",1\n");
  EXPECT_NE(message.find("'€€€€€€€€€€€€€€€€€€€...'"), std::string::npos) << message;
}

std::string load_failure(const std::string& source) {
  try {
    load(source);
    return "read";
  } catch (const Error& e) {
    return e.what();
  }
}

TEST(LoadFailures, WordForWord) {
  const auto folder = std::filesystem::temp_directory_path() / "paribus_load_failures";
  std::filesystem::create_directories(folder);
  const std::string base = folder.string();
  std::ofstream(base + "/houses.csv") << "a,y\n1,2.5\n";
  std::ofstream(base + "/houses.parquet") << "PAR1";
  EXPECT_EQ(load_failure("digts"), "unknown data set 'digts'; did you mean 'digits'? (or give the path of a file)");
  EXPECT_EQ(load_failure("whatever"), "unknown data set 'whatever'; known: iris, wine, breast_cancer, digits, diabetes, or one of those that `paribus list datasets` names (or give the path of a file)");
  EXPECT_EQ(load_failure(""), "no data are named; give the path of a file, or a built-in set: iris, wine, breast_cancer, digits, diabetes, or one of those that `paribus list datasets` names");
  EXPECT_EQ(load_failure(base + "/huoses.csv"), "there is no file '" + base + "/huoses.csv'; did you mean '" + base + "/houses.csv'?");
  EXPECT_EQ(load_failure("/nowhere/x.csv"),
            "there is no file '/nowhere/x.csv'; give the path of a file, or a built-in set: iris, wine, breast_cancer, digits, diabetes, or one of those that `paribus list datasets` names");
  EXPECT_EQ(load_failure(base), "'" + base + "' is a folder, not a file; name one file in it");
  EXPECT_EQ(load_failure(base + "/houses.parquet"), "'" + base + "/houses.parquet' is in no format that can be read (known: idx, arff, libsvm, npy, json_lines, r_data and csv); save the table as .csv");
  EXPECT_EQ(load_failure(base + "/houses.csv"), "read");
  const Dataset d = load(base + "/houses.csv");
  EXPECT_EQ(d.name, "houses");
  EXPECT_EQ(d.provenance.origin, base + "/houses.csv");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace paribus
