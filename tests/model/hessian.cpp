// The Hessian as a matrix and as an operator, its spectrum, and the noise of gradients: the acceptance case C05,
// PyTorch, and what sampling does.
#include "paribus/model/hessian.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include <nlohmann/json.hpp>

#include "networks.hpp"
#include "paribus/math/density.hpp"
#include "paribus/math/lanczos.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/model/gradient_noise.hpp"

namespace paribus {
namespace {

nlohmann::json reference() {
  std::ifstream file(PARIBUS_SOURCE_DIR "/tests/reference/spectra.json");
  return nlohmann::json::parse(file)["spectra"];
}

/// A network of the reference with its loss, on seven examples.
struct Small {
  explicit Small(const nlohmann::json& c)
      : loss{trial::loss(c["loss"])}, model{trial::small(c["kind"])},
        packed{pack(trial::examples(7, 3, 2, c["loss"] == "cross_entropy"), Precision::float64)},
        risk{std::make_unique<Risk>(*model, Shape{3, 2}, packed, *loss)},
        theta{trial::parameters(risk->dimension())} {}
  std::unique_ptr<const Loss> loss;
  std::unique_ptr<const Model> model;
  std::shared_ptr<const Packed> packed;
  std::unique_ptr<Risk> risk;
  Vector theta;
};

double trace_of(const Matrix& h) {
  double t = 0;
  for (std::size_t i = 0; i < h.rows; ++i) t += h(i, i);
  return t;
}

TEST(Hessian, AcceptanceC05SpectrumOfA221TanhNetwork) {
  Examples e;
  e.x = Matrix(1, 2);
  e.x.values = {0.5, -0.25};
  e.y = Matrix(1, 1, 1.0);
  const auto model = trial::model("mlp", {{"hidden_layer_sizes", trial::sizes({2})}});   // products are float64 anyway
  const auto loss = trial::loss("squared_error");
  Risk risk(*model, {2, 1}, pack(e, Precision::float64), *loss);
  const Vector theta{.5, .2, -.3, .8, .1, -.1, .7, -.6, .2};   // W1 by input; the case lists it by unit
  const Matrix h = dense_hessian(risk, theta);
  const Vector values = symmetric_eigen(h).values;
  EXPECT_NEAR(values.back(), 2.049784481532, 1e-10);
  EXPECT_NEAR(values.front(), -0.3547862930854, 1e-10);
  EXPECT_NEAR(trace_of(h), 2.456687009016, 1e-10);
  const Extremes ends = extreme_eigenpairs(9, hessian(risk, theta), 1, 1, 1, 1e-12);
  EXPECT_NEAR(ends.high[0].value, 2.049784481532, 1e-10);
  EXPECT_NEAR(ends.low[0].value, -0.3547862930854, 1e-10);
  const auto rules = spectral_rules(9, hessian(risk, theta), 9, 2000, ProbeLaw::rademacher, {1, 0, "density"});
  const ProbeMean mean_value = spectral_moment(rules, 1);
  EXPECT_NEAR(9 * mean_value.value, 2.456687009016, 5 * 9 * mean_value.error);
}

TEST(Hessian, SpectraArePyTorchsAndTheMatrixIsSymmetric) {
  for (const auto& c : reference()) {
    const Small f(c);
    const Matrix h = dense_hessian(*f.risk, f.theta);
    EXPECT_LE(trial::distance(symmetric_eigen(h).values, c["hessian_eigenvalues"]), 1e-13);
    EXPECT_NEAR(trace_of(h), double(c["hessian_trace"]), 1e-12);
    double size = 0;
    for (const double v : h.values) size = std::max(size, std::abs(v));
    for (std::size_t i = 0; i < h.rows; ++i)
      for (std::size_t j = 0; j < i; ++j) EXPECT_NEAR(h(i, j), h(j, i), 1e-14 * size);
    const Extremes ends = extreme_eigenpairs(h.rows, hessian(*f.risk, f.theta), 2, 3, 1, 1e-10);
    const Vector truth = c["hessian_eigenvalues"];
    for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(ends.high[k].value, truth[truth.size() - 1 - k], 1e-9);
    for (std::size_t k = 0; k < 2; ++k) EXPECT_NEAR(ends.low[k].value, truth[k], 1e-9);
  }
}

TEST(Hessian, OfNamedRowsIsThatOfTheseRows) {
  const Small f(reference()[0]);
  const std::vector<std::uint32_t> rows{2, 5};
  std::vector<std::uint32_t> lent = rows;
  Vector theta = f.theta;
  const Operator h = hessian(*f.risk, theta, {lent});
  lent = {0, 1};   // the operator has copies
  theta.assign(theta.size(), 0);
  const Vector v = trial::direction(f.theta.size());
  Vector out(v.size());
  h(v, out);
  EXPECT_EQ(out, trial::hessian_vector(*f.risk, f.theta, v, {rows}));
  EXPECT_NE(out, trial::hessian_vector(*f.risk, f.theta, v));
}

TEST(Hessian, OfTooManyParametersIsRefused) {
  const Small f(reference()[0]);
  EXPECT_THROW(dense_hessian(*f.risk, Vector(8193)), Error);
}

TEST(GradientNoise, CovarianceIsPyTorchs) {
  for (const auto& c : reference()) {
    const Small f(c);
    const GradientNoise noise{example_gradients(*f.risk, f.theta, 7)};
    EXPECT_LE(trial::distance(noise.mean(), trial::gradient(*f.risk, f.theta)), 1e-13);
    EXPECT_NEAR(noise.trace(), double(c["noise_trace"]), 1e-13 * double(c["noise_trace"]));
    EXPECT_NEAR(noise.scale(), double(c["noise_scale"]), 1e-11 * double(c["noise_scale"]));
    const Vector values = noise.eigenvalues(), all = c["noise_eigenvalues"];
    ASSERT_EQ(values.size(), 7u);   // the Gram matrix is the smaller one
    for (std::size_t k = 0; k < 7; ++k) EXPECT_NEAR(values[k], all[k], 1e-13 * all[0]);
    EXPECT_NEAR(largest_eigenvalue(f.theta.size(), noise.covariance(), 1e-10).value, all[0], 1e-9 * all[0]);
  }
}

TEST(GradientNoise, BothRoutesToTheEigenvaluesAgree) {
  Matrix tall(9, 3);
  for (std::size_t q = 0; q < tall.values.size(); ++q) tall.values[q] = std::sin(static_cast<double>(q * q));
  const GradientNoise noise{tall};
  const Vector values = noise.eigenvalues();
  ASSERT_EQ(values.size(), 3u);
  const Extremes ends = extreme_eigenpairs(3, noise.covariance(), 0, 3, 1, 1e-13);
  for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(values[k], ends.high[k].value, 1e-13);
  EXPECT_NEAR(sum(values), noise.trace(), 1e-14);
}

// The last number of rows asks for more bytes than 64 bits count: the check must not wrap around.
TEST(GradientNoise, OfTooManyExamplesIsRefusedBeforeItIsAllocated) {
  const Small f(reference()[0]);
  for (const std::size_t n : {std::size_t{1} << 28, std::size_t{1} << 62})
    try {
      example_gradients(*f.risk, f.theta, n);
      ADD_FAILURE() << n;
    } catch (const Error& e) {
      EXPECT_TRUE(std::string(e.what()).starts_with("the gradients of single examples, a matrix of " +
                                                    std::to_string(n) + " x " + std::to_string(f.theta.size()) +
                                                    " numbers would take "))
          << e.what();
      EXPECT_TRUE(std::string(e.what()).ends_with("take fewer examples (in a study, data.rows) or a smaller model"));
    }
}

// All pairs drawn with replacement from seven rows: their gradients have the covariance C / 2, exactly.
TEST(GradientNoise, ABatchHasItsShareOfTheCovariance) {
  const Small f(reference()[1]);
  const GradientNoise noise{example_gradients(*f.risk, f.theta, 7)};
  double total = 0;
  for (std::uint32_t i = 0; i < 7; ++i)
    for (std::uint32_t j = 0; j < 7; ++j) {
      const std::uint32_t rows[] = {i, j};
      Vector g = trial::gradient(*f.risk, f.theta, {rows});
      axpy(-1, noise.mean(), g);
      total += dot(g, g) / 49;
    }
  EXPECT_NEAR(total, noise.trace() / 2, 1e-13);
}

}  // namespace
}  // namespace paribus
