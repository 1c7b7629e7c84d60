// Models over many data sets: their ranks, their comparisons over sets, and the words for both.
#include <gtest/gtest.h>

#include "fixture.hpp"
#include "paribus/report/figure.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {
namespace {

TEST(Ranking, ScoresAreMeansOverReplicatesOfTheTestParts) {
  const Answer a = sample::ranked();
  ASSERT_EQ(a.ranking.sets.size(), 8u);
  EXPECT_EQ(a.series.labels, (std::vector<std::string>{"linear", "tree", "forest", "guess"}));
  EXPECT_TRUE(a.panels.levels.empty());
  EXPECT_NEAR(a.ranking.scores(0, 2), 0.85, 1e-12);
  EXPECT_NEAR(a.ranking.scores(7, 3), 0.57, 1e-12);
  EXPECT_EQ(a.ranking.test.mean, (Vector{2.125, 2.875, 1, 4}));   // on set 0 the tree is better than the line
  EXPECT_EQ(a.ranking.test.sets, 8u);
}

TEST(Ranking, OneComparisonIsMadeOverAllSets) {
  const Answer a = sample::ranked();
  ASSERT_EQ(a.verdicts.size(), 3u);
  EXPECT_EQ(a.plan.comparisons, 3u);
  EXPECT_EQ(a.plan.population, "data sets like these");
  EXPECT_EQ(a.plan.smallest_p, 1.0 / 128);
  EXPECT_EQ(a.verdicts[1].change, "forest instead of linear");
  EXPECT_EQ(a.verdicts[1].verdict.runs, 32u);   // two arms, eight sets, two replicates
  EXPECT_NEAR(a.verdicts[1].verdict.effect, 0.05, 1e-12);
  EXPECT_EQ(a.verdicts[1].verdict.population, "data sets like these");
  EXPECT_EQ(a.verdicts[2].verdict.finding, Finding::matters);
}

TEST(Ranking, TheDeckNamesTheBestAndWhatIsNotToldFromIt) {
  EXPECT_EQ(plain(deck(sample::ranked())), "Forest has the best mean rank over 8 data sets: mean rank 1.0 of 4. Nemenyi’s test does not tell it from linear, but from the other 2 models.");
  Answer a = sample::ranked();
  a.ranking.test.critical = 0.5;
  EXPECT_EQ(plain(deck(a)), "Forest ranks best over 8 data sets: mean rank 1.0 of 4, apart from every other model by Nemenyi’s test.");
  a.ranking.test.critical = 4;
  EXPECT_EQ(plain(deck(a)), "Forest has the best mean rank over 8 data sets: mean rank 1.0 of 4, and yet Nemenyi’s test does not tell it from any other.");
  a.ranking.test.p = 0.2;
  EXPECT_EQ(plain(deck(a)), "Over 8 data sets, no model is shown to rank better than another (Friedman’s test, p 0.20).");
  EXPECT_EQ(meta(a), "8 data sets · 64 runs · 2 replicates");
}

TEST(Ranking, FiguresComeInTheOrderOfThePage) {
  const auto drawn = drawings(sample::ranked());
  ASSERT_EQ(drawn.size(), 3u);
  EXPECT_EQ(drawn[0].id, "ranks");
  EXPECT_EQ(drawn[0].table.rows[0][0], "forest");
  EXPECT_EQ(drawn[0].table.rows[0][1], "1.0");
  EXPECT_EQ(drawn[1].id, "sets");
  EXPECT_EQ(drawn[1].finding, "Forest scores best on 8 of 8 data sets");
  EXPECT_EQ(drawn[2].id, "effects");
}

}  // namespace
}  // namespace paribus
