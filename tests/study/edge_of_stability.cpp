// The sharpness along a run, against curvatures computed another way, and which runs have a plateau.
#include <algorithm>
#include <cmath>

#include "paribus/learner/spectrum.hpp"
#include "paribus/math/resample.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/subject.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

/// The first result of a study of the edge with these lines more.
Result measured(const std::string& more, const std::string& kind = "gradient_descent", int points = 12) {
  return first_run(study_from(
      "data.source = \"iris\"\ntraining.loss = \"squared_error\"\nreplicates.count = 1\nmeasure.kind = "
      "\"edge_of_stability\"\n"
      "measure.edge_of_stability.points = " + std::to_string(points) + "\nmeasure.edge_of_stability.tolerance = 1e-6\noptimizer.kind = \"" +
      kind + "\"\n" + more));
}

const Curve& curve(const Result& r, const std::string& name) {
  return *std::find_if(r.curves.begin(), r.curves.end(), [&](const Curve& c) { return c.name == name; });
}

const std::string linear = "model.kind = \"linear_regression\"\n",
                  network =
                      "model.kind = \"mlp\"\nmodel.mlp.hidden_layer_sizes = [8]\nmodel.mlp.start_scale = "
                      "0.5\nmodel.mlp.precision = \"float64\"\n";

/// Of a regression on iris: its task is a number, so the loss is squared error and the objective a quadratic.
const std::string quadratic = "data.target = \"petal_width\"\n" + linear;

TEST(EdgeOfStability, OfAQuadraticTheSharpnessIsItsLargestEigenvalueThroughout) {
  const std::string text = quadratic + "training.steps = 24\noptimizer.learning_rate = 0.01\n";
  const Result r = measured(text);
  const Study s = study_from("data.source = \"iris\"\ntraining.loss = \"squared_error\"\n" + quadratic);
  Preparations shared{s};
  const double lambda = shared.sharpness_at_start(paribus::Setup{s.fixed}, 0);
  ASSERT_EQ(curve(r, "sharpness").values.size(), 13u);
  for (const double x : curve(r, "sharpness").values) EXPECT_NEAR(x, lambda, 1e-5 * lambda);
  EXPECT_FALSE(r.scores.contains("sharpness"));  // it does not settle: theory foretells nothing of it
  EXPECT_EQ(r.words.at("no_sharpness"), "theory names no threshold for its optimizer");
  EXPECT_NEAR(r.scores.at("sharpness_end"), lambda, 1e-5 * lambda);
}

TEST(EdgeOfStability, AdamFeelsTheHessianDividedByItsRunningGradient) {
  // After one step v_hat = g^2 exactly, so D = |g| + epsilon whatever beta2 is: a wrong bias correction shows.
  const std::string text =
      quadratic +
      "model.linear_regression.precision = \"float64\"\ntraining.steps = 12\noptimizer.learning_rate = "
      "1e-9\noptimizer.adam.beta2 = 0.5\noptimizer.adam.epsilon = 0.1\n";
  const Result r = measured(text, "adam");
  const Study s = study_from("data.source = \"iris\"\ntraining.loss = \"squared_error\"\n" + quadratic +
                             "model.linear_regression.precision = \"float64\"\n");
  Preparations shared{s};
  const auto bench = shared.bench(paribus::Setup{s.fixed}, 0);
  Risk risk{*bench->model, bench->shape, bench->train, *bench->loss};
  const Vector theta = start_theta(*bench, shared.chance(0).start);
  Vector g(theta.size());
  risk.evaluate(theta, {}, g);
  // lambda_max(D^-1/2 H D^-1/2) by the power method on D^-1 H, which has the same eigenvalues.
  Vector v(theta.size(), 1.0), hv(theta.size());
  double lambda = 0;
  for (int i = 0; i < 3000; ++i) {
    risk.hessian_vector(theta, {}, v, hv);
    double size = 0;
    for (std::size_t j = 0; j < v.size(); ++j) v[j] = hv[j] / (std::abs(g[j]) + 0.1), size += v[j] * v[j];
    lambda = std::sqrt(size);
    for (double& x : v) x /= lambda;
  }
  // The rate is tiny, so the gradient hardly moves and the first measurement is the step's own.
  EXPECT_EQ(curve(r, "sharpness").at.front(), 1);
  EXPECT_NEAR(curve(r, "sharpness").values.front(), lambda, 1e-4 * lambda);
}

TEST(EdgeOfStability, ThePlateauIsTheMedianOfTheLastThirdOnceTheThresholdWasReached) {
  const Result r = measured(network + "training.steps = 600\noptimizer.learning_rate = 0.6\n");
  const Vector& s = curve(r, "sharpness").values;
  ASSERT_EQ(s.size(), 13u);
  EXPECT_DOUBLE_EQ(r.scores.at("sharpness_end"), quantile(Vector(s.begin() + 8, s.end()), 0.5));
  const auto reached = std::find_if(s.begin(), s.begin() + 8, [](double x) { return x >= 2 / 0.6; });
  ASSERT_NE(reached, s.begin() + 8);
  EXPECT_EQ(r.scores.at("sharpness"), r.scores.at("sharpness_end"));
  EXPECT_EQ(r.scores.at("steps_to_edge"), curve(r, "sharpness").at[static_cast<std::size_t>(reached - s.begin())]);
  EXPECT_EQ(r.facts.at("learning_rate"), Vector{0.6});
  EXPECT_NEAR(r.scores.at("sharpness"), 2 / 0.6, 0.2 * 2 / 0.6);  // the effect itself, on 90 flowers
}

// Where sharpness settles falls as the rate to the power -1.
TEST(EdgeOfStability, ThePlateauFollowsTheRate) {
  Vector x, y;
  for (const double rate : {0.85, 1.0, 1.2, 1.4}) {
    const Result r = measured("model.kind = \"mlp\"\nmodel.mlp.hidden_layer_sizes = [8]\nmodel.mlp.start_scale = 0.3\n"
                              "model.mlp.precision = \"float64\"\ntraining.steps = 12000\noptimizer.learning_rate = " + std::to_string(rate) + "\n", "gradient_descent", 48);
    ASSERT_TRUE(r.scores.contains("sharpness")) << rate << ": " << r.words.at("no_sharpness");
    EXPECT_NEAR(r.scores.at("sharpness"), 2 / rate, 0.03 * 2 / rate) << rate;
    x.push_back(std::log(rate)), y.push_back(std::log(r.scores.at("sharpness")));
  }
  double covariance = 0, spread = 0;
  for (std::size_t i = 0; i < x.size(); ++i) covariance += (x[i] - mean(x)) * (y[i] - mean(y)), spread += (x[i] - mean(x)) * (x[i] - mean(x));
  EXPECT_NEAR(covariance / spread, -1, 0.05);
}

TEST(EdgeOfStability, RunsWithoutAPlateauSayWhy) {
  const Result slow = measured(network + "training.steps = 24\noptimizer.learning_rate = 1e-3\n");
  EXPECT_FALSE(slow.scores.contains("sharpness"));
  EXPECT_EQ(slow.words.at("no_sharpness"), "the sharpness never reached its threshold");
  EXPECT_TRUE(slow.scores.contains("sharpness_end"));
  const Result lost = measured(quadratic + "training.steps = 600\noptimizer.learning_rate = 30\n");
  EXPECT_EQ(lost.outcome, Outcome::diverged);
  for (const auto& q : quantity_names("edge_of_stability")) {
    EXPECT_FALSE(lost.scores.contains(q)) << q;
    EXPECT_EQ(lost.words.at(missing(q)), "training diverged");
  }
}

/// The first value at or above the edge after one below it; the end if there is none.
Vector::const_iterator arrival(const Vector& s, double edge) {
  const auto below = std::find_if(s.begin(), s.end(), [&](double x) { return x < edge; });
  return std::find_if(below, s.end(), [&](double x) { return x >= edge; });
}

// Where the start is too sharp for the rate, training falls onto the edge from above: that shows no rise to it.
TEST(EdgeOfStability, APlateauReachedFromAboveIsNone) {
  const Result r = measured(
      "model.kind = \"mlp\"\nmodel.mlp.hidden_layer_sizes = [8]\nmodel.mlp.start_scale = 1.5\nmodel.mlp.precision = "
      "\"float64\"\ntraining.steps = 600\noptimizer.learning_rate = 0.4\n");
  const Vector& s = curve(r, "sharpness").values;
  ASSERT_GE(s.front(), 2 / 0.4);
  ASSERT_EQ(arrival(s, 2 / 0.4), s.end());
  EXPECT_NEAR(r.scores.at("sharpness_end"), 2 / 0.4, 0.05 * 2 / 0.4);  // near the edge it is, all the same
  for (const char* name : {"sharpness", "steps_to_edge"}) {
    EXPECT_FALSE(r.scores.contains(name)) << name;
    EXPECT_EQ(r.words.at(missing(name)), "the sharpness came from above its threshold");
  }
}

TEST(EdgeOfStability, AdamsFirstDivisorIsNoArrival) {
  const std::string text = network + "training.steps = 600\noptimizer.learning_rate = 1\noptimizer.adam.beta2 = ";
  const Result r = measured(text + "0.99\n", "adam");
  const Vector& s = curve(r, "sharpness").values;
  ASSERT_GE(s.front(), 38);  // |g| alone divides it
  const auto back = arrival(s, 38);
  ASSERT_LT(back - s.begin(), 8);
  EXPECT_EQ(r.scores.at("steps_to_edge"), curve(r, "sharpness").at[static_cast<std::size_t>(back - s.begin())]);
  EXPECT_TRUE(r.scores.contains("sharpness"));
  // With a memory longer than the run v_hat is not settled where the plateau would be.
  const Result longer = measured(text + "0.999\n", "adam");
  EXPECT_TRUE(longer.scores.contains("steps_to_edge"));
  EXPECT_FALSE(longer.scores.contains("sharpness"));
  EXPECT_TRUE(longer.words.at("no_sharpness").starts_with("Adam’s running square")) << longer.words.at("no_sharpness");
}

TEST(EdgeOfStability, MeasurementsThatDidNotConvergeAreCountedAndMakeNoPlateau) {
  const std::string text = network + "training.steps = 600\noptimizer.learning_rate = 0.6\n";
  EXPECT_EQ(measured(text).facts.at("unconverged"), Vector{0});
  const Result r = measured(text + "measure.edge_of_stability.products = 2\n");
  EXPECT_GT(r.facts.at("unconverged")[0], 5);
  for (const char* name : {"sharpness", "sharpness_end"}) {
    EXPECT_FALSE(r.scores.contains(name)) << name;
    EXPECT_EQ(r.words.at(missing(name)), "more than a tenth of its last third did not converge");
  }
}

TEST(EdgeOfStability, RefusesWhatItCannotWatch) {
  const auto refused = [](const std::string& text, const std::string& why) {
    const Study s = study_from(text);
    try {
      make_subject("edge_of_stability", s.fixed)->check(paribus::Setup{s.fixed});
      ADD_FAILURE() << "accepted: " << text;
    } catch (const Error& e) {
      EXPECT_NE(std::string(e.what()).find(why), std::string::npos) << e.what();
    }
  };
  refused("model.kind = \"majority\"\n", "is trained by none");
  refused("optimizer.learning_rate_unit = \"limit\"\n", "at a rate as it is given");
  refused("training.batch_size = 16\n", "on all rows at once");
}

}  // namespace
}  // namespace paribus
