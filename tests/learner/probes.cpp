// Every probe on a point where its number is known otherwise.
#include "paribus/learner/probe.hpp"

#include "paribus/learner/spectrum.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/model/gradient_noise.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

struct Place {
  explicit Place(const std::string& model, const Choices& settings = {})
      : bench{bench_of(prepared("iris"), model, settings)},
        risk{*bench.model, bench.shape, bench.train, *bench.loss},
        start{start_theta(bench, chance(0).start)},
        theta{start} {}
  Reading read(const std::string& probe) {
    return get(probes(), probe, "probe").make(Settings{})->read({bench, risk, theta, start});
  }
  Bench bench;
  Risk risk;
  Vector start, theta;
};
const Choices small{{"hidden_layer_sizes", {std::int64_t{6}}}, {"precision", {"float64"}}};

TEST(Probes, DistanceIsTheLengthOfTheWay) {
  Place p{"mlp", small};
  EXPECT_EQ(p.read("distance_from_start").value, 0);
  p.theta[3] += 3, p.theta[20] -= 4;
  EXPECT_NEAR(p.read("distance_from_start").value, 5, 1e-14);
}

TEST(Probes, TheGradientNormIsTheSlopeAlongTheGradient) {
  Place p{"mlp", small};
  Vector g(p.theta.size()), up = p.theta, down = p.theta;
  p.risk.evaluate(p.theta, {}, g);
  const double length = p.read("gradient_norm").value, h = 1e-5;
  axpy(h / length, g, up), axpy(-h / length, g, down);
  EXPECT_NEAR(length, (p.risk.evaluate(up, {}, {}) - p.risk.evaluate(down, {}, {})) / (2 * h), 1e-8);
}

TEST(Probes, TheSharpnessIsTheHessiansLargestEigenvalue) {
  Place p{"linear_regression"};
  const auto q = quadratic_facts(p.bench, p.start);
  EXPECT_NEAR(p.read("sharpness").value, q.eigenvalues.back(), 1e-5 * q.eigenvalues.back());
}

TEST(Probes, TheNoiseScaleIsThatOfTheExampleGradients) {
  Place p{"mlp", small};
  const GradientNoise noise{example_gradients(p.risk, p.theta, p.bench.data->train.size())};
  EXPECT_NEAR(p.read("noise_scale").value, noise.scale(), 1e-11 * noise.scale());
  EXPECT_GT(noise.scale(), 0.1);
}

TEST(Probes, NormsLeaveBiasesOut) {
  Place p{"mlp", small};  // 4 - 6 - 3
  std::fill(p.theta.begin(), p.theta.end(), 0.0);
  p.theta[0] = 3;                              // hidden weights
  p.theta[24] = 100;                           // a bias
  p.theta[30] = p.theta[31] = std::sqrt(8.0);  // output weights
  const Reading r = p.read("layer_norms");
  EXPECT_NEAR(r.value, 5, 1e-14);
  ASSERT_EQ(r.blocks.size(), 2u);
  EXPECT_EQ(r.blocks[0].first, "hidden1.weights");
  EXPECT_NEAR(r.blocks[0].second, 3, 1e-15);
  EXPECT_NEAR(r.blocks[1].second, 4, 1e-14);
}

TEST(Probes, TheEffectiveRankCountsEqualSingularValues) {
  Place p{"mlp", small};  // W1 4 x 6, W2 6 x 3
  std::fill(p.theta.begin(), p.theta.end(), 0.0);
  for (std::size_t i = 0; i < 4; ++i) p.theta[i * 6 + i] = -2;        // four of 2
  for (std::size_t i = 0; i < 6; ++i) p.theta[30 + i * 3 + 1] = 0.3;  // one column: rank 1
  const Reading r = p.read("effective_rank");
  EXPECT_NEAR(r.blocks[0].second, 4, 1e-12);
  EXPECT_NEAR(r.blocks[1].second, 1,
              1e-6);  // sqrt of a rounding error beside the one singular value
  EXPECT_NEAR(r.value, 2.5, 1e-6);
  // Singular values 3 and 1: p = 3/4, 1/4.
  std::fill(p.theta.begin(), p.theta.begin() + 24, 0.0);
  p.theta[0] = 3, p.theta[7] = 1;
  EXPECT_NEAR(p.read("effective_rank").blocks[0].second, std::exp(-0.75 * std::log(0.75) - 0.25 * std::log(0.25)),
              1e-12);
  std::fill(p.theta.begin(), p.theta.end(), 0.0);
  EXPECT_EQ(p.read("effective_rank").value, 0);
}

TEST(Probes, ChangeNothingAndAreFinite) {
  for (const auto* e : probes()) {
    Place p{"mlp", small};
    const Vector before = p.theta;
    EXPECT_TRUE(std::isfinite(p.read(std::string(e->name)).value)) << e->name;
    EXPECT_EQ(p.theta, before) << e->name;
    EXPECT_FALSE(e->make(Settings{})->unit().empty()) << e->name;
  }
}

}  // namespace
}  // namespace paribus
