// Derivatives against the definition: closed values of a small network, central differences, symmetry, and the
// Hessian column by column.
#include <gtest/gtest.h>

#include "networks.hpp"
#include "paribus/math/dense.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// Every model, activation and loss that go together, small, in float64.
struct Case { std::string model, activation, loss; bool classes; };
std::vector<Case> cases() {
  std::vector<Case> out{{"linear_regression", "", "squared_error", false}, {"linear_regression", "", "squared_error", true},
                        {"logistic_regression", "", "cross_entropy", true}, {"logistic_regression", "", "squared_error", true}};
  for (const char* f : {"tanh", "relu", "identity"}) {
    out.push_back({"mlp", f, "squared_error", false});
    out.push_back({"mlp", f, "cross_entropy", true});
  }
  return out;
}

struct Fixture {
  Fixture(const Case& c, std::size_t n = 11, const std::vector<std::int64_t>& hidden = {5, 4}, double l2 = 0) {
    std::vector<trial::Setting> settings{{"precision", Value{std::string("float64")}}};
    if (!c.activation.empty()) {
      settings.push_back({"activation", Value{c.activation}});
      settings.push_back({"hidden_layer_sizes", trial::sizes(hidden)});
    }
    model = trial::model(c.model, settings);
    loss = trial::loss(c.loss);
    shape = {4, c.classes ? 3u : 1u};
    examples = trial::examples(n, shape.features, shape.outputs, c.classes);
    risk = std::make_unique<Risk>(*model, shape, pack(examples, Precision::float64), *loss, l2);
    theta = trial::parameters(risk->dimension());
  }
  std::unique_ptr<const Model> model;
  std::unique_ptr<const Loss> loss;
  Shape shape{};
  Examples examples;
  std::unique_ptr<Risk> risk;
  Vector theta;
};

Matrix hessian(Risk& risk, const Vector& theta) {
  const std::size_t p = theta.size();
  Matrix h(p, p);
  for (std::size_t j = 0; j < p; ++j) {
    Vector e(p);
    e[j] = 1;
    const Vector column = trial::hessian_vector(risk, theta, e);
    for (std::size_t i = 0; i < p; ++i) h(i, j) = column[i];
  }
  return h;
}

TEST(Calculus, AcceptanceC05GradientProductAndSpectrumOfA221Network) {
  // The case lists W1 by hidden unit; theta holds it by input. order[q]: where the case's parameter q stands.
  const std::size_t order[] = {0, 2, 1, 3, 4, 5, 6, 7, 8};
  const Vector given{.5, -.3, .2, .8, .1, -.1, .7, -.6, .2}, along{1, -1, 2, 0, 1, 1, -2, 1, 3};
  const Vector g_expected{-0.1177020892954, 0.05885104464768, 0.1155502750865, -0.05777513754326, -0.2354041785907,
                          0.231100550173, -0.160766922999, 0.07910424039824, -0.4007808084015};
  const Vector hv_expected{1.052193002877, -0.5260965014387, -0.6419408870703, 0.3209704435352, 2.104386005755,
                           -1.283881774141, 0.1636128699879, -1.140412186352, 1.874991354983};
  Vector theta(9), v(9);
  for (std::size_t q = 0; q < 9; ++q) {
    theta[order[q]] = given[q];
    v[order[q]] = along[q];
  }
  Examples e;
  e.x = Matrix(1, 2);
  e.x.values = {0.5, -0.25};
  e.y = Matrix(1, 1, 1.0);
  const auto model = trial::model("mlp", {{"hidden_layer_sizes", trial::sizes({2})}, {"precision", Value{std::string("float64")}}});
  const auto loss = trial::loss("squared_error");
  Risk risk(*model, {2, 1}, pack(e, Precision::float64), *loss);
  const Vector g = trial::gradient(risk, theta), hv = trial::hessian_vector(risk, theta, v);
  for (std::size_t q = 0; q < 9; ++q) {
    EXPECT_NEAR(g[order[q]], g_expected[q], 1e-10);
    EXPECT_NEAR(hv[order[q]], hv_expected[q], 1e-10);
  }
  const Matrix h = hessian(risk, theta);
  const Vector values = symmetric_eigen(h).values;
  EXPECT_NEAR(values.back(), 2.049784481532, 1e-10);
  EXPECT_NEAR(values.front(), -0.3547862930854, 1e-10);
  double trace = 0;
  for (std::size_t q = 0; q < 9; ++q) trace += h(q, q);
  EXPECT_NEAR(trace, 2.456687009016, 1e-10);
}

TEST(Calculus, GradientsAreCentralDifferencesOfTheRisk) {
  for (const Case& c : cases()) {
    Fixture f(c, 11, {5, 4}, 0.3);
    const Vector g = trial::gradient(*f.risk, f.theta);
    for (std::size_t p = 0; p < g.size(); ++p) {
      // Error of the difference: h^2 f'''/6 + eps f / h, about 1e-10 at h = 1e-5.
      const double h = 1e-5, kept = f.theta[p];
      f.theta[p] = kept + h;
      const double up = f.risk->evaluate(f.theta, {}, {});
      f.theta[p] = kept - h;
      const double down = f.risk->evaluate(f.theta, {}, {});
      f.theta[p] = kept;
      EXPECT_NEAR(g[p], (up - down) / (2 * h), 2e-9) << c.model << " " << c.activation << " " << c.loss << " " << p;
    }
  }
}

TEST(Calculus, HessianProductsAreCentralDifferencesOfTheGradient) {
  for (const Case& c : cases()) {
    Fixture f(c, 11, {5, 4}, 0.3);
    const Vector v = trial::direction(f.theta.size()), hv = trial::hessian_vector(*f.risk, f.theta, v);
    Vector up = f.theta, down = f.theta;
    axpy(1e-5, v, up);
    axpy(-1e-5, v, down);
    const Vector gu = trial::gradient(*f.risk, up), gd = trial::gradient(*f.risk, down);
    for (std::size_t p = 0; p < v.size(); ++p)
      EXPECT_NEAR(hv[p], (gu[p] - gd[p]) / 2e-5, 5e-9) << c.model << " " << c.activation << " " << c.loss << " " << p;
  }
}

TEST(Calculus, TheHessianIsSymmetric) {
  for (const Case& c : cases()) {
    for (const auto& hidden : std::vector<std::vector<std::int64_t>>{{5, 4}, {33, 17, 2}}) {
      Fixture f(c, 300, hidden);  // more than two blocks of rows
      const Vector u = trial::direction(f.theta.size(), 1), v = trial::direction(f.theta.size(), 8);
      const Vector hu = trial::hessian_vector(*f.risk, f.theta, u), hv = trial::hessian_vector(*f.risk, f.theta, v);
      EXPECT_NEAR(dot(u, hv), dot(v, hu), 1e-13 * norm(u) * norm(hv)) << c.model << " " << c.activation;
    }
  }
}

TEST(Calculus, ALinearModelsHessianIsTheGramMatrixOverN) {
  Fixture f({"linear_regression", "", "squared_error", false}, 300);
  const std::size_t n = 300, d = 4;
  Matrix x(n, d + 1, 1.0);  // the last column: the bias
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < d; ++j) x(i, j) = f.examples.x(i, j);
  const Matrix expected = gram(x), h = hessian(*f.risk, f.theta);
  for (std::size_t i = 0; i <= d; ++i)
    for (std::size_t j = 0; j <= d; ++j) EXPECT_NEAR(h(i, j), expected(i, j) / static_cast<double>(n), 1e-14);
}

TEST(Calculus, L2AddsItsShareOnWeightsOnly) {
  const Case c{"mlp", "tanh", "cross_entropy", true};
  Fixture bare(c), held(c, 11, {5, 4}, 0.7);
  const Vector g0 = trial::gradient(*bare.risk, bare.theta), g1 = trial::gradient(*held.risk, held.theta);
  double squares = 0;
  for (const Block& b : held.risk->layout())
    for (std::size_t p = b.offset; p < b.offset + b.rows * b.columns; ++p) {
      if (!b.bias) squares += held.theta[p] * held.theta[p];
      EXPECT_NEAR(g1[p] - g0[p], b.bias ? 0 : 0.7 * held.theta[p], 1e-15) << b.name;
    }
  EXPECT_NEAR(held.risk->evaluate(held.theta, {}, {}) - bare.risk->evaluate(bare.theta, {}, {}), 0.35 * squares, 1e-14);
}

}  // namespace
}  // namespace paribus
