// What is particular to networks: shared starts, order of layers, refusals.
#include <gtest/gtest.h>

#include <map>

#include "networks.hpp"

namespace paribus {
namespace {

/// theta(0) of an mlp, as name -> matrix.
std::map<std::string, Matrix> start(const std::vector<std::int64_t>& hidden, Shape shape) {
  const auto model = trial::model("mlp", {{"hidden_layer_sizes", trial::sizes(hidden)}});
  const auto blocks = model->layout(shape);
  Vector theta(parameters(blocks));
  model->start(blocks, {1, 2, "start"}, theta);
  std::map<std::string, Matrix> out;
  for (const Block& b : blocks) {
    Matrix m(b.rows, b.columns);
    std::copy_n(theta.data() + b.offset, m.values.size(), m.values.data());
    out[b.name] = m;
  }
  return out;
}

TEST(Network, ShapesShareTheirStartsAsFarAsTheyCan) {
  const auto small = start({7}, {5, 3}), large = start({20, 11}, {6, 3});
  const auto expect_shared = [&](const char* name) {
    const Matrix &a = small.at(name), &b = large.at(name);
    // The same normals under either's own scale.
    const double ratio = std::sqrt(static_cast<double>(a.rows) / static_cast<double>(b.rows));
    for (std::size_t i = 0; i < std::min(a.rows, b.rows); ++i)
      for (std::size_t j = 0; j < std::min(a.columns, b.columns); ++j)
        EXPECT_NEAR(a(i, j) * ratio, b(i, j), 1e-15) << name << " " << i << " " << j;
  };
  expect_shared("hidden1.weights");
  expect_shared("output.weights");
  EXPECT_NE(small.at("hidden1.weights")(0, 0), small.at("hidden1.weights")(1, 0));
}

TEST(Network, LayersComeInOrder) {
  const auto blocks = trial::model("mlp", {{"hidden_layer_sizes", trial::sizes({8, 4})}})->layout({5, 3});
  std::string all;
  for (const Block& b : blocks) all += b.name + " " + std::to_string(b.rows) + "x" + std::to_string(b.columns) + "; ";
  EXPECT_EQ(all, "hidden1.weights 5x8; hidden1.bias 1x8; hidden2.weights 8x4; hidden2.bias 1x4; "
                 "output.weights 4x3; output.bias 1x3; ");
  EXPECT_EQ(parameters(blocks), 5u * 8 + 8 + 8 * 4 + 4 + 4 * 3 + 3);
}

TEST(Network, LogisticRegressionRefusesNumbersAsTarget) {
  const auto model = trial::model("logistic_regression");
  try {
    model->loss(Task::regression);
    FAIL() << "accepted";
  } catch (const Error& e) {
    EXPECT_EQ(e.problem(), "logistic_regression needs classes, and the target is a number");
    EXPECT_NE(e.advice().find("linear_regression or mlp"), std::string::npos);
  }
  EXPECT_EQ(trial::model("mlp")->loss(Task::regression), "squared_error");
  EXPECT_EQ(trial::model("mlp")->loss(Task::classification), "cross_entropy");
}

TEST(Network, SettingsAreValidated) {
  EXPECT_THROW(trial::model("mlp", {{"activation", Value{std::string("sigmoidal")}}}), Error);
  EXPECT_THROW(trial::model("mlp", {{"hidden_layer_sizes", trial::sizes({64, 0})}}), Error);
  EXPECT_THROW(trial::model("mlp", {{"precision", Value{std::string("float16")}}}), Error);
  EXPECT_THROW(trial::model("multilayer"), Error);
}

TEST(Network, DivergedParametersGiveNaNNotAQuietNumber) {
  for (const char* f : {"tanh", "relu", "identity"})
    for (const char* precision : {"float32", "float64"}) {
      const auto model = trial::model("mlp", {{"activation", Value{std::string(f)}}, {"precision", Value{std::string(precision)}}});
      const auto loss = trial::loss("cross_entropy");
      Risk risk(*model, {9, 4}, pack(trial::examples(30, 9, 4, true), Precision::float32), *loss);
      Vector theta = trial::parameters(risk.dimension());
      theta[3] = std::numeric_limits<double>::quiet_NaN();
      EXPECT_TRUE(std::isnan(risk.evaluate(theta, {}, {}))) << f << " " << precision;
    }
}

}  // namespace
}  // namespace paribus
