// A measured quantity along one factor: every number against its closed form, every sentence against its rule.
#include <gtest/gtest.h>

#include <cmath>

#include "fixture.hpp"
#include "paribus/math/distribution.hpp"
#include "paribus/report/figure.hpp"
#include "paribus/report/inquiry.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/theories.hpp"

namespace paribus {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
const Vector rates{0.1, 0.2, 0.4, 0.8};

Inquiry inquiry(std::vector<std::string> theories, const std::string& foretold = "sharpness") {
  Inquiry q;
  q.metric = {"sharpness", "the sharpness", false, true, -infinity, infinity, 0.05};
  q.quantities = {{"sharpness", "the sharpness", "the largest eigenvalue", "curvature", true, foretold}};
  std::vector<Value> levels;
  for (const double x : rates) levels.push_back({x});
  q.question = {"",
                true,
                {{"optimizer.kind", {{std::string("gradient_descent")}, {std::string("momentum")}}},
                 {"optimizer.learning_rate", levels, true, true}},
                {},
                {},
                ""};
  q.theories = std::move(theories);
  return q;
}

/// Three replicates whose plateau is 2/rate times 1.01, 1 and 1/1.01, of gradient descent and (without facts) momentum.
Results results(double power = -1, const std::string& loss = "squared_error") {
  Results out;
  for (const char* optimizer : {"gradient_descent", "momentum"})
    for (const double x : rates)
      for (int b = 0; b < 3; ++b) {
        Result r;
        r.subject = "edge_of_stability";
        r.block = std::to_string(b);
        r.levels = {{"optimizer.kind", {std::string(optimizer)}}, {"optimizer.learning_rate", {x}}};
        r.scores["sharpness"] = 2 * std::pow(x, power) * std::pow(1.01, 1 - b);
        r.facts["learning_rate"] = {x};
        r.words = {{"optimizer", optimizer}, {"loss", loss}, {"objective", "curved"}};
        r.curves = {{"sharpness", {1, 10}, {1, 2 / x}}};
        out.push_back(r);
      }
  return out;
}

const Answer::Law& law(const Answer& a, std::size_t series) {
  for (const auto& l : a.laws)
    if (l.series == series) return l;
  throw std::runtime_error("no such law");
}

std::string all_text(const std::vector<Line>& lines) {
  std::string out;
  for (const auto& l : lines) out += plain(l) + "\n";
  return out;
}
bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

TEST(Laws, CellsAreGeometricMeansWithIntervalsOfTheMeanLogarithm) {
  const Answer a = answer(results(), inquiry({"edge_of_stability"}));
  ASSERT_EQ(a.laws.size(), 2u);
  ASSERT_EQ(law(a, 0).cells.size(), 4u);
  // Logarithms spread by ln 1.01 about the mean: t(2, 0.975) sd / sqrt 3.
  const double half = student_t_quantile(0.975, 2) * std::log(1.01) / std::sqrt(3.0);
  for (std::size_t i = 0; i < 4; ++i) {
    const auto& c = law(a, 0).cells[i];
    EXPECT_EQ(c.x, rates[i]);
    EXPECT_NEAR(c.measured.value, 2 / rates[i], 1e-12 / rates[i]);
    EXPECT_NEAR(std::log(c.measured.high / c.measured.value), half, 1e-12);
    EXPECT_NEAR(c.foretold[0].value, 2 / rates[i], 1e-12 / rates[i]);
    EXPECT_NEAR(c.foretold[0].ratio.value, 1, 1e-12);
    EXPECT_NEAR(std::log(c.foretold[0].ratio.low), -half, 1e-12);
    EXPECT_EQ(c.foretold[0].assumption, Prediction::Assumption::met);
  }
  const auto& t = law(a, 0).theories[0];
  EXPECT_NEAR(std::log(t.ratio.high), half,
              1e-12);  // a replicate is off by the same factor at each cell: four cells teach no more than one
  EXPECT_EQ(t.formula, "2/η");
  EXPECT_EQ(t.cells, 4u);
}

TEST(Laws, SlopesAreFittedToEachReplicate) {
  Results r = results(-1.5);
  for (auto& x : r)  // one replicate falls faster: slopes -1.5, -1.5, -1.8
    if (x.block == "2")
      x.scores["sharpness"] *= std::pow(std::get<double>(x.levels.at("optimizer.learning_rate").is), -0.3);
  const Answer a = answer(r, inquiry({"edge_of_stability"}));
  EXPECT_NEAR(law(a, 0).slope.value, -1.6, 1e-12);
  EXPECT_NEAR(law(a, 0).slope.high, -1.6 + student_t_quantile(0.975, 2) * 0.1, 1e-9);  // sd sqrt(0.03), over sqrt 3
  EXPECT_EQ(law(a, 0).fitted, 3u);
  EXPECT_NEAR(law(a, 0).theories[0].slope, -1, 1e-12);
}

TEST(Laws, RunsWithoutTheQuantityAreCountedAndNotAveraged) {
  Results r = results();
  for (auto& x : r)
    if (x.block != "0" && x.levels.at("optimizer.learning_rate") == Value{0.1})
      x.scores.erase("sharpness"), x.words[missing("sharpness")] = "it never got there";
  r[3].scores["sharpness"] = nan;  // rate 0.2, replicate 0: not a number is no value either
  const Answer a = answer(r, inquiry({"edge_of_stability"}));
  const auto& cells = law(a, 0).cells;
  EXPECT_EQ(cells[0].without, 2u);
  EXPECT_EQ(cells[0].why, "it never got there");
  EXPECT_NEAR(cells[0].measured.value, 20 * 1.01, 1e-9);
  EXPECT_EQ(cells[1].without, 1u);
  EXPECT_EQ(cells[2].without, 0u);
  EXPECT_NEAR(cells[0].foretold[0].value, 20, 1e-12);  // theory speaks of the cell all the same
  EXPECT_EQ(left_out(a, 0), "5 of 24 runs are left out: it never got there");
  EXPECT_TRUE(has(plain(deck(a)), "5 of 24 runs are left out"));
}

TEST(Laws, NothingIsAskedOfATheoryOutsideItsAssumption) {
  Results r = results();
  for (auto& x : r)
    if (x.levels.at("optimizer.learning_rate") == Value{0.8})
      x.words["loss"] = "cross_entropy", x.scores["sharpness"] *= 100;
  const Answer a = answer(r, inquiry({"edge_of_stability"}));
  const auto& t = law(a, 0).theories[0];
  EXPECT_EQ(t.broken, 1u);
  EXPECT_NEAR(t.ratio.value, 1, 1e-12);
  EXPECT_EQ(t.missed, 0u);
  EXPECT_TRUE(has(all_text(answers(a)), "at 1 learning rate its assumption is broken"));
  bool broken = false, solid = false;
  const auto drawn = drawings(a);
  for (const auto& row : drawn.front().rows)
    if (const Json* dash = row.find("dash")) {
      broken = broken || std::get<std::string>(dash->is) == "broken";
      solid = solid || std::get<std::string>(dash->is) == "solid";
    }
  EXPECT_TRUE(broken && solid);
}

TEST(Laws, ATrendForetellsASlopeAndNoHeight) {
  const Answer a = answer(results(1.02), inquiry({"flow_gap"}, "gap_to_flow"));
  const auto& l = law(a, 0);
  EXPECT_EQ(l.theories[0].kind, Prediction::Kind::trend);
  EXPECT_EQ(l.theories[0].slope, 1);
  EXPECT_NEAR(l.theories[0].ratio.value, 1.02, 1e-12);
  // Its line has slope 1 and goes through the middle of the points.
  const auto& c = l.cells;
  EXPECT_NEAR(c[3].foretold[0].value / c[0].foretold[0].value, 8, 1e-9);
  double measured = 0, foretold = 0;
  for (const auto& x : c) measured += std::log(x.measured.value), foretold += std::log(x.foretold[0].value);
  EXPECT_NEAR(measured, foretold, 1e-9);
  EXPECT_FALSE(law(a, 1).theories[0].speaks);  // its formula is for gradient descent
  const std::string said = all_text(answers(a));
  EXPECT_TRUE(has(said, "grows as learning rate to the power 1.02 (1.02 to 1.02), foretold 1.0; theory holds to 5"))
      << said;
  EXPECT_TRUE(has(all_text(answers(answer(results(1.2), inquiry({"flow_gap"}, "gap_to_flow")))), "theory is too low"));
}

TEST(Laws, ATheoryOfTheFactorItselfPutsAMark) {
  Results r = results();
  for (auto& x : r) x.facts["lambda_max"] = {5}, x.words["objective"] = "quadratic";
  const Answer a = answer(r, inquiry({"stability_limit"}));
  EXPECT_NEAR(law(a, 0).theories[0].mark.value, 0.4, 1e-12);
  EXPECT_TRUE(std::isnan(law(a, 0).theories[0].ratio.value));
  bool marked = false;
  const auto drawn = drawings(a);
  for (const auto& row : drawn.front().rows) marked = marked || std::get<std::string>(row.find("kind")->is) == "mark";
  EXPECT_TRUE(marked);
}

TEST(Laws, AlongNamesTheFactorOfX) {
  Inquiry q = inquiry({});
  std::vector<Value> sizes;
  for (int i = 1; i <= 5; ++i) sizes.push_back({std::int64_t{i}});
  q.question.factors.push_back({"training.l2", sizes, true, false});
  Results r = results();
  for (auto& x : r) x.levels["training.l2"] = {std::int64_t{1}};
  EXPECT_EQ(answer(r, q).axis.address, "training.l2");
  q.along = "optimizer.learning_rate";
  EXPECT_EQ(answer(r, q).axis.address, "optimizer.learning_rate");
}

struct Rule {
  Prediction::Kind kind;
  Estimate ratio;
  Stand stand;
};
TEST(Stands, FollowFromTheIntervalAndTheMargin) {
  using K = Prediction::Kind;
  const Rule rules[] = {{K::equality, {1, 0.95, 1.05}, Stand::holds}, {K::equality, {1, 0.94, 1.05}, Stand::open},
                        {K::equality, {1, 0.95, 1.06}, Stand::open},  {K::law, {1.2, 1.051, 1.3}, Stand::above},
                        {K::law, {0.8, 0.7, 0.949}, Stand::below},    {K::law, {1.2, 1.05, 1.3}, Stand::open},
                        {K::upper, {0.5, 0.4, 0.6}, Stand::holds},    {K::upper, {0.9, 0.5, 1.04}, Stand::holds},
                        {K::upper, {1.2, 1.1, 1.3}, Stand::above},    {K::upper, {1, 0.9, 1.1}, Stand::open},
                        {K::lower, {2, 1.9, 2.1}, Stand::holds},      {K::lower, {0.5, 0.4, 0.6}, Stand::below},
                        {K::lower, {1, 0.9, 1.3}, Stand::open},       {K::trend, {1.02, 1.01, 1.03}, Stand::holds},
                        {K::equality, {nan, nan, nan}, Stand::silent}};
  for (const auto& r : rules) EXPECT_EQ(stand(r.kind, r.ratio, 0.05), r.stand) << r.ratio.low << " to " << r.ratio.high;
}

struct Saying {
  double factor;
  const char* deck;
  const char* sentence;
};
TEST(LawWords, FollowFromTheNumbers) {
  const Saying sayings[] = {{1, "Theory holds:", "theory holds to 5"},
                            {1.3, "Theory misses", "theory is too low"},
                            {0.7, "Theory misses", "theory is too high"},
                            {1.03, "Whether theory holds cannot be told", "cannot be told"}};
  for (const auto& s : sayings) {
    Results r = results();
    std::erase_if(r, [](const Result& x) { return x.words.at("optimizer") == "momentum"; });
    for (auto& x : r) x.scores["sharpness"] *= s.factor;
    const Answer a = answer(r, inquiry({"edge_of_stability"}));
    const std::string deck_text = plain(deck(a));
    EXPECT_TRUE(deck_text.starts_with(s.deck)) << deck_text;
    EXPECT_TRUE(has(all_text(answers(a)), s.sentence)) << all_text(answers(a));
  }
}

TEST(LawWords, SayWhenNothingWasMeasured) {
  Results r = results();
  for (auto& x : r) x.scores.clear(), x.words[missing("sharpness")] = "training diverged";
  const Answer a = answer(r, inquiry({"edge_of_stability"}));
  EXPECT_TRUE(has(all_text(answers(a)), "was measured in no run: training diverged."));
  EXPECT_TRUE(has(plain(deck(a)), "24 of 24 runs are left out"));
}

TEST(LawFigures, DrawOneSheetPerUnitAndTheTraces) {
  Inquiry q = inquiry({"edge_of_stability"});
  q.quantities.push_back({"loss_end", "the loss at the end", "its loss", "loss", true, "loss_end"});
  Results r = results();
  for (auto& x : r) x.scores["loss_end"] = 0.01;
  const auto drawn = drawings(answer(r, q));
  ASSERT_EQ(drawn.size(), 3u);
  EXPECT_EQ(drawn[0].id, "law");
  EXPECT_EQ(drawn[1].id, "law-loss_end");
  EXPECT_EQ(drawn[2].id, "trace");
  EXPECT_EQ(drawn[0].table.rows.size(), 8u);
  for (const auto& d : drawn)
    for (const auto& row : d.table.rows) EXPECT_EQ(row.size(), d.table.heads.size()) << d.id;
}

}  // namespace
}  // namespace paribus
