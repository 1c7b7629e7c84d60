// Jacobians, tangent kernels and linearized models: adjoints, differences, PyTorch, closed forms, and the kernel of
// wide ReLU networks.
#include "paribus/model/jacobian.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include <nlohmann/json.hpp>

#include "networks.hpp"
#include "paribus/math/difference.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/model/hessian.hpp"

namespace paribus {
namespace {

nlohmann::json reference() {
  std::ifstream file(PARIBUS_SOURCE_DIR "/tests/reference/spectra.json");
  return nlohmann::json::parse(file)["spectra"];
}

Vector flat(const nlohmann::json& rows) {
  Vector out;
  for (const auto& row : rows)
    for (const double v : row) out.push_back(v);
  return out;
}

TEST(OutputMap, PushesAndPullsAreAdjointAndDifferencesOfTheOutputs) {
  const std::vector<std::uint32_t> some{7, 250, 7, 13, 299};
  for (const auto* e : models()) {
    const auto model = trial::small(std::string(e->name));
    const auto map = model->output_map({6, 3}, pack(trial::examples(300, 6, 3, false), Precision::float64));
    const Vector theta = trial::parameters(map->dimension()), v = trial::direction(theta.size());
    EXPECT_EQ(map->dimension(), parameters(model->layout({6, 3})));
    for (const std::span<const std::uint32_t> rows : {std::span<const std::uint32_t>{}, std::span{some}}) {
      const std::size_t m = map->size(rows);
      ASSERT_EQ(m, rows.empty() ? 900u : 15u);
      const Vector w = trial::direction(m, 1);
      Vector jv(m), jw(theta.size());
      map->push_forward(theta, rows, v, jv);
      map->pull_back(theta, rows, w, jw);
      EXPECT_NEAR(dot(w, jv), dot(v, jw), 1e-13 * norm(w) * norm(jv)) << e->name;
      const Vector along = difference_along([&](View at, Span z) { map->evaluate(at, rows, z); }, m, theta, v);
      EXPECT_LE(trial::distance(jv, along), 1e-8) << e->name;
    }
    // The rows named one by one are the rows of all.
    Vector all(900), one(3);
    map->evaluate(theta, {}, all);
    const std::uint32_t row = 250;
    map->evaluate(theta, {&row, 1}, one);
    for (std::size_t c = 0; c < 3; ++c) EXPECT_EQ(one[c], all[750 + c]) << e->name;
  }
}

TEST(OutputMap, IsInFloat64WhateverTheModel) {
  for (const auto* e : models()) {
    const auto narrow = trial::model(std::string(e->name), {{"precision", Value{std::string("float32")}}});
    const auto wide = trial::model(std::string(e->name), {{"precision", Value{std::string("float64")}}});
    const auto packed = pack(trial::examples(9, 6, 3, false), Precision::float64);
    const auto a = narrow->output_map({6, 3}, packed), b = wide->output_map({6, 3}, packed);
    const Vector theta = trial::parameters(a->dimension());
    Vector za(27), zb(27);
    a->evaluate(theta, {}, za);
    b->evaluate(theta, {}, zb);
    EXPECT_EQ(za, zb) << e->name;
  }
}

TEST(Jacobian, KernelsAndLinearizedModelsArePyTorchs) {
  const auto all = reference();
  ASSERT_EQ(all.size(), 4u);
  for (const auto& c : all) {
    const auto model = trial::small(c["kind"]);
    const bool classes = c["loss"] == "cross_entropy";
    const auto packed = pack(trial::examples(7, 3, 2, classes), Precision::float64);
    auto map = model->output_map({3, 2}, packed);
    const Vector theta = trial::parameters(map->dimension());
    EXPECT_LE(trial::distance(jacobian(*map, theta).values, flat(c["jacobian"])), 1e-13);
    const Matrix kernel = tangent_kernel(*map, theta);
    EXPECT_LE(trial::distance(kernel.values, flat(c["kernel"])), 1e-13);
    for (std::size_t i = 0; i < 14; ++i)
      for (std::size_t j = 0; j < 14; ++j) EXPECT_EQ(kernel(i, j), kernel(j, i));
    const LinearizedFacts facts = linearized_facts(*map, theta);
    EXPECT_LE(trial::distance(facts.eigenvalues, c["kernel_eigenvalues"]), 1e-13);
    Vector squares;
    for (const double v : facts.coefficients) squares.push_back(v * v);
    EXPECT_LE(trial::distance(squares, c["squared_coefficients"]), 1e-8);   // vectors turn by rounding over the gap

    Linearized linear{std::move(map), theta};
    Vector moved = theta, g(theta.size());
    axpy(0.3, trial::direction(theta.size()), moved);
    EXPECT_NEAR(linear.evaluate(moved, {}, g), double(c["linearized_loss"]), 1e-13);
    EXPECT_LE(trial::distance(g, c["linearized_gradient"]), 1e-13);
  }
}

TEST(TangentKernel, OfNamedRowsAndWithAMetricIsJMJ) {
  const auto model = trial::small("mlp");
  const auto map = model->output_map({3, 2}, pack(trial::examples(9, 3, 2, false), Precision::float64));
  const Vector theta = trial::parameters(map->dimension());
  const std::vector<std::uint32_t> rows{8, 2, 5};
  Vector metric(theta.size());
  for (std::size_t p = 0; p < metric.size(); ++p) metric[p] = 0.5 + static_cast<double>(p % 5);
  const Matrix j = jacobian(*map, theta, rows), kernel = tangent_kernel(*map, theta, rows, metric);
  for (std::size_t a = 0; a < 6; ++a)
    for (std::size_t b = 0; b < 6; ++b) {
      double expected = 0;
      for (std::size_t p = 0; p < metric.size(); ++p) expected += j(a, p) * metric[p] * j(b, p);
      EXPECT_NEAR(kernel(a, b), expected, 1e-12);
    }
}

// The acceptance case E02. In the NTK parametrization z = sqrt(2/m) v.relu(U x) with unit inputs, and U, v normal:
// Theta(c) = c k0(c) + k1(c). Ours: W1 = 2^(1/4) U / sqrt d on inputs sqrt d x, W2 = 2^(1/4) v / sqrt m, so the kernel
// by U and v is the metric sqrt 2 / fan_in on weights, 0 on biases (they have no part in the case).
Matrix relu_kernel(std::int64_t width, std::uint64_t replicate) {
  const auto model = trial::model("mlp", {{"hidden_layer_sizes", trial::sizes({width})},
                                          {"activation", Value{std::string("relu")}},
                                          {"start_scale", Value{std::pow(2, 0.25)}}});
  Examples e;   // correlations .5, -1, 1 with the first; d = 2
  e.x = Matrix(3, 2);
  const double angles[] = {0.4, 0.4 + M_PI / 3, 0.4 + M_PI};
  for (std::size_t i = 0; i < 3; ++i) {
    e.x(i, 0) = std::sqrt(2) * std::cos(angles[i]);
    e.x(i, 1) = std::sqrt(2) * std::sin(angles[i]);
  }
  e.y = Matrix(3, 1);
  const auto map = model->output_map({2, 1}, pack(e, Precision::float64));
  const auto blocks = model->layout({2, 1});
  Vector theta(map->dimension()), metric(theta.size());
  model->start(blocks, {3, replicate, "start"}, theta);
  for (const Block& b : blocks)
    if (!b.bias) std::fill_n(metric.data() + b.offset, b.rows * b.columns, std::sqrt(2) / static_cast<double>(b.rows));
  return tangent_kernel(*map, theta, {}, metric);
}

TEST(TangentKernel, AcceptanceE02WideReluNetworksHaveTheArcCosineKernel) {
  const double expected[] = {2, 0.9423311143776, 0};   // c = 1, 1/2, -1
  constexpr int count = 24;
  double spread[2] = {};
  const std::int64_t widths[] = {250, 4000};
  for (int w = 0; w < 2; ++w) {
    Vector seen[3];
    for (int r = 0; r < count; ++r) {
      const Matrix kernel = relu_kernel(widths[w], static_cast<std::uint64_t>(r));
      for (std::size_t j = 0; j < 3; ++j) seen[j].push_back(kernel(0, j));
    }
    for (std::size_t j = 0; j < 3; ++j) {
      const double error = std::sqrt(variance(seen[j]) / count);
      EXPECT_NEAR(mean(seen[j]), expected[j], 4.5 * error + 1e-13) << widths[w] << " " << j;
    }
    spread[w] = std::sqrt(variance(seen[1]));
  }
  // A unit gives 2 (c v^2 [both on] + r r'), whose variance is at most 8 (c^2 E v^4 / 3 + E r^4) = 14; the spread of 24
  // is known to 15 %.
  EXPECT_LT(spread[1], 1.45 * std::sqrt(14.0 / 4000));
  EXPECT_NEAR(spread[0] / spread[1], 4, 1.6);   // width^-1/2; each spread is known to 1/sqrt(2 * 23) = 15 %
}

TEST(Linearized, OfALinearModelIsTheModel) {
  const auto model = trial::small("linear_regression");
  const auto loss = trial::loss("squared_error");
  const auto packed = pack(trial::examples(40, 4, 2, false), Precision::float64);
  Risk risk(*model, {4, 2}, packed, *loss);
  const Vector theta = trial::parameters(risk.dimension()), v = trial::direction(theta.size());
  Linearized linear{model->output_map({4, 2}, packed), Vector(theta.size(), 0.7)};
  const std::vector<std::uint32_t> rows{3, 3, 39};
  for (const Draw& draw : {Draw{}, Draw{rows}}) {
    EXPECT_NEAR(linear.evaluate(theta, draw, {}), risk.evaluate(theta, draw, {}), 1e-13);
    EXPECT_LE(trial::distance(trial::gradient(linear, theta, draw), trial::gradient(risk, theta, draw)), 1e-13);
    const Vector hv = trial::hessian_vector(risk, theta, v, draw);
    EXPECT_LE(trial::distance(trial::hessian_vector(linear, theta, v, draw), hv), 1e-13);
  }
  // J^T J / n and J J^T / n share their eigenvalues but for zeros.
  const Vector h = symmetric_eigen(dense_hessian(risk, theta)).values;
  const auto map = model->output_map({4, 2}, packed);
  const Vector k = linearized_facts(*map, theta).eigenvalues;
  for (std::size_t i = 0; i < h.size(); ++i) EXPECT_NEAR(k[k.size() - 1 - i], h[h.size() - 1 - i], 1e-13);
}

TEST(Linearized, TouchesTheModelAtItsPoint) {
  const auto model = trial::small("residual_mlp");
  const auto loss = trial::loss("squared_error");
  const auto packed = pack(trial::examples(10, 3, 2, false), Precision::float64);
  Risk risk(*model, {3, 2}, packed, *loss);
  const Vector theta = trial::parameters(risk.dimension());
  Linearized linear{model->output_map({3, 2}, packed), theta};
  EXPECT_NEAR(linear.evaluate(theta, {}, {}), risk.evaluate(theta, {}, {}), 1e-14);
  EXPECT_LE(trial::distance(trial::gradient(linear, theta), trial::gradient(risk, theta)), 1e-13);
}

// Gradient descent and gradient flow (classical Runge-Kutta, error about h^4) against the closed forms of the facts.
TEST(Linearized, TrainsAsItsFactsForetell) {
  const auto model = trial::small("mlp");
  const auto packed = pack(trial::examples(10, 3, 2, false), Precision::float64);
  const auto map = model->output_map({3, 2}, packed);
  const Vector theta0 = trial::parameters(map->dimension());
  const LinearizedFacts facts = linearized_facts(*map, theta0);
  Linearized linear{model->output_map({3, 2}, packed), theta0};
  const auto foretold = [&](auto factor) {   // y + U factor coefficients
    Vector f(20);
    for (std::size_t q = 0; q < 20; ++q) {
      f[q] = packed->y<double>()[q / 2][q % 2];
      for (std::size_t i = 0; i < 20; ++i)
        f[q] += facts.vectors(q, i) * factor(facts.eigenvalues[i]) * facts.coefficients[i];
    }
    return f;
  };
  const double eta = 1.2 / facts.eigenvalues.back();
  Vector theta = theta0;
  for (int k = 0; k < 30; ++k) axpy(-eta, trial::gradient(linear, theta), theta);
  const Vector discrete = foretold([&](double l) { return std::pow(1 - eta * l, 30); });
  EXPECT_LE(trial::distance(linear.outputs(theta), discrete), 1e-12);

  theta = theta0;
  const double h = 0.05 / facts.eigenvalues.back();
  const auto slope = [&](const Vector& from, double by, const Vector& k) {
    Vector at = from;
    axpy(by, k, at);
    Vector g = trial::gradient(linear, at);
    scale(-1, g);
    return g;
  };
  for (int step = 0; step < 40; ++step) {
    const Vector k1 = slope(theta, 0, theta), k2 = slope(theta, h / 2, k1);
    const Vector k3 = slope(theta, h / 2, k2), k4 = slope(theta, h, k3);
    for (const auto& [w, k] : {std::pair{1.0, &k1}, {2.0, &k2}, {2.0, &k3}, {1.0, &k4}}) axpy(w * h / 6, *k, theta);
  }
  EXPECT_LE(trial::distance(linear.outputs(theta), foretold([&](double l) { return std::exp(-l * 40 * h); })), 1e-6);
}

TEST(Jacobian, TooLargeOnesAreRefused) {
  const auto model = trial::model("mlp", {{"hidden_layer_sizes", trial::sizes({2000})}});
  const auto map = model->output_map({100, 10}, pack(trial::examples(2000, 100, 10, false), Precision::float64));
  const Vector theta(map->dimension());
  const auto said = [](auto&& build) -> std::string {
    try {
      build();
      return "accepted";
    } catch (const Error& e) {
      return e.what();
    }
  };
  const std::string rest =
      " GB, and 2.1 GB is the most that is written out; take fewer examples (in a study, data.rows), or ask for products "
      "with it";
  EXPECT_EQ(said([&] { jacobian(*map, theta); }), "a Jacobian of 20000 x 222010 numbers would take 35.5" + rest);
  const std::string kernel = "a tangent kernel of 20000 x 20000 numbers would take 3.20" + rest;
  EXPECT_EQ(said([&] { tangent_kernel(*map, theta); }), kernel);
  EXPECT_EQ(said([&] { linearized_facts(*map, theta); }), kernel);
}

}  // namespace
}  // namespace paribus
