// Where a quantity passes a target, the shades behind a law, and curves that a theory foretells beside those asked for.
#include <gtest/gtest.h>

#include <cmath>

#include "paribus/report/figure.hpp"
#include "paribus/report/inquiry.hpp"
#include "paribus/report/sentences.hpp"
#include "paribus/report/shades.hpp"

namespace paribus {
namespace {

const Vector widths{10, 40, 160, 640};

Inquiry inquiry() {
  Inquiry q;
  q.metric = {"depth", "the depth", false, true, -infinity, infinity, 0.1};
  q.quantities = {{"depth", "the depth", "how deep", "depth", true, "depth", "accuracy"}};
  std::vector<Value> levels;
  for (const double x : widths) levels.push_back({x});
  q.question = {"", true, {{"model.width", levels, true, true}}, {}, {}, ""};
  q.labels = {{"model.width", "width"}};
  return q;
}

/// Two replicates that fall as 8 / width and 16 / width, with accuracies at depths 2 and 8.
Results results() {
  Results out;
  for (const double x : widths)
    for (int b = 0; b < 2; ++b) {
      Result r;
      r.block = std::to_string(b);
      r.levels = {{"model.width", {x}}};
      r.scores["depth"] = 8 * (1 + b) / x;
      r.curves = {{"accuracy", {2, 8}, {0.5 + 0.2 * b, 0.1}}, {"objective", {0, 1, 2}, {1, 0.81, 0.6561}}};
      r.facts = {{"learning_rate", {0.1}},
                 {"kernel_eigenvalues", {1}},
                 {"residual_coordinates", {std::sqrt(2.0)}},
                 {"examples", {1}}};
      r.words = {{"optimizer", "gradient_descent"}};
      out.push_back(r);
    }
  return out;
}

TEST(Planes, ATargetIsPassedOnTheStraightLineOfTheLogarithms) {
  Inquiry q = inquiry();
  q.target = 0.1;  // 8/x passes it at 80, 16/x at 160: the geometric mean is 80 sqrt 2
  const Answer a = answer(results(), q);
  ASSERT_EQ(a.laws.size(), 1u);
  EXPECT_NEAR(a.laws[0].passes.value, 80 * std::sqrt(2.0), 1e-9);
  EXPECT_NE(plain(law_answers(a).at(0)).find(" It passes 0.10 at a width of 113 ("), std::string::npos)
      << plain(law_answers(a).at(0));
  q.target = 0.02;  // 16/x never gets there: a place that one replicate lacks is none
  EXPECT_TRUE(std::isnan(answer(results(), q).laws[0].passes.value));
  q.target = std::nan("");
  EXPECT_TRUE(std::isnan(answer(results(), q).laws[0].passes.value));
}

TEST(Planes, ShadesAreMeansAndMeetHalfway) {
  const Answer a = answer(results(), inquiry());
  const auto& s = a.laws[0].shades;
  ASSERT_EQ(s.size(), 8u);
  EXPECT_EQ(s[0].x, 10);
  EXPECT_EQ(s[0].at, 2);
  EXPECT_NEAR(s[0].value, 0.6, 1e-15);
  EXPECT_NEAR(s[1].value, 0.1, 1e-15);
  const Json::Array rows = shades(a, a.laws[0], Json{""}, Json{""});
  ASSERT_EQ(rows.size(), 8u);
  const auto at = [&](std::size_t i, const char* name) { return std::stod(rows[i].find(name)->text()); };
  EXPECT_NEAR(at(0, "x"), 5, 1e-9);  // the neighbor at 40 is a factor of 4 away: 10 / 2 to 10 * 2
  EXPECT_NEAR(at(0, "x2"), 20, 1e-9);
  EXPECT_NEAR(at(0, "y"), 1, 1e-9);
  EXPECT_NEAR(at(0, "y2"), 4, 1e-9);
  EXPECT_NEAR(at(1, "y"), at(0, "y2"), 1e-9);
  EXPECT_NEAR(at(2, "x"), at(0, "x2"), 1e-9);
  Inquiry none = inquiry();
  none.quantities[0].behind = "";
  EXPECT_TRUE(answer(results(), none).laws[0].shades.empty());
}

TEST(Planes, ACurveIsTracedIfItIsAskedForOrForetold) {
  Inquiry q = inquiry();
  EXPECT_TRUE(answer(results(), q).traces.empty());  // nobody asked for the objective
  q.theories = {"edge_of_stability", "linearized_training"};
  const Answer a = answer(results(), q);
  ASSERT_EQ(a.traces.size(), 4u);  // of the first replicate, at four widths
  EXPECT_EQ(a.traces[0].curve, "objective");
  EXPECT_EQ(a.traces[0].foretold.at(0).theory, 1u);
  ASSERT_EQ(a.traces[0].foretold.at(0).values.size(), 3u);
  for (int i = 0; i < 3; ++i)
    EXPECT_NEAR(a.traces[0].foretold[0].values[static_cast<std::size_t>(i)], std::pow(0.9, 2 * i), 1e-15);
  std::string finding;
  for (const auto& d : drawings(a))
    if (d.id == "trace") finding = d.finding;
  EXPECT_EQ(finding, "Objective along single runs, beside the curve of theory");
}

// A page does not grow with the steps of a run: evenly thinned, with its ends, theory's curve likewise.
TEST(Planes, ALongCurveIsThinned) {
  Inquiry q = inquiry();
  q.theories = {"linearized_training"};
  Results long_ones = results();
  for (auto& r : long_ones) {
    Curve& c = r.curves.at(1);
    c.at.clear(), c.values.clear();
    for (int k = 0; k <= 2500; ++k) c.at.push_back(k), c.values.push_back(1 + k);
  }
  const auto t = answer(long_ones, q).traces.at(0);
  EXPECT_EQ(t.every, 3u);
  ASSERT_EQ(t.steps.size(), 835u);
  EXPECT_EQ(t.steps[1], 3);
  EXPECT_EQ(t.values[1], 4);
  EXPECT_EQ(t.steps.back(), 2500);
  ASSERT_EQ(t.foretold.at(0).values.size(), 835u);
  EXPECT_NEAR(t.foretold[0].values[1], std::pow(0.9, 6), 1e-15);
}

}  // namespace
}  // namespace paribus
