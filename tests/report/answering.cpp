// From results to an answer: which result lands where, and every interval against its closed form.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "paribus/report/inquiry.hpp"

namespace paribus {
namespace {

const std::vector<std::string> models{"linear", "deep"}, optimizers{"slow", "fast", "wild"};
const Vector rates{0.1, 1, 10};

/// Unlike for every place, and symmetric about it over four blocks.
double center(std::size_t m, std::size_t o, std::size_t r) {
  return 0.5 + 0.1 * static_cast<double>(m) + 0.03 * static_cast<double>(o) + 0.007 * static_cast<double>(r);
}

Results results() {
  Results out;
  for (std::size_t m = 0; m < models.size(); ++m)
    for (std::size_t o = 0; o < optimizers.size(); ++o)
      for (std::size_t r = 0; r < rates.size(); ++r)
        for (int b = 0; b < 4; ++b) {
          Result x;
          x.subject = "predict";
          x.levels = {{"model.kind", {models[m]}}, {"optimizer.kind", {optimizers[o]}}, {"optimizer.learning_rate", {rates[r]}}};
          x.block = std::to_string(b);
          x.scores = {{"validation.accuracy", center(m, o, r) + 0.01 * (b - 1.5)}, {"objective.start", 1}, {"objective.end", b == 0 ? 2 : 0.5}};
          if (o == 2 && r == 2 && b == 3) x.outcome = Outcome::diverged;
          out.push_back(x);
        }
  return out;
}

Inquiry inquiry() {
  Inquiry q;
  q.metric = {"accuracy", "accuracy", true, true, 0, 1, 0.01};
  q.judge = "sign_flip";
  const auto words = [](const std::vector<std::string>& w) {
    std::vector<Value> out;
    for (const auto& s : w) out.push_back({s});
    return out;
  };
  std::vector<Value> levels;
  for (const double x : rates) levels.push_back({x});
  q.question = {"validation.accuracy", true,
                {{"model.kind", words(models)}, {"optimizer.kind", words(optimizers)}, {"optimizer.learning_rate", levels, true, true}},
                {"optimizer.kind"}, {"model.kind"}, ""};
  q.family = {0.01, 0.05, 0};
  q.target = std::nan("");
  return q;
}

TEST(Answering, PutsEveryCellInItsPanelSeriesAndLevel) {
  const Answer a = answer(results(), inquiry());
  EXPECT_EQ(a.panels.labels, models);
  EXPECT_EQ(a.series.labels, optimizers);
  EXPECT_EQ(a.axis.levels, rates);
  ASSERT_EQ(a.points.size(), 18u);
  for (const auto& p : a.points) {
    const auto r = static_cast<std::size_t>(std::find(rates.begin(), rates.end(), p.x) - rates.begin());
    EXPECT_NEAR(p.score.value, center(p.panel, p.series, r), 1e-12);
    const std::size_t diverged = p.series == 2 && r == 2;
    EXPECT_EQ(p.diverged, diverged);
    EXPECT_EQ(p.rose, 1u);
    EXPECT_EQ(p.fell, 3u - diverged);
    EXPECT_EQ(p.runs, 4u);
  }
}

// Four scores at -0.015, -0.005, 0.005, 0.015: sd = sqrt(5/3) / 100, t(0.975; 3) = 3.182446305284263.
TEST(Answering, GivesTheStudentIntervalOfAMean) {
  const double half = 3.182446305284263 * std::sqrt(5.0 / 3) / 100 / 2;
  for (const auto& p : answer(results(), inquiry()).points) {
    EXPECT_NEAR(p.score.value - p.score.low, half, 1e-12);
    EXPECT_NEAR(p.score.high - p.score.value, half, 1e-12);
  }
}

// Nadeau & Bengio 2003: new splits of one table have variance (1/J + n_test/n_train) s^2.
TEST(Answering, WidensIntervalsOverNewSplits) {
  Inquiry q = inquiry();
  q.population = Population::new_data;
  q.family.test_over_train = 0.25;
  const double half = 3.182446305284263 * std::sqrt(5.0 / 3) / 100 * std::sqrt(0.25 + 0.25);
  for (const auto& p : answer(results(), q).points) EXPECT_NEAR(p.score.high - p.score.value, half, 1e-12);
}

TEST(Answering, FindsTheBestLevelOfEachLine) {
  const Answer a = answer(results(), inquiry());
  ASSERT_EQ(a.bands.size(), 6u);
  for (const auto& b : a.bands) {
    EXPECT_EQ(b.best_x, 10);
    EXPECT_NEAR(b.best.value, center(b.panel, b.series, 2), 1e-12);
  }
}

/// Breaks at 0.30, 0.31, ... where theory says 2 / lambda.
TEST(Answering, HoldsBreaksAgainstTheirPrediction) {
  Results all = results();
  Inquiry q = inquiry();
  q.theories = {"stability_limit"};
  for (std::size_t m = 0; m < models.size(); ++m)
    for (int b = 0; b < 4; ++b) {
      Result x;
      x.subject = "threshold";
      x.levels = {{"model.kind", {models[m]}}, {"optimizer.kind", {optimizers[1]}}};
      x.block = std::to_string(b);
      x.words = {{"optimizer", "gradient_descent"}, {"objective", m ? "its layers multiply" : "quadratic"}};
      x.facts = {{"lambda_max", {8}}, {"bounded.lambda_reached", {16}}};
      x.scores = {{"bounded.rate", 0.25 * (m + 1) * std::exp(0.1 * (b - 1.5))}, {"bounded.beyond", 0}, {"tolerance", 0.01}};
      all.push_back(x);
    }
  const Answer a = answer(all, q);
  ASSERT_EQ(a.ratios.size(), 4u);  // two panels, predicted at the start and at the point reached
  for (const auto& r : a.ratios) {
    EXPECT_EQ(r.series, 1u);
    const double expected = static_cast<double>(r.panel + 1) * (r.against == "start" ? 1 : 2);
    EXPECT_NEAR(r.ratio.value, expected, 1e-12);
    EXPECT_NEAR(r.predicted, r.against == "start" ? 0.25 : 0.125, 1e-15);
    // The t interval of the logarithms, widened by half the bracket.
    const double half = 3.182446305284263 * std::sqrt(5.0 / 3) / 10 / 2;
    EXPECT_NEAR(std::log(r.ratio.high / r.ratio.value), half + 0.5 * std::log(1.01), 1e-12);
    EXPECT_EQ(r.assumption, r.panel ? Prediction::Assumption::broken : Prediction::Assumption::met);
  }
}

TEST(Answering, JudgesTheOpeningsOfEachLevelsBestCell) {
  Results all = results();
  const Inquiry q = inquiry();
  const auto family = contrasts(all, q.question);
  ASSERT_EQ(family.size(), 4u);  // two optimizers against the first, in two panels
  for (int b = 10; b < 20; ++b)
    for (std::size_t m = 0; m < 2; ++m)
      for (std::size_t o = 0; o < 3; ++o) {
        Result x;
        x.subject = "opening";
        x.levels = {{"model.kind", {models[m]}}, {"optimizer.kind", {optimizers[o]}}, {"optimizer.learning_rate", {10.0}}};
        x.block = std::to_string(b);
        x.scores = {{"test.accuracy", 0.8 + 0.05 * static_cast<double>(m * o) + 0.001 * (b % 3)}};
        all.push_back(x);
      }
  const Answer a = answer(all, q);
  ASSERT_EQ(a.verdicts.size(), 4u);
  for (const auto& v : a.verdicts) {
    const bool fast = v.change == "fast instead of slow";
    EXPECT_NEAR(v.verdict.effect, v.panel == 0 ? 0 : fast ? 0.05 : 0.1, 1e-12) << v.change;
    EXPECT_EQ(v.verdict.finding, v.panel == 0 ? Finding::does_not_matter : Finding::matters);
  }
}

/// Adds 12 runs on the test part of every compared cell; at a lost one they diverge.
template <class Lost>
void open(Results& all, const Inquiry& q, Lost lost) {
  std::vector<Choices> cells;
  for (const auto& c : contrasts(all, q.question))
    for (const auto* cell : {&c.treatment, &c.reference})
      if (std::ranges::find(cells, *cell) == cells.end()) cells.push_back(*cell);
  for (const auto& cell : cells)
    for (int b = 0; b < 12; ++b) {
      Result x;
      x.subject = "opening";
      x.levels = cell;
      x.block = std::to_string(b);
      x.scores = {{"test.accuracy", lost(cell) ? -std::numeric_limits<double>::infinity() : 0.5 + 0.001 * b * b}};
      all.push_back(x);
    }
}

// A level at which every run diverges is an answer too: its comparison was declared, and counts in the correction.
TEST(Answering, MakesADeclaredComparisonWhoseRunsAllDiverge) {
  const Inquiry q = inquiry();
  const auto lost = [](const Choices& cell) { return cell.at("optimizer.kind").plain() == "fast" && cell.at("model.kind").plain() == models[1]; };
  Results all = results();
  for (auto& r : all)
    if (lost(r.levels)) r.scores["validation.accuracy"] = -std::numeric_limits<double>::infinity(), r.outcome = Outcome::diverged;
  ASSERT_EQ(contrasts(all, q.question).size(), family_size(q.question));
  open(all, q, lost);
  const Answer a = answer(all, q);
  EXPECT_EQ(a.plan.comparisons, 4u);
  ASSERT_EQ(a.verdicts.size(), 4u);
  for (const auto& v : a.verdicts) {
    const bool diverged = v.panel == 1 && v.change.starts_with("fast");
    EXPECT_EQ(v.verdict.finding, diverged ? Finding::matters : Finding::does_not_matter) << v.change;
    EXPECT_FALSE(v.verdict.assumption.starts_with("nothing")) << v.verdict.assumption;
  }
}

TEST(Answering, SaysOfEqualBitsThatTheSettingChangesNothing) {
  const Inquiry q = inquiry();
  Results all = results();
  for (auto& r : all) r.scores["validation.accuracy"] = 0.5;
  open(all, q, [](const Choices&) { return false; });
  const Answer a = answer(all, q);
  ASSERT_EQ(a.verdicts.size(), 4u);
  for (const auto& v : a.verdicts) {
    EXPECT_EQ(v.verdict.finding, Finding::does_not_matter);
    EXPECT_TRUE(v.verdict.assumption.starts_with("nothing: no score of any run differs between the two")) << v.verdict.assumption;
  }
}

// Ten equal runs of each side are one run, ten times: their difference is known, and nothing of how others would differ.
TEST(Answering, GivesCopiesNoVerdict) {
  const auto judged = [&](double last, Population population = Population::starts) {
    Inquiry q = inquiry();
    q.population = population;
    Results all = results();
    for (auto& r : all) r.scores["validation.accuracy"] = center(0, r.levels.at("optimizer.kind").plain() == "fast", 1);
    for (int b = 0; b < 10; ++b)
      for (const auto& m : models)
        for (std::size_t o = 0; o < 3; ++o) {
          Result x;
          x.subject = "opening";
          x.levels = {{"model.kind", {m}}, {"optimizer.kind", {optimizers[o]}}, {"optimizer.learning_rate", {0.1}}};
          x.block = std::to_string(b);
          x.scores = {{"test.accuracy", 0.7 + 0.1 * static_cast<double>(o)}, {"test.log_loss", b == 9 && o ? last : 0.3}};
          all.push_back(x);
        }
    for (auto& r : all) r.scores.erase("objective.start"), r.scores.erase("objective.end");
    return answer(all, q).verdicts;
  };
  const auto copies = judged(0.3), runs = judged(0.4);
  ASSERT_EQ(copies.size(), 4u);
  ASSERT_EQ(runs.size(), 4u);
  for (const auto& v : copies) {
    EXPECT_EQ(v.verdict.finding, Finding::cannot_tell);
    EXPECT_NEAR(v.verdict.effect, v.change == "fast instead of slow" ? 0.1 : 0.2, 1e-12);
    EXPECT_EQ(v.verdict.p, 1);
    EXPECT_FALSE(std::isfinite(v.verdict.low) || std::isfinite(v.verdict.high));
    EXPECT_NE(v.verdict.assumption.find("copies of one run"), std::string::npos);
  }
  EXPECT_EQ(judged(0.3, Population::new_data)[0].verdict.finding, Finding::matters) << "new splits are new rows, however coarse the score";
  for (const auto& v : runs) EXPECT_EQ(v.verdict.finding, Finding::matters) << "another loss shows that the runs are ten";
}

}  // namespace
}  // namespace paribus
