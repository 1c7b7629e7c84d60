// The gap of momentum and of Nesterov's method to their balls, against closed forms and orders; and what it refuses.
#include <algorithm>
#include <cmath>

#include "paribus/study/subject.hpp"
#include "paribus/theory/theory.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

const std::string gap = "data.source = \"iris\"\nmeasure.kind = \"momentum_gap\"\nreplicates.count = 1\n";
const std::string linear = "model.kind = \"linear_regression\"\n";
const std::string network =
    "model.kind = \"mlp\"\nmodel.mlp.hidden_layer_sizes = [6]\nmodel.mlp.activation = \"tanh\"\nmodel.mlp.precision = "
    "\"float64\"\n";
std::string at(double rate) { return "optimizer.learning_rate = " + shortest(rate) + "\n"; }
std::string by(const char* optimizer) { return "optimizer.kind = \"" + std::string(optimizer) + "\"\n"; }

Study study_of(const std::string& more) { return study_from(gap + "measure.momentum_gap.time = 2\n" + more); }

Result measured(const std::string& more) {
  return first_run(study_of(more));
}

TEST(MomentumGapSubject, OnAQuadraticBothGapsAreThoseOfTheFormula) {
  for (const char* optimizer : {"momentum", "nesterov"})
    for (const double rate : {0.0001, 0.01, 0.16})
      for (const double friction : {0.5, 2.0}) {
        const Result r = measured(linear + by(optimizer) + "training.l2 = 0.1\n" + at(rate) + "measure.momentum_gap.friction = " + shortest(friction) + "\n");
        Words words = r.words;
        for (const char* quantity : {"gap_to_heavy_ball", "gap_to_refined_heavy_ball"}) {
          words["quantity"] = quantity;
          const auto p = get(theories(), "momentum_gap", "theory").make(Settings{})->predict(r.facts, words);
          ASSERT_TRUE(p) << quantity;
          EXPECT_EQ(p->kind, Prediction::Kind::equality);
          EXPECT_NEAR(r.scores.at(quantity) / p->values[0], 1, 1e-5) << optimizer << " " << quantity << " at " << rate;
        }
        EXPECT_NEAR(r.facts.at("beta")[0], 1 - friction * std::sqrt(rate), 1e-15);
        EXPECT_EQ(r.facts.at("steps").back(), std::round(2 / std::sqrt(rate)));
      }
}

// A quarter of the rate is half the step in time.
TEST(MomentumGapSubject, OfANetworkTheGapsHaveOrdersAHalfAndOneInTheRate) {
  for (const char* optimizer : {"momentum", "nesterov"}) {
    const Result a = measured(network + by(optimizer) + at(1e-4)), b = measured(network + by(optimizer) + at(2.5e-5));
    EXPECT_NEAR(std::log2(a.scores.at("gap_to_heavy_ball") / b.scores.at("gap_to_heavy_ball")), 1, 0.03) << optimizer;
    EXPECT_NEAR(std::log2(a.scores.at("gap_to_refined_heavy_ball") / b.scores.at("gap_to_refined_heavy_ball")), 2, 0.04) << optimizer;
    EXPECT_FALSE(a.facts.contains("eigenvalues"));
  }
}

TEST(MomentumGapSubject, TheVelocityThatIsKeptFollowsFromTheFriction) {
  const auto of = [](double beta) {
    return measured(linear + by("momentum") + at(0.01) + "optimizer.momentum.beta = " + shortest(beta) + "\n").scores;
  };
  EXPECT_EQ(of(0.5), of(0.99));
}

std::string refusal(const std::string& more) {
  try {
    const Study s = study_of(more);
    make_subject("momentum_gap", s.fixed)->check(paribus::Setup{s.fixed});
    return "accepted";
  } catch (const Error& e) {
    return e.what();
  }
}

TEST(MomentumGapSubject, RefusesWhatIsNoBall) {
  const std::string good = linear + by("nesterov");
  EXPECT_EQ(refusal(good + at(0.01)), "accepted");
  EXPECT_EQ(refusal("model.kind = \"majority\"\n"),
            "momentum_gap follows a gradient, and 'majority' is trained by none; choose a network, for example model.kind = \"mlp\"");
  EXPECT_EQ(refusal(good + "training.batch_size = 32\n"), "momentum_gap speaks of the flow on all rows; write training.batch_size = \"all\"");
  const std::string method = "momentum_gap speaks of momentum and of Nesterov’s method at a rate as it is given; write "
                             "optimizer.kind = \"momentum\" and optimizer.learning_rate_unit = \"absolute\"";
  EXPECT_EQ(refusal(linear + by("gradient_descent")), method);
  EXPECT_EQ(refusal(good + "optimizer.learning_rate_unit = \"limit\"\n"), method);
  EXPECT_EQ(refusal("model.kind = \"mlp\"\n" + by("momentum") + at(0.01)),
            "float32 would hide the gap in its rounding; write model.mlp.precision = \"float64\"");
  EXPECT_EQ(refusal(good + at(0.1)), "the time 2 is no whole number of steps of √0.1; take a learning rate whose root divides it, for "
                                     "example 0.1111111111111111");
  EXPECT_EQ(refusal(good + at(1)), "at a learning rate of 1 a friction of 1 keeps nothing of the velocity; take a learning rate below 1");
}

}  // namespace
}  // namespace paribus
