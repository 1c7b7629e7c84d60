// Files that cannot be read: what, where and what to try, word for word. The binary ones are damaged copies of files that
// NumPy and R wrote (tests/reference/make_readers.py).
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>

#include "idx_files.hpp"
#include "paribus/data/arff.hpp"
#include "paribus/data/json_lines.hpp"
#include "paribus/data/libsvm.hpp"
#include "paribus/data/npy.hpp"
#include "paribus/data/r_data.hpp"
#include "tables.hpp"

namespace paribus {
namespace {

using namespace std::string_literals;
using tests::message_of;

const std::string folder = PARIBUS_SOURCE_DIR "/tests/reference/readers/";

std::string bytes_of(const std::string& file) {
  std::stringstream out;
  out << std::ifstream(folder + file, std::ios::binary).rdbuf();
  return out.str();
}

std::string with(std::string text, std::string_view old, std::string_view fresh) {
  text.replace(text.find(old), old.size(), fresh);
  return text;
}

struct Case {
  std::string bytes, message;
};

TEST(ArffFailures, WordForWord) {
  const std::string head = "@relation r\n@attribute a numeric\n@attribute y {u, v}\n@data\n", strings = "@attribute s string\n@attribute y {u, v}\n@data\n";
  const Case cases[] = {
      {"", "t.arff: the file is empty; give a table with a header line and at least one row"},
      {"1,2\n", "t.arff:1:1: '1' where a declaration is due; ARFF begins with @relation, @attribute lines and @data; a plain table should end in .csv"},
      {"@relation r\n@attribute a numeric\n1,2\n", "t.arff:3:1: '1' where a declaration is due; ARFF begins with @relation, @attribute lines and @data; a plain table should end in .csv"},
      {"@relation r\n@attribute a numeric\n", "t.arff: there is no @data line; put it between the attributes and the rows"},
      {"@relation r\n@data\n1\n", "t.arff:2:1: no attribute is declared before @data; declare the columns: @attribute name type"},
      {"@attribute a numeric\n@attribute a numeric\n@data\n", "t.arff:2:12: two attributes are called 'a'; give every attribute a name of its own"},
      {"@attribute a\n", "t.arff:1:13: attribute 'a' has no type; write numeric, string, date or {a, b} behind its name"},
      {"@attribute a complex\n", "t.arff:1:14: attribute 'a' has the unknown type 'complex'; known: numeric, real, integer, string, date, {a, b}"},
      {"@attribute a relational\n", "t.arff:1:14: attribute 'a' is relational: it holds tables; a table of single values is needed"},
      {"@attribute a {u, v\n", "t.arff:1:19: the values of attribute 'a' are not closed; end them with } on the same line"},
      {"@attribute a {u, u}\n", "t.arff:1:18: the value 'u' of attribute 'a' stands twice; remove one"},
      {"@attribute a {}\n", "t.arff:1:16: attribute 'a' has no values; list them: {a, b}"},
      {"@attribute a date 'dd MMM'\n", "t.arff:1:19: dates of the form 'dd MMM' cannot be read; use yyyy, MM, dd, HH, mm, ss and SSS, or declare the attribute a string"},
      {head, "t.arff: no rows follow @data; add the data below it"},
      {head + "1,u\n2\n", "t.arff:6:2: this row has 1 value, and there are 2 attributes; write ? for a missing value"},
      {head + "1,u,3\n", "t.arff:5:4: this row has more than the 2 values of its attributes; remove the comma at its end, or put quotation marks around a value that contains one"},
      {head + "1 u 3\n", "t.arff:5:5: this row has more than the 2 values of its attributes; put quotation marks around a value that contains a comma or a blank"},
      {head + "1,,u\n", "t.arff:5:3: a value is missing here; write ? for a missing value"},
      {head + "1,w\n", "t.arff:5:3: 'w' is no value of attribute 'y'; did you mean 'u'?"},
      {head + "x,u\n", "t.arff:5:1: bad number 'x' of attribute 'a'; correct it, or write ? if it is missing"},
      {head + "NA,u\n", "t.arff:5:1: bad number 'NA' of attribute 'a'; correct it, or write ? if it is missing"},
      {head + "1e999,u\n", "t.arff:5:1: infinite number '1e999' of attribute 'a'; a double reaches 1.8e308; write ? for a missing value"},
      {head + "12%,u\n", "t.arff:5:3: a % inside a value; put the value between quotation marks, or a blank before the comment"},
      {head + "1,'u\n", "t.arff:5:3: this quotation mark is never closed; add the closing ' on the same line"},
      {head + "1,'u'v\n", "t.arff:5:6: text after the closing quotation mark; write \\' for a quotation mark inside"},
      {head + "1,u\n2,?\n", "t.arff:6:1: the target 'y' is missing in row 2; remove this row, or fill in its target"},
      {head + "{0 1, 2 u}\n", "t.arff:5:7: index 2 where the attributes are numbered from 0 to 1; correct it"},
      {head + "{1 u, 0 1}\n", "t.arff:5:7: index 0 comes twice or too late; write the indices of a row in ascending order"},
      {head + "{0 1, 0 2}\n", "t.arff:5:7: index 0 comes twice or too late; write the indices of a row in ascending order"},
      {head + "{a 1}\n", "t.arff:5:2: bad index 'a'; a sparse row is {index value, index value}, with indices from 0"},
      {head + "{0 1\n", "t.arff:5:5: the braces of this sparse row are not closed; end it with }"},
      {strings + "{1 v}\n", "t.arff:4:5: this sparse row leaves the string 's' out; write its value: what is left out is 0, and a string has no 0"},
      {head + "1,u,{-2}\n", "t.arff:5:6: bad weight '-2'; a weight is a number of at least 0"},
      {"@attribute d date yyyy-MM-dd\n@attribute y numeric\n@data\n2001-02-29,1\n", "t.arff:4:1: '2001-02-29' is no date of the form 'yyyy-MM-dd'; correct it, or write ? if it is missing"},
      {head + "1,\xE9\n", "t.arff:5:3: this byte is not UTF-8; save the file as UTF-8, for example: iconv -f latin1 -t utf-8"},
  };
  for (const auto& c : cases) EXPECT_EQ(message_of([&] { read_arff({"t.arff", c.bytes}, ""); }), c.message);
}

TEST(ArffFailures, WhatIsUnusualButRight) {
  const Dataset d = read_arff({"t.arff",
                               "% head\r\n@RELATION 'my table'\r\n@Attribute 'a b' REAL [0,1]\r\n@attribute c{u,'v w',\"x\\\"\"}\r\n@attribute s String\r\n@attribute y numeric\r\n@DATA\r\n"
                               "0.5 'v w'\tone 1.5, {2}\r\n% between\r\n{0 1e-3, 2 'two, too', 3 7} % behind\r\n{1 'x\"',2 one}, {0.5}\r\n?, u, one, 9\r\n"}, "");
  EXPECT_EQ(d.columns[0].name, "a b");
  EXPECT_EQ(d.columns[0].values[1], 1e-3);
  EXPECT_EQ(d.columns[0].values[2], 0) << "what a sparse row leaves out is 0";
  EXPECT_TRUE(std::isnan(d.columns[0].values[3]));
  EXPECT_EQ(d.columns[1].categories, (std::vector<std::string>{"u", "v w", "x\""}));
  EXPECT_EQ(d.columns[1].values, (Vector{1, 0, 2, 0})) << "what a sparse row leaves out is the first declared word";
  EXPECT_EQ(d.columns[2].categories, (std::vector<std::string>{"one", "two, too"}));
  EXPECT_EQ(d.columns[3].values, (Vector{1.5, 7, 0, 9}));
  EXPECT_EQ(d.columns[4].role, Role::weight);
  EXPECT_EQ(d.columns[4].values, (Vector{2, 1, 0.5, 1}));
  EXPECT_EQ(d.notes, (std::vector<std::string>{"what follows the type of attribute 'a b' is not read: '[0,1]'", "some rows carry a weight in braces: column 'weight'; the others weigh 1"}));
  EXPECT_EQ(d.target()->name, "y");
}

TEST(LibsvmFailures, WordForWord) {
  const Case cases[] = {
      {"", "t.svm: the file is empty; give a table with a header line and at least one row"},
      {"# nothing\n\n", "t.svm: the file holds only blank lines and comments; give rows of the form: label index:value"},
      {"1\n2\n", "t.svm: no row has an index; give rows of the form: label index:value"},
      {"1:2 3:4\n", "t.svm:1:1: a row without a label; begin it with the label: 1 1:2"},
      {"1,3 1:2\n", "t.svm:1:1: several labels in one row: '1,3'; one label per row can be read"},
      {"cat 1:2\n", "t.svm:1:1: bad label 'cat'; a label is a number; is this a LIBSVM file?"},
      {"1 1:2 x\n", "t.svm:1:7: 'x' where index:value is due; correct it; what follows # is a comment"},
      {"1 1:2\n1 2:3 1:1\n", "t.svm:2:7: index 1 stands behind 2; write the indices of a row in ascending order, each once"},
      {"1 1:2 1:2\n", "t.svm:1:7: index 1 comes twice in this row; write the indices of a row in ascending order, each once"},
      {"1 -1:2\n", "t.svm:1:3: bad index '-1'; an index is a whole number from 0 or 1 on"},
      {"1 a:2\n", "t.svm:1:3: bad index 'a'; an index is a whole number from 0 or 1 on"},
      {"1 1:\n", "t.svm:1:5: bad number ''; correct it; leave out what is 0"},
      {"1 1:x\n", "t.svm:1:5: bad number 'x'; correct it; leave out what is 0"},
      {"1 1:nan\n", "t.svm:1:5: bad number 'nan'; correct it; leave out what is 0"},
      {"1 1:inf\n", "t.svm:1:5: infinite number 'inf'; a double reaches 1.8e308"},
      {"1 1048577:1\n", "t.svm:1:3: index 1048577 is beyond the 1 048 576 columns that can be read; correct it, or number the columns anew"},
      {"1 99999999999999999999999:1\n", "t.svm:1:3: index 99999999999999999999999 is beyond the 1 048 576 columns that can be read; correct it, or number the columns anew"},
      {"1 qid:1 1:2\n1 1:2\n", "t.svm:2:3: this row has no qid, and rows before it have one; give every row its qid, or none"},
      {"1 1:2\n1 qid:1 1:2\n", "t.svm:2:3: this row has a qid, and rows before it have none; give every row its qid, or none"},
      {"1 1:2 qid:1\n", "t.svm:1:7: qid behind the first pair; write it right behind the label"},
  };
  for (const auto& c : cases) EXPECT_EQ(message_of([&] { read_libsvm({"t.svm", c.bytes}, ""); }), c.message);
  std::string wide;
  for (int i = 0; i < 300; ++i) wide += "1 1000000:1\n";
  EXPECT_EQ(message_of([&] { read_libsvm({"t.svm", wide}, ""); }),
            "t.svm: a table of 300 rows and 1 000 000 columns has more than the 268 435 456 numbers that a table may hold; take fewer rows or columns: what is sparse in the file is not in the table");
}

TEST(JsonFailures, WordForWord) {
  const Case cases[] = {
      {"\n \n", "t.jsonl: the file holds only blank lines; give one object per line: {\"name\": value, ...}"},
      {"{}\n", "t.jsonl: no row has a value; give one object per line: {\"name\": value, ...}"},
      {"3\n", "t.jsonl:1:1: a value where an object is due; write every row as {\"name\": value, ...}"},
      {"{\"a\":1}\n[1]\n", "t.jsonl:2:1: a list where an object is due; write every row as {\"name\": value, ...}"},
      {"[{\"a\":1}, 2]", "t.jsonl:1:12: a value where an object is due; write every row as {\"name\": value, ...}"},
      {"{\"a\":1}\n{\"a\":[1]}\n", "t.jsonl:2:6: a list inside a row; write its values as columns of their own"},
      {"{\"a\":{\"b\":1}}\n", "t.jsonl:1:6: an object inside a row; write its values as columns of their own"},
      {"{\"a\":1,\"a\":2}\n", "t.jsonl:1:10: the key 'a' comes twice in this row; remove one"},
      {"{\"a\":1}\n{\"a\":\"x\"}\n", "t.jsonl:2:8: a word under the key 'a', which held a number before; write all values of a column alike; null for a missing one"},
      {"{\"a\":1}\n{\"a\":true}\n", "t.jsonl:2:9: true or false under the key 'a', which held a number before; write all values of a column alike; null for a missing one"},
      {"{\"a\":1e999}\n", "t.jsonl:1:11: infinite number; a double reaches 1.8e308; write null for a missing value"},
      {"{\"a\":NaN}\n", "t.jsonl:1:6: this is no JSON: syntax error while parsing value - invalid literal; last read: '\"a\":N'; every row is an object: {\"name\": value, ...}"},
      {"{\"a\":1\n{\"a\":2}\n", "t.jsonl:1:6: this is no JSON: syntax error while parsing object - unexpected end of input; expected '}'; every row is an object: {\"name\": value, ...}"},
      {"{\"a\":1} {\"a\":2}\n", "t.jsonl:1:9: this is no JSON: syntax error while parsing value - unexpected '{'; expected end of input; every row is an object: {\"name\": value, ...}"},
      {"{'a':1}\n", "t.jsonl:1:2: this is no JSON: syntax error while parsing object key - invalid literal; last read: '{''; expected string literal; every row is an object: {\"name\": value, ...}"},
      {"{\"a\":1,\"y\":null}\n", "t.jsonl: the target 'y' is missing in row 1; remove this row, or fill in its target"},
      {"{\"\":1,\"column_1\":2}\n", "t.jsonl: two columns are called 'column_1'; give every column a name of its own"},
  };
  for (const auto& c : cases) EXPECT_EQ(message_of([&] { read_json({"t.jsonl", c.bytes}, ""); }), c.message);
}

TEST(NpyFailures, WordForWord) {
  const std::string c = bytes_of("c.npy");
  const auto npy = [](const std::string& header) { return "\x93NUMPY\x01\x00"s + static_cast<char>(header.size()) + '\0' + header; };
  const Case cases[] = {
      {"", "t.npy: the file is empty; give an array of NumPy"},
      {"a,b\n1,2\n", "t.npy: this is no array of NumPy; write it with numpy.save; a table of text should end in .csv"},
      {c.substr(0, 60), "t.npy: the file ends inside its header; write it with numpy.save, or fetch it again"},
      {c.substr(0, c.size() - 1),
       "t.npy: the header promises 6 x 3 elements, which are 144 bytes, and 143 follow it; the file was cut short, or its header is damaged; write it with numpy.save, or fetch it again"},
      {c + "x", "t.npy: the header promises 6 x 3 elements, which are 144 bytes, and 145 follow it; the file was cut short, or its header is damaged; write it with numpy.save, or fetch it again"},
      {with(c, "(6, 3)", "(9, 9)"),
       "t.npy: the header promises 9 x 9 elements, which are 648 bytes, and 144 follow it; the file was cut short, or its header is damaged; write it with numpy.save, or fetch it again"},
      {bytes_of("objects.npy"), "t.npy: an array of Python objects ('|O'); it is never read, since that would run what is in the file; save numbers or words: x.astype(float)"},
      {with(c, "NUMPY\x01", "NUMPY\x09"), "t.npy: version 9 of NumPy's format; versions 1 to 3 can be read"},
      {with(c, "<f8", "<c8"), "t.npy: the type '<c8' cannot be read; save the real and the imaginary part"},
      {with(c, "<f8", "<M8"), "t.npy: the type '<M8' cannot be read; turn times into numbers: x.astype('int64')"},
      {with(c, "<f8", "<f3"), "t.npy: the type '<f3' cannot be read; known: b1, i1 to i8, u1 to u8, f2 to f8, S and U; turn others into numbers: x.astype(float)"},
      {npy("{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }"),
       "t.npy: the header promises more than the 268 435 456 elements that a table may hold; divide the array"},
      {npy("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 3), }"), "t.npy: the array has no elements (0); give one with at least one row"},
      {npy("{'descr': '<f8', 'fortran_order': False, 'shape': (), }"), "t.npy: the array is a single number; give one with rows and columns"},
      {npy("{'descr': '<f8', 'shape': (1, 1), }"), "t.npy: the header is no dictionary of descr, fortran_order and shape; write it with numpy.save, or fetch it again"},
      {npy("__import__('os').system('true')"), "t.npy: the header is no dictionary of Python: { is due; write it with numpy.save, or fetch it again"},
      {npy("{'descr': '<f8', 'fortran_order': 1, 'shape': (1, 1), }"), "t.npy: fortran_order is neither True nor False; write it with numpy.save, or fetch it again"},
      {npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }") + std::string(8, 0),
       "t.npy: a table by itself has rank 2, and this array has rank 1; save images or single columns together with their labels: numpy.savez(file, x=x, y=y)"},
      {npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), }") + "\0\0\0\0\0\0\xF0\x7F"s, "t.npy: an infinite number in row 1 of column 'column_1'; write NaN for a missing value"},
      {npy("{'descr': '|b1', 'fortran_order': False, 'shape': (1, 1), }") + "\2"s, "t.npy: a truth value that is neither 0 nor 1 in row 1 of column 'column_1'; the file is damaged; fetch it again"},
      {npy("{'descr': '<U1', 'fortran_order': False, 'shape': (1, 1), }") + "\xFF\xFF\xFF\xFF"s, "t.npy: bytes that are no text in row 1 of column 'column_1'; save the words as str"},
  };
  for (const auto& each : cases) EXPECT_EQ(message_of([&] { read_npy({"t.npy", each.bytes}, ""); }), each.message);
}

TEST(NpzFailures, WordForWord) {
  const std::string z = bytes_of("images.npz"), deflated = bytes_of("kinds_fortran.npz");
  std::string flipped = deflated;
  flipped[flipped.find("k_b1.npy") + 60] ^= 0x55;
  std::string crc = z;
  crc[crc.find("\x93NUMPY") + 140] ^= 1;
  std::string secret = z;
  secret[secret.find("PK\x01\x02") + 8] |= 1;
  std::string method = z;
  method[method.find("PK\x01\x02") + 10] = 12;
  std::string large = z;
  large[large.find("PK\x01\x02") + 27] = 0x7F;
  const Case cases[] = {
      {"", "t.npz: the file is empty; give a file of numpy.savez"},
      {"\x93NUMPY", "t.npz: this is no zip archive; give a file of numpy.savez"},
      {z.substr(0, z.size() - 30), "t.npz: the zip archive has no end; it was cut short; fetch or copy it again"},
      {secret, "t.npz: 'y.npy' in the zip archive is encrypted; unpack it first"},
      {method, "t.npz: 'y.npy' in the zip archive is packed by method 12; write it with numpy.savez or numpy.savez_compressed"},
      {large, "t.npz: 'y.npy' in the zip archive cannot have the 2 130 706 592 bytes that are noted; fetch or copy it again"},
      {crc, "t.npz#y.npy: the checksum (CRC-32) of this file of the zip archive does not fit what it holds; fetch or copy it again"},
      {flipped, "t.npz#k_b1.npy: this file of the zip archive has 144 bytes where 143 are noted; fetch or copy it again"},
      {bytes_of("parts.npz"), "t.npz: the array 'x_test' has 1 row, 'x_train' 3; name the arrays that make one table: t.npz#x_train+y_train"},
  };
  for (const auto& c : cases) EXPECT_EQ(message_of([&] { read_npz({"t.npz", c.bytes}, "", ""); }), c.message);
  EXPECT_EQ(message_of([&] { read_npz({"t.npz", z}, "x+z", ""); }), "t.npz: there is no array 'z' in the file; did you mean 'y'?");
}

TEST(RFailures, WordForWord) {
  const std::string plain = bytes_of("kinds_plain.rda");
  const auto message = [](const std::string& bytes, const std::string& table = "") { return message_of([&] { read_r_data({"t.rda", bytes}, table, ""); }); };
  EXPECT_EQ(message(""), "t.rda: the file is empty; give an .rda, .RData or .rds file");
  EXPECT_EQ(message("a,b\n1,2\n"), "t.rda: this is no file of R's save or saveRDS (at byte 3 of what is unpacked); give an .rda, .RData or .rds file");
  EXPECT_EQ(message(bytes_of("ascii.rda")), "t.rda: the file is written in R's ASCII form; write it with save(..., ascii = FALSE), R's default");
  EXPECT_EQ(message(with(plain, "RDX2", "RDB2")), "t.rda: the file is written in R's native binary form; write it with save(..., ascii = FALSE), R's default");
  EXPECT_EQ(message(plain.substr(0, 700)), "t.rda: the data end too early (at byte 622 of what is unpacked); the file was cut short; fetch or copy it again");
  EXPECT_EQ(message(plain + "x"), "t.rda: 1 bytes follow the last value (at byte 1377 of what is unpacked); the file is damaged; fetch or copy it again");
  EXPECT_EQ(message(with(plain, "X\n\0\0\0\2"s, "X\n\0\0\0\7"s)),
            "t.rda: the file is of version 7 of R's serialization (at byte 20 of what is unpacked); versions 2 and 3 can be read: write it with save(..., version = 3)");
  EXPECT_EQ(message(with(plain, "\0\0\0\x0D\0\0\0\6"s, "\0\0\0\x0D\x7F\xFF\xFF\xFF"s)), "t.rda: the data end too early (at byte 57 of what is unpacked); the file was cut short; fetch or copy it again");
  EXPECT_EQ(message(bytes_of("functions.rda")), "t.rda: the file holds compiled functions (at byte 6471 of what is unpacked); save the table alone");
  EXPECT_EQ(message(bytes_of("no_table.rda")), "t.rda: the file holds no table but 'words'; save a data frame in it");
  EXPECT_EQ(message(bytes_of("infinite.rda")), "t.rda: an infinite number in row 2 of column 'a'; write NA for a missing value");
  EXPECT_EQ(message(bytes_of("several.rda")), "t.rda: the file holds 5 tables: 'kinds', 'short', 'm', 'times' and 'sides'; name one behind the file: 't.rda#kinds'");
  EXPECT_EQ(message(bytes_of("several.rda"), "shrot"), "t.rda: there is no table 'shrot' in the file; did you mean 'short'?");
  EXPECT_EQ(message(bytes_of("several.rda"), "sides$z"), "t.rda: there is no part 'z'; did you mean 'x'?");
  EXPECT_EQ(message(bytes_of("several.rda"), "sides$y"), "t.rda: 'sides$y' is no table; name a data frame, a matrix, or a list of columns of one length");
  const std::string gzip = bytes_of("kinds.rda"), bzip2 = bytes_of("kinds_v3.rda"), xz = bytes_of("kinds_xz.RData");
  const auto cut = [](const std::string& s) { return s.substr(0, s.size() - 20); };
  const auto flip = [](std::string s) { return s[s.size() / 2] ^= 0x10, s; };
  EXPECT_EQ(message(cut(gzip)), "t.rda: the gzip file ends too early; it was cut short; fetch or copy it again");
  EXPECT_EQ(message(cut(bzip2)), "t.rda: the bzip2 file ends too early; it was cut short; fetch or copy it again");
  EXPECT_EQ(message(cut(xz)), "t.rda: the xz file ends too early; it was cut short; fetch or copy it again");
  EXPECT_EQ(message(flip(bzip2)), "t.rda: damaged bzip2 data, or a wrong checksum in it; fetch or copy it again");
  EXPECT_EQ(message(flip(xz)), "t.rda: damaged xz data, or a wrong checksum in it; fetch or copy it again");
  EXPECT_EQ(message(bzip2 + cut(bzip2)), "t.rda: the bzip2 file ends too early; it was cut short; fetch or copy it again");
  EXPECT_EQ(message(bzip2 + "BZh9"), "t.rda: the bzip2 file ends too early; it was cut short; fetch or copy it again");
  EXPECT_EQ(message(gzip + bzip2), "t.rda: a bzip2 file follows the gzip data; unpack both, and pack them as one");
  EXPECT_EQ(message(xz + "xyz\n"), "t.rda: 4 bytes follow the end of the xz data; remove what follows, or fetch or copy it again");
  const std::string data = bytes_of("lazy_gzip.rdb"), index = bytes_of("lazy_gzip.rdx");
  const auto lazy = [&](const std::string& from, const std::string& table) { return message_of([&] { read_r_lazy({"t.rdx", index}, {"t.rdb", from}, table, ""); }); };
  EXPECT_EQ(lazy(data, ""), "t.rdb: the file holds 3 objects of R; name one behind the file: 't.rdb#kinds'");
  EXPECT_EQ(lazy(data, "shirt"), "t.rdb: there is no table 'shirt' in the file; did you mean 'short'?");
  EXPECT_EQ(lazy(data.substr(0, 9), "m"), "t.rdb: the index points beyond the end of the file; take both files from one package");
  const std::string empty{"RDX2\nX\n\0\0\0\2\0\4\1\0\0\2\3\0\0\0\0\xfe", 23};   // save() of nothing
  EXPECT_EQ(message_of([&] { read_r_lazy({"t.rdx", empty}, {"t.rdb", data}, "m", ""); }),
            "t.rdb: this is no index of R's lazy-load data; name the .rdb file with its .rdx beside it");
}

TEST(ReadersNotes, SayWhatNumbersDoNotKeep) {
  const std::string why = " rounded: whole numbers are exact up to 2^53, and what is below 5e-324 becomes 0";
  const auto first = [](const Dataset& d) { return d.notes.empty() ? "none" : d.notes.front(); };
  EXPECT_EQ(first(read_arff({"t", "@relation r\n@attribute a numeric\n@attribute y numeric\n@data\n9007199254740993,0.5\n1,1e-400\n"}, "y")), "1 number of column 'a' is" + why);
  EXPECT_EQ(first(read_libsvm({"t", "1 1:9007199254740993\n0.5 1:9007199254740995\n"}, "")), "2 numbers are" + why);
  EXPECT_EQ(first(read_json({"t", "{\"a\":12345678901234567890123,\"y\":1}\n{\"a\":-9007199254740993,\"y\":2.5}\n"}, "y")), "2 numbers of column 'a' are" + why);
}

}  // namespace
}  // namespace paribus
