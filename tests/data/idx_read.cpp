// IDX files of every type and rank, written here and read back.
#include <gtest/gtest.h>

#include <cmath>

#include "idx_files.hpp"
#include "tables.hpp"

namespace paribus {
namespace {

using namespace tests;
using Words = std::vector<std::string>;

struct Type {
  int code;
  double low, high;
  bool fractions;
};
constexpr Type types[] = {{0x08, 0, 255, false},        {0x09, -128, 127, false},     {0x0B, -32768, 32767, false},
                          {0x0C, -2147483648.0, 2147483647, false}, {0x0D, -1e30f, 1e-30f, true}, {0x0E, -1e300, 1e-300, true}};

TEST(IdxRead, EveryTypeAndRankComesBack) {
  Stream stream({5, 0, "test"});
  const std::vector<std::vector<std::uint32_t>> shapes{{7}, {3, 4}, {5, 2, 3}, {2, 3, 1, 2}, {1, 1, 1, 1, 1, 1, 1, 2}, {70, 40, 30}};
  for (const auto& type : types)
    for (const auto& sizes : shapes) {
      std::size_t count = 1;
      for (const auto n : sizes) count *= n;
      std::vector<double> numbers{type.low, type.high};
      while (numbers.size() < count) {
        const double x = stream.uniform();
        numbers.push_back(!type.fractions ? std::floor(type.low + x * (type.high - type.low)) : type.code == 0x0D ? static_cast<float>(x) : x);
      }
      numbers.resize(count);
      for (const bool packed : {false, true}) {
        const std::string bytes = packed ? gzip(idx(type.code, sizes, numbers)) : idx(type.code, sizes, numbers);
        const Source source{"x.idx", bytes};
        IdxFile file(source);
        ASSERT_EQ(file.sizes(), (std::vector<std::size_t>(sizes.begin(), sizes.end())));
        EXPECT_EQ(file.rows() * file.width(), count);
        Vector read(count, -7);
        const std::size_t first = count / 3;  // in two helpings
        file.read({read.data(), first});
        file.read({read.data() + first, count - first});
        file.finish();
        EXPECT_EQ(read, numbers) << type.code;
      }
    }
}

TEST(IdxRead, ImagesBecomeColumns) {
  const std::string images = idx(8, {3, 2, 2}, {0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 255}), labels = idx(8, {3}, {7, 3, 7});
  const Dataset d = read_idx({{{"toy-images-idx3-ubyte", images}, {"toy-labels-idx1-ubyte", labels}}}, "");
  ASSERT_EQ(d.columns.size(), 5u);
  EXPECT_EQ(d.name, "toy-images-idx3-ubyte");
  const Words names{"pixel_0_0", "pixel_0_1", "pixel_1_0", "pixel_1_1", "label"};
  for (std::size_t j = 0; j < 5; ++j) EXPECT_EQ(d.columns[j].name, names[j]);
  EXPECT_EQ(d.columns[1].values, (Vector{1, 11, 21}));
  EXPECT_EQ(d.columns[3].values, (Vector{3, 13, 255}));
  EXPECT_EQ(d.target(), &d.columns[4]);
  EXPECT_EQ(d.target()->categories, (Words{"3", "7"}));  // by number, not by appearance
  EXPECT_EQ(d.target()->values, (Vector{1, 0, 1}));
  EXPECT_EQ(d.task(), Task::classification);
  EXPECT_EQ(d.provenance.sha256, sha256(images + labels).hex());
  EXPECT_TRUE(d.notes.empty());
}

TEST(IdxRead, SeveralPairsAreOneTableInOrder) {
  const std::string x1 = idx(8, {2, 1, 2}, {1, 2, 3, 4}), y1 = idx(8, {2}, {1, 0}), x2 = gzip(idx(8, {1, 1, 2}, {5, 6})), y2 = gzip(idx(8, {1}, {2}));
  const Dataset d = read_idx({{{"a", x1}, {"b", y1}}, {{"c", x2}, {"d", y2}}}, "", {"zero", "one", "two", "never seen"});
  EXPECT_EQ(d.columns[0].values, (Vector{1, 3, 5}));
  EXPECT_EQ(d.columns[1].values, (Vector{2, 4, 6}));
  EXPECT_EQ(d.target()->values, (Vector{1, 0, 2}));
  EXPECT_EQ(d.target()->categories, (Words{"zero", "one", "two", "never seen"}));
  EXPECT_EQ(d.provenance.sha256, sha256(x1 + y1 + x2 + y2).hex());
}

TEST(IdxRead, TargetsOfOtherKinds) {
  // 40 kinds of label are classes still, as in EMNIST; fractions are numbers to predict.
  std::vector<double> many, pixels;
  for (int i = 0; i < 80; ++i) many.push_back(i % 40), pixels.push_back(i % 3);
  const std::string x = idx(8, {80, 1, 1}, pixels), y = idx(0x0B, {80}, many);
  EXPECT_EQ(read_idx({{{"x", x}, {"y", y}}}, "").target()->categories.size(), 40u);
  for (auto& v : many) v += 0.5;
  const std::string z = idx(0x0D, {80}, many);
  EXPECT_EQ(read_idx({{{"x", x}, {"y", z}}}, "").task(), Task::regression);
  // A pixel may be the target; then the label is a feature, and few whole numbers are classes as everywhere.
  const Dataset d = read_idx({{{"x", x}, {"y", z}}}, "pixel_0_0");
  EXPECT_EQ(d.target()->name, "pixel_0_0");
  EXPECT_EQ(d.target()->categories, (Words{"0", "1", "2"}));
  EXPECT_EQ(d.columns[1].role, Role::feature);
  EXPECT_EQ(d.notes, Words{"the target 'pixel_0_0' holds 3 different whole numbers, read as classes"});
}

TEST(IdxRead, ATableByItself) {
  const std::string text = idx(0x0E, {3, 2}, {0.5, 1.25, NAN, 2.5, 3.5, -1});
  const Dataset d = read_idx_table({"house.idx", text}, "");
  EXPECT_EQ(d.name, "house");
  EXPECT_EQ(d.columns[1].role, Role::target);
  EXPECT_EQ(d.columns[1].values, (Vector{1.25, 2.5, -1}));
  EXPECT_EQ(d.task(), Task::regression);
  EXPECT_TRUE(std::isnan(d.columns[0].values[1]));
  EXPECT_EQ(read_idx_table({"house.idx", idx(8, {2, 2}, {1, 2, 3, 4})}, "column_1").target()->values, (Vector{0, 1}));
}

TEST(IdxRead, LabelsAreFoundBesideTheImages) {
  const std::string x = idx(8, {3, 2, 2}, Vector(12, 1)), y = idx(8, {3}, {0, 1, 2});
  const Folder f("idx_beside");
  const std::pair<const char*, const char*> pairs[] = {
      {"a-images-idx3-ubyte", "a-labels-idx1-ubyte"},       {"b-images-idx3-ubyte.gz", "b-labels-idx1-ubyte.gz"},
      {"c-images-idx3-ubyte.gz", "c-labels-idx1-ubyte"},    {"d-images-idx3-ubyte", "d-labels-idx1-ubyte.gz"},
      {"e-images.idx3-ubyte", "e-labels.idx1-ubyte"},       {"images.idx", "labels.idx"},
      {"images/f-images-idx3-ubyte", "images/f-labels-idx1-ubyte"}};
  for (const auto& [images, labels] : pairs) {
    const std::string path = f.write(images, x);  // not packed, whatever the name says
    f.write(labels, gzip(y));
    const Dataset d = load(path);
    EXPECT_EQ(d.rows(), 3u) << images;
    EXPECT_EQ(d.target()->values, (Vector{0, 1, 2}));
    EXPECT_EQ(d.provenance.origin, path);
    EXPECT_EQ(d.provenance.sha256, sha256(x + gzip(y)).hex());
  }
  EXPECT_EQ(load(f.write("table.idx", idx(8, {2, 2}, {1, 2, 3, 4}))).rows(), 2u);
  EXPECT_EQ(load(f.write("plain", "a,y\n1,2.5\n")).rows(), 1u) << "a name without an ending is CSV still";
}

TEST(IdxRead, WhatItCallsIdx) {
  const auto reader = find(readers(), "idx")->make({});
  for (const char* yes : {"train-images-idx3-ubyte", "x/t10k-labels-idx1-ubyte.gz", "a.idx", "a.idx.gz", "a.idx2-double", "b-idx4-float.gz"})
    EXPECT_TRUE(reader->recognizes(yes)) << yes;
  for (const char* no : {"a.csv", "idx", "idx3-ubyte", "a-idx-ubyte", "a-idx3-", "a-idx3-word", "aidx3-ubyte", "a.gz", "a-idx33-ubyte", "x.idx/a"})
    EXPECT_FALSE(reader->recognizes(no)) << no;
}

}  // namespace
}  // namespace paribus
