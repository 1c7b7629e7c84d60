// The words and figures of groups of a table's rows.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "fixture.hpp"
#include "paribus/report/page.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {
namespace {

std::vector<std::string> told(const Answer& a) {
  std::vector<std::string> out;
  for (const auto& line : answers(a)) out.push_back(plain(line));
  return out;
}

TEST(Grouped, SaysWhatTheGroupsAreLike) {
  const Answer a = sample::grouped();
  EXPECT_EQ(plain(deck(a)), "2 groups of 3 and 2 rows; 1 row is in none. Silhouette 0.58: a reasonable structure.");
  EXPECT_EQ(told(a), (std::vector<std::string>{"'<img src=x onerror=alert(1)>' tells them apart best: 90\u00a0% of its variance lies between the groups.",
                                               "Group 1, 3 rows: low '<img src=x onerror=alert(1)>' (10.0) and high 'town=Bern' (67 %).",
                                               "Group 2, 2 rows: high '<img src=x onerror=alert(1)>' (90.0) and low 'town=Bern' (0 %).",
                                               "Beside 'street', which was no feature: adjusted Rand index 0.25, where 1 says that groups and classes are the same and 0 is chance."}));
  EXPECT_EQ(methods(a), "We grouped 6 rows of the houses data by k-means into 2 groups, by 3 columns of one scale. Scores: silhouette 0.5800. "
                        "The silhouette compares each row’s mean distance to its own group with that to the nearest other (Rousseeuw 1987).");
}

TEST(Grouped, SaysNoMoreThanItKnows) {
  Answer a = sample::grouped();
  a.grouping.silhouette = std::nan(""), a.grouping.outside = 0, a.grouping.classes = "";
  a.grouping.traits.resize(1);
  a.grouping.traits[0].stands = {0.1, -0.1};
  EXPECT_EQ(plain(deck(a)), "2 groups of 3 and 2 rows.");
  EXPECT_EQ(told(a)[1], "Group 1, 3 rows: in no column far from all rows.");
  EXPECT_EQ(told(a).size(), 3u);
  a.grouping.sizes = {5}, a.grouping.traits[0].stands = {0};
  EXPECT_EQ(plain(deck(a)), "1 group of 5 rows.");
  EXPECT_TRUE(told(a).empty());
  a.grouping.sizes = {}, a.grouping.dots = {}, a.grouping.outside = 6;
  EXPECT_EQ(plain(deck(a)), "No group: 6 rows are too far from one another.");
  EXPECT_EQ(told(a), std::vector<std::string>{"To find groups, set measure.cluster.density.reach higher, or measure.cluster.density.neighbors lower."});
  EXPECT_TRUE(drawings(a).empty());
  a.grouping.sizes = {400, 5, 4, 3, 2, 2, 1}, a.grouping.outside = 0;
  EXPECT_EQ(plain(deck(a)), "7 groups, 400 rows in the largest and 1 in the smallest.");
}

// Kaufman and Rousseeuw 1990, table 2.4.
TEST(Grouped, NamesTheStructure) {
  for (const auto& [value, words] : std::vector<std::pair<double, std::string>>{{0.71, "a strong structure"}, {0.7049, "a reasonable structure"}, {0.705, "a reasonable structure"}, {0.505, "a reasonable structure"}, {0.70, "a reasonable structure"}, {0.51, "a reasonable structure"},
                                                                                {0.50, "a weak structure"}, {0.26, "a weak structure"}, {0.25, "no substantial structure"}, {-0.3, "no substantial structure"}, {std::nan(""), ""}})
    EXPECT_EQ(structure_words(value), words) << value;
}

TEST(Grouped, DrawsEveryRowAndEveryColumn) {
  const auto drawn = drawings(sample::grouped());
  ASSERT_EQ(drawn.size(), 2u);
  EXPECT_EQ(drawn[0].id, "groups");
  std::map<std::string, int> kinds;
  for (const auto& row : drawn[0].rows) ++kinds[std::get<std::string>(row.find("kind")->is)];
  EXPECT_EQ(kinds, (std::map<std::string, int>{{"middle", 2}, {"none", 1}, {"row", 5}}));
  EXPECT_EQ(drawn[0].finding, "The plane of the first two principal axes shows 90\u00a0% of the variance");
  EXPECT_EQ(drawn[0].keys.size(), 2u);
  EXPECT_NE(drawn[0].caption.find("Gray rows are in no group."), std::string::npos);
  EXPECT_EQ(drawn[1].id, "traits");
  EXPECT_EQ(drawn[1].finding, "In 2 columns of 3 at least half of the variance lies between the groups");
  EXPECT_EQ(drawn[1].rows.size(), 6u);
  ASSERT_EQ(drawn[1].table.rows.size(), 3u);
  EXPECT_EQ(drawn[1].table.rows[0], (std::vector<std::string>{"<img src=x onerror=alert(1)>", "90\u00a0%", "10.0 (8 to 12)", "90.0 (85 to 95)"}));
  EXPECT_EQ(drawn[1].table.rows[1], (std::vector<std::string>{"town=Bern", "50\u00a0%", "67 %", "0 %"}));
}

}  // namespace
}  // namespace paribus
