// IDX files that cannot be read: what, where and what to try, word for word.
#include <gtest/gtest.h>

#include <ctime>
#include <limits>

#include "idx_files.hpp"
#include "tables.hpp"

namespace paribus {
namespace {

using namespace std::string_literals;
using namespace tests;

// "16_777_216" as messages write it: thin spaces between thousands.
std::string with_thousands(std::string s) {
  const auto digit = [&](std::size_t i) { return i < s.size() && s[i] >= '0' && s[i] <= '9'; };
  for (std::size_t at = 0; (at = s.find('_', at)) != s.npos; ++at)
    if (digit(at - 1) && digit(at + 1)) s.replace(at, 1, "\u202f");
  return s;
}

std::string failure(const std::string& bytes) {
  return message_of([&] { read_idx_table({"t.idx", bytes}, ""); });
}
std::string pair_failure(const std::string& images, const std::string& labels, const std::string& target = "", const std::vector<std::string>& classes = {}) {
  return message_of([&] { read_idx({{{"i.idx", images}, {"l.idx", labels}}}, target, classes); });
}

TEST(IdxFailures, WordForWord) {
  const std::string good = idx(8, {2, 3}, {1, 2, 3, 4, 5, 6});
  const struct { std::string bytes, message; } cases[] = {
      {"", "the file is empty; give an IDX file"},
      {"\0\0\x08"s, "the file ends inside its IDX header; it was cut short, or is no IDX file; fetch or copy it again"},
      {good.substr(0, 11), "the file ends inside its IDX header; it was cut short; fetch or copy it again"},
      {"a,b\n1,2\n", "this is no IDX file: it begins with 61 2C, not 00 00; give an IDX file; a table of text should end in .csv"},
      {idx_header(0x0A, {2}), "unknown type of number 0x0A in the IDX header; known: 0x08 unsigned byte, 0x09 byte, 0x0B int16, 0x0C int32, 0x0D float32, 0x0E float64"},
      {idx_header(8, {}), "the IDX header says rank 0; ranks from 1 to 8 can be read"},
      {idx_header(8, {1, 1, 1, 1, 1, 1, 1, 1, 1}) + "x", "the IDX header says rank 9; ranks from 1 to 8 can be read"},
      {idx_header(8, {3, 0}), "the IDX header promises 3 x 0 numbers: none; give a file with at least one row"},
      {idx_header(8, {4294967295u, 4294967295u, 4294967295u}),
       "the IDX header promises 4294967295 x 4294967295 x 4294967295 numbers, more than the 268_435_456 that a table may hold; the header is damaged, or the file must be divided"},
      {idx_header(8, {65536, 65536, 65536, 65536, 65536}),  // the product of all is 0 in 64 bits
       "the IDX header promises 65536 x 65536 x 65536 x 65536 x 65536 numbers, more than the 268_435_456 that a table may hold; the header is damaged, or the file must be divided"},
      {idx_header(8, {1, 1000, 1000}), "the IDX header promises 1 x 1000 x 1000 numbers, 1_000_000 in a row, where 262_144 are allowed; make the images smaller"},
      {good.substr(0, 17), "the IDX header promises 2 x 3 numbers, which are 6 bytes, and the file has 5 after its header; it was cut short, or its header is damaged; fetch or copy it again"},
      {good.substr(0, 12), "the IDX header promises 2 x 3 numbers, which are 6 bytes, and the file has 0 after its header; it was cut short, or its header is damaged; fetch or copy it again"},
      {good + "xy", "2 bytes follow the 6 that the IDX header promises; its header is damaged; fetch or copy it again"},
      {idx(8, {2}, {1, 2}), "a table by itself has rank 2, and this file has rank 1; images and their labels are read together: name the file of the images, "
                            "with \"images\" in its name and the labels beside it"},
      {idx(0x0D, {2, 2}, {1, 2, 3, 1e39}), "an infinite number in row 2; write NaN for a missing value"},
      {idx(0x0E, {2, 2}, {1, 2, 3, std::numeric_limits<double>::quiet_NaN()}), "the target 'column_2' is missing in row 2; remove this row, or fill in its target"},
  };
  for (const auto& c : cases) EXPECT_EQ(failure(c.bytes), "t.idx: " + with_thousands(c.message));
  EXPECT_EQ(failure(good), "read");
}

TEST(IdxFailures, ImagesAndLabelsMustFit) {
  const std::string x = idx(8, {3, 2, 2}, Vector(12, 1)), y = idx(8, {3}, {0, 1, 9});
  const std::vector<std::string> nine{"0", "1", "2", "3", "4", "5", "6", "7", "8"};
  EXPECT_EQ(pair_failure(x, y), "read");
  EXPECT_EQ(pair_failure(y, y), "i.idx: images have at least rank 2, and this file has rank 1; name the file of the images; this one may hold their labels");
  EXPECT_EQ(pair_failure(x, x), "l.idx: labels have rank 1, and this file has rank 3; give a file with one label per image");
  EXPECT_EQ(pair_failure(x, idx(8, {2}, {0, 1})), "l.idx: 2 labels for 3 images; take both files from the same part of one data set");
  EXPECT_EQ(pair_failure(x, y, "", nine), "l.idx: label 9 of row 3 is none of the 9 classes (0 to 8); these are not the labels of this data set; fetch them again");
  EXPECT_EQ(pair_failure(x, idx(9, {3}, {0, -1, 1}), "", nine),
            "l.idx: label -1 of row 2 is none of the 9 classes (0 to 8); these are not the labels of this data set; fetch them again");
  EXPECT_EQ(pair_failure(x, y, "pixel_1_2"), "i.idx: there is no column 'pixel_1_2'; did you mean 'pixel_1_0'?");
  EXPECT_EQ(pair_failure(x, y, "elephant"), "i.idx: there is no column 'elephant'; known: pixel_0_0, ..., label");
  EXPECT_EQ(pair_failure(x.substr(0, 20), y), "i.idx: the IDX header promises 3 x 2 x 2 numbers, which are 12 bytes, and the file has 4 after its header; "
                                              "it was cut short, or its header is damaged; fetch or copy it again");
  const std::string other = idx(8, {3, 1, 4}, Vector(12, 1));
  EXPECT_EQ(message_of([&] { read_idx({{{"i", x}, {"l", y}}, {{"j", other}, {"m", y}}}, ""); }),
            "j: these images are of another size than those in 'i'; take all files from one data set");
}

TEST(IdxFailures, Gzip) {
  const std::string plain = idx(8, {20, 30}, Vector(600, 5)), good = gzip(plain);
  const std::string again = "; fetch or copy it again", cut = "; it was cut short; fetch or copy it again";
  const auto spoiled = [&](std::size_t from_end) {
    std::string out = good;
    out[out.size() - from_end] = static_cast<char>(out[out.size() - from_end] ^ 1);
    return out;
  };
  std::string method = good, flags = good, body = good;
  method[2] = 7;
  flags[3] = '\x80';
  body[10] = '\x07';  // a block of the reserved type
  const struct { std::string bytes, message; } cases[] = {
      {good.substr(0, 2), "the gzip file ends inside its header" + cut},
      {good.substr(0, 9), "the gzip file ends inside its header" + cut},
      {good.substr(0, 14), "the gzip file ends too early" + cut},
      {good.substr(0, good.size() - 8), "the gzip file ends too early" + cut},
      {good.substr(0, good.size() - 1), "the gzip file ends too early" + cut},
      {spoiled(8), "the checksum (CRC-32) at the end of the gzip file does not fit what it holds" + again},
      {spoiled(4), "the length noted at the end of the gzip file is not that of what it holds" + again},
      {method, "damaged gzip data (unknown compression method)" + again},
      {flags, "damaged gzip data (unknown header flags set)" + again},
      {body, "damaged gzip data (invalid block type)" + again},
      {good + good, "more bytes are packed in the file than the 600 that the IDX header promises; its header is damaged" + again},
      {good + "xyz", "3 bytes follow the end of the gzip data; remove what follows, or fetch or copy it again"},
      {good + "x", "1 byte follows the end of the gzip data; remove what follows, or fetch or copy it again"},
      {good + "\x1F", "the gzip file ends too early" + cut},
      {gzip(""), "the file ends inside its IDX header; it was cut short, or is no IDX file; fetch or copy it again"},
      {gzip("text"), "this is no IDX file: it begins with 74 65, not 00 00; give an IDX file; a table of text should end in .csv"},
      {gzip(good), "this is no IDX file: it begins with 1F 8B, not 00 00; give an IDX file; a table of text should end in .csv"},
      {gzip(plain.substr(0, plain.size() - 1)), "the data end after 599 bytes; the IDX header promises 600" + cut},
      {gzip(plain + "x"), "more bytes are packed in the file than the 600 that the IDX header promises; its header is damaged" + again},
      {gzip(idx_header(8, {1000, 1000})), "the IDX header promises 1000 x 1000 numbers, which are 1_000_000 bytes, and the file is too small to hold so many; "
                                          "it was cut short, or its header is damaged; fetch or copy it again"},
  };
  for (const auto& c : cases) EXPECT_EQ(failure(c.bytes), "t.idx: " + with_thousands(c.message));
  EXPECT_EQ(failure(good), "read");
  for (std::size_t n = 0; n < good.size(); ++n) EXPECT_NE(failure(good.substr(0, n)), "read") << n;
}

// 20 MB packed in 20 kB: refused after the six bytes that the header promises and one more.
TEST(IdxFailures, ABombIsNotUnpacked) {
  const std::string bomb = gzip(idx(8, {2, 3}, Vector(6, 1)) + std::string(20'000'000, '\0'));
  const auto start = std::clock();
  EXPECT_EQ(failure(bomb), "t.idx: more bytes are packed in the file than the 6 that the IDX header promises; its header is damaged; fetch or copy it again");
  EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, 0.01);
}

TEST(IdxFailures, OfPaths) {
  const Folder f("idx_paths");
  const std::string base = f.path() + "/", images = idx(8, {1, 2, 2}, {1, 2, 3, 4});
  f.write("a-images-idx3-ubyte.gz", gzip(images));
  f.write("labels-idx1-ubyte", idx(8, {1}, {1}));
  f.write("folder-images-idx3-ubyte/x", "x");
  f.write("empty.idx", "");
  const auto failed = [&](const std::string& name) { return message_of([&] { load(base + name); }); };
  EXPECT_EQ(failed("a-images-idx3-ubyte.gz"), "the labels of '" + base + "a-images-idx3-ubyte.gz' are missing: there is no file '" + base +
                                                  "a-labels-idx1-ubyte.gz'; put it beside the images, with or without .gz");
  EXPECT_EQ(failed("labels-idx1-ubyte"), base + "labels-idx1-ubyte: a table by itself has rank 2, and this file has rank 1; images and their labels are read together: "
                                                "name the file of the images, with \"images\" in its name and the labels beside it");
  EXPECT_EQ(failed("b-images-idx3-ubyte.gz"), "there is no file '" + base + "b-images-idx3-ubyte.gz'; did you mean '" + base + "a-images-idx3-ubyte.gz'?");
  EXPECT_EQ(failed("folder-images-idx3-ubyte"), "'" + base + "folder-images-idx3-ubyte' is a folder, not a file; name one file in it");
  EXPECT_EQ(failed("empty.idx"), base + "empty.idx: the file is empty; give an IDX file");
}

}  // namespace
}  // namespace paribus
