// Names and numbers as the answer writes them: levels told apart, plurals, and findings that say nothing twice.
#include <gtest/gtest.h>

#include <limits>

#include "fixture.hpp"
#include "paribus/report/figure.hpp"
#include "paribus/report/sentences.hpp"

namespace paribus {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Drawing drawn(const Answer& a, const std::string& id) {
  for (auto& d : drawings(a))
    if (d.id == id) return d;
  return {};
}

/// Two optimizers over levels near 1.
Answer near_one() {
  Answer a;
  a.title = "t";
  a.data.name = "d";
  a.metric = {"accuracy", "accuracy", true, true, 0, 1, 0.01};
  a.axis = {"optimizer.adam.beta2", "beta2", {0.995, 0.998, 0.999, 0.9995, 0.9999}, false};
  a.series = {"optimizer.kind", "optimizer", {"adam", "momentum"}, {"Adam", "momentum"}};
  a.plan.replicates = 10;
  return a;
}

TEST(Words, AnEndlessEffectStandsAtTheEdge) {
  Answer a = sample::judged();
  const auto rows = [&] { return drawn(a, "effects").rows; };
  const std::size_t before = rows().size();
  const double infinity = std::numeric_limits<double>::infinity();
  a.verdicts[0].verdict.effect = a.verdicts[0].verdict.low = a.verdicts[0].verdict.high = -infinity;
  ASSERT_EQ(rows().size(), before);
  const std::string text = rows()[0].indented();
  EXPECT_NE(text.find("◂ −∞"), std::string::npos) << text;
  EXPECT_NE(text.find("\"shown\": false"), std::string::npos) << text;
  EXPECT_EQ(text.find("null"), std::string::npos) << text;
}

TEST(Words, ABandOfOneLevelIsSaidOnce) {
  const Answer a = near_one();
  Answer::Band b{};
  b.from = b.to = 0.995;
  EXPECT_EQ(band_text(a, b), "0.995");
  b.low_edge = true;
  EXPECT_EQ(band_text(a, b), "≤ 0.995");
  b.low_edge = false, b.high_edge = true;
  EXPECT_EQ(band_text(a, b), "≥ 0.995");
}

TEST(Words, LevelsAreToldApart) {
  Answer a = near_one();
  EXPECT_EQ(level_text(a, 0.995), "0.995");
  EXPECT_EQ(level_text(a, 0.9995), "0.9995");
  EXPECT_EQ(level_text(a, 0.9999), "0.9999");
  a.axis.levels = {0.1, 0.1778, 0.3162}, a.axis.logarithmic = true;
  EXPECT_EQ(level_text(a, 0.1778), "0.18");
}

TEST(Words, ACommaInBracketsEndsNoName) {
  EXPECT_EQ(short_label("network, one hidden layer of 64"), "network");
  EXPECT_EQ(short_label("ignored columns [g, w]"), "ignored columns [g, w]");
  EXPECT_EQ(short_label("ignored columns [g, w], all rows"), "ignored columns [g, w]");
}

TEST(Words, Plurals) {
  for (const auto& [one, many] : {std::pair{"rate", "rates"}, {"L2 penalty", "L2 penalties"}, {"decay", "decays"}, {"history", "histories"},
                                  {"batch", "batches"}, {"loss", "losses"}, {"components", "components"}, {"number of rows", "numbers of rows"}})
    EXPECT_EQ(several(one), many);
}

TEST(Bands, OneRangeIsSaidOnce) {
  Answer a = near_one();
  const Estimate best{0.9, 0.89, 0.91};
  a.bands = {{0, 0, 0, 0.9999, best, 0.9999, 0.9999, false, true, true}, {0, 1, 0, 0.995, best, nan, nan, false, false, true}};
  EXPECT_EQ(drawn(a, "bands").finding, "The usable range of the beta2 spans a single level of those tried (Adam)");
  a.bands[1].from = a.bands[1].to = 0.999;
  EXPECT_EQ(drawn(a, "bands").finding, "The usable range of the beta2 spans a single level of those tried in every row");
  a.bands[1].from = 0.995;
  EXPECT_EQ(drawn(a, "bands").finding,
            "The usable range of the beta2 spans from a single level of those tried (Adam) to 0.0040 (momentum)");
}

TEST(Deck, ObeysTheNoiseFloorOfItsFigure) {
  Answer a = sample::flagship();
  a.shares[0].floor = 0.9;  // of the learning rate in the first panel
  EXPECT_EQ(plain(deck(a)).find("What carries most cannot be told: the largest share of the variance of accuracy does not stand above the noise floor everywhere."), 0u) << plain(deck(a));
  EXPECT_EQ(drawn(a, "importance").finding.find("carries most"), std::string::npos);
  for (auto& s : a.shares) s.floor = s.noise ? nan : 0.9;
  EXPECT_TRUE(plain(deck(a)).starts_with("Nothing that we varied within a model stands above the noise floor")) << plain(deck(a));
  EXPECT_TRUE(drawn(a, "importance").finding.starts_with("No factor stands above the noise floor"));
}

TEST(Answer, AnAssumptionOfNoPanelNamesNone) {
  Answer a = near_one();
  const Estimate e{0.999, 0.998, 0.9995};
  a.series = {};
  a.points = {{0, 0, 0, 0.995, {0.8, 0.7, 0.9}, 10, 0, 0, 10}, {0, 0, 0, 0.9999, {0.9, 0.8, 1}, 10, 0, 0, 10}};
  a.ratios = {{0, 0, "bounded", "start", e, e, 1, 10, 0, Prediction::Assumption::broken, "the objective is not even convex", "2/λ"}};
  const std::string caption = drawn(a, "answer").caption;
  EXPECT_NE(caption.find("assumption is not met (the objective is not even convex)."), std::string::npos) << caption;
}

TEST(Methods, SizesThatAreNotKnownAreLeftOut) {
  Answer a = sample::flagship();
  a.data.rows = a.data.train = 0;
  EXPECT_NE(methods(a).find("on the digits data (64 features, 10 classes)."), std::string::npos) << methods(a);
}

}  // namespace
}  // namespace paribus
