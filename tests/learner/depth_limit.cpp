// The limit of deep residual networks: Richardson's extrapolation on known series, and beside the differential equation
// itself, solved by an integrator of order eight.
#include "paribus/learner/depth_limit.hpp"

#include "paribus/flow/solve.hpp"
#include "paribus/learner/depths.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/model/output_map.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

constexpr std::size_t width = 5;

Bench bench(std::int64_t depth, bool shared = false) {
  const Choices c{{"data.source", {"iris"}}, {"data.rows", {std::int64_t{30}}}};
  const auto data = prepare(load("iris"), DataSettings{Settings{c, "data."}}, {1, 0, "split"});
  return bench_of(data, "residual_mlp",
                  {{"width", {static_cast<std::int64_t>(width)}},
                   {"depth", {depth}},
                   {"precision", {"float64"}},
                   {"start_scale", {2.0}},
                   {"share_weights", {shared}}});
}
Outputs outputs(std::int64_t depth, double rate, std::uint64_t steps, bool shared = false) {
  const Bench b = bench(depth, shared);
  return train_outputs(b, start_theta(b, chance(0).start), depth_metric(b.model->layout(b.shape)), rate, steps);
}
double gap(Vector a, const Vector& b) {
  axpy(-1, b, a);
  return norm(a) / norm(b);
}

TEST(DepthLimit, RichardsonTakesOutPowers) {
  const auto at = [](double depth) { return Vector{3 + 2 / depth - 5 / (depth * depth), -1 + 7 / (depth * depth)}; };
  const Vector two = richardson({at(4), at(8)}), three = richardson({at(4), at(8), at(16)});
  EXPECT_NEAR(three[0], 3, 1e-14);
  EXPECT_NEAR(three[1], -1, 1e-14);
  EXPECT_NEAR(two[0], 3 + 5.0 / 32,
              1e-14);  // 1/d is gone, and of 1/d^2 minus a half at d = 4 is left
  EXPECT_EQ(richardson({{2, 3}}), (Vector{2, 3}));
}

TEST(DepthLimit, TheMetricScalesTheBlocksAlone) {
  const Bench own = bench(3), shared = bench(3, true);
  const auto layout = own.model->layout(own.shape);
  const Vector m = depth_metric(layout);
  for (const Block& b : layout) EXPECT_EQ(m[b.offset], b.name.starts_with("block") ? 3 : 1) << b.name;
  for (const double x : depth_metric(shared.model->layout(shared.shape))) EXPECT_EQ(x, 1);
}

/// h' = tanh(h W(t)) for all rows at once, W(t) = cos(pi t/2) A + sin(pi t/2) B; the last number is t.
class Ode final : public Field {
 public:
  Ode(std::size_t rows, Vector a, Vector b) : rows_{rows}, a_{std::move(a)}, b_{std::move(b)} {}
  std::size_t dimension() const override { return rows_ * width + 1; }
  double direction(View h, const Draw&, Span out) override {
    const double c = std::cos(std::numbers::pi / 2 * h.back()), s = std::sin(std::numbers::pi / 2 * h.back());
    for (std::size_t i = 0; i < rows_; ++i)
      for (std::size_t j = 0; j < width; ++j) {
        double sum = 0;
        for (std::size_t k = 0; k < width; ++k)
          sum += h[i * width + k] * (c * a_[k * width + j] + s * b_[k * width + j]);
        out[i * width + j] = std::tanh(sum);
      }
    out.back() = 1;
    return std::nan("");
  }
  using Field::direction;

 private:
  std::size_t rows_;
  Vector a_, b_;
};

TEST(DepthLimit, OfAStartIsTheDifferentialEquation) {
  // Block 1 of any depth holds A; block 2 of two holds (A + B) / sqrt(2).
  const Bench two = bench(2);
  const auto layout = two.model->layout(two.shape);
  const Vector theta = start_theta(two, chance(0).start);
  const auto block = [&](const std::string& name) {
    for (const Block& b : layout)
      if (b.name == name) return View{theta}.subspan(b.offset, b.rows * b.columns);
    return View{};
  };
  const View first = block("block1.weights"), second = block("block2.weights"), in = block("input.weights"),
             last = block("output.weights");
  Vector b(first.size());
  for (std::size_t i = 0; i < b.size(); ++i) b[i] = std::sqrt(2.0) * second[i] - first[i];
  const Matrix& x = two.data->train.x;
  Vector h(x.rows * width + 1);
  for (std::size_t i = 0; i < x.rows; ++i)
    for (std::size_t j = 0; j < width; ++j)
      for (std::size_t k = 0; k < x.columns; ++k) h[i * width + j] += x(i, k) * in[k * width + j];
  Ode ode{x.rows, Vector(first.begin(), first.end()), b};
  const Choices tight{{"rtol", {1e-12}}, {"atol", {1e-13}}};
  const auto dop853 = get(integrators(), "dop853", "integrator").make(Settings{tight, ""});
  const Solution s = solve(*dop853, ode, h, Course{});
  ASSERT_EQ(s.outcome, Outcome::finished);
  Vector z(x.rows * 3);
  for (std::size_t i = 0; i < x.rows; ++i)
    for (std::size_t c = 0; c < 3; ++c)
      for (std::size_t j = 0; j < width; ++j) z[i * 3 + c] += s.phase.theta[i * width + j] * last[j * 3 + c];

  std::vector<Vector> deep;
  for (const std::int64_t depth : {64, 128, 256, 512}) deep.push_back(outputs(depth, 0.1, 1).before);
  EXPECT_LE(gap(richardson(deep), z), 1e-8);
  EXPECT_NEAR(std::log2(gap(deep[0], z) / gap(deep[3], z)) / 3, 1,
              0.02);  // slope -1 in the depth
}

TEST(DepthLimit, TrainingHasALimitTooAndTheBlocksMoveInIt) {
  for (const bool shared : {false, true}) {
    std::vector<Vector> deep;
    for (const std::int64_t depth : {32, 64, 128, 256}) deep.push_back(outputs(depth, 0.1, 10, shared).after);
    const Vector limit = richardson(deep);
    EXPECT_NEAR(gap(deep[0], limit) / gap(deep[1], limit), 2, 0.1);
    EXPECT_GT(gap(outputs(32, 0.1, 10, shared).before, limit), 0.1);
  }
  // In the plain metric the blocks of deep networks stay behind: the same steps lead elsewhere.
  const Bench b = bench(128);
  const Vector start = start_theta(b, chance(0).start), plain(start.size(), 1.0);
  EXPECT_GT(gap(train_outputs(b, start, plain, 0.1, 10).after, outputs(128, 0.1, 10).after), 0.02);
}

TEST(Reach, IsWhereAccuracyFirstFallsBelow) {
  EXPECT_DOUBLE_EQ(reach(Vector{4, 16}, Vector{0.8, 0.2}, 0.5).depth,
                   8);  // half the way in the logarithm
  EXPECT_DOUBLE_EQ(reach(Vector{2, 4, 8}, Vector{0.9, 0.5, 0.1}, 0.5).depth, 4);
  EXPECT_DOUBLE_EQ(reach(Vector{4, 16, 64}, Vector{0.8, 0.2, 0.9}, 0.5).depth,
                   8);  // learning again does not count
  EXPECT_EQ(reach(Vector{4, 16}, Vector{0.8, 0.7}, 0.5).why, "even the deepest network learned");
  EXPECT_EQ(reach(Vector{4, 16}, Vector{0.4, 0.9}, 0.5).why, "even the shallowest network did not learn");
  EXPECT_EQ(reach(Vector{4, 16}, Vector{0.4, 0.9}, 0.5).depth, 0);
}

TEST(Fit, CountsTheTrainingRowsThatAreRight) {
  const Bench b = bench_of(prepared("iris"), "logistic_regression");
  const Fit good = fit(b, training({{"training.steps", whole(400)}}), optimizer("gradient_descent", 0.5), chance(0));
  EXPECT_GT(good.accuracy, 0.93);
  EXPECT_LT(good.loss, 0.3);
  const Bench linear = bench_of(prepared("iris"), "linear_regression");
  Bench wild = linear;
  wild.loss = get(losses(), "squared_error", "loss").make(Settings{});
  const Fit lost = fit(wild, training({{"training.steps", whole(400)}}), optimizer("gradient_descent", 50), chance(0));
  EXPECT_EQ(lost.accuracy, 0);
  EXPECT_EQ(lost.loss, infinity);
}

}  // namespace
}  // namespace paribus
