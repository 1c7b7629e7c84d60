// The sets inside the program against scikit-learn's loaders (reference/make_datasets.py).
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "paribus/data/built_in.hpp"
#include "paribus/data/transforms.hpp"
#include "idx_files.hpp"
#include "tables.hpp"

namespace paribus {
namespace {

nlohmann::json reference() {
  std::ifstream in(PARIBUS_SOURCE_DIR "/tests/reference/datasets.json");
  return nlohmann::json::parse(in);
}

std::vector<std::uint32_t> all_rows(const Dataset& data) {
  std::vector<std::uint32_t> rows(data.rows());
  for (std::uint32_t i = 0; i < rows.size(); ++i) rows[i] = i;
  return rows;
}

TEST(BuiltIn, ShapesAreWhatIsSaid) {
  ASSERT_GE(built_in_sets().size(), 100u);
  for (const auto& set : built_in_sets()) {
    if (!set.package.empty()) continue;  // idx_fashion_mnist.cpp tests that one
    const Dataset data = load(set.name);
    EXPECT_EQ(data.name, set.name);
    EXPECT_EQ(data.rows(), set.rows) << set.name;
    EXPECT_EQ(data.features(), set.features) << set.name;
    EXPECT_EQ(data.columns.size(), set.features + 1) << set.name;
    EXPECT_EQ(data.task() == Task::classification ? "classification" : "regression", set.task) << set.name;
    EXPECT_EQ(data.target()->categories.size(), set.classes) << set.name;
    EXPECT_FALSE(set.summary.empty() || set.licence.empty());
    EXPECT_EQ(data.provenance.origin, set.origin);
    EXPECT_EQ(data.provenance.licence, set.licence);
    EXPECT_TRUE(data.notes.empty()) << set.name << ": " << data.notes.front();
  }
}

// `make data-check` compares them with their files, where those are installed.
TEST(BuiltIn, EveryRowOfTheCatalogueIsWhole) {
  std::set<std::string> names, subjects;
  for (const auto& set : built_in_sets()) {
    EXPECT_TRUE(names.insert(set.name).second) << set.name;
    subjects.insert(set.subject);
    EXPECT_GT(set.rows, 0u) << set.name;
    EXPECT_GT(set.features, 0u) << set.name;
    EXPECT_EQ(set.task == "classification", set.classes > 1) << set.name;
    EXPECT_EQ(set.sha256.size(), 16u) << set.name;
    for (const auto* word : {&set.summary, &set.licence, &set.origin, &set.subject}) EXPECT_FALSE(word->empty()) << set.name;
    EXPECT_EQ(set.package.empty() || set.name == "fashion_mnist", set.path.empty()) << set.name;
    EXPECT_EQ(set.path.empty(), set.target.empty()) << set.name;
  }
  EXPECT_GE(subjects.size(), 6u);
}

TEST(BuiltIn, ASetOfAPackageThatIsNotInstalledSaysWhichItIs) {
  for (const auto& set : built_in_sets())
    if (!set.path.empty() && !installed(set)) {
      EXPECT_EQ(tests::message_of([&] { load(set.name); }), "the data set '" + set.name + "' is not installed: there is no file '" + set.path.substr(0, set.path.find('#')) +
                                                                "'; it comes with the Debian package " + set.package + ": apt-get install --no-install-recommends " + set.package);
      return;
    }
  GTEST_SKIP() << "all sets are installed";
}

TEST(BuiltIn, TheBytesAreTheFilesOfTheDataFolder) {
  for (const auto& set : built_in_sets()) {
    if (!set.package.empty()) continue;
    std::ifstream in(PARIBUS_SOURCE_DIR "/data/" + set.name + ".csv", std::ios::binary);
    std::stringstream file;
    file << in.rdbuf();
    EXPECT_EQ(built_in_bytes(set.name), file.str()) << set.name;
    EXPECT_EQ(load(set.name).provenance.sha256, sha256(file.str()).hex());
  }
  EXPECT_TRUE(built_in_bytes("nothing").empty());
}

TEST(BuiltIn, NumbersAreThoseOfScikitLearn) {
  const auto expected = reference();
  for (const auto& [name, facts] : expected.items()) {
    const Dataset data = load(name);
    const auto rows = all_rows(data);
    double weighted = 0, target_sum = 0;
    std::size_t j = 0;
    const std::size_t d = data.features();
    for (const auto& column : data.columns) {
      if (column.role == Role::target) {
        for (const double y : column.values) target_sum += y;
        continue;
      }
      const auto scale = Standardize::fit(column.values, rows);
      const double mean = facts["mean"][j], sd = facts["sd"][j];
      EXPECT_NEAR(scale.mean, mean, 1e-13 * (1 + std::abs(mean))) << name << " " << column.name;
      EXPECT_NEAR(scale.sd, sd, 1e-12 * (1 + sd)) << name << " " << column.name;
      EXPECT_NEAR(scale.apply(column.values[0]), facts["scaled_row_0"][j].get<double>(), 1e-11) << name << " " << column.name;
      for (std::size_t i = 0; i < data.rows(); ++i) weighted += column.values[i] * static_cast<double>(1 + (i * d + j) % 97);
      ++j;
    }
    EXPECT_NEAR(weighted, facts["weighted_sum"].get<double>(), 1e-12 * weighted) << name;
    EXPECT_EQ(target_sum, facts["target_sum"].get<double>()) << name;  // sums of whole numbers are exact
  }
}

TEST(BuiltIn, ClassesAreThoseOfScikitLearn) {
  const auto expected = reference();
  for (const auto& [name, facts] : expected.items()) {
    if (!facts.contains("classes")) continue;
    const Dataset data = load(name);
    EXPECT_EQ(data.target()->categories, facts["classes"].get<std::vector<std::string>>()) << name;
    std::vector<int> count(data.target()->categories.size());
    for (const double y : data.target()->values) ++count[static_cast<std::size_t>(y)];
    EXPECT_EQ(count, facts["class_counts"].get<std::vector<int>>()) << name;
  }
}

TEST(BuiltIn, AnotherColumnMayBeTheTarget) {
  const Dataset data = load("iris", "petal_width");
  EXPECT_EQ(data.task(), Task::regression);
  EXPECT_EQ(data.target()->name, "petal_width");
  EXPECT_EQ(data.columns.back().role, Role::feature);
  EXPECT_TRUE(data.columns.back().categorical);
}

}  // namespace
}  // namespace paribus
