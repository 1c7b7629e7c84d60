// The whole Hessian of a network on real digits against PyTorch's: tests/reference/hessian.json, by make_hessian.py beside it.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include <nlohmann/json.hpp>

#include "networks.hpp"
#include "paribus/data/examples.hpp"
#include "paribus/math/dense.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/model/hessian.hpp"

namespace paribus {
namespace {

/// The first 200 rows of the table, pixels / 16.
Examples digits() {
  std::ifstream file(PARIBUS_SOURCE_DIR "/data/digits.csv");
  std::string line;
  std::getline(file, line);
  Examples e;
  e.x = Matrix(200, 64), e.y = Matrix(200, 10);
  for (std::size_t i = 0; i < 200; ++i) {
    char comma = 0;
    double number = 0;
    for (std::size_t j = 0; j < 64; ++j) file >> number >> comma, e.x(i, j) = number / 16;
    file >> number;
    e.y(i, static_cast<std::size_t>(number)) = 1;
  }
  return e;
}

TEST(DigitsHessian, IsPyTorchsEntryByEntryAndInItsEigenvalues) {
  std::ifstream file(PARIBUS_SOURCE_DIR "/tests/reference/hessian.json");
  const auto cases = nlohmann::json::parse(file)["cases"];
  ASSERT_EQ(cases.size(), 4u);
  const auto rows = pack(digits(), Precision::float64);
  for (const auto& c : cases) {
    const std::string what = std::string(c["activation"]) + ", " + std::string(c["loss"]);
    const auto model = trial::model("mlp", {{"hidden_layer_sizes", trial::sizes({8})},
                                            {"activation", Value{std::string(c["activation"])}},
                                            {"precision", Value{std::string("float64")}}});
    const auto loss = trial::loss(c["loss"]);
    Risk risk(*model, {64, 10}, rows, *loss);
    const std::size_t n = risk.dimension();
    ASSERT_EQ(n, 610u);
    Vector theta;
    for (std::size_t q = 0; q < n; ++q) theta.push_back(0.3 * std::sin(2 + 5 * static_cast<double>(q)));
    EXPECT_NEAR(risk.evaluate(theta, {}, {}), double(c["value"]), 1e-13) << what;
    const Matrix h = dense_hessian(risk, theta);
    double trace = 0;
    for (std::size_t i = 0; i < n; ++i) trace += h(i, i);
    EXPECT_NEAR(trace, double(c["trace"]), 1e-11) << what;
    EXPECT_NEAR(dot(h.values, h.values) / double(c["squares"]), 1, 1e-12) << what;
    for (std::size_t q = 0; q < c["entries"].size(); ++q)
      EXPECT_NEAR(h(17 * q % n, (101 * q + 7) % n), double(c["entries"][q]), 1e-14) << what << " " << q;
    const Vector values = symmetric_eigen(h).values;
    for (std::size_t i = 0; i < 8; ++i) {
      EXPECT_NEAR(values[i], double(c["low"][i]), 1e-12) << what << " " << i;
      EXPECT_NEAR(values[n - 8 + i], double(c["high"][i]), 1e-12) << what << " " << i;
    }
  }
}

}  // namespace
}  // namespace paribus
