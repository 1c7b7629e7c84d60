// Ridge against numbers by hand, by scikit-learn's RidgeCV on its scaled diabetes data, and by leaving rows out.
#include <gtest/gtest.h>

#include <cmath>

#include "paribus/base/random.hpp"
#include "paribus/learner/learner.hpp"
#include "paribus/math/normal.hpp"
#include "paribus/math/ridge_path.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

Matrix small() {
  Matrix x(8, 3);
  x.values = {1, 2, 0, 2, 1, 1, 3, 5, 2, 4, 3, 1, 5, 8, 3, 6, 4, 2, 7, 9, 5, 8, 6, 4};
  return x;
}

// (x^T x + 2) w = x^T y: the sum of squares with a penalty of 2 is ours with l2 = 2 / 8. Golub, Heath & Wahba 1979.
TEST(RidgePath, HandValues) {
  const Matrix x = small();
  const Vector y{3, 4, 9, 7, 14, 10, 19, 16};
  const RidgePath p = ridge_path(x, y, {}, false, Vector{2.0 / 8, 0});
  const double w[] = {0.8340109653176, 0.9501016447976, 0.8440830407195};
  for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(p.coefficients(0, j), w[j], 1e-12);
  EXPECT_NEAR(p.freedom[0], 2.404977514939, 1e-12);
  EXPECT_NEAR(p.freedom[1], 3, 1e-13);
  EXPECT_NEAR(8 * p.error[0], 0.9144272844693, 1e-12);
  EXPECT_NEAR(8 * p.loo[0], 2.164255765574, 1e-11);
  EXPECT_NEAR(p.gcv[0], 0.2336875043394, 1e-12);
  // A target without noise leaves the bias; fits of single rows' ones are the columns of the hat matrix.
  Vector clean(8);
  for (std::size_t i = 0; i < 8; ++i) clean[i] = x(i, 0) - 2 * x(i, 1) + 0.5 * x(i, 2);
  EXPECT_NEAR(ridge_path(x, clean, {}, false, Vector{0.25}).error[0], 0.1610791941411, 1e-12);
  double trace = 0;
  for (std::size_t k = 0; k < 8; ++k) {
    Vector one(8);
    one[k] = 1;
    const RidgePath h = ridge_path(x, one, {}, false, Vector{0.25});
    for (std::size_t i = 0; i < 8; ++i) trace += std::pow(dot(h.coefficients.row(0), x.row(i)), 2);
    if (k == 0) {
      EXPECT_NEAR(dot(h.coefficients.row(0), x.row(0)), 0.1646953736216, 1e-12);
    }
  }
  EXPECT_NEAR(4 * trace / 8, 1.019661251254, 1e-11);
}

Prepared diabetes() {   // as scikit-learn hands it out: columns of mean 0 and length 1
  const Dataset table = load("diabetes");
  Prepared out;
  out.target = "progression";
  out.train.x = Matrix(table.rows(), 10);
  std::size_t j = 0;
  for (const auto& c : table.columns) {
    if (c.role == Role::target) {
      out.train.y = Matrix(table.rows(), 1);
      out.train.y.values = c.values;
      continue;
    }
    out.features.push_back(c.name);
    Vector v = c.values;
    const double m = mean(v);
    for (double& u : v) u -= m;
    scale(1 / norm(v), v);
    for (std::size_t i = 0; i < v.size(); ++i) out.train.x(i, j) = v[i];
    ++j;
  }
  return out;
}

TEST(RidgePath, Diabetes) {
  const Prepared d = diabetes();
  const RidgePath p = ridge_path(d.train.x, d.train.y.values, {}, true, Vector{0.1 / 442});
  EXPECT_NEAR(p.coefficients(0, 2), 489.6951710904, 1e-7);
  EXPECT_NEAR(p.coefficients(0, 8), 443.812917473, 1e-7);
  EXPECT_NEAR(p.freedom[0], 7.64172533491, 1e-10);
  EXPECT_NEAR(p.loo[0], 3004.61662106, 1e-6);
  EXPECT_NEAR(1 - p.error[0] / (variance(d.train.y.values) * 441 / 442), 0.5125619902743, 1e-12);
}

TEST(RidgePath, LeavesOutWhatItSays) {
  for (const std::size_t d : {3u, 20u})  // fewer columns than rows, and more
    for (const bool intercept : {true, false})
      for (const bool weighed : {true, false}) {
        const std::size_t n = 12;
        Stream s{{5, d, "ridge", "x"}};
        Matrix x(n, d);
        Vector y(n), weight(n, 1.0);
        fill_normal(s, x.values), fill_normal(s, y);
        for (double& v : y) v += 3;
        if (weighed) for (std::size_t i = 0; i < n; ++i) weight[i] = static_cast<double>(i % 3 + 1);
        const double total = sum(weight), l2 = 0.07;
        const RidgePath p = ridge_path(x, y, weighed ? View{weight} : View{}, intercept, Vector{l2});
        double loo = 0;
        for (std::size_t i = 0; i < n; ++i) {  // one copy of row i is absent, and the sum of squares keeps its penalty
          Vector rest = weight;
          rest[i] -= 1;
          const RidgePath q = ridge_path(x, y, rest, intercept, Vector{l2 * total / (total - 1)});
          const double e = y[i] - q.intercept[0] - dot(q.coefficients.row(0), x.row(i));
          loo += weight[i] * e * e / total;
        }
        EXPECT_NEAR(p.loo[0] / loo, 1, 1e-10) << d << intercept << weighed;
      }
}

TEST(RidgePath, WithoutAPenaltyIsTheShortestSolution) {
  Matrix x(2, 3);
  x.values = {1, 2, 2, 2, 4, 5};
  const RidgePath p = ridge_path(x, Vector{9, 21}, {}, false, Vector{0});  // x w = y and w = x^T of something; squares lose 4 digits
  EXPECT_NEAR(p.coefficients(0, 0), 0.6, 1e-11);
  EXPECT_NEAR(p.coefficients(0, 1), 1.2, 1e-11);
  EXPECT_NEAR(p.coefficients(0, 2), 3, 1e-11);
}

std::unique_ptr<const Learner> ridge(const Choices& c = {}) { return get(learners(), "ridge", "model").make(Settings{c, "model.ridge."}); }

TEST(RidgeFit, ChoosesAndSaysSo) {
  const Prepared d = diabetes();
  const auto fit = ridge()->fit(d, {});
  const FitSummary s = *fit->summary();
  const Kept kept = fit->keep();
  EXPECT_EQ(ridge()->restore(kept)->predict(d.train).values, fit->predict(d.train).values);
  ASSERT_EQ(s.numbers[0].name, "l2");
  const double l2 = s.numbers[0].value, loo = s.numbers[2].value;
  for (const double factor : {0.3, 3.0}) {
    const RidgePath p = ridge_path(d.train.x, d.train.y.values, {}, true, Vector{l2 * factor});
    EXPECT_GT(std::sqrt(p.loo[0]), loo);
  }
  EXPECT_EQ(s.terms.size(), 11u);
  EXPECT_EQ(s.terms[3].name, "bmi");
  EXPECT_EQ(s.notes[0], "the least of (1/2n) |y - x w - b|^2 + l2/2 |w|^2; n counts rows by weight, the intercept b has no penalty");
  const auto given = ridge({{"model.ridge.choose", {std::string("given")}}, {"model.ridge.l2", {0.1 / 442}}})->fit(d, {})->summary();
  EXPECT_NEAR(given->terms[3].estimate, 489.6951710904, 1e-7);
  const auto written = ridge({{"model.ridge.l2", {0.1 / 442}}})->fit(d, {})->summary();
  EXPECT_EQ(written->terms[3].estimate, given->terms[3].estimate) << "what is written counts, unless choose says otherwise";
  const auto chosen = ridge({{"model.ridge.choose", {std::string("loo")}}, {"model.ridge.l2", {0.1 / 442}}})->fit(d, {})->summary();
  EXPECT_EQ(chosen->numbers[0].value, l2);
}

std::string refusal(auto&& act) {
  try {
    act();
  } catch (const Error& e) {
    return e.problem();
  }
  return "none";
}

TEST(RidgeFit, Refusals) {
  Prepared d = diabetes();
  EXPECT_EQ(refusal([&] { ridge_path(Matrix(0, 2), {}, {}, true, {}); }), "there is no row to fit");
  EXPECT_EQ(refusal([&] { ridge_path(Matrix(2, 1), Vector{1, NAN}, {}, true, {}); }), "the target holds what is no number");
  EXPECT_EQ(refusal([&] { ridge_path(Matrix(2, 1, NAN), Vector{1, 2}, {}, true, {}); }), "a feature holds what is no number");
  EXPECT_EQ(refusal([&] { ridge_path(Matrix(2, 1), Vector{1, 2}, Vector{0, 0}, true, {}); }), "all weights are 0");
  EXPECT_EQ(refusal([&] { ridge_path(Matrix(2, 1), Vector{1, 2}, Vector{0, -2}, true, {}); }), "the weight of row 2 is -2");
  EXPECT_EQ(refusal([&] { ridge()->restore({}); }), "the model has no array 'coefficients'");
  for (double& v : d.train.x.values) v = 4;
  EXPECT_EQ(refusal([&] { ridge()->fit(d, {}); }), "all features are constant: there is nothing to penalize");
  d.task = Task::classification;
  EXPECT_EQ(refusal([&] { ridge()->fit(d, {}); }), "ridge predicts a number, but the target 'progression' is a class");
}

}  // namespace
}  // namespace paribus
