// k-nearest neighbors and Gaussian naive Bayes beside scikit-learn.
#include "learners.hpp"

#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

using namespace divided;

Examples rows(const Examples& e, const nlohmann::json& which) {
  Examples out;
  out.x = Matrix(which.size(), e.x.columns);
  for (std::size_t i = 0; i < which.size(); ++i) std::ranges::copy(e.x.row(which[i].get<std::size_t>()), out.x.row(i).begin());
  return out;
}

TEST(KNearestNeighbors, PredictWhatScikitLearnPredicts) {
  for (const auto& c : reference().at("neighbors")) {
    const Prepared data = fold(c.at("data"), 0);
    const Examples asked = rows(data.test, c.at("rows"));
    EXPECT_GT(asked.size(), data.test.size() / 2);
    for (const char* algorithm : {"brute", "kd_tree"}) {
      Choices settings = choices(c, {"n_neighbors", "weights"});
      settings["algorithm"] = {std::string(algorithm)};
      expect_equal(fitted("k_nearest_neighbors", settings, data)->predict(asked), c.at("z"), 1e-11, c.at("data").get<std::string>() + " by " + algorithm);
    }
  }
}

TEST(KNearestNeighbors, ARowAtThePointItselfOutweighsAllOthers) {
  const Prepared data = fold("diabetes", 0);
  const Matrix z = fitted("k_nearest_neighbors", {{"weights", {"distance"}}}, data)->predict(data.train);
  for (std::size_t i = 0; i < z.rows; ++i) EXPECT_EQ(z(i, 0), data.train.y(i, 0));
}

TEST(KNearestNeighbors, CountAllAlikeWhereSquaresAreBeyondNumbers) {
  Prepared data = fold("diabetes", 0);
  Examples far = data.test;
  for (double& x : far.x.values) x = std::copysign(1e200, x);
  const Matrix z = fitted("k_nearest_neighbors", {{"weights", {"distance"}}}, data)->predict(far);
  const Matrix alike = fitted("k_nearest_neighbors", {}, data)->predict(far);
  for (std::size_t i = 0; i < z.rows; ++i) EXPECT_EQ(z(i, 0), alike(i, 0));
}

TEST(KNearestNeighbors, SayWhatTheyCannotDo) {
  Prepared data = fold("iris", 0);
  EXPECT_EQ(refusal("k_nearest_neighbors", {{"n_neighbors", {std::int64_t{101}}}}, data),
            "there are 100 training rows, fewer than model.k_nearest_neighbors.n_neighbors = 101; ask at most 100");
  data.train.weight = Vector(100, 1);
  EXPECT_EQ(refusal("k_nearest_neighbors", {}, data),
            "k-nearest neighbors asks whole rows, and data.weights is set; leave data.weights out, or choose a model that knows weights, such as gaussian_naive_bayes or decision_tree");
}

TEST(GaussianNaiveBayes, PredictsWhatScikitLearnPredicts) {
  for (const auto& c : reference().at("bayes")) {
    const Prepared data = fold(c.at("data"), 0);
    expect_equal(fitted("gaussian_naive_bayes", {}, data)->predict(data.test), c.at("z"), 1e-7, c.at("data"));
  }
}

TEST(GaussianNaiveBayes, CountsRowsByTheirWeight) {
  Prepared once = fold("wine", 0), thrice = once;
  for (std::size_t i = 0; i < once.train.size(); ++i) once.train.weight.push_back(static_cast<double>(i % 4));
  Examples& e = thrice.train;
  e = {};
  std::size_t n = 0;
  for (const double w : once.train.weight) n += static_cast<std::size_t>(w);
  e.x = Matrix(n, once.train.x.columns), e.y = Matrix(n, once.train.y.columns);
  std::size_t at = 0;
  for (std::size_t i = 0; i < once.train.size(); ++i)
    for (std::size_t r = 0; r < i % 4; ++r, ++at) {
      std::ranges::copy(once.train.x.row(i), e.x.row(at).begin());
      std::ranges::copy(once.train.y.row(i), e.y.row(at).begin());
      e.label.push_back(once.train.label[i]);
    }
  const Matrix a = fitted("gaussian_naive_bayes", {}, once)->predict(once.test), b = fitted("gaussian_naive_bayes", {}, thrice)->predict(once.test);
  for (std::size_t i = 0; i < a.values.size(); ++i) EXPECT_NEAR(a.values[i], b.values[i], 1e-10);
}

TEST(GaussianNaiveBayes, SaysWhatItCannotDo) {
  EXPECT_EQ(refusal("gaussian_naive_bayes", {}, fold("diabetes", 0)),
            "gaussian_naive_bayes predicts classes, but the target 'target' is a number; use model.kind = \"least_squares\", or another model of numbers");
  Prepared flat = fold("iris", 0);
  for (double& v : flat.train.x.values) v = 2;
  EXPECT_EQ(refusal("gaussian_naive_bayes", {}, flat), "all features are constant: nothing tells the classes apart; use model.kind = \"majority\"");
}

TEST(Stratified, DrawsByTheSharesOfTheClasses) {
  const Prepared data = fold("breast_cancer", 0);
  Examples many;
  many.x = Matrix(20000, data.train.x.columns);
  const Matrix z = fitted("stratified", {}, data)->predict(many);
  double second = 0, share = 0;
  for (std::size_t i = 0; i < z.rows; ++i) {
    EXPECT_EQ(z(i, 0) + z(i, 1), 1);
    EXPECT_EQ(z(i, 0) * z(i, 1), 0);
    second += z(i, 1) / static_cast<double>(z.rows);
  }
  for (std::size_t i = 0; i < data.train.size(); ++i) share += data.train.y(i, 1) / static_cast<double>(data.train.size());
  EXPECT_NEAR(second, share, 4 * std::sqrt(share * (1 - share) / 20000));
  EXPECT_NE(z.values, fitted("stratified", {}, data, 1)->predict(many).values) << "another replicate, the same guesses";
  EXPECT_EQ(refusal("stratified", {}, fold("diabetes", 0)), "stratified predicts classes, but the target 'target' is a number; use model.kind = \"mean\"");
}

}  // namespace
}  // namespace paribus
