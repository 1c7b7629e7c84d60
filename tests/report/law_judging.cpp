// What is said of a law, and what is not: every sentence against its rule.
#include "laws.hpp"

namespace paribus {
namespace {

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

std::size_t gradient_descent_only(Results& r) {
  return std::erase_if(r, [](const Result& x) { return x.words.at("optimizer") == "momentum"; });
}

TEST(Laws, OneValueHasNoIntervalAndJudgesNothing) {
  Results r = results();
  gradient_descent_only(r);
  std::erase_if(r, [](const Result& x) { return x.block != "1"; });
  const Answer a = answer(r, inquiry({"edge_of_stability"}));
  const auto& l = a.laws.front();
  for (const auto& c : l.cells) {
    EXPECT_TRUE(std::isfinite(c.measured.value));
    EXPECT_TRUE(std::isnan(c.measured.low) && std::isnan(c.measured.high));
  }
  EXPECT_EQ(l.theories[0].held, 0u);
  EXPECT_EQ(stand(l.theories[0].kind, l.theories[0].ratio, 0.05), Stand::open);
  EXPECT_TRUE(plain(deck(a)).starts_with("Whether theory holds cannot be told")) << plain(deck(a));
  EXPECT_FALSE(has(all_text(answers(a)), "NaN")) << all_text(answers(a));
  for (const auto& d : drawings(a))
    for (const auto& row : d.rows)
      if (std::get<std::string>(row.find("kind")->is) == "cell") {
        EXPECT_TRUE(std::isnan(std::get<double>(row.find("low")->is)));  // null: no bar
      }
}

TEST(Laws, TheLevelOfTheAnswerIsThatOfTheIntervals) {
  Inquiry q = inquiry({"edge_of_stability"});
  q.family.level = 0.2;
  const Answer a = answer(results(), q);
  const double half = student_t_quantile(0.9, 2) * std::log(1.01) / std::sqrt(3.0);
  const auto& l = law(a, 0);
  EXPECT_NEAR(std::log(l.cells[0].measured.high / l.cells[0].measured.value), half, 1e-12);
  EXPECT_NEAR(std::log(l.theories[0].ratio.high), half, 1e-12);
  EXPECT_TRUE(has(text::plain(methods(a)), "Intervals are at 80 %, pointwise")) << methods(a);
  const auto drawn = drawings(a);
  EXPECT_TRUE(has(text::plain(drawn.front().caption), "pointwise 80 %")) << drawn.front().caption;
}

TEST(Laws, LevelsAscendInWhateverOrderTheyAreListed) {
  Inquiry q = inquiry({"edge_of_stability"});
  q.question.factors[1].values = {{0.8}, {0.1}, {0.01}};
  Results r = results();
  std::erase_if(r, [](const Result& x) { return x.facts.at("learning_rate")[0] == 0.2; });
  for (auto& x : r)
    if (x.facts["learning_rate"][0] == 0.4)
      x.facts["learning_rate"] = {0.01}, x.levels["optimizer.learning_rate"] = {0.01}, x.scores["sharpness"] *= 40;
  const Answer a = answer(r, q);
  EXPECT_EQ(a.axis.levels, (Vector{0.01, 0.1, 0.8}));
  const auto& c = law(a, 0).cells;
  ASSERT_EQ(c.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(c[i].measured.value * a.axis.levels[i], 2, 1e-9);
    EXPECT_EQ(c[i].x, a.axis.levels[i]);
  }
  for (const auto& t : a.traces) EXPECT_NEAR(t.values[1], 2 / (t.x == 0.01 ? 0.4 : t.x), 1e-9);
}

// The order-1 gap's slope is 0.9 and misses, the order-2 gap's is 2.02 and holds: a range that is said to be of one of
// them holds nothing of the other.
TEST(LawWords, TheRangeOfTheDeckIsOfTheQuantityItNames) {
  Results r = results(2.02);
  gradient_descent_only(r);
  for (auto& x : r) {
    x.facts["lambda_max"] = {0.1};
    const double rate = x.facts["learning_rate"][0], start = std::pow(1.01, std::stoi(x.block));
    x.scores = {{"second", std::pow(rate, 2.02) * start}, {"first", std::pow(rate, 0.9) * start}};
  }
  Inquiry q = inquiry({"flow_gap"});
  q.quantities = {{"second", "the order-2 gap", "", "share", true, "gap_to_modified_flow"},
                  {"first", "the order-1 gap", "", "share", true, "gap_to_flow"}};
  EXPECT_TRUE(plain(deck(answer(r, q))).starts_with("Theory holds in 1 of 2 cases of 2 quantities; in 1 it misses: the "
                                                    "slope of the order-2 gap is 1.01 times what it foretells."))
      << plain(deck(answer(r, q)));
  std::swap(q.quantities[0], q.quantities[1]);
  EXPECT_TRUE(has(plain(deck(answer(r, q))), ": the slope of the order-1 gap is 0.900 times what it foretells."))
      << plain(deck(answer(r, q)));
  q.quantities.pop_back();
  EXPECT_TRUE(plain(deck(answer(r, q))).starts_with("Theory misses: the slope of the order-1 gap is 0.900 times"))
      << plain(deck(answer(r, q)));
}

TEST(LawWords, ASlopeWhoseAssumptionIsBrokenIsShownAndNotJudged) {
  Results r = results(1);
  gradient_descent_only(r);
  for (auto& x : r) x.facts["lambda_max"] = {10};
  const Answer a = answer(r, inquiry({"flow_gap"}, "gap_to_flow"));
  const auto& l = a.laws.front();
  EXPECT_NEAR(l.slope.value, 1, 1e-12);
  EXPECT_EQ(l.theories[0].broken, 4u);
  EXPECT_TRUE(std::isnan(l.theories[0].ratio.value));
  const std::string said = all_text(answers(a));
  EXPECT_TRUE(has(said, "theory’s assumption is broken throughout")) << said;
  EXPECT_FALSE(has(said, "theory holds")) << said;
  EXPECT_TRUE(has(plain(deck(a)), "theory can be held against none of it")) << plain(deck(a));
}

// At the last rate the objective is a quadratic, whose gap is known exactly: a number, and no slope.
TEST(Laws, CellsForetoldInAnotherSenseAreNotJudged) {
  Results r = results(1);
  gradient_descent_only(r);
  for (auto& x : r)
    if (x.facts["learning_rate"][0] == 0.8)
      x.words["objective"] = "quadratic", x.facts["eigenvalues"] = {1}, x.facts["coordinates"] = {1}, x.facts["time"] = {8},
      x.scores["sharpness"] *= 50;
  const Answer a = answer(r, inquiry({"flow_gap"}, "gap_to_flow"));
  const auto& l = a.laws.front();
  EXPECT_EQ(l.theories[0].kind, Prediction::Kind::trend);
  EXPECT_EQ(l.theories[0].formula, "η¹");
  EXPECT_EQ(l.theories[0].cells, 3u);
  EXPECT_NEAR(l.theories[0].ratio.value, 1, 1e-12);
  EXPECT_TRUE(std::isnan(l.cells[3].foretold[0].value));
}

TEST(LawWords, LawsWithoutAnyUnbrokenCellAreCounted) {
  Results r = results();
  for (auto& x : r)
    if (x.words["optimizer"] == "momentum")
      x.words["loss"] = "cross_entropy", x.facts["beta"] = {0.9};
  const std::string said = plain(deck(answer(r, inquiry({"edge_of_stability"}))));
  EXPECT_TRUE(has(said, "Theory holds; in 1 more its assumption is broken, and nothing is judged")) << said;
}

TEST(LawWords, ATheoryThatHoldsInTheMeanAloneIsSaidTo) {
  Results r = results();
  gradient_descent_only(r);
  // At one rate the replicates differ widely, up and down: its interval allows both, the mean over rates does not.
  for (auto& x : r)
    if (x.facts["learning_rate"][0] == 0.1) x.scores["sharpness"] *= std::pow(1.03, x.block == "0" ? 1 : x.block == "2" ? -1 : 0);
  const Answer a = answer(r, inquiry({"edge_of_stability"}));
  EXPECT_EQ(a.laws.front().theories[0].held, 3u);
  EXPECT_TRUE(plain(deck(a)).starts_with("Theory holds in the mean")) << plain(deck(a));
}

TEST(LawWords, ABoundIsKeptAndNotHeld) {
  Results r = results();
  gradient_descent_only(r);
  for (auto& x : r) x.scores["sharpness"] *= 0.76;
  Answer a = answer(r, inquiry({"edge_of_stability"}));
  auto& t = a.laws.front().theories[0];
  t.kind = Prediction::Kind::upper, t.missed = 0, t.held = 4;
  const std::string said = all_text(answers(a));
  EXPECT_TRUE(has(said, "it stays below theory’s bound to 5")) << said;
  EXPECT_FALSE(has(said, "theory holds")) << said;
  EXPECT_TRUE(plain(deck(a)).starts_with("The sharpness stays below theory’s bound: it is 0.760 times that bound"))
      << plain(deck(a));
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
