// Every reader against the format's own: scipy's, scikit-learn's, NumPy's, Python's and R itself
// (tests/reference/make_readers.py).
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "paribus/data/describe.hpp"
#include "paribus/data/packed.hpp"
#include "tables.hpp"

namespace paribus {
namespace {

const std::string folder = PARIBUS_SOURCE_DIR "/tests/reference/readers/";

nlohmann::json reference() {
  std::ifstream in(PARIBUS_SOURCE_DIR "/tests/reference/readers.json");
  return nlohmann::json::parse(in);
}

TEST(ReadersValues, AreThoseOfEachFormatsOwnReader) {
  std::size_t compared = 0;
  const auto all = reference();
  for (const auto& [file, columns] : all.items()) {
    SCOPED_TRACE(file);
    // Some tables have gaps in their last column, so the target is one that has none.
    std::string target;
    for (const auto& [name, values] : columns.items())
      if (std::none_of(values.begin(), values.end(), [](const auto& v) { return v.is_null(); })) target = name;
    const Dataset data = load(folder + file, target);
    ASSERT_EQ(data.columns.size(), columns.size());
    for (const auto& c : data.columns) {
      SCOPED_TRACE(c.name);
      ASSERT_TRUE(columns.contains(c.name));
      const auto& expected = columns[c.name];
      ASSERT_EQ(c.values.size(), expected.size());
      for (std::size_t i = 0; i < c.values.size(); ++i, ++compared) {
        if (expected[i].is_null()) {
          EXPECT_TRUE(std::isnan(c.values[i])) << i;
        } else if (expected[i].is_string() && !c.categorical) {  // classes that are no target here
          EXPECT_EQ(c.values[i], std::stod(expected[i].get<std::string>())) << i;
        } else if (expected[i].is_string()) {
          EXPECT_EQ(c.categories[static_cast<std::size_t>(c.values[i])], expected[i].get<std::string>()) << i;
        } else if (c.categorical) {  // whole numbers of a target, read as classes
          EXPECT_EQ(std::stod(c.categories[static_cast<std::size_t>(c.values[i])]), expected[i].get<double>()) << i;
        } else {
          EXPECT_EQ(c.values[i], expected[i].get<double>()) << i;
        }
      }
    }
    EXPECT_FALSE(describe(data).empty());
  }
  EXPECT_GT(compared, 5000u);
}

std::vector<std::string> notes(const std::string& file, const std::string& target) { return load(folder + file, target).notes; }

TEST(ReadersValues, PackedFilesInARowAreOne) {
  for (const char* file : {"kinds.rda", "kinds_v3.rda", "kinds_xz.RData"}) {
    SCOPED_TRACE(file);
    const Bytes packed = read_bytes(folder + file);
    const std::string one{packed.view()}, zeros(compression(one) == Compression::bzip2 ? 0 : 512, '\0'), three = one + one + zeros + one + zeros;
    const Bytes once = unpack({file, one}, compression(one)), thrice = unpack({file, three}, compression(three));
    ASSERT_GT(once.size, 0u);
    const std::string expected{once.view()};
    EXPECT_EQ(thrice.view(), expected + expected + expected);
  }
}

TEST(ReadersValues, EveryRepairIsNoted) {
  using Notes = std::vector<std::string>;
  EXPECT_EQ(notes("kinds.rda", "class"),
            (Notes{"column 'day' holds dates, read as days since 1970-01-01", "column 'when' holds points in time, read as seconds since 1970-01-01 UTC",
                   "column 'wait' holds differences of time, read as numbers in mins", "1 of the 4 categories of column 'level' occur in no row and are left out"}));
  EXPECT_EQ(notes("lists.rda", "y"), (Notes{"column 'l' holds lists and is left out", "column 'z' holds complex numbers and is left out"}));
  EXPECT_EQ(notes("base0.libsvm", ""), (Notes{"indices are counted from 0, since index 0 occurs", "the target 'label' holds 3 different whole numbers, read as classes"}));
  EXPECT_EQ(notes("base1.libsvm", ""), (Notes{"indices are counted from 1, since index 0 does not occur", "the target 'label' holds 3 different whole numbers, read as classes"}));
  EXPECT_EQ(notes("dense.arff", ""), (Notes{"attribute 'day' holds dates, read as seconds since 1970-01-01 UTC"}));
  EXPECT_EQ(notes("rows.jsonl", "x"), (Notes{"1 number of column 'x' is rounded: whole numbers are exact up to 2^53, and what is below 5e-324 becomes 0",
                                             "the key 'late' is absent from 2 rows, where its value counts as missing", "column 'id' numbers the rows and is no feature"}));
  EXPECT_EQ(notes("images.npz", ""), (Notes{"the target 'y' holds 2 different whole numbers, read as classes"}));
}

TEST(ReadersValues, RolesAndTargets) {
  EXPECT_EQ(load(folder + "base1.libsvm").columns[7].role, Role::group);
  EXPECT_EQ(load(folder + "times.rda").columns[0].role, Role::time);
  EXPECT_EQ(load(folder + "images.npz").target()->name, "y");
  EXPECT_EQ(load(folder + "parts.npz#x_train+y_train").target()->name, "y_train");
  EXPECT_EQ(load(folder + "kinds.rda").target()->name, "class");
  EXPECT_EQ(load(folder + "kinds.rda").target()->categories, (std::vector<std::string>{"y", "x"})) << "in the order of the levels";
  EXPECT_EQ(load(folder + "several.rda#sides").name, "sides");
}

}  // namespace
}  // namespace paribus
