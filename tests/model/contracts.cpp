// What every model and every loss of the catalogues promises. A new part is tested by being listed.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "networks.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

const Shape shape{6, 3};

/// A model of the catalogue with its own loss on examples that it takes.
struct Started {
  explicit Started(const Entry<Model>& e, const char* precision = "float64", std::size_t n = 300)
      : model{trial::model(std::string(e.name), {{"precision", Value{std::string(precision)}}})},
        loss{trial::loss(std::string(model->loss(Task::classification)))},
        packed{pack(trial::examples(n, shape.features, shape.outputs, true), Precision::float64)},
        risk{*model, shape, packed, *loss}, theta(risk.dimension()) {
    model->start(risk.layout(), {42, 0, "start"}, theta);
  }
  std::unique_ptr<const Model> model;
  std::unique_ptr<const Loss> loss;
  std::shared_ptr<const Packed> packed;
  Risk risk;
  Vector theta;
};

TEST(ModelContract, PlatesAreFilled) {
  for (const auto* e : models()) EXPECT_FALSE(e->label.empty() || e->summary.empty() || e->formula.empty() || e->source.empty()) << e->name;
  for (const auto* e : losses()) EXPECT_FALSE(e->label.empty() || e->summary.empty() || e->formula.empty() || e->source.empty()) << e->name;
  EXPECT_EQ(names(models()), (std::vector<std::string>{"linear_regression", "logistic_regression", "mlp", "residual_mlp"}));
  EXPECT_EQ(names(losses()), (std::vector<std::string>{"squared_error", "cross_entropy"}));
}

TEST(ModelContract, BlocksTileTheParameters) {
  for (const auto* e : models()) {
    const Started run(*e);
    std::size_t at = 0;
    for (const Block& b : run.risk.layout()) {
      EXPECT_EQ(b.offset, at) << e->name << " " << b.name;
      at += b.rows * b.columns;
    }
    EXPECT_EQ(at, run.risk.dimension()) << e->name;
  }
}

TEST(ModelContract, WeightsStartWithVarianceOneOverFanIn) {
  for (const auto* e : models()) {
    const auto model = trial::model(std::string(e->name), {{"start_scale", Value{2.0}}});
    const Shape wide{400, 50};
    const auto blocks = model->layout(wide);
    Vector theta(parameters(blocks), 9);
    model->start(blocks, {7, 3, "start"}, theta);
    for (const Block& b : blocks) {
      const View block = View(theta).subspan(b.offset, b.rows * b.columns);
      if (b.bias) {
        for (const double v : block) EXPECT_EQ(v, 0) << b.name;
        continue;
      }
      // Standard deviations of a mean and of a variance of m normals: sd / sqrt m and var sqrt(2 / m); five of them.
      const double m = static_cast<double>(block.size()), expected = 4.0 / static_cast<double>(b.rows);
      EXPECT_NEAR(mean(block), 0, 5 * std::sqrt(expected / m)) << e->name << " " << b.name;
      EXPECT_NEAR(variance(block), expected, 5 * expected * std::sqrt(2 / m)) << e->name << " " << b.name;
    }
  }
}

TEST(ModelContract, StartsDifferByReplicateAndNotByCall) {
  for (const auto* e : models()) {
    const Started run(*e);
    Vector same(run.theta.size()), other(run.theta.size());
    run.model->start(run.risk.layout(), {42, 0, "start"}, same);
    run.model->start(run.risk.layout(), {42, 1, "start"}, other);
    EXPECT_EQ(same, run.theta);
    EXPECT_NE(other, run.theta);
  }
}

TEST(ModelContract, TheRiskIsTheMeanOverParts) {
  for (const auto* e : models())
    for (const char* precision : {"float32", "float64"}) {
      Started run(*e, precision);
      const double tolerance = precision[5] == '3' ? 1e-6 : 1e-14;
      std::vector<std::uint32_t> all(300);
      std::iota(all.begin(), all.end(), 0u);
      Vector g(run.theta.size()), part(run.theta.size()), total(run.theta.size());
      const double value = run.risk.evaluate(run.theta, {}, g);
      double sum = 0;
      for (const auto& [from, size] : {std::pair{0u, 1u}, {1u, 31u}, {32u, 139u}, {171u, 129u}}) {
        const double weight = size / 300.0;
        sum += weight * run.risk.evaluate(run.theta, {std::span(all).subspan(from, size)}, part);
        axpy(weight, part, total);
      }
      EXPECT_NEAR(sum, value, tolerance) << e->name;
      EXPECT_LE(trial::distance(total, g), tolerance * 10) << e->name;
      // Naming all rows in order is the same computation as naming none, but for a model that sums up full batches.
      if (e->name == "linear_regression" && precision[5] == '6') {
        EXPECT_NEAR(run.risk.evaluate(run.theta, {all}, part), value, 1e-14);
        EXPECT_LE(trial::distance(part, g), 1e-13);
      } else {
        EXPECT_EQ(run.risk.evaluate(run.theta, {all}, part), value);
        EXPECT_EQ(part, g);
      }
      // The order of the rows matters to rounding only.
      std::reverse(all.begin(), all.end());
      EXPECT_NEAR(run.risk.evaluate(run.theta, {all}, part), value, tolerance);
      EXPECT_LE(trial::distance(part, g), tolerance * 10);
    }
}

TEST(ModelContract, GradientsDoNotDependOnWhatWasComputedBefore) {
  for (const auto* e : models()) {
    Started run(*e), fresh(*e);
    const std::vector<std::uint32_t> few{5, 3};
    trial::gradient(run.risk, trial::parameters(run.theta.size()), {few});
    trial::hessian_vector(run.risk, run.theta, run.theta);
    run.risk.predict(run.theta, *run.packed);
    EXPECT_EQ(trial::gradient(run.risk, run.theta), trial::gradient(fresh.risk, fresh.theta)) << e->name;
  }
}

TEST(ModelContract, ANetworkSaysWhetherItBends) {
  for (const char* name : {"mlp", "residual_mlp"})
    for (const char* activation : {"tanh", "relu"}) {
      const Choices c{{"activation", {std::string(activation)}}};
      EXPECT_EQ(get(models(), name, "model").make(Settings{c, ""})->smooth(), activation == std::string("tanh")) << name;
    }
  EXPECT_TRUE(get(models(), "logistic_regression", "model").make(Settings{})->smooth());
}

TEST(ModelContract, SinglePrecisionAgreesWithDouble) {
  for (const auto* e : models()) {
    Started narrow(*e, "float32"), wide(*e, "float64");
    EXPECT_NEAR(narrow.risk.evaluate(narrow.theta, {}, {}), wide.risk.evaluate(wide.theta, {}, {}), 1e-6) << e->name;
    const Vector g32 = trial::gradient(narrow.risk, narrow.theta), g64 = trial::gradient(wide.risk, wide.theta);
    EXPECT_LE(trial::distance(g32, g64), 1e-6) << e->name;
    EXPECT_GT(trial::distance(g32, g64), 1e-12) << e->name << ": is it float32 at all?";
    const Vector v = trial::direction(wide.theta.size());
    EXPECT_LE(trial::distance(trial::hessian_vector(narrow.risk, narrow.theta, v), trial::hessian_vector(wide.risk, wide.theta, v)), 1e-13);
  }
}

TEST(ModelContract, PredictionsOfTheCrossEntropyAreProbabilities) {
  for (const auto* e : models()) {
    Started run(*e);
    const Matrix p = run.risk.predict(run.theta, *run.packed);
    ASSERT_EQ(p.rows, 300u);
    if (run.model->loss(Task::classification) != "cross_entropy") continue;
    for (std::size_t i = 0; i < p.rows; ++i) {
      EXPECT_NEAR(sum(p.row(i)), 1, 1e-14);
      for (const double v : p.row(i)) EXPECT_TRUE(v > 0 && v < 1);
    }
  }
}

TEST(LossContract, DerivativesAreDifferencesAndTargetsAreFreeOfCost) {
  for (const auto* e : losses()) {
    const auto loss = trial::loss(std::string(e->name));
    constexpr std::size_t k = 3, width = 8;  // two rows of three outputs, padded with zeros as the kernels want them
    using Two = std::array<double, 2 * width>;
    struct alignas(64) Table { Two v{}; double& operator[](std::size_t q) { return v[q / k * width + q % k]; } };
    const auto table = [](std::array<double, 6> from) {
      Table t;
      for (std::size_t q = 0; q < 6; ++q) t[q] = from[q];
      return t;
    };
    Table z = table({0.3, -1.2, 0.8, 2, 0.1, -0.4}), y = table({0, 1, 0, 1, 0, 0}), rz = table({1, -2, 0.5, 0.3, 0.7, -1});
    Table dz, up, down, rdz;
    const auto rows = [&](Table& t) { return Rows<double>{t.v.data(), 2, k, width}; };
    const auto seen = [&](Table& t) { return Rows<const double>{t.v.data(), 2, k, width}; };
    const double value = loss->evaluate(seen(z), seen(y), rows(dz));
    EXPECT_GT(value, 0) << e->name;
    loss->curvature(seen(z), seen(y), seen(rz), rows(rdz));
    for (std::size_t q = 0; q < 6; ++q) {
      Table w = z;
      w[q] += 1e-5;
      const double above = loss->evaluate(seen(w), seen(y), rows(up));
      w[q] -= 2e-5;
      const double below = loss->evaluate(seen(w), seen(y), rows(up));
      EXPECT_NEAR(dz[q], (above - below) / 2e-5, 1e-9) << e->name;
    }
    Table more = z, less = z;
    axpy(1e-5, rz.v, more.v);
    axpy(-1e-5, rz.v, less.v);
    loss->evaluate(seen(more), seen(y), rows(up));
    loss->evaluate(seen(less), seen(y), rows(down));
    for (std::size_t q = 0; q < 6; ++q) EXPECT_NEAR(rdz[q], (up[q] - down[q]) / 2e-5, 1e-9) << e->name;
    // With huge outputs the loss is large and a number; so is every derivative.
    Table huge = table({1000, -1000, 0, -1000, 1000, 1000});
    EXPECT_TRUE(std::isfinite(loss->evaluate(seen(huge), seen(y), rows(dz)))) << e->name;
    loss->curvature(seen(huge), seen(y), seen(rz), rows(rdz));
    EXPECT_TRUE(all_finite(dz.v) && all_finite(rdz.v)) << e->name;
  }
}

}  // namespace
}  // namespace paribus
