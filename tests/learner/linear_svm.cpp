// The linear support vector machine beside liblinear, and by the conditions of its minimum.
#include "learners.hpp"

#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

using namespace divided;

Prepared standardized(Prepared d) {
  for (std::size_t j = 0; j < d.train.x.columns; ++j) {
    Vector column;
    for (std::size_t i = 0; i < d.train.size(); ++i) column.push_back(d.train.x(i, j));
    const double n = static_cast<double>(column.size()), middle = mean(column), sd = std::sqrt(variance(column) * (n - 1) / n);
    for (Examples* e : {&d.train, &d.test})
      for (std::size_t i = 0; i < e->size(); ++i) e->x(i, j) = (e->x(i, j) - middle) / sd;
  }
  return d;
}

TEST(LinearSvm, FindsTheWeightsThatLiblinearFinds) {
  for (const auto& c : reference().at("svm")) {
    const Prepared data = standardized(fold(c.at("data"), 0));
    Choices settings = choices(c, {"loss", "C"});
    settings["C"] = {c.at("C").get<double>()};
    settings["tolerance"] = {1e-11};
    settings["max_iter"] = {std::int64_t{1000000}};
    const Matrix w = fitted("linear_svm", settings, data)->keep().arrays.at("weights");
    expect_equal(w, c.at("weights"), 1e-6, c.at("data").get<std::string>() + " with " + c.at("loss").get<std::string>());
  }
}

// The gradient of (1/2) |w|^2 + C sum_i v_i max(0, 1 - y_i w.x_i)^2 vanishes, rows counted by weight.
TEST(LinearSvm, StandsAtTheMinimumOfItsObjective) {
  Prepared data = standardized(fold("breast_cancer", 0));
  for (std::size_t i = 0; i < data.train.size(); ++i) data.train.weight.push_back(static_cast<double>(i % 3));
  const auto fit = fitted("linear_svm", {{"C", {0.1}}, {"tolerance", {1e-12}}, {"max_iter", {std::int64_t{1000000}}}}, data);
  const Matrix w = fit->keep().arrays.at("weights"), z = fit->predict(data.train);
  Vector gradient = w.values;
  for (std::size_t i = 0; i < z.rows; ++i) {
    EXPECT_EQ(z(i, 0), -z(i, 1));
    const double y = data.train.label[i] == 1 ? 1 : -1, short_of = std::max(0.0, 1 - y * z(i, 1));
    const double c = -2 * 0.1 * data.train.weight[i] * y * short_of;
    gradient[0] += c;
    for (std::size_t j = 0; j < data.train.x.columns; ++j) gradient[j + 1] += c * data.train.x(i, j);
  }
  EXPECT_LT(norm(gradient), 1e-9);
}

// Whatever the weights, a row of zeros has margin 0, so its dual number is all it may be, and it moves nothing.
TEST(LinearSvm, ARowOfZerosMovesNothing) {
  Prepared data = standardized(fold("breast_cancer", 0));
  const Choices settings{{"loss", {"hinge"}}, {"intercept", {false}}, {"C", {0.01}}, {"tolerance", {1e-9}}, {"max_iter", {std::int64_t{100000}}}};
  const auto before = fitted("linear_svm", settings, data);
  Examples& e = data.train;
  e.x.values.insert(e.x.values.end(), e.x.columns, 0.0), ++e.x.rows;
  e.y.values.insert(e.y.values.end(), {1, 0}), ++e.y.rows;
  e.label.push_back(0);
  const auto after = fitted("linear_svm", settings, data);
  EXPECT_TRUE(before->summary()->notes.empty());
  EXPECT_TRUE(after->summary()->notes.empty());
  const Matrix w = before->keep().arrays.at("weights"), v = after->keep().arrays.at("weights");
  for (std::size_t j = 0; j < w.values.size(); ++j) EXPECT_NEAR(w.values[j], v.values[j], 1e-6);
}

TEST(LinearSvm, SaysWhenItStoppedEarlyAndWhatItCannotDo) {
  const Prepared data = fold("breast_cancer", 0);   // columns of very different scale
  const auto fit = fitted("linear_svm", {{"max_iter", {std::int64_t{3}}}}, data);
  EXPECT_EQ(fit->summary()->notes.at(0), "stopped after max_iter passes, before the tolerance was reached: give features one scale, a smaller C, or more passes");
  EXPECT_EQ(refusal("linear_svm", {}, fold("diabetes", 0)), "linear_svm predicts classes, but the target 'target' is a number; use model.kind = \"ridge\", or another model of numbers");
}

}  // namespace
}  // namespace paribus
