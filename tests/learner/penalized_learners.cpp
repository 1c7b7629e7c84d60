// lasso, elastic_net, group_lasso and non_negative_least_squares as learners: settings, choices, what they say.
#include "penalized.hpp"
#include "shared.hpp"

#include "paribus/learner/learner.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

std::unique_ptr<Fitted> fit(const std::string& learner, const Choices& c, const Prepared& data) {
  return get(learners(), learner, "model").make(Settings{c, ""})->fit(data, {1, 0, "start"});
}
double number(const Fitted& f, const std::string& name) {
  const FitSummary s = f.summary().value();
  for (const auto& n : s.numbers)
    if (n.name == name) return n.value;
  ADD_FAILURE() << name;
  return 0;
}
Matrix array(const Kept& k, const std::string& name) { return k.arrays.at(name); }
double loss(const Fitted& f, const Examples& e) {
  const Matrix z = f.predict(e);
  Vector r(e.size());
  for (std::size_t i = 0; i < r.size(); ++i) r[i] = z(i, 0) - e.y(i, 0);
  return dot(r, r) / static_cast<double>(r.size());
}

TEST(PenalizedLearners, AnL1ThatIsWrittenIsTaken) {
  const auto data = prepared("diabetes");
  const auto f = fit("lasso", {{"l1", {0.1}}}, *data);
  EXPECT_EQ(number(*f, "l1"), 0.1);
  const auto blocks = single_columns(10);
  const auto by_hand = PenalizedProblem{data->train.x, data->train.y.values, {}, blocks, {}}.path(std::vector<Penalty>{{0.1, 0}}).front();
  EXPECT_EQ(array(f->keep(), "coefficients").values, by_hand.w);
  EXPECT_EQ(number(*f, "nonzeros"), static_cast<double>(by_hand.nonzeros));
  EXPECT_NEAR(number(*f, "degrees_of_freedom"), static_cast<double>(by_hand.nonzeros), 1e-9) << "Zou, Hastie & Tibshirani";
  const auto net = fit("elastic_net", {{"l1", {0.1}}, {"l1_share", {0.25}}}, *data);
  EXPECT_NEAR(number(*net, "l2"), 0.3, 1e-15);
  EXPECT_EQ(number(*fit("elastic_net", {{"l1", {0.1}}, {"l2", {0.7}}}, *data), "l2"), 0.7);
  EXPECT_LT(number(*net, "degrees_of_freedom"), number(*net, "nonzeros"));
}

TEST(PenalizedLearners, OtherwiseCrossValidationChooses) {
  const auto data = prepared("diabetes");
  const auto best = fit("lasso", {}, *data), wary = fit("lasso", {{"choose", {"one_standard_error"}}}, *data);
  EXPECT_GT(number(*wary, "l1"), number(*best, "l1"));
  EXPECT_LT(number(*wary, "nonzeros"), number(*best, "nonzeros"));
  const Matrix error = array(best->keep(), "path_error");
  ASSERT_EQ(error.columns, 100u);
  const auto at = std::min_element(error.values.begin(), error.values.end()) - error.values.begin();
  EXPECT_NEAR(number(*best, "l1"), number(*best, "largest_l1") * std::pow(1e-3, double(at) / 99), 1e-12);
  EXPECT_NEAR(error.values[0], 1, 0.1) << "with no feature in use the error is the variance";
  EXPECT_NEAR(error.values[static_cast<std::size_t>(at)], loss(*best, data->validation), 0.2);
  EXPECT_EQ(best->summary().value().notes.at(0), "l1 was chosen among 100 by 5-fold cross-validation.");
  EXPECT_EQ(wary->summary().value().notes.at(0), "l1 was chosen among 100 by 5-fold cross-validation, as the largest within one standard error of the least error.");
  EXPECT_EQ(fit("lasso", {}, *data)->keep().arrays.at("coefficients").values, array(best->keep(), "coefficients").values);
}

TEST(PenalizedLearners, KeepTheWholePathOnRequest) {
  const auto data = prepared("diabetes");
  const auto f = fit("elastic_net", {{"l1", {0.05}}, {"keep_path", {true}}, {"penalties", whole(20)}}, *data);
  const Kept k = f->keep();
  const Matrix w = array(k, "path_coefficients"), at = array(k, "path_penalties");
  ASSERT_EQ(w.rows, 20u);
  ASSERT_EQ(w.columns, 10u);
  for (std::size_t j = 0; j < 10; ++j) EXPECT_EQ(w(0, j), 0) << "the path begins where all are zero";
  EXPECT_EQ(at(0, 0), number(*f, "largest_l1"));
  EXPECT_EQ(at(7, 1), at(7, 0)) << "l1_share = 0.5";
}

TEST(PenalizedLearners, AreRestoredToTheBit) {
  const auto data = prepared("diabetes");
  for (const char* name : {"lasso", "elastic_net", "group_lasso", "non_negative_least_squares"}) {
    const auto f = fit(name, {}, *data);
    const auto again = get(learners(), name, "model").make(Settings{})->restore(f->keep());
    EXPECT_EQ(f->predict(data->test).values, again->predict(data->test).values) << name;
    EXPECT_LT(loss(*f, data->test), 0.9) << name;
    EXPECT_FALSE(again->summary());
    Kept broken = f->keep();
    broken.arrays.erase("coefficients");
    EXPECT_THROW(get(learners(), name, "model").make(Settings{})->restore(broken), Error);
  }
}

TEST(PenalizedLearners, GroupsAreTheLevelsOfACategory) {
  Prepared data;
  data.target = "y";
  data.features = {"age", "city=a", "city=b", "city=c", "sex=f", "sex=m"};
  const auto rows = penalized::random_rows(90, 6, 11, 2);
  data.train.x = rows.x;
  data.train.y = Matrix(90, 1);
  data.train.y.values = rows.y;
  std::size_t some = 0;
  for (const double l1 : {0.3, 0.15, 0.08, 0.04, 0.02, 0.01}) {
    const auto w = array(fit("group_lasso", {{"l1", {l1}}}, data)->keep(), "coefficients").values;
    EXPECT_TRUE((w[1] == 0) == (w[2] == 0) && (w[2] == 0) == (w[3] == 0));
    EXPECT_TRUE((w[4] == 0) == (w[5] == 0));
    some += w[1] != 0 && w[4] == 0;
  }
  EXPECT_GT(some, 0u) << "one group comes before the other";
  const Choices groups{{"l1", {0.01}}, {"groups", {std::vector<Value>{whole(2), whole(3)}}}};
  try {
    fit("group_lasso", groups, data);
    FAIL();
  } catch (const Error& e) {
    EXPECT_NE(std::string(e.what()).find("the groups hold 5 features, and there are 6"), std::string::npos) << e.what();
  }
}

TEST(PenalizedLearners, NonNegativeMeansNonNegative) {
  const auto data = prepared("diabetes");
  for (const char* name : {"non_negative_least_squares", "lasso"}) {
    const auto f = fit(name, {{"positive", {true}}, {"l1", {0.01}}}, *data);
    std::size_t zeros = 0;
    const Matrix all = array(f->keep(), "coefficients");
    for (const double w : all.values) {
      EXPECT_GE(w, 0);
      zeros += w == 0;
    }
    EXPECT_GT(zeros, 0u);
  }
}

TEST(PenalizedLearners, RefuseClasses) {
  const auto data = prepared("iris");
  try {
    fit("lasso", {}, *data);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.problem(), "lasso predicts a number, but the target 'species' is a class");
    EXPECT_EQ(e.advice(), "use model.kind = \"logistic\", which has both penalties: model.logistic.l1 and l2");
  }
}

}  // namespace
}  // namespace paribus
