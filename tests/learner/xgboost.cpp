// XGBoost beside its own Python interface, by hand, and beside our gradient boosting. What needs its library is skipped
// where that is not installed.
#include "learners.hpp"

#include "paribus/base/threads.hpp"
#include "paribus/learner/xgboost_library.hpp"
#include "paribus/learner/xgboost_model.hpp"

namespace paribus {
namespace {

using namespace divided;

class Xgboost : public testing::Test {
 protected:
  void SetUp() override {
    try {
      xgboost_version();
    } catch (const Error& e) {
      GTEST_SKIP() << e.what();
    }
  }
};

TEST_F(Xgboost, PredictsWhatItsOwnInterfacePredicts) {
  const auto all = nlohmann::json::parse(std::ifstream(PARIBUS_SOURCE_DIR "/tests/reference/xgboost.json"));
  if (all.at("made_with") != xgboost_version()) GTEST_SKIP() << "this is " << xgboost_version() << ", and the reference is of " << all.at("made_with");
  for (const auto& c : all.at("cases")) {
    Choices settings;
    for (const auto& [name, v] : c.at("settings").items())
      settings[name] = v.is_string() ? Value{v.get<std::string>()} : v.is_number_integer() ? Value{v.get<std::int64_t>()} : Value{v.get<double>()};
    const Prepared data = fold(c.at("data"), 0);
    Matrix z = fitted("xgboost", settings, data)->predict(data.test);
    z.rows = c.at("z").size();
    expect_equal(z, c.at("z"), 2e-6, c.at("data").get<std::string>() + " " + c.at("settings").dump());   // it adds its trees in float32
  }
}

/// Three rows at 0 and two at 1.
Prepared two_places(Task task) {
  Prepared d;
  d.task = task, d.target = "t", d.features = {"a"}, d.classes = {"no", "yes"};
  d.train.x = Matrix(5, 1);
  d.train.x.values = {0, 0, 0, 1, 1};
  if (task == Task::regression) {
    d.train.y = Matrix(5, 1);
    d.train.y.values = {1, 2, 3, 8, 10};
    return d;
  }
  d.train.y = Matrix(5, 2);
  d.train.label = {0, 0, 1, 1, 1};
  for (std::size_t i = 0; i < 5; ++i) d.train.y(i, static_cast<std::size_t>(d.train.label[i])) = 1;
  return d;
}

TEST_F(Xgboost, RefusesDigitsThatItWouldLose) {
  const auto refused = [](Prepared d) -> std::string {
    try {
      fitted("xgboost", {}, d);
      return "fitted";
    } catch (const Error& e) {
      return e.problem();
    }
  };
  const std::string why = " lie close together for their size, and XGBoost, which keeps 24 bits of a number, would take many for one";
  Prepared d = two_places(Task::regression);
  for (double& y : d.train.y.values) y += 1e9;
  EXPECT_EQ(refused(d), "the values of 't'" + why);
  d = two_places(Task::classification);
  for (double& x : d.train.x.values) x += 1.7e9;
  EXPECT_EQ(refused(d), "the values of 'a'" + why);
  d.train.x.values = {0, 1.7e9, 1.7e9 + 1, 1.7e9 + 2, 1.7e9 + 3};   // one far value makes the range wide, and saves none of the others
  EXPECT_EQ(refused(d), "the values of 'a'" + why);
  for (double& x : d.train.x.values) x = 1.7e9;   // a constant column loses nothing
  EXPECT_EQ(refused(d), "fitted");
  d.train.x.values = {1e5, 2e5, 3e5, 4e5, 5e5};
  EXPECT_EQ(refused(d), "fitted");
}

// Chen and Guestrin 2016, equation 5: a leaf is -G / (H + lambda), G and H the sums of first and second derivatives.
TEST_F(Xgboost, LeavesAreWhatThePaperSays) {
  Choices one{{"n_estimators", {std::int64_t{1}}}, {"learning_rate", {1.0}}, {"min_child_weight", {0.0}}, {"reg_lambda", {2.0}}};
  const Prepared numbers = two_places(Task::regression), classes = two_places(Task::classification);
  const Matrix value = fitted("xgboost", one, numbers)->predict(numbers.train);   // from 0.5 on
  EXPECT_NEAR(value(0, 0), 0.5 + 4.5 / 5, 1e-6);
  EXPECT_NEAR(value(4, 0), 0.5 + 17.0 / 4, 1e-6);
  const Matrix share = fitted("xgboost", one, classes)->predict(classes.train);   // from one half on
  EXPECT_NEAR(share(0, 1), 1 / (1 + std::exp(0.5 / 2.75)), 1e-6);
  EXPECT_NEAR(share(4, 1), 1 / (1 + std::exp(-1 / 2.5)), 1e-6);
  one["reg_alpha"] = {2.0};   // G moves toward 0 by it
  const Matrix less = fitted("xgboost", one, numbers)->predict(numbers.train);
  EXPECT_NEAR(less(0, 0), 0.5 + 2.5 / 5, 1e-6);
  EXPECT_NEAR(less(4, 0), 0.5 + 15.0 / 4, 1e-6);
  one["gamma"] = {1e6};   // no question is worth it, and the root is the leaf
  EXPECT_NEAR(fitted("xgboost", one, numbers)->predict(numbers.train)(0, 0), 0.5 + 19.5 / 7, 1e-6);
}

TEST_F(Xgboost, IsTheSameForTheSameStreamInEveryThread) {
  const Prepared data = fold("breast_cancer", 0);
  const Choices drawn{{"n_estimators", {std::int64_t{20}}}, {"subsample", {0.5}}, {"colsample_bytree", {0.5}}};
  const auto values = [&](std::uint64_t replicate) { return fitted("xgboost", drawn, data, replicate)->keep().arrays.at("values").values; };
  const Vector once = values(0);
  std::vector<Vector> again(8);
  parallel_for(again.size(), 4, [&](std::size_t i) { again[i] = values(i % 2); });
  for (std::size_t i = 0; i < again.size(); ++i) EXPECT_EQ(again[i] == once, i % 2 == 0) << i;
}

/// Share of the rows that are right, or of their variance that is explained, over three folds.
double over_folds(const std::string& learner, const std::string& name) {
  double right = 0, n = 0, error = 0, total = 0, squares = 0;
  for (std::size_t f = 0; f < 3; ++f) {
    const Prepared data = fold(name, f);
    Choices settings{{"max_depth", {std::int64_t{3}}}, {"learning_rate", {0.1}}};
    if (learner == "xgboost") settings["reg_lambda"] = settings["min_child_weight"] = {0.0};
    const Matrix z = fitted(learner, settings, data)->predict(data.test);
    for (std::size_t i = 0; i < z.rows; ++i, ++n) {
      const double y = data.test.y(i, 0);
      if (data.task == Task::classification) right += std::ranges::max_element(z.row(i)) - z.row(i).begin() == data.test.label[i];
      error += std::pow(z(i, 0) - y, 2), total += y, squares += y * y;
    }
  }
  return name == "diabetes" ? 1 - error / (squares - total * total / n) : right / n;
}

// Without its penalty XGBoost boosts as we do, but that its questions are weighed by second derivatives: on one set of some
// hundred rows they differ by chance, up to two standard errors of an accuracy; over all sets by less than a point.
TEST_F(Xgboost, ScoresAsOurGradientBoostingDoes) {
  const std::pair<const char*, double> rows[] = {{"iris", 150}, {"wine", 178}, {"breast_cancer", 569}, {"digits", 1797}, {"diabetes_high", 442}, {"diabetes", 442}};
  double more = 0;
  for (const auto& [name, n] : rows) {
    const double theirs = over_folds("xgboost", name), ours = over_folds("gradient_boosting", name);
    RecordProperty(name, std::to_string(theirs) + " beside " + std::to_string(ours));
    EXPECT_NEAR(theirs, ours, 2 * std::sqrt(ours * (1 - ours) / n)) << name;
    more += (theirs - ours) / 6;
  }
  EXPECT_NEAR(more, 0, 0.01);
}

TEST_F(Xgboost, SaysWhatTheLibraryRefuses) {
  const std::string said = refusal("xgboost", {{"max_depth", {std::int64_t{0}}}, {"tree_method", {std::string("exact")}}}, fold("iris", 0));
  EXPECT_TRUE(said.starts_with("XGBoost refuses this fit: ") && said.ends_with("; change a setting of model.xgboost, or the data; gradient_boosting is built in")) << said;
  Prepared far = fold("iris", 0);
  far.train.x(3, 1) = 1e300;   // beyond float32
  EXPECT_NE(refusal("xgboost", {}, far).find("contains `inf`"), std::string::npos) << refusal("xgboost", {}, far);
}

TEST(XgboostModel, AsksInDoubleWhatXGBoostAsksInFloat32) {
  for (const float c : {1.0f, -1.0f, 0.1f, 2.45f, 1e-30f, -3e38f, 16777216.0f, 0.5000001f}) {
    const double last = last_below(c);
    EXPECT_LT(static_cast<float>(last), c);
    EXPECT_EQ(static_cast<float>(std::nextafter(last, infinity)), c);
  }
  EXPECT_LT(last_below(0), 0);
  EXPECT_GT(last_below(0), -1e-37);
}

/// A model of stumps "is the second feature below 2.5?", as XGBoost writes it; node 1 was pruned away.
std::string written(const std::string& base_score, std::size_t stumps, const std::string& left = "2", const std::string& feature = "1") {
  std::string trees;
  for (std::size_t t = 0; t < stumps; ++t)
    trees += std::string(t ? ", " : "") + "{\"left_children\": [" + left + ", -1, -1, -1], \"right_children\": [3, -1, -1, -1], \"split_indices\": [" + feature +
             ", 0, 0, 0], \"split_conditions\": [2.5, 9, -0.25, " + std::to_string(t) + "], \"loss_changes\": [4, 0, 0, 0]}";
  return "{\"learner\": {\"learner_model_param\": {\"base_score\": \"" + base_score + "\"}, \"gradient_booster\": {\"model\": {\"trees\": [" + trees + "]}}}}";
}

TEST(XgboostModel, IsReadAsTreesOfOurs) {
  Examples e;
  e.x = Matrix(2, 3, 2.5);
  e.x(0, 1) = 2.4;
  const Boosted one = read_xgboost(written("5E-1", 3), 3, 1);
  EXPECT_EQ(one.importance, (Vector{0, 1, 0}));
  EXPECT_EQ(one.trees[0].nodes.size(), 3u);
  EXPECT_EQ(boosted_fit(one)->predict(e).values, (Vector{0.5 - 0.75, 0.5 + 0 + 1 + 2}));
  const Matrix two = boosted_fit(read_xgboost(written("[2E-1]", 1), 3, 2))->predict(e);
  EXPECT_NEAR(two(1, 1), 0.2, 1e-15);   // the second leaf of the first stump adds 0
  const Boosted three = read_xgboost(written("[1E-1,2E-1,7E-1]", 3), 3, 3);
  EXPECT_EQ(three.start.values, (Vector{0.1, 0.2, 0.7}));
  const Matrix z = boosted_fit(three)->predict(e);
  EXPECT_NEAR(z(1, 2) / z(1, 1), std::exp(2.7 - 1.2), 1e-12);
}

TEST(XgboostModel, OfAnotherShapeIsRefused) {
  EXPECT_NO_THROW(read_xgboost(written("5E-1", 2), 2, 1));
  for (const std::string& bad : {std::string(), std::string("{}"), std::string("[1, 2]"), written("5E-1", 0), written("", 1), written("5E-1", 1, "0"),
                                 written("5E-1", 1, "4"), written("5E-1", 1, "2", "2"), written("5E-1", 1, "2", "-1"), written("5E-1", 1, "\"2\"")})
    EXPECT_THROW(read_xgboost(bad, 2, 1), Error) << bad;
  EXPECT_THROW(read_xgboost(written("5E-1", 4), 2, 3), Error);
}

// Whoever has a model file needs no library: what is kept are trees like those of gradient_boosting.
TEST(XgboostModel, IsRestoredWithoutTheLibrary) {
  const Prepared data = fold("iris", 0);
  const auto fit = fitted("gradient_boosting", {{"n_estimators", {std::int64_t{5}}}}, data);
  Kept kept = fit->keep();
  kept.features = 4, kept.outputs = 3, kept.words["engine"] = "XGBoost 1.7.4";
  const auto learner = get(learners(), "xgboost", "model").make(Settings{});
  const auto again = learner->restore(kept);
  EXPECT_EQ(again->predict(data.test).values, fit->predict(data.test).values);
  EXPECT_EQ(again->keep().words, kept.words);
  kept.arrays.at("nodes")(0, 2) = 1e6;
  EXPECT_THROW(learner->restore(kept), Error);
}

}  // namespace
}  // namespace paribus
