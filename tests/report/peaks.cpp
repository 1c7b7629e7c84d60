// A quantity that advises a place along x, and one that is largest where the truth is.
#include "laws.hpp"

namespace paribus {
namespace {

/// Three replicates of the scores at 2, 3 and 4 groups.
Answer answered(const Vector& advice, const Vector& truth) {
  Inquiry q;
  q.metric = {"silhouette", "silhouette", false, true, -infinity, infinity, 0.05};
  q.quantities = {{"silhouette", "silhouette", "m", "s", false, "silhouette", "", "advice"}, {"gap", "gap statistic", "m", "g", false, "gap", "", "advice"},
                  {"agreement", "agreement with the classes", "m", "a", false, "agreement", "", "truth"}};
  q.labels = {{"measure.cluster.groups", "groups"}};
  q.question = {"", true, {{"measure.cluster.groups", {{2.0}, {3.0}, {4.0}}, true, false}}, {}, {}, ""};
  Results all;
  for (int b = 0; b < 3; ++b)
    for (std::size_t i = 0; i < 3; ++i) {
      Result r;
      r.subject = "cluster", r.block = std::to_string(b);
      r.levels = {{"measure.cluster.groups", {2.0 + double(i)}}};
      r.scores = {{"silhouette", advice[i] + 0.001 * b}, {"gap", b == 0 ? -double(i) : double(i)}, {"agreement", truth[i] + 0.01 * b}};
      all.push_back(r);
    }
  return answer(all, q);
}

TEST(Peaks, AdviceBesideTruth) {
  const Answer wrong = answered({0.6, 0.5, 0.4}, {0.4, 0.7, 0.5});
  ASSERT_TRUE(seeks(wrong));
  EXPECT_EQ(plain(peak_deck(wrong)), "Silhouette advises 2 groups; 3 is best by what it has not seen. It is right in 0 of 1 case.");
  const std::string said = all_text(peak_answers(wrong));
  EXPECT_TRUE(has(said, "Silhouette is largest at 2 groups (in 3 of 3 replicates), gap statistic at 4 (2 of 3).")) << said;
  EXPECT_TRUE(has(said, "Agreement with the classes is 0.41 (")) << said;
  EXPECT_TRUE(has(said, ") there and 0.71 (")) << said;
  EXPECT_TRUE(has(said, ") at 3, its best.")) << said;
  const Answer right = answered({0.4, 0.5, 0.45}, {0.4, 0.7, 0.5});
  EXPECT_EQ(plain(peak_deck(right)), "Silhouette advises 3 groups; 3 is best by what it has not seen. It is right in 1 of 1 case.");
  EXPECT_TRUE(has(all_text(peak_answers(right)), "Agreement with the classes is at its best there, 0.71 (")) << all_text(peak_answers(right));
}

TEST(Peaks, SomeAdviseWhereTheyAreLeast) {
  Inquiry q;
  q.metric = {"bic", "BIC", false, true, -infinity, infinity, 10};
  q.quantities = {{"bic", "BIC", "m", "i", false, "bic", "", "advice", {}, true}, {"silhouette", "silhouette", "m", "s", false, "silhouette", "", "advice"}};
  q.labels = {{"measure.cluster.groups", "groups"}};
  q.question = {"", true, {{"measure.cluster.groups", {{2.0}, {3.0}, {4.0}}, true, false}}, {}, {}, ""};
  Results all;
  for (int b = 0; b < 3; ++b)
    for (std::size_t i = 0; i < 3; ++i) {
      Result r;
      r.subject = "cluster", r.block = std::to_string(b);
      r.levels = {{"measure.cluster.groups", {2.0 + double(i)}}};
      r.scores = {{"bic", i == 1 ? 700.0 : 800.0 + b}, {"silhouette", double(i)}};
      all.push_back(r);
    }
  const Answer a = answer(all, q);
  EXPECT_EQ(plain(peak_deck(a)), "BIC advises 3 groups.");
  const std::string said = all_text(peak_answers(a));
  EXPECT_TRUE(has(said, "BIC is least at 3 groups (in 3 of 3 replicates), silhouette at 4 (3 of 3).")) << said;
}

TEST(Peaks, OtherStudiesSeekNothing) {
  const Answer a = answer(results(), inquiry({"edge_of_stability"}));
  EXPECT_FALSE(seeks(a));
  EXPECT_EQ(law(a, 0).peak.times, 0u);
}

}  // namespace
}  // namespace paribus
