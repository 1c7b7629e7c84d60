// What was fitted on the training part travels: to other tables, and through words and numbers to a file and back.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "paribus/base/json.hpp"
#include "paribus/data/preprocessing.hpp"
#include "paribus/data/split.hpp"
#include "tables.hpp"

namespace paribus {
namespace {

using Words = std::vector<std::string>;
using tests::settings;
using tests::table;

constexpr const char* cars = "weight,color,fuel,price\n1,red,gas,10.5\n2,blue,,20\n3,red,gas,35\n,green,oil,40\n5,blue,gas,50\n";

std::vector<std::uint32_t> all_rows(const Dataset& d) {
  std::vector<std::uint32_t> out(d.rows());
  std::iota(out.begin(), out.end(), 0u);
  return out;
}

Preprocessing fitted(const Dataset& d, const Choices& choices, bool raw = false) {
  return Preprocessing::fit(d, settings(choices), all_rows(d), {}, raw);
}

const Choices imputed{{"data.impute", {std::string("mean")}}};

TEST(Preprocessing, IsMadeAgainFromWhatItKeepsToTheBit) {
  const Dataset d = table(cars);
  for (const char* encode : {"one_hot", "treatment"})
    for (const char* scale : {"standard", "none"}) {
      Choices c = imputed;
      c["data.encode"] = {std::string(encode)}, c["data.scale"] = {std::string(scale)};
      const auto p = fitted(d, c);
      const auto again = Preprocessing::restore(json::choices(json::written(p.keep())));
      EXPECT_EQ(json::written(again.keep()), json::written(p.keep()));
      EXPECT_EQ(again.features(), p.features());
      EXPECT_EQ(again.apply(d, all_rows(d)).x.values, p.apply(d, all_rows(d)).x.values);
      EXPECT_EQ(again.apply(d, all_rows(d)).y.values, p.apply(d, all_rows(d)).y.values);
    }
}

TEST(Preprocessing, IsWhatPreparedHolds) {
  const Dataset d = load("diabetes");
  const auto p = prepare(d, settings(), tests::split_name());
  const auto parts = partition(d, settings(), tests::split_name());
  EXPECT_EQ(p->preprocessing->apply(d, parts.test).x.values, p->test.x.values);
  EXPECT_EQ(p->preprocessing->apply(d, parts.test).y.values, p->test.y.values);
  EXPECT_EQ(p->preprocessing->features(), p->features);
}

TEST(Preprocessing, TreatmentContrastsLeaveTheFirstLevelOut) {
  const Dataset d = table(cars);
  Choices c = imputed;
  EXPECT_EQ(fitted(d, c).features(), (Words{"weight", "color=red", "color=blue", "color=green", "fuel=gas", "fuel=oil"}));
  c["data.encode"] = {std::string("treatment")};
  const auto p = fitted(d, c);
  EXPECT_EQ(p.features(), (Words{"weight", "color=green", "color=red", "fuel=oil"}));   // R's factor() sorts its levels
  const Matrix x = p.apply(d, all_rows(d)).x;
  EXPECT_EQ(Vector(x.row(0).begin() + 1, x.row(0).end()), (Vector{0, 1, 0}));
  EXPECT_EQ(Vector(x.row(1).begin() + 1, x.row(1).end()), (Vector{0, 0, 0}));   // blue, and gas stands in
  EXPECT_EQ(Vector(x.row(3).begin() + 1, x.row(3).end()), (Vector{1, 0, 1}));
}

TEST(Preprocessing, ARawTargetIsLeftAlone) {
  const Dataset d = table(cars);
  EXPECT_EQ(fitted(d, imputed, true).apply(d, all_rows(d)).y.values, (Vector{10.5, 20, 35, 40, 50}));
}

// What stands in for a missing value may be a category that the new table does not have at all.
TEST(Preprocessing, TheStandInNeedsNoRowInTheNewTable) {
  const auto p = fitted(table(cars), imputed);
  const Dataset other = table("weight,color,fuel,price\n1,red,oil,1.5\n2,red,,2\n");
  const Matrix x = p.apply(other, all_rows(other)).x;
  EXPECT_EQ(Vector(x.row(1).begin() + 4, x.row(1).end()), (Vector{1, 0}));
  EXPECT_EQ(Vector(x.row(0).begin() + 4, x.row(0).end()), (Vector{0, 1}));
}

TEST(Preprocessing, RefusesWhatItCannotHaveKept) {
  const auto said = [](Choices kept, const std::string& name, const std::string& json) -> std::string {
    if (json.empty()) kept.erase("preprocessing." + name);
    else kept["preprocessing." + name] = json::value(json);
    try {
      Preprocessing::restore(kept);
      return "restored";
    } catch (const Error& e) {
      return e.problem();
    }
  };
  const Choices good = fitted(table(cars), imputed).keep();
  const std::string damaged = "the model's preprocessing is damaged: ";
  EXPECT_EQ(said(good, "target", "\"price\""), "restored");
  EXPECT_EQ(said(good, "columns", ""), damaged + "'columns' is missing");
  EXPECT_EQ(said(good, "columns", "[]"), damaged + "it has no columns");
  EXPECT_EQ(said(good, "columns", "3"), damaged + "'columns' is of another kind");
  EXPECT_EQ(said(good, "columns", "[[\"a\", \"number\"]]"), damaged + "a column is incomplete");
  EXPECT_EQ(said(good, "columns", "[[\"a\", \"date\", 1.0, 1.0, NaN]]"), damaged + "column 'a' is neither number nor category");
  EXPECT_EQ(said(good, "columns", "[[\"a\", \"number\", 1.0, -1.0, NaN]]"), damaged + "column 'a' is no mean with a standard deviation");
  EXPECT_EQ(said(good, "columns", "[[\"a\", \"number\", 1.0, 1.0, Infinity]]"), damaged + "column 'a' has no number to stand in");
  EXPECT_EQ(said(good, "columns", "[[\"a\", \"category\", [], NaN]]"), damaged + "column 'a' has no category");
  EXPECT_EQ(said(good, "columns", "[[\"a\", \"category\", [\"x\"], 1.0]]"), damaged + "column 'a' has no category to stand in");
  EXPECT_EQ(said(good, "columns", "[[\"a\", \"category\", [\"x\", \"x\"], NaN]]"), damaged + "the categories of column 'a' repeats 'x'");
  EXPECT_EQ(said(good, "columns", "[[\"a\", \"number\", 1.0, 1.0, NaN], [\"a\", \"number\", 1.0, 1.0, NaN]]"), damaged + "two columns are called 'a'");
  EXPECT_EQ(said(good, "columns", "[[\"price\", \"number\", 1.0, 1.0, NaN]]"), damaged + "two columns are called 'price'");
  EXPECT_EQ(said(good, "scale", "\"loud\""), damaged + "'scale' is neither standard nor none");
  EXPECT_EQ(said(good, "task", "\"classification\""), damaged + "classes and task do not go together");
  EXPECT_EQ(said(good, "target_sd", "NaN"), damaged + "the target is no mean with a standard deviation");
}

TEST(Weights, AreHowOftenARowCounts) {
  // Doubled by weight, doubled by repetition: the same means, spreads, stand-ins and levels.
  const Dataset weighted = table("x,c,w,y\n1,a,2,1.5\n,b,1,2\n7,,3,4\n9,z,0,8\n"), repeated = table("x,c,y\n1,a,1.5\n1,a,1.5\n,b,2\n7,,4\n7,,4\n7,,4\n");
  Choices c = imputed;
  const auto p = Preprocessing::fit(repeated, settings(c), all_rows(repeated), {}, false);
  c["data.weights"] = {std::string("w")};
  const auto prepared = prepare(weighted, settings(c), Split{all_rows(weighted), {}, {}}, false);
  const auto& q = *prepared->preprocessing;
  EXPECT_EQ(q.features(), p.features());
  EXPECT_NEAR(q.inputs[0].scale.mean, p.inputs[0].scale.mean, 1e-15);
  EXPECT_NEAR(q.inputs[0].scale.sd, p.inputs[0].scale.sd, 1e-15);
  EXPECT_NEAR(q.inputs[0].stand_in, p.inputs[0].stand_in, 1e-15);
  EXPECT_EQ(q.inputs[1].stand_in, p.inputs[1].stand_in);
  EXPECT_EQ(prepared->train.weight, (Vector{2, 1, 3, 0}));
}

TEST(Weights, AreCheckedByRow) {
  const auto said = [](const char* text, const char* name) -> std::string {
    try {
      prepare(table(text), settings({{"data.weights", {std::string(name)}}}), Split{{0, 1, 2}, {}, {}}, false);
      return "prepared";
    } catch (const Error& e) {
      return e.what();
    }
  };
  EXPECT_EQ(said("x,w,y\n1,1,1\n2,0,2\n3,2,3.5\n", "w"), "prepared");
  EXPECT_EQ(said("x,w,y\n1,1,1\n2,-0.5,2\n3,2,3.5\n", "w"), "the weights in 'w' are negative (-0.5) in row 2; weights are numbers, 0 or above; a row of weight 0 does not count");
  EXPECT_EQ(said("x,w,y\n1,1,1\n2,,2\n3,2,3.5\n", "w"), "the weights in 'w' are missing in row 2; weights are numbers, 0 or above; a row of weight 0 does not count");
  EXPECT_EQ(said("x,w,y\n1,a,1\n2,b,2\n3,a,3.5\n", "w"), "the weights in 'w' are words; weights are numbers, 0 or above");
  EXPECT_EQ(said("x,w,y\n1,0,1\n2,0,2\n3,0,3.5\n", "w"), "the weights in 'w' are all 0; no row would count");
  EXPECT_EQ(said("x,w,y\n1,0,1\n2,0,2\n3,0,3.5\n", "v"), "data.weights: there is no column 'v'; did you mean 'x'?");
  EXPECT_EQ(said("x,w,y\n1,0,1\n2,0,2\n3,0,3.5\n", "y"), "data.weights names the target 'y'; name the column that says how often each row counts");
}

TEST(Ignore, ColumnsAreNoFeatures) {
  const Dataset d = table("name,x,y\na,1,1\nb,2,2\nc,3,3.5\nd,4,4\ne,5,5\n");
  const auto p = prepare(d, settings({{"data.ignore", {std::string("name")}}}), tests::split_name());
  EXPECT_EQ(p->features, (Words{"x"}));
  const auto said = [&](const Value& names) -> std::string {
    try {
      prepare(d, settings({{"data.ignore", names}}), tests::split_name());
      return "prepared";
    } catch (const Error& e) {
      return e.what();
    }
  };
  EXPECT_EQ(said({std::string("nome")}), "data.ignore: there is no column 'nome'; did you mean 'name'?");
  EXPECT_EQ(said({std::string("y")}), "data.ignore names the target 'y'; name another target, or keep this one");
  EXPECT_EQ(said({Value::List{{std::string("x")}, {std::string("name")}}}), "the data set 't' has no features beside its target 'y'; add at least one more column");
}

}  // namespace
}  // namespace paribus
