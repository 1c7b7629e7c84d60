// A quantity that advises a place along x, and one that is largest where the truth is.
#include "laws.hpp"

namespace paribus {
namespace {

/// Three replicates at 2, 3 and 4 groups of what scores(replicate, place) says.
Answer answered(std::vector<Answer::Quantity> quantities, auto&& scores) {
  Inquiry q;
  q.metric = {quantities[0].name, quantities[0].label, false, true, -infinity, infinity, 0.05};
  q.quantities = std::move(quantities);
  q.labels = {{"measure.cluster.groups", "groups"}};
  q.question = {"", true, {{"measure.cluster.groups", {{2.0}, {3.0}, {4.0}}, true, false}}, {}, {}, ""};
  Results all;
  for (int b = 0; b < 3; ++b)
    for (std::size_t i = 0; i < 3; ++i) {
      Result r;
      r.subject = "cluster", r.block = std::to_string(b);
      r.levels = {{"measure.cluster.groups", {2.0 + double(i)}}};
      r.scores = scores(b, i);
      r.facts = {{error_of("gap"), {0.25}}};
      all.push_back(r);
    }
  return answer(all, q);
}
using Scores = decltype(Result::scores);

Answer::Quantity sought(const char* name, const char* label, const char* as, Seek seek = Seek::largest) {
  return {name, label, "m", name, false, name, "", as, {}, seek};
}

Answer advised(const Vector& advice, const Vector& truth) {
  return answered({sought("silhouette", "silhouette", "advice"), sought("gap", "gap statistic", "advice"), sought("agreement", "agreement with the classes", "truth")},
                  [&](int b, std::size_t i) { return Scores{{"silhouette", advice[i] + 0.001 * b}, {"gap", b == 0 ? -double(i) : double(i)}, {"agreement", truth[i] + 0.01 * b}}; });
}

TEST(Peaks, AdviceBesideTruth) {
  const Answer wrong = advised({0.6, 0.5, 0.4}, {0.4, 0.7, 0.5});
  ASSERT_TRUE(seeks(wrong));
  EXPECT_EQ(plain(peak_deck(wrong)), "Silhouette advises 2 groups; 3 is best by what it has not seen. It is right in 0 of 1 case.");
  const std::string said = all_text(peak_answers(wrong));
  EXPECT_TRUE(has(said, "Silhouette is largest at 2 groups (in 3 of 3 replicates), gap statistic at 4 (2 of 3).")) << said;
  EXPECT_TRUE(has(said, "Agreement with the classes is 0.41 (")) << said;
  EXPECT_TRUE(has(said, ") there and 0.71 (")) << said;
  EXPECT_TRUE(has(said, ") at 3, its best.")) << said;
  const Answer right = advised({0.4, 0.5, 0.45}, {0.4, 0.7, 0.5});
  EXPECT_EQ(plain(peak_deck(right)), "Silhouette advises 3 groups; 3 is best by what it has not seen. It is right in 1 of 1 case.");
  EXPECT_TRUE(has(all_text(peak_answers(right)), "Agreement with the classes is at its best there, 0.71 (")) << all_text(peak_answers(right));
}

TEST(Peaks, SomeAdviseWhereTheyAreLeast) {
  const Answer a = answered({sought("bic", "BIC", "advice", Seek::least), sought("silhouette", "silhouette", "advice")},
                            [](int b, std::size_t i) { return Scores{{"bic", i == 1 ? 700.0 : 800.0 + b}, {"silhouette", double(i)}}; });
  EXPECT_EQ(plain(peak_deck(a)), "BIC advises 3 groups.");
  const std::string said = all_text(peak_answers(a));
  EXPECT_TRUE(has(said, "BIC is least at 3 groups (in 3 of 3 replicates), silhouette at 4 (3 of 3).")) << said;
}

TEST(Peaks, WhatIsSoughtMayBeTheQuestionItself) {
  const Answer a = answered({sought("error", "error on new rows", "truth", Seek::least)}, [](int, std::size_t i) { return Scores{{"error", i == 1 ? 0.1 : 0.2}}; });
  EXPECT_EQ(plain(peak_deck(a)), "Error on new rows is least at 3 groups.");
  EXPECT_EQ(all_text(peak_answers(a)).find("Error on new rows is least at 3 groups (in 3 of 3 replicates)."), 0u) << all_text(peak_answers(a));
}

// Tibshirani, Walther & Hastie 2001: the first k with Gap(k) >= Gap(k+1) - s(k+1), and not the largest gap.
TEST(Peaks, SomeAdviseWhereTheySettle) {
  const auto settles = [](Vector gaps) {
    const Answer a = answered({sought("gap", "gap statistic", "advice", Seek::settled)}, [&](int b, std::size_t i) { return Scores{{"gap", gaps[i] + 0.01 * b}}; });
    return all_text(peak_answers(a));
  };
  EXPECT_TRUE(has(settles({0.1, 0.9, 1.1}), "Gap statistic is settled (within a standard error of the next level) at 3 groups (in 3 of 3 replicates).")) << settles({0.1, 0.9, 1.1});
  EXPECT_TRUE(has(settles({0.9, 1.1, 2.0}), "of the next level) at 2 groups"));
  EXPECT_EQ(settles({0.1, 0.9, 1.2}), "");   // it still rises: no number is advised
  EXPECT_TRUE(has(settles({0.9, 0.5, 0.1}), "of the next level) at 2 groups"));
}

TEST(Peaks, OtherStudiesSeekNothing) {
  const Answer a = answer(results(), inquiry({"edge_of_stability"}));
  EXPECT_FALSE(seeks(a));
  EXPECT_EQ(law(a, 0).peak.times, 0u);
}

}  // namespace
}  // namespace paribus
