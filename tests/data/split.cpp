// Which rows go where.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "paribus/data/split.hpp"
#include "tables.hpp"

namespace paribus {
namespace {

void expect_partition(const Split& s, std::size_t n) {
  std::set<std::uint32_t> all;
  for (const auto* part : {&s.train, &s.validation, &s.test}) {
    EXPECT_TRUE(std::is_sorted(part->begin(), part->end()));
    all.insert(part->begin(), part->end());
  }
  EXPECT_EQ(s.train.size() + s.validation.size() + s.test.size(), n);
  EXPECT_EQ(all.size(), n);
  EXPECT_TRUE(n == 0 || *all.rbegin() == n - 1);
}

TEST(Split, OfRows) {
  for (const std::size_t n : {3u, 10u, 97u, 1000u}) {
    Stream stream({1, n, "split"});
    const Split s = split_rows(n, 0.2, 0.3, stream);
    expect_partition(s, n);
    EXPECT_EQ(s.test.size(), static_cast<std::size_t>(std::floor(0.3 * static_cast<double>(n) + 0.5)));
    EXPECT_EQ(s.validation.size(), static_cast<std::size_t>(std::floor(0.2 * static_cast<double>(n) + 0.5)));
  }
}

TEST(Split, OfGroupsPartsNoGroup) {
  for (std::uint64_t trial = 0; trial < 200; ++trial) {
    Stream stream({3, trial, "split"});
    Vector group;
    for (std::size_t g = 0, count = 10 + stream.below(40); g < count; ++g) group.insert(group.end(), 1 + stream.below(9), static_cast<double>(g));
    const auto order = permutation(static_cast<std::uint32_t>(group.size()), stream);
    for (std::size_t i = 0; i < order.size(); ++i) std::swap(group[i], group[order[i]]);
    const Split s = split_groups(group, 0.2, 0.3, stream);
    expect_partition(s, group.size());
    std::set<double> seen[3];
    for (const auto r : s.train) seen[0].insert(group[r]);
    for (const auto r : s.validation) seen[1].insert(group[r]);
    for (const auto r : s.test) seen[2].insert(group[r]);
    EXPECT_EQ(seen[0].size() + seen[1].size() + seen[2].size(), std::set<double>(group.begin(), group.end()).size());
    const double n = static_cast<double>(group.size());
    EXPECT_NEAR(static_cast<double>(s.test.size()), 0.3 * n, 5);         // half of the largest group
    EXPECT_NEAR(static_cast<double>(s.validation.size()), 0.2 * n, 5);
  }
}

TEST(Split, OfTimeTestsOnWhatCameLast) {
  const Vector year{2003, 2001, 2005, 2002, 2004, 2005, 2001, 2003, 2004, 2002};
  const Split s = split_time(year, 0.2, 0.2);
  expect_partition(s, 10);
  EXPECT_EQ(s.test, (std::vector<std::uint32_t>{2, 5}));
  EXPECT_EQ(s.validation, (std::vector<std::uint32_t>{4, 8}));
  const Split tied = split_time(year, 0.1, 0.3);   // three rows would part the two of 2004
  EXPECT_EQ(tied.test, (std::vector<std::uint32_t>{2, 4, 5, 8}));
  EXPECT_EQ(tied.validation, (std::vector<std::uint32_t>{0, 7}));
}

TEST(Split, FollowsTheColumnThatIsNamed) {
  std::string text = "person,day,x,y\n";
  for (int i = 0; i < 60; ++i)
    text += "p" + std::to_string(i % 12) + ",2026-01-" + (i % 30 < 9 ? "0" : "") + std::to_string(i % 30 + 1) + "," + std::to_string(i * i % 17) + "," + std::to_string(i) + ".5\n";
  const Dataset data = tests::table(text);
  const auto person = prepare(data, tests::settings({{"data.groups", {std::string("person")}}, {"data.ignore", {std::string("day")}}}), tests::split_name());
  EXPECT_EQ(person->features, std::vector<std::string>{"x"});   // neither who nor when
  EXPECT_EQ(person->test.size() % 5, 0u);
  const auto day = prepare(data, tests::settings({{"data.time", {std::string("day")}}, {"data.ignore", {std::string("person")}}}), tests::split_name());
  EXPECT_EQ(day->features, std::vector<std::string>{"x"});
  for (std::size_t i = 0; i < day->test.size(); ++i) EXPECT_GE(std::lround(day->test.y(i, 0) * day->target_sd + day->target_mean - 0.5) % 30, 24);
  const auto said = [&](const Choices& c) -> std::string {
    try {
      prepare(data, tests::settings(c), tests::split_name());
    } catch (const Error& e) { return e.problem() + "; " + e.advice(); }
    return "";
  };
  EXPECT_EQ(said({{"data.groups", {std::string("persn")}}}), "data.groups: there is no column 'persn'; did you mean 'person'?");
  EXPECT_EQ(said({{"data.time", {std::string("y")}}}), "data.time names the target 'y'; name another column");
  EXPECT_EQ(said({{"data.groups", {std::string("person")}}, {"data.time", {std::string("day")}}}),
            "data.groups and data.time both say which rows come into which part; leave one of them out");
  const Dataset two = tests::table("g,x,y\n1,1,0.5\n1,2,1.5\n2,3,2.5\n2,4,7.5\n");
  try {
    prepare(two, tests::settings({{"data.groups", {std::string("g")}}}), tests::split_name());
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.problem() + "; " + e.advice(), "'g' has too few different values: none is left for the training part; name a column of more values, or choose other shares in data.split");
  }
}

TEST(Split, ClassesKeepTheirShareToWithinOneRow) {
  for (std::uint64_t trial = 0; trial < 300; ++trial) {
    Stream stream({2, trial, "test"});
    const std::size_t k = 1 + stream.below(8);
    std::vector<std::int32_t> label;
    std::vector<double> size(k);
    for (std::size_t c = 0; c < k; ++c) label.insert(label.end(), 3 + stream.below(40), static_cast<std::int32_t>(c));
    for (const auto c : label) ++size[static_cast<std::size_t>(c)];
    const double validation = 0.05 + 0.4 * stream.uniform(), test = 0.05 + 0.4 * stream.uniform();
    const Split s = split_classes(label, validation, test, stream);
    expect_partition(s, label.size());
    EXPECT_EQ(s.test.size(), static_cast<std::size_t>(std::floor(test * static_cast<double>(label.size()) + 0.5)));
    const std::pair<const std::vector<std::uint32_t>*, double> parts[] = {
        {&s.train, 1 - validation - test}, {&s.validation, validation}, {&s.test, test}};
    for (const auto& [rows, share] : parts) {
      std::vector<double> count(k);
      for (const auto r : *rows) ++count[static_cast<std::size_t>(label[r])];
      for (std::size_t c = 0; c < k; ++c) EXPECT_LT(std::abs(count[c] - share * size[c]), 1) << trial;
    }
  }
}

TEST(Split, ExactSharesAreExact) {
  std::vector<std::int32_t> label;
  for (int i = 0; i < 150; ++i) label.push_back(i / 50);
  Stream stream({3, 0, "split"});
  const Split s = split_classes(label, 0.2, 0.2, stream);
  EXPECT_EQ(s.train.size(), 90u);
  for (std::int32_t c = 0; c < 3; ++c) {
    EXPECT_EQ(std::count_if(s.train.begin(), s.train.end(), [&](auto r) { return label[r] == c; }), 30);
    EXPECT_EQ(std::count_if(s.test.begin(), s.test.end(), [&](auto r) { return label[r] == c; }), 10);
  }
}

// Over many streams every row is in the test part as often as its share says: |z| < 5 for each of 40 rows.
TEST(Split, IsFair) {
  std::vector<int> tested(40);
  constexpr int trials = 2000;
  for (std::uint64_t t = 0; t < trials; ++t) {
    Stream stream({4, t, "split"});
    std::vector<std::int32_t> label(40);
    for (int i = 0; i < 40; ++i) label[static_cast<std::size_t>(i)] = i % 3;
    for (const auto r : split_classes(label, 0.25, 0.25, stream).test) ++tested[r];
  }
  // Class sizes are 14, 13, 13: the largest remainders give test rows 4, 3, 3, so the shares differ by class.
  for (int i = 0; i < 40; ++i) {
    const double share = i % 3 == 0 ? 4.0 / 14 : 3.0 / 13, sd = std::sqrt(share * (1 - share) / trials);
    EXPECT_LT(std::abs(tested[static_cast<std::size_t>(i)] / double{trials} - share), 5 * sd) << i;
  }
}

TEST(Folds, CoverEveryRowOnceAndKeepClasses) {
  std::vector<std::int32_t> label;
  for (int i = 0; i < 103; ++i) label.push_back(i % 7 == 0 ? 2 : i % 3 == 0);
  for (const std::size_t k : {2u, 5u, 10u, 103u})
    for (const bool stratified : {false, true}) {
      Stream stream({5, k, "folds"});
      const auto all = folds(label.size(), k, stratified ? std::span<const std::int32_t>(label) : std::span<const std::int32_t>(), stream);
      ASSERT_EQ(all.size(), k);
      std::set<std::uint32_t> seen;
      std::vector<std::size_t> low(3, 1000), high(3, 0);
      for (const auto& fold : all) {
        EXPECT_GE(fold.size(), 103 / k);
        EXPECT_LE(fold.size(), 103 / k + 1);
        seen.insert(fold.begin(), fold.end());
        std::vector<std::size_t> count(3);
        for (const auto r : fold) ++count[static_cast<std::size_t>(label[r])];
        for (std::size_t c = 0; c < 3; ++c) {
          low[c] = std::min(low[c], count[c]);
          high[c] = std::max(high[c], count[c]);
        }
      }
      EXPECT_EQ(seen.size(), 103u);
      for (std::size_t c = 0; c < 3; ++c) EXPECT_TRUE(!stratified || high[c] - low[c] <= 1) << c;
    }
  Stream stream({6, 0, "folds"});
  EXPECT_THROW(folds(10, 1, {}, stream), Error);
  EXPECT_THROW(folds(10, 11, {}, stream), Error);
}

}  // namespace
}  // namespace paribus
