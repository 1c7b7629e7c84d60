// The gradient flow of a network on real digits against another program's: tests/reference/network_flow.json, by
// make_network_flow.py beside it.
#include <cmath>
#include <fstream>

#include <nlohmann/json.hpp>

#include "paribus/flow/solve.hpp"
#include "paribus/math/vector.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

constexpr std::size_t pixels = 64, classes = 10, hidden = 32, first = pixels * hidden, second = hidden * classes;

/// The first 500 rows, pixels / 16.
Examples digits() {
  const Dataset all = load("digits");
  Examples e;
  e.x = Matrix(500, pixels), e.y = Matrix(500, classes);
  for (std::size_t i = 0; i < e.size(); ++i) {
    for (std::size_t j = 0; j < pixels; ++j) e.x(i, j) = all.columns[j].values[i] / 16;
    e.y(i, static_cast<std::size_t>(all.target()->values[i])) = 1;
  }
  return e;
}

/// 0.18 sin q^2 and 0.25 sin q^2 for the weights, 0 for the biases.
Vector start() {
  Vector theta(first + hidden + second + classes);
  for (std::size_t q = 0; q < first + hidden + second; ++q) {
    const double scale = q < first ? 0.18 : q < first + hidden ? 0 : 0.25, at = static_cast<double>(q);
    theta[q] = scale * std::sin(at * at);
  }
  return theta;
}

TEST(NetworkFlow, EndsWhereAnotherProgramSays) {
  std::ifstream file(PARIBUS_SOURCE_DIR "/tests/reference/network_flow.json");
  const auto reference = nlohmann::json::parse(file);
  const Choices shape{{"hidden_layer_sizes", Value{Value::List{whole(hidden)}}}, {"activation", {std::string("tanh")}},
                      {"precision", {std::string("float64")}}};
  const auto model = get(models(), "mlp", "model").make(Settings{shape, ""});
  const auto loss = get(losses(), "cross_entropy", "loss").make(Settings{});
  Risk risk(*model, {pixels, classes}, pack(digits(), Precision::float64), *loss);
  ASSERT_EQ(risk.dimension(), start().size());
  EXPECT_NEAR(risk.evaluate(start(), {}, {}), double(reference["loss_at_start"]), 1e-12);

  constexpr double rtol = 1e-6, atol = 1e-9;
  const Choices accuracy{{"rtol", {rtol}}, {"atol", {atol}}};
  const auto dopri5 = get(integrators(), "dopri5", "integrator").make(Settings{accuracy, ""});
  const Solution s = solve(*dopri5, risk, start(), {.to = 10});
  ASSERT_EQ(s.outcome, Outcome::finished) << s.why;
  const auto end = reference["theta"].get<Vector>();
  ASSERT_EQ(end.size(), 39u);
  double squares = 0;
  for (std::size_t q = 0; q < end.size(); ++q)
    squares += std::pow((s.phase.theta[61 * q + 40] - end[q]) / (atol + rtol * std::abs(end[q])), 2);
  const double length = reference["norm"], in_tolerances = std::sqrt(squares / static_cast<double>(end.size()));
  // Ten tolerances are what a course may end beside the flow; this one forgets most of its errors, and ends at 0.17.
  EXPECT_LE(in_tolerances, 1);
  EXPECT_NEAR(norm(s.phase.theta), length, rtol * length);
  EXPECT_NEAR(risk.evaluate(s.phase.theta, {}, {}), double(reference["loss"]), rtol);
}

}  // namespace
}  // namespace paribus
