// Coefficient paths: read from the first replicate, with what is not in use at 0, beside the best strengths.
#include <gtest/gtest.h>

#include <cmath>

#include "paribus/report/figure.hpp"
#include "paribus/report/inquiry.hpp"

namespace paribus {
namespace {

const Vector strengths{0.1, 0.3, 1};

Inquiry inquiry() {
  Inquiry q;
  q.metric = {"loss", "error", false, false, 0, infinity, 0.1};
  q.quantities = {{"loss", "error on new rows", "how far off", "error", true, "loss"}};
  std::vector<Value> levels;
  for (const double x : strengths) levels.push_back({x});
  q.question = {"", false, {{"measure.penalty_path.strength", levels, true, true}}, {}, {}, ""};
  q.theories = {"penalty_degrees_of_freedom"};
  q.labels = {{"measure.penalty_path.strength", "strength"}};
  return q;
}

// Errors 3, 1, 2: least at 0.3. Training errors without a degree of freedom spent fall to 1 at 1, where theory puts the least.
Results results() {
  Results out;
  for (std::size_t k = 0; k < 3; ++k)
    for (int b = 0; b < 2; ++b) {
      Result r;
      r.subject = "penalty_path", r.block = std::to_string(b);
      r.levels = {{"measure.penalty_path.strength", {strengths[k]}}};
      r.scores["loss"] = k == 0 ? 3 : static_cast<double>(k);
      r.facts = {{"curvatures", {0}}, {"l2", {0}}, {"train_loss", {3 - static_cast<double>(k)}}, {"rows", {50}}};
      r.curves = {{"coefficients", k == 2 ? Vector{4} : Vector{1, 4}, k == 2 ? Vector{-2} : Vector{0.5 + b, -1}}};
      r.words["features"] = k == 2 ? "sex" : "age\nsex";
      out.push_back(r);
    }
  return out;
}

TEST(Coefficients, ArePathsOfTheFirstReplicate) {
  const Answer a = answer(results(), inquiry());
  ASSERT_EQ(a.coefficients.size(), 1u);
  const auto& c = a.coefficients[0];
  EXPECT_EQ(c.at, strengths);
  ASSERT_EQ(c.paths.size(), 2u);
  EXPECT_EQ(c.paths[0].feature, "age");
  EXPECT_EQ(c.paths[0].values, (Vector{0.5, 0.5, 0}));
  EXPECT_EQ(c.paths[1].feature, "sex");
  EXPECT_EQ(c.paths[1].values, (Vector{-1, -1, -2}));
  EXPECT_EQ(c.best, 0.3);
  EXPECT_EQ(c.foretold_best, 1);
}

TEST(Coefficients, TheDrawingNamesTheBestAndTheLargest) {
  const auto all = drawings(answer(results(), inquiry()));
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[1].id, "coefficients");
  EXPECT_EQ(all[1].finding, "Error on new rows is least at 0.3 (theory: 1)");
  ASSERT_GE(all[1].keys.size(), 2u);
  EXPECT_EQ(all[1].keys[0].text, "sex");
  EXPECT_EQ(all[1].table.rows.size(), 6u);
  Results none = results();
  for (auto& r : none) r.curves.clear();
  EXPECT_EQ(drawings(answer(none, inquiry())).size(), 1u);
}

}  // namespace
}  // namespace paribus
