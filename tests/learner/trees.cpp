// Trees, forests and boosting beside scikit-learn, and by hand.
#include "learners.hpp"

#include "paribus/learner/tree.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

using namespace divided;

double number(const Fitted& f, const std::string& name) {
  const FitSummary s = f.summary().value();
  for (const auto& n : s.numbers)
    if (n.name == name) return n.value;
  ADD_FAILURE() << name;
  return 0;
}

TEST(DecisionTree, PredictsWhatScikitLearnPredicts) {
  for (const auto& c : reference().at("tree")) {
    const Prepared data = fold(c.at("data"), 0, true);
    const auto fit = fitted("decision_tree", choices(c, {"criterion", "max_depth", "min_samples_leaf"}), data);
    const std::string what = c.at("data").get<std::string>() + " by " + c.at("criterion").get<std::string>();
    expect_equal(fit->predict(data.test), c.at("z"), 1e-11, what);
    EXPECT_EQ(number(*fit, "leaves"), c.at("leaves").get<double>()) << what;
    const Matrix importance = fit->keep().arrays.at("importance");
    for (std::size_t j = 0; j < importance.columns; ++j) EXPECT_NEAR(importance(0, j), c.at("importance")[j].get<double>(), 1e-9) << what << ", feature " << j;
  }
}

Prepared corners() {   // exclusive or: no single question helps, and yet two of them say it all
  Prepared d;
  d.task = Task::classification, d.target = "t", d.features = {"a", "b"}, d.classes = {"same", "other"};
  d.train.x = Matrix(4, 2), d.train.y = Matrix(4, 2);
  d.train.x.values = {0, 0, 0, 1, 1, 0, 1, 1};
  d.train.label = {0, 1, 1, 0};
  for (std::size_t i = 0; i < 4; ++i) d.train.y(i, static_cast<std::size_t>(d.train.label[i])) = 1;
  return d;
}

TEST(DecisionTree, AsksOnWhereNoQuestionHelpsAlone) {
  const Prepared d = corners();
  const auto fit = fitted("decision_tree", {}, d);
  EXPECT_EQ(fit->predict(d.train).values, d.train.y.values);
  EXPECT_EQ(number(*fit, "depth"), 2);
  EXPECT_EQ(number(*fit, "leaves"), 4);
  Examples middle;
  middle.x = Matrix(1, 2, 0.5);   // on the threshold: at most so much
  EXPECT_EQ(fit->predict(middle).values, (Vector{1, 0}));
}

TEST(DecisionTree, GrowsToPureLeavesUnlessItIsHeldBack) {
  const Prepared d = fold("digits", 0);
  const auto whole = fitted("decision_tree", {}, d);
  EXPECT_EQ(whole->predict(d.train).values, d.train.y.values);
  const auto low = fitted("decision_tree", {{"max_depth", {std::int64_t{3}}}}, d);
  EXPECT_EQ(number(*low, "depth"), 3);
  EXPECT_LE(number(*low, "leaves"), 8);
  const auto wide = fitted("decision_tree", {{"min_samples_leaf", {std::int64_t{40}}}}, d);
  std::map<Vector, int> rows;   // of each leaf, told apart by what it predicts
  const Matrix z = wide->predict(d.train);
  for (std::size_t i = 0; i < z.rows; ++i) ++rows[Vector(z.row(i).begin(), z.row(i).end())];
  for (const auto& [leaf, n] : rows) EXPECT_GE(n, 40);
}

// There are two ways to find a split: adding up by value where values are few, and putting rows in order where they are
// many. Rows of no weight between the others make them many.
TEST(DecisionTree, AsksTheSameWhicheverWayItFindsIt) {
  const Prepared few = fold("digits", 0);
  Prepared many = few;
  const std::size_t n = few.train.size(), more = 20 * n;
  many.train.x = Matrix(n + more, 64), many.train.y = Matrix(n + more, 10);
  std::ranges::copy(few.train.x.values, many.train.x.values.begin());
  std::ranges::copy(few.train.y.values, many.train.y.values.begin());
  many.train.label.resize(n + more, 0);
  many.train.weight.assign(n + more, 0.0);
  std::fill_n(many.train.weight.begin(), n, 1.0);
  Stream stream{{1, 0, "between"}};
  for (std::size_t i = n; i < n + more; ++i)
    for (double& v : many.train.x.row(i)) v = 16 * stream.uniform();
  const Choices low{{"max_depth", {std::int64_t{5}}}};
  const Kept a = fitted("decision_tree", low, few)->keep(), b = fitted("decision_tree", low, many)->keep();
  EXPECT_EQ(a.arrays.at("nodes").values, b.arrays.at("nodes").values);
  EXPECT_EQ(a.arrays.at("values").values, b.arrays.at("values").values);
}

// A target far from 0 is asked about as one near it. (Deep down questions tie, and rounding decides: the tree is low.)
TEST(DecisionTree, AsksTheSameWhereverTheTargetLies) {
  const Prepared near = fold("diabetes", 0);
  Prepared far = near;
  for (double& y : far.train.y.values) y += 1e9;
  const Choices low{{"max_depth", {std::int64_t{4}}}};
  const Matrix a = fitted("decision_tree", low, near)->predict(near.test), b = fitted("decision_tree", low, far)->predict(near.test);
  for (std::size_t i = 0; i < a.rows; ++i) ASSERT_NEAR(b(i, 0) - 1e9, a(i, 0), 1e-5) << i;
}

TEST(DecisionTree, SaysWhichCriterionIsForWhichTask) {
  EXPECT_EQ(refusal("decision_tree", {{"criterion", {"gini"}}}, fold("diabetes", 0)),
            "model.decision_tree.criterion = \"gini\" is for classes, but the target 'target' is a number; write criterion = \"squared_error\"");
  EXPECT_EQ(refusal("random_forest", {{"criterion", {"squared_error"}}}, fold("iris", 0)),
            "model.random_forest.criterion = \"squared_error\" is for numbers, but the target 'target' is a class; write criterion = \"gini\" or \"entropy\"");
}

TEST(GradientBoosting, PredictsWhatScikitLearnPredicts) {
  for (const auto& c : reference().at("boosting")) {
    const Prepared data = fold(c.at("data"), 0, true);
    expect_equal(fitted("gradient_boosting", choices(c, {"n_estimators", "max_depth", "min_samples_leaf"}), data)->predict(data.test), c.at("z"), 1e-8, c.at("data"));
  }
}

// Its trees are fitted to residuals, by squared error whatever the target is.
TEST(GradientBoosting, HasNoCriterionToChoose) {
  for (const auto& a : asks(get(learners(), "gradient_boosting", "model"))) EXPECT_NE(a.name, "criterion");
}

TEST(RandomForest, ScoresWithinAPointOfScikitLearn) {
  for (const auto& c : reference().at("forest")) {
    const std::string name = c.at("data");
    const std::uint64_t seeds = name == "digits" ? 3 : 10;
    double score = 0;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
      double hit = 0, n = 0, error = 0, spread = 0, mean = 0;
      for (std::size_t f = 0; f < 3; ++f) mean += sum(fold(name, f).test.y.values);
      for (std::size_t f = 0; f < 3; ++f) {
        const Prepared data = fold(name, f);
        const Matrix z = fitted("random_forest", {}, data, seed)->predict(data.test);
        for (std::size_t i = 0; i < z.rows; ++i) {
          ++n;
          if (data.task == Task::classification) {
            hit += std::ranges::max_element(z.row(i)) - z.row(i).begin() == data.test.label[i];
          } else {
            error += std::pow(z(i, 0) - data.test.y(i, 0), 2);
            spread += std::pow(data.test.y(i, 0) - mean / 442, 2);
          }
        }
      }
      score += (spread > 0 ? 1 - error / spread : hit / n) / static_cast<double>(seeds);
    }
    RecordProperty(name, std::to_string(score));
    EXPECT_NEAR(score, c.at("mean").get<double>(), 0.01) << name;
  }
}

TEST(RandomForest, IsTheSameForTheSameStream) {
  const Prepared data = fold("wine", 0);
  const Choices few{{"n_estimators", {std::int64_t{7}}}};
  const Vector a = fitted("random_forest", few, data, 0)->predict(data.test).values;
  EXPECT_EQ(a, fitted("random_forest", few, data, 0)->predict(data.test).values);
  EXPECT_NE(a, fitted("random_forest", few, data, 1)->predict(data.test).values);
}

TEST(RandomForest, SaysThatItKnowsNoWeights) {
  Prepared data = fold("iris", 0);
  data.train.weight = Vector(100, 1);
  EXPECT_EQ(refusal("random_forest", {}, data),
            "random_forest draws rows at random, each as likely as any other, and data.weights is set; leave data.weights out, or choose a model that knows weights, such as decision_tree");
}

TEST(Trees, OfAStrangersFileAreBelievedOnlyIfAWalkThroughThemEnds) {
  const Prepared data = corners();
  const auto& learner = get(learners(), "decision_tree", "model");
  Kept kept = fitted("decision_tree", {}, data)->keep();
  kept.features = 2, kept.outputs = 2;
  const auto said = [&](std::size_t row, std::size_t column, double value) -> std::string {
    Kept bad = kept;
    bad.arrays.at("nodes")(row, column) = value;
    try {
      learner.make(Settings{})->restore(bad);
      return "restored";
    } catch (const Error& e) {
      return e.what();
    }
  };
  EXPECT_EQ(said(0, 1, 0.7), "restored");
  for (const auto& [row, column, value] : {std::tuple{0, 0, 2.0}, {0, 0, 0.5}, {0, 2, 99.0}, {0, 3, 0.0}, {1, 2, 1.0}, {0, 2, -1.0}})
    EXPECT_EQ(said(static_cast<std::size_t>(row), static_cast<std::size_t>(column), value), "the model's trees are broken; fit it again") << row << " " << column << " " << value;
}

}  // namespace
}  // namespace paribus
