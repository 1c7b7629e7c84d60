// Against other engines: PyTorch's gradients, Hessian products and predictions in float64, and scikit-learn's
// solution of a regularized logistic regression. Values: tests/reference/model.json, by make_model.py beside it.
#include <gtest/gtest.h>

#include <fstream>

#include <nlohmann/json.hpp>

#include "networks.hpp"

namespace paribus {
namespace {

nlohmann::json reference() {
  std::ifstream file(PARIBUS_SOURCE_DIR "/tests/reference/model.json");
  return nlohmann::json::parse(file);
}

void compare(const nlohmann::json& c, const std::string& precision, double tolerance) {
  const std::vector<std::size_t> widths = c["sizes"];
  const std::string loss_name = c["loss"];
  const std::string what = c["sizes"].dump() + " " + std::string(c["activation"]) + " " + loss_name + " " + precision;
  const Shape shape{widths.front(), widths.back()};
  std::unique_ptr<const Model> model;
  if (widths.size() == 2) {
    model = trial::model(loss_name == "cross_entropy" ? "logistic_regression" : "linear_regression",
                         {{"precision", Value{precision}}});
  } else {
    model = trial::model("mlp", {{"hidden_layer_sizes", trial::sizes({widths.begin() + 1, widths.end() - 1})},
                                 {"activation", Value{std::string(c["activation"])}},
                                 {"precision", Value{precision}}});
  }
  const auto loss = trial::loss(loss_name);
  const auto packed = pack(trial::examples(7, shape.features, shape.outputs, shape.outputs > 1), Precision::float64);
  Risk risk(*model, shape, packed, *loss);
  const Vector theta = trial::parameters(risk.dimension());
  ASSERT_EQ(risk.dimension(), c["gradient"].size()) << what;
  EXPECT_NEAR(risk.evaluate(theta, {}, {}), double(c["value"]), tolerance * (1 + double(c["value"]))) << what;
  EXPECT_LE(trial::distance(trial::gradient(risk, theta), c["gradient"]), tolerance) << what;
  // The Hessian product is float64 whatever the model's precision.
  const Vector v = trial::direction(risk.dimension());
  EXPECT_LE(trial::distance(trial::hessian_vector(risk, theta, v), c["hessian_vector"]), 1e-12) << what;
  EXPECT_LE(trial::distance(risk.predict(theta, *packed).values, c["prediction"]), tolerance) << what;
}

TEST(Reference, GradientsProductsAndPredictionsArePyTorchs) {
  const auto all = reference();
  ASSERT_GE(all["cases"].size(), 20u);
  for (const auto& c : all["cases"]) {
    compare(c, "float64", 1e-13);
    compare(c, "float32", 2e-6);
  }
}

TEST(Reference, ScikitLearnsSolutionIsAStationaryPoint) {
  const auto c = reference()["logistic"];
  const std::size_t n = c["x"].size(), d = c["x"][0].size(), k = c["bias"].size();
  Examples e;
  e.x = Matrix(n, d);
  e.y = Matrix(n, k);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < d; ++j) e.x(i, j) = c["x"][i][j];
    e.y(i, c["label"][i]) = 1;
  }
  const auto model = trial::model("logistic_regression", {{"precision", Value{std::string("float64")}}});
  const auto loss = trial::loss("cross_entropy");
  const auto packed = pack(e, Precision::float64);
  Risk risk(*model, {d, k}, packed, *loss, c["l2"]);
  Vector theta;
  for (const auto& row : c["weights"])
    for (const double w : row) theta.push_back(w);
  for (const double b : c["bias"]) theta.push_back(b);
  for (const double g : trial::gradient(risk, theta)) EXPECT_NEAR(g, 0, 1e-9);
  const Matrix p = risk.predict(theta, *packed);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < k; ++j) EXPECT_NEAR(p(i, j), double(c["probabilities"][i][j]), 1e-12);
}

}  // namespace
}  // namespace paribus
