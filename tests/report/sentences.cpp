// The rules of the words, one test per rule: a sentence may be said only when its numbers hold.
#include "paribus/report/sentences.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "fixture.hpp"
#include "paribus/report/figure.hpp"

namespace paribus {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Answer::Ratio ratio(double value, double low, double high, std::size_t beyond = 0) {
  return {
      0,  0,    "bounded", "start", {value, low, high}, {value, low, high}, 1, 10, beyond, Prediction::Assumption::met,
      "", "2/λ"};
}

/// One panel, one series, a rate axis: the smallest answer that has a theory.
Answer small(const Answer::Ratio& r) {
  Answer a;
  a.title = "t";
  a.data.name = "d";
  a.metric = {"accuracy", "accuracy", true, true, 0, 1, 0.01};
  a.axis = {"optimizer.learning_rate", "learning rate", {0.01, 0.1, 1, 10}, true};
  a.ratios = {r};
  a.plan.replicates = 10;
  return a;
}

std::string finding_of(const Answer& a, const std::string& id) {
  for (const auto& d : drawings(a))
    if (d.id == id) return d.finding;
  return "(not drawn)";
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

TEST(Agreement, SharpNeedsTheWholeIntervalWithinTwoPercent) {
  EXPECT_EQ(agreement(ratio(1.00, 0.98, 1.02)), Agreement::sharp);
  EXPECT_EQ(agreement(ratio(1.00, 0.979, 1.02)), Agreement::open);
  EXPECT_EQ(agreement(ratio(1.00, 0.98, 1.021)), Agreement::open);
  EXPECT_EQ(agreement(ratio(1.00, 0.5, 2)), Agreement::open);
}

TEST(Agreement, LaterAndEarlierNeedAClearInterval) {
  EXPECT_EQ(agreement(ratio(1.5, 1.021, 2)), Agreement::later);
  EXPECT_EQ(agreement(ratio(1.5, 1.02, 2)), Agreement::open);
  EXPECT_EQ(agreement(ratio(0.5, 0.4, 0.979)), Agreement::earlier);
  EXPECT_EQ(agreement(ratio(0.5, 0.4, 0.98)), Agreement::open);
}

TEST(Agreement, UnfoundBreaksMakeTheMeanALowerBound) {
  EXPECT_EQ(agreement(ratio(1, 0.99, 1.01, 1)), Agreement::open);  // not sharp: one run never broke
  EXPECT_EQ(agreement(ratio(0.5, 0.4, 0.6, 1)), Agreement::open);  // not earlier
  EXPECT_EQ(agreement(ratio(5, 4, 6, 1)), Agreement::later);
  EXPECT_EQ(agreement(ratio(5, 4, 6, 10)), Agreement::unfound);
  EXPECT_EQ(breaks(ratio(5, 4, 6, 1)), "breaks at least 5 times later than theory says");
  EXPECT_EQ(breaks(ratio(5, 4, 6, 10)), "did not break within the search");
}

TEST(Agreement, WithoutAPredictionTheoryIsSilent) {
  auto r = ratio(nan, nan, nan);
  r.measured = {0.13, 0.12, 0.14};
  r.predicted = nan;
  EXPECT_EQ(agreement(r), Agreement::silent);
  EXPECT_EQ(breaks(r), "breaks");
  EXPECT_EQ(stands(r), "at 0.130");
}

TEST(Breaks, Words) {
  EXPECT_EQ(breaks(ratio(1, 0.99, 1.01)), "breaks where theory says");
  EXPECT_EQ(breaks(ratio(133, 120, 140)), "breaks 133 times later than theory says");
  EXPECT_EQ(breaks(ratio(0.25, 0.2, 0.3)), "breaks 4 times earlier than theory says");
  EXPECT_TRUE(has(stands(ratio(1, 0.9, 1.1)), "does not settle it"));
}

TEST(Answers, OneSentencePerPanelNamesBothDefinitions) {
  const auto lines = answers(sample::flagship());
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(plain(lines[0]),
            "Linear regression breaks where theory says, at 0.276, predicted 0.277; learning rates from 0.1 to 0.18 "
            "keep accuracy within 1 point of its best, 92\u00a0%.");
  EXPECT_TRUE(has(plain(lines[1]), "at 302, predicted 2.27 (at 30.3 if it may never rise above its start)"));
  EXPECT_TRUE(has(plain(lines[1]), "from 0.56 to at least 10, the end of the range, keep"));
  EXPECT_FALSE(has(plain(lines[0]), "never rise"));  // both definitions agree there: nothing to add
}

TEST(Answers, ABandAtTheEdgeIsABound) {
  Answer a = small(ratio(1, 0.99, 1.01));
  a.bands = {{0, 0, 0, 0.01, {0.9, 0.89, 0.91}, 0.01, 0.1, true, false, false}};
  EXPECT_TRUE(has(plain(answers(a)[0]), "learning rates from at most 0.01 to 0.1, with gaps, keep accuracy"));
}

TEST(Answers, VerdictsSpeakWhenThereIsNothingElse) {
  const auto lines = answers(sample::judged());
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(plain(lines[0]), "adam instead of sgd matters: +3.1 (+1.6 to +4.6) points.");
  EXPECT_TRUE(has(plain(lines[1]), "makes a real difference, perhaps a small one"));
  EXPECT_TRUE(has(plain(lines[3]), "cannot be told"));
}

TEST(Deck, MoreThanAnythingElseOnlyWhenEveryPanelIsClear) {
  Answer a = sample::flagship();
  EXPECT_TRUE(
      plain(deck(a)).starts_with("More than anything else we varied within a model: the learning rate carries 56 to 73\u00a0% of the "
                                 "variance of accuracy, the optimizer 9 to 18\u00a0%."));
  for (auto& s : a.shares)
    if (s.panel == 1 && s.label == "optimizer") s.share.high = 0.9;  // overlaps the learning rate's
  EXPECT_TRUE(plain(deck(a)).starts_with("The learning rate seems to carry most, but intervals overlap"));
  Answer none = a;
  for (auto& s : none.shares) s.share = {0, 0, 0};
  none.panels.label = "Optimizer";
  EXPECT_TRUE(plain(deck(none)).starts_with("Nothing that we varied within an optimizer is seen to carry any of the variance of accuracy."));
  for (auto& s : a.shares)
    if (s.panel == 1 && s.label == "optimizer") s.share = {0.95, 0.94, 0.96};
  EXPECT_TRUE(plain(deck(a)).starts_with("What carries most depends on the model"));
}

TEST(Deck, CountsTheFourWords) {
  EXPECT_TRUE(plain(deck(sample::judged()))
                  .starts_with("1 of 4 differences matters; 1 is real but perhaps smaller than the margin, 1 does not "
                               "matter and 1 cannot be told."));
}

TEST(Collapse, UnharmedDependsOnTheCurvesBeyondTheLimit) {
  Answer a = small(ratio(5, 4, 6));
  const auto at = [&](double x, double growth, std::size_t diverged) {
    return Answer::Growth{0, 0, 0, x, {growth, growth, growth}, diverged, 10};
  };
  a.collapse = {at(0.1, 0.5, 0), at(0.9, 0.2, 0)};
  EXPECT_EQ(finding_of(a, "collapse"), "Measured in units of the limit, training was not tried beyond it");
  a.collapse.push_back(at(3, 0.1, 0));
  EXPECT_EQ(finding_of(a, "collapse"), "Measured in units of the limit, training passes it unharmed");
  a.collapse.push_back(at(9, 0.1, 1));
  EXPECT_EQ(finding_of(a, "collapse"), "Measured in units of the limit, training does not break cleanly at 1");
}

TEST(Collapse, BreaksAtOneNeedsCurvesAndASharpRatio) {
  Answer a = small(ratio(1, 0.99, 1.01));
  const auto at = [&](double x, double growth, std::size_t diverged) {
    return Answer::Growth{0, 0, 0, x, {growth, growth, growth}, diverged, 10};
  };
  a.collapse = {at(0.1, 0.5, 0), at(0.9, 0.2, 0), at(1.6, nan, 10)};
  EXPECT_EQ(finding_of(a, "collapse"), "Measured in units of the limit, training breaks at 1");
  a.ratios[0] = ratio(1.1, 1.05, 1.2);
  EXPECT_EQ(finding_of(a, "collapse"), "Measured in units of the limit, training does not break cleanly at 1");
}

TEST(Ratio, RightToOnePercentOnlyIfTheIntervalsAre) {
  EXPECT_EQ(finding_of(small(ratio(1, 0.995, 1.005)), "ratio"), "Theory is right to 1 % for this objective");
  EXPECT_EQ(finding_of(small(ratio(1, 0.985, 1.005)), "ratio"), "Theory is right to 2 % for this objective");
  EXPECT_EQ(finding_of(small(ratio(9, 8, 10)), "ratio"),
            "Training breaks later than theory says for this objective (9 times)");
  EXPECT_EQ(finding_of(small(ratio(1, 0.5, 2)), "ratio"),
            "Theory is neither right nor wrong throughout for this objective");
}

TEST(Ratio, SaysWhichAssumptionFailed) {
  for (const auto& d : drawings(sample::flagship()))
    if (d.id == "ratio") {
      EXPECT_TRUE(
          has(d.caption, "Assumption broken for logistic regression: its curvature changes with the parameters."));
      EXPECT_FALSE(has(d.caption, "Assumption broken for linear regression"));
    }
}

TEST(Importance, NoiseFloorIsComparedWithTheLowerEnd) {
  Answer a = sample::flagship();
  EXPECT_TRUE(finding_of(a, "importance")
                  .starts_with("Every factor stands above the noise floor; the learning rate carries most"));
  a.shares[1].floor = a.shares[1].share.low + 1e-6;
  EXPECT_TRUE(finding_of(a, "importance").starts_with("8 of 9 shares stand above the noise floor"));
}

TEST(Outcomes, EveryRunIsCounted) {
  Answer a = sample::flagship();
  EXPECT_EQ(finding_of(a, "outcomes"), "400 of 5\u202f040 runs diverged, all of them in linear regression");
  for (auto& p : a.points) p.fell += p.diverged, p.diverged = 0;
  EXPECT_EQ(finding_of(a, "outcomes"), "None of 5\u202f040 runs diverged");
}

TEST(Reached, FirstOnlyWithIntervalsApart) {
  Answer a = small(ratio(1, 0.99, 1.01));
  a.series = {"optimizer.kind", "optimizer", {"gd", "adam"}, {"gradient descent", "Adam"}};
  a.reached = {{0, 0, 0, 0.9, 0.1, {100, 90, 110}, 0, 10}, {0, 1, 0, 0.9, 0.1, {50, 40, 60}, 0, 10}};
  EXPECT_EQ(finding_of(a, "reached"), "Fastest to the target: Adam (50 steps)");
  a.reached[1].median.high = 95;
  EXPECT_EQ(finding_of(a, "reached"), "None is clearly first to the target");
  a.reached[0].never = 2;
  EXPECT_EQ(finding_of(a, "reached"), "None is clearly first to the target; 2 of 20 runs never reached it");
}

TEST(Overlay, SaysHowFarItIsOff) {
  Answer a = small(ratio(1, 0.99, 1.01));
  a.overlays = {{0, 0, 0.1, {0, 1, 2}, {1, 0.5, 0.25}, {1, 0.5, 0.25}, 2e-9}};
  EXPECT_TRUE(finding_of(a, "overlay")
                  .starts_with("Theory foretells the whole loss curve: at no step is it off by more than 2.0"));
  a.overlays[0].worst = 0.3;
  EXPECT_EQ(finding_of(a, "overlay"), "Theory’s curve leaves the measured loss by up to 30.0\u00a0% of the first loss");
}

TEST(Verdicts, TheTableSaysWhatASmallPIsWorth) {
  Answer a = sample::judged();
  EXPECT_EQ(verdict_note(a),
            "1 comparison cannot be told: its interval reaches from 0 to beyond the margin, and more replicates would "
            "narrow it, but only so far, for they share their rows: more rows narrow further.");
  a.plan.population = "random starts, on this split";
  EXPECT_TRUE(verdict_note(a).ends_with("more replicates would narrow it."));
  a.verdicts[2].verdict.p = 0.01;
  EXPECT_TRUE(verdict_note(a).starts_with("1 comparison is significant (p at most 0.05) and yet too small to matter"));
  EXPECT_EQ(verdict_finding(sample::flagship()),
            "Once each optimizer has its own best learning rate and batch size, the choice does not matter in 8 of 9 comparisons");
}

TEST(Effects, AGiantIsWrittenAtTheEdge) {
  Answer a = sample::judged();
  const auto shown = [&] {
    std::string out;
    const auto drawn = drawings(a);
    for (const auto& row : drawn[0].rows) out += row.find("shown")->text() + " ";
    return out;
  };
  EXPECT_EQ(shown(), "true true true true ");
  a.verdicts[0].verdict.effect = -0.5, a.verdicts[0].verdict.low = -0.55, a.verdicts[0].verdict.high = -0.45;
  EXPECT_EQ(shown(), "false true true true ");
  EXPECT_TRUE(has(drawings(a)[0].caption, "An arrow at the edge"));
  for (auto& r : a.verdicts)
    r.verdict.effect = 0.5, r.verdict.low = 0.4, r.verdict.high = 0.6;  // nothing is near: all are shown
  EXPECT_EQ(shown(), "true true true true ");
}

TEST(Words, LevelsOfAFurtherFactorNameThemselves) {
  Answer a = sample::flagship();
  EXPECT_TRUE(has(plain(deck(a)), "With gradient descent (batch size all) on 1\u202f797 rows of digits:"));
  a.facets.labels = {"all rows", "batches of 32"};
  EXPECT_TRUE(has(plain(deck(a)), "With gradient descent (all rows) on"));
}

TEST(Methods, NamesDataJudgeAndPopulation) {
  const std::string m = methods(sample::flagship());
  for (const auto* part : {"1\u202f797 rows", "Westfall & Young 1993", "random starts, on this split",
                           "1\u202f079 / 359 / 359", "with a margin of 1 point", "opened 15 times"})
    EXPECT_TRUE(has(m, part)) << part << " is missing in: " << m;
}

}  // namespace
}  // namespace paribus
