// data.rows: some rows of a large table, before they are divided.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "paribus/data/split.hpp"
#include "tables.hpp"

namespace paribus {
namespace {

using tests::settings;
using tests::split_name;

DataSettings some(std::int64_t rows, bool stratify = true) { return settings({{"data.rows", {rows}}, {"data.split.stratify", {stratify}}}); }

TEST(Draw, OfRowsIsAscendingNestedAndFair) {
  std::vector<int> count(20);
  for (std::uint64_t trial = 0; trial < 4000; ++trial) {
    Stream a({1, trial, "draw"}), b({1, trial, "draw"});
    const auto few = draw_rows(20, 5, a), more = draw_rows(20, 9, b);
    ASSERT_EQ(few.size(), 5u);
    ASSERT_TRUE(std::is_sorted(more.begin(), more.end()) && std::adjacent_find(more.begin(), more.end()) == more.end());
    ASSERT_TRUE(std::includes(more.begin(), more.end(), few.begin(), few.end()));
    for (const auto r : few) ++count[r];
  }
  for (const int c : count) EXPECT_NEAR(c, 1000, 5 * std::sqrt(4000 * 0.25 * 0.75));
  Stream stream({1, 0, "draw"});
  EXPECT_EQ(draw_rows(3, 7, stream), (std::vector<std::uint32_t>{0, 1, 2}));
}

TEST(Draw, OfClassesKeepsTheirShares) {
  for (std::uint64_t trial = 0; trial < 300; ++trial) {
    Stream stream({2, trial, "test"});
    std::vector<std::int32_t> label;
    const std::size_t k = 1 + stream.below(8);
    std::vector<double> size(k), drawn(k);
    for (std::size_t c = 0; c < k; ++c) label.insert(label.end(), 1 + stream.below(60), static_cast<std::int32_t>(c));
    for (const auto c : label) ++size[static_cast<std::size_t>(c)];
    const double n = static_cast<double>(label.size());
    const std::size_t wanted = 1 + stream.below(label.size() + 5);
    const auto rows = draw_classes(label, wanted, stream);
    EXPECT_EQ(rows.size(), std::min(wanted, label.size()));
    EXPECT_TRUE(std::is_sorted(rows.begin(), rows.end()) && std::adjacent_find(rows.begin(), rows.end()) == rows.end());
    for (const auto r : rows) ++drawn[static_cast<std::size_t>(label[r])];
    for (std::size_t c = 0; c < k; ++c) EXPECT_LT(std::abs(drawn[c] - size[c] * static_cast<double>(rows.size()) / n), 1) << trial;
  }
  Stream stream({3, 0, "test"});
  const std::vector<std::int32_t> even{0, 0, 0, 1, 1, 1};  // quotas 1.5 and 1.5: the earlier class is rounded up
  EXPECT_LT(draw_classes(even, 3, stream)[1], 3u);
}

// Which row of `data` an unscaled example is.
std::size_t row_of(const Dataset& data, View x) {
  for (std::size_t i = 0; i < data.rows(); ++i) {
    std::size_t j = 0;
    while (j < x.size() && data.columns[j].values[i] == x[j]) ++j;
    if (j == x.size()) return i;
  }
  return data.rows();
}

TEST(Draw, PreparedExamplesAreRowsOfTheTable) {
  const Dataset data = load("digits");
  Choices choices{{"data.rows", {std::int64_t{500}}}, {"data.scale", {std::string("none")}}};
  const auto p = prepare(data, settings(choices), split_name());
  EXPECT_EQ(p->train.size(), 300u);
  EXPECT_EQ(p->validation.size(), 100u);
  EXPECT_EQ(p->test.size(), 100u);
  std::set<std::size_t> rows;
  std::vector<double> count(10), all(10);
  for (const double y : data.target()->values) ++all[static_cast<std::size_t>(y)];
  for (const auto* part : {&p->train, &p->validation, &p->test})
    for (std::size_t i = 0; i < part->size(); ++i) {
      const std::size_t r = row_of(data, part->x.row(i));
      ASSERT_LT(r, data.rows());
      EXPECT_EQ(data.target()->values[r], part->label[i]);
      EXPECT_TRUE(rows.insert(r).second) << "row " << r << " twice";
      ++count[static_cast<std::size_t>(part->label[i])];
    }
  for (std::size_t c = 0; c < 10; ++c) EXPECT_LT(std::abs(count[c] - all[c] * 500 / 1797), 1);
  EXPECT_GT(*rows.rbegin(), 1500u) << "drawn from the whole table, not its beginning";
}

// The draw has a block of the stream to itself, so that it moves no other number.
TEST(Draw, ComesFromItsOwnBlock) {
  const Dataset data = load("iris");
  for (const bool stratify : {false, true}) {
    const Split parts = partition(data, some(60, stratify), split_name());
    std::vector<std::uint32_t> used = parts.train;
    used.insert(used.end(), parts.validation.begin(), parts.validation.end());
    used.insert(used.end(), parts.test.begin(), parts.test.end());
    std::sort(used.begin(), used.end());
    Stream stream(split_name().at("rows"));
    const auto& y = data.target()->values;
    EXPECT_EQ(used, stratify ? draw_classes(std::vector<std::int32_t>(y.begin(), y.end()), 60, stream) : draw_rows(150, 60, stream));
  }
}

TEST(Draw, SaysNothingWhenThereAreNoMoreRows) {
  for (const char* name : {"iris", "diabetes"}) {
    const Dataset data = load(name);
    const auto n = static_cast<std::int64_t>(data.rows());
    const Hash whole = prepare(data, settings(), split_name())->content();
    for (const std::int64_t rows : {std::int64_t{0}, n, n + 1}) EXPECT_EQ(prepare(data, some(rows), split_name())->content(), whole);
    const Hash part = prepare(data, some(n - 1), split_name())->content();
    EXPECT_NE(part, whole);
    EXPECT_EQ(prepare(data, some(n - 1), split_name())->content(), part);
    EXPECT_NE(prepare(data, some(n - 1), split_name(1))->content(), part);
  }
}

std::string failure(const Dataset& data, const DataSettings& s) {
  try {
    prepare(data, s, split_name());
    return "prepared";
  } catch (const Error& e) {
    return e.what();
  }
}

TEST(DrawFailures, WordForWord) {
  EXPECT_EQ(failure(load("digits"), some(20)),
            "class '0' of the target 'label' has 2 rows among those that data.rows draws, too few for three parts; raise data.rows, or set data.split.stratify = false");
  EXPECT_EQ(failure(load("iris"), some(1)),
            "class 'setosa' of the target 'species' has 1 row among those that data.rows draws, too few for three parts; raise data.rows, or set data.split.stratify = false");
  EXPECT_EQ(failure(load("diabetes"), some(2)),
            "of 2 rows that data.rows draws none is left for the validation part; raise data.rows, or choose other shares in data.split");
  EXPECT_EQ(failure(load("iris"), some(30)), "prepared");
  EXPECT_EQ(failure(load("iris"), some(30, false)), "prepared");
  EXPECT_THROW(some(-1), Error);
}

}  // namespace
}  // namespace paribus
