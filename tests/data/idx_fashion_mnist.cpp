// Fashion-MNIST as Debian packs it, against gzip and NumPy (reference/make_fashion_mnist.py).
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "idx_files.hpp"
#include "paribus/data/describe.hpp"
#include "tables.hpp"

namespace paribus {
namespace {

using namespace tests;

const BuiltIn& entry_of_list() {
  for (const auto& set : built_in_sets())
    if (set.name == "fashion_mnist") return set;
  std::abort();
}

// Points the program to another folder of data sets for the length of a test.
struct Elsewhere {
  explicit Elsewhere(const std::string& folder) { setenv("PARIBUS_DATASETS", folder.c_str(), 1); }
  ~Elsewhere() { unsetenv("PARIBUS_DATASETS"); }
};

TEST(FashionMnist, IsThatOfNumPy) {
  if (!installed(entry_of_list())) GTEST_SKIP() << "the package dataset-fashion-mnist is not installed: its 70,000 images were not compared";
  std::ifstream in(PARIBUS_SOURCE_DIR "/tests/reference/fashion_mnist.json");
  const auto facts = nlohmann::json::parse(in);
  const Dataset data = load("fashion_mnist");
  const auto& set = entry_of_list();
  const std::size_t n = facts["rows"], d = facts["features"];
  EXPECT_EQ(data.name, "fashion_mnist");
  EXPECT_EQ(data.rows(), n);
  EXPECT_EQ(data.features(), d);
  EXPECT_EQ(set.rows, n);
  EXPECT_EQ(set.features, d);
  EXPECT_EQ(set.classes, 10u);
  EXPECT_EQ(data.provenance.sha256, facts["sha256"].get<std::string>());
  EXPECT_EQ(data.provenance.origin, set.origin);
  EXPECT_TRUE(data.notes.empty());
  EXPECT_EQ(data.columns[783].name, "pixel_27_27");

  const auto& y = data.target()->values;
  const auto labels = [&](std::size_t from, std::size_t count) { return std::vector<int>(y.begin() + static_cast<std::ptrdiff_t>(from), y.begin() + static_cast<std::ptrdiff_t>(from + count)); };
  EXPECT_EQ(labels(0, 20), facts["first_labels"].get<std::vector<int>>());
  EXPECT_EQ(labels(60000, 20), facts["labels_from_60000"].get<std::vector<int>>());
  EXPECT_EQ(labels(n - 5, 5), facts["last_labels"].get<std::vector<int>>());
  std::vector<std::int64_t> count(10), class_sum(10), row_sum(n);
  std::int64_t weighted = 0;
  for (std::size_t j = 0; j < d; ++j)
    for (std::size_t i = 0; i < n; ++i) {
      const auto x = static_cast<std::int64_t>(data.columns[j].values[i]);
      weighted += x * static_cast<std::int64_t>(1 + (i * d + j) % 97);
      row_sum[i] += x;
    }
  for (std::size_t i = 0; i < n; ++i) {
    ++count[static_cast<std::size_t>(y[i])];
    class_sum[static_cast<std::size_t>(y[i])] += row_sum[i];
  }
  EXPECT_EQ(weighted, facts["weighted_sum"].get<std::int64_t>());
  EXPECT_EQ(count, facts["class_counts"].get<std::vector<std::int64_t>>());
  EXPECT_EQ(class_sum, facts["class_sums"].get<std::vector<std::int64_t>>());
  for (const auto& [i, s] : facts["row_sums"].items()) EXPECT_EQ(row_sum[std::stoul(i)], s.get<std::int64_t>()) << i;
  EXPECT_EQ(data.columns[14 * 28 + 14].values[0], facts["pixel_14_14_of_row_0"].get<double>());
  EXPECT_EQ(duplicate_rows(data), facts["duplicate_rows"].get<std::size_t>());
  const std::string said = describe(data);
  EXPECT_NE(said.find("Ankle boot 7\u202f000 (10\u00a0%)"), std::string::npos) << said;
  EXPECT_NE(said.find("all 784 number features: 0 missing, 7 to 256 distinct values each, from 0 to 255, means from 0.0007714 to 161.7\n"), std::string::npos) << said;
  EXPECT_LT(said.size(), 4000u);
}

TEST(FashionMnist, WhenAbsentNamesThePackage) {
  const Folder f("no_datasets");
  const Elsewhere there(f.path());
  EXPECT_FALSE(installed(entry_of_list()));
  EXPECT_TRUE(installed(built_in_sets()[0]));
  EXPECT_EQ(message_of([] { load("fashion_mnist"); }),
            "the data set 'fashion_mnist' is not installed: there is no file '" + f.path() +
                "/fashion-mnist/train-images-idx3-ubyte.gz'; it comes with the Debian package dataset-fashion-mnist: apt-get install dataset-fashion-mnist");
}

TEST(FashionMnist, FromAnotherFolder) {
  const Folder f("few_datasets");
  const Elsewhere there(f.path());
  const auto write = [&](const std::string& part, std::vector<double> labels) {
    const auto n = static_cast<std::uint32_t>(labels.size());
    f.write("fashion-mnist/" + part + "-images-idx3-ubyte.gz", gzip(idx(8, {n, 2, 2}, Vector(n * 4, part == "train" ? 1 : 2))));
    f.write("fashion-mnist/" + part + "-labels-idx1-ubyte.gz", gzip(idx(8, {n}, labels)));
  };
  write("train", {9, 0, 1});
  write("t10k", {5, 5});
  ASSERT_TRUE(installed(entry_of_list()));
  const Dataset d = load("fashion_mnist");
  EXPECT_EQ(d.columns[3].values, (Vector{1, 1, 1, 2, 2}));
  EXPECT_EQ(d.target()->values, (Vector{9, 0, 1, 5, 5}));
  EXPECT_EQ(d.target()->categories[9], "Ankle boot");
  write("t10k", {5, 10});
  EXPECT_EQ(message_of([] { load("fashion_mnist"); }), f.path() + "/fashion-mnist/t10k-labels-idx1-ubyte.gz: label 10 of row 2 is none of the 10 classes (0 to 9); "
                                                           "these are not the labels of this data set; fetch them again");
}

}  // namespace
}  // namespace paribus
