// Subjects of training as a dynamical system on small real data, against closed forms; and what they refuse.
#include <algorithm>
#include <cmath>

#include "paribus/learner/early_stopping.hpp"
#include "paribus/learner/spectrum.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/subject.hpp"
#include "paribus/theory/theory.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

Result measured(const std::string& text) {
  return first_run(study_from("replicates.count = 1\n" + text));
}

std::string refusal(const std::string& text) {
  try {
    measured(text);
    return "accepted";
  } catch (const Error& e) {
    return e.what();
  }
}
void says(const std::string& text, const std::string& words) {
  EXPECT_NE(refusal(text).find(words), std::string::npos) << refusal(text);
}

std::string with(std::string text, const std::string& from, const std::string& to) { return text.replace(text.find(from), from.size(), to); }

double foretold(const char* name, const Result& r, const std::string& quantity) {
  Words words = r.words;
  words["quantity"] = quantity;
  const auto p = get(theories(), name, "theory").make(Settings{})->predict(r.facts, words);
  return p ? p->values.at(0) : std::nan("");
}

std::string at(double rate) { return "optimizer.learning_rate = " + shortest(rate) + "\n"; }
const std::string linear = "model.kind = \"linear_regression\"\n";
const std::string deep = "data.source = \"iris\"\nmodel.kind = \"mlp\"\nmodel.mlp.activation = \"identity\"\nmodel.mlp.precision = \"float64\"\n";

const std::string descent = "measure.kind = \"descent\"\nmeasure.descent.time = 2\ndata.source = \"iris\"\n";

TEST(Descent, OnAQuadraticItFeelsTheSumOfAGeometricSeries) {
  for (const double rate : {0.01, 0.1, 0.5}) {
    const Result r = measured(descent + linear + at(rate));
    const Vector &lambda = r.facts.at("eigenvalues"), &energy = r.facts.at("energies");
    double end = 0, slope = 0, work = 0;
    for (std::size_t i = 0; i < lambda.size(); ++i) {
      const double shrunk = std::pow(1 - rate * lambda[i], 2 * std::round(2 / rate));
      end += 0.5 * lambda[i] * energy[i] * shrunk, slope += lambda[i] * lambda[i] * energy[i] * shrunk;
      work += lambda[i] * energy[i] * (1 - shrunk) / (2 - rate * lambda[i]);
    }
    EXPECT_NEAR(r.scores.at("excess") / end, 1, 1e-9) << rate;
    EXPECT_NEAR(r.scores.at("excess") / foretold("quadratic_loss_curve", r, "objective"), 1, 1e-9) << rate;
    double excess = 0;  // of the start
    for (std::size_t i = 0; i < lambda.size(); ++i) excess += 0.5 * lambda[i] * energy[i];
    EXPECT_NEAR(r.scores.at("implicit_penalty"), work + end + rate / 4 * slope - excess, 1e-9) << rate;
    EXPECT_NEAR(r.scores.at("felt_loss") - r.scores.at("implicit_penalty"), r.facts.at("loss")[0], 1e-12);
  }
}

TEST(Descent, OfANetworkThePenaltyNearsThatOfTheModifiedLossAsTheRate) {
  const auto miss = [](double rate) {
    const Result r = measured(descent + "model.mlp.hidden_layer_sizes = [6]\nmodel.mlp.precision = \"float64\"\n" + at(rate));
    EXPECT_EQ(r.words.at("no_excess"), "the least loss is known of a quadratic alone");
    return r.scores.at("implicit_penalty") / foretold("modified_equation", r, "implicit_penalty") - 1;
  };
  const double coarse = miss(0.02), fine = miss(0.01);
  EXPECT_LT(std::abs(fine), 0.02);
  EXPECT_NEAR(coarse / fine, 2, 0.1);
}

TEST(Descent, Refuses) {
  says(descent + "model.kind = \"majority\"\n", "descent follows a gradient, and 'majority' is trained by none");
  says(descent + linear + "training.batch_size = 32\n", "descent speaks of the flow on all rows; write training.batch_size = \"all\"");
  says(descent + linear + "optimizer.kind = \"adam\"\n", "descent speaks of gradient descent at a rate that divides the time");
  says(descent + "model.kind = \"mlp\"\n" + at(0.1), "write model.mlp.precision = \"float64\"");
  says(descent + linear + at(0.3), "the time 2 is no whole number of steps of 0.3; take a learning rate that divides it, for example 0.2857");
  const Result r = measured(with(descent, "time = 2", "time = 400") + linear + at(2));
  EXPECT_EQ(r.outcome, Outcome::diverged);
  EXPECT_EQ(r.words.at("no_excess"), "training diverged");
}

std::string isometry(const std::string& start, int depth) {
  return "data.source = \"wine\"\nmeasure.kind = \"isometry\"\nmeasure.isometry.start = \"" + start +
         "\"\nmeasure.isometry.depth = " + std::to_string(depth) + "\nmeasure.isometry.networks = 400\n";
}

TEST(Isometry, OrthogonalLayersStretchNothing) {
  const Result r = measured(isometry("orthogonal", 7) + "measure.isometry.weight_variance = 4\n");
  EXPECT_NEAR(r.scores.at("largest_gain") / std::pow(4, 7), 1, 1e-12);
  EXPECT_NEAR(r.scores.at("log_norm_mean"), 7 * std::log(4), 1e-12);
  EXPECT_EQ(r.words.at("no_log_norm_variance"), "orthogonal layers keep every length");
}

TEST(Isometry, ARowThroughGaussianLayersHasTheMomentsOfSumsOfLogChiSquares) {
  const Result r = measured(isometry("gaussian", 5));
  const double mean = foretold("dynamical_isometry", r, "log_norm_mean"), variance = foretold("dynamical_isometry", r, "log_norm_variance");
  EXPECT_EQ(r.facts.at("width")[0], 13);
  EXPECT_NEAR(r.scores.at("log_norm_mean"), mean, 4 * std::sqrt(variance / 400));  // of one row: of many it is nearer
  EXPECT_NEAR(r.scores.at("log_norm_variance"), variance, 4 * variance * std::sqrt(2.0 / 400));
  // The largest gain of products as narrow as 13 lies below its limit for wide ones, and above the mean gain 1.
  EXPECT_LT(r.scores.at("largest_gain"), foretold("dynamical_isometry", r, "largest_gain"));
  EXPECT_GT(r.scores.at("largest_gain"), 3);
}

const std::string early = "data.source = \"diabetes\"\nmeasure.kind = \"early_stopping\"\n" + linear;

TEST(EarlyStopping, RisksWhatItsFiltersSay) {
  for (const double time : {0.8, 20.0, 400.0}) {
    const double rate = 0.4;
    const Result r = measured(early + at(rate) + "measure.early_stopping.time = " + shortest(time) + "\n");
    const Vector &s = r.facts.at("eigenvalues"), &b = r.facts.at("signal");
    const double noise = r.facts.at("noise_variance")[0] / r.facts.at("examples")[0], l = 1 / time;
    double own = 0, penalized = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
      const double kept = 1 - std::pow(1 - rate * s[i], std::round(time / rate)), shrunk = s[i] / (s[i] + l);
      own += b[i] * b[i] * (1 - kept) * (1 - kept) + noise / s[i] * kept * kept;
      penalized += b[i] * b[i] * (1 - shrunk) * (1 - shrunk) + noise / s[i] * shrunk * shrunk;
    }
    EXPECT_NEAR(r.scores.at("risk") / own, 1, 1e-9) << time;
    EXPECT_NEAR(r.scores.at("ridge_risk") / penalized, 1, 1e-9) << time;
    EXPECT_NEAR(r.scores.at("ridge_risk") / foretold("early_stopping_ridge", r, "ridge_risk"), 1, 1e-9) << time;
    EXPECT_NEAR(r.scores.at("risk_ratio"), own / penalized, 1e-9);
    EXPECT_LT(r.scores.at("validation_ratio"), 1.69);
  }
}

TEST(EarlyStopping, InSmallStepsItRisksWhatTheFlowDoes) {
  const Result r = measured(early + at(0.002) + "measure.early_stopping.time = 2\n");
  EXPECT_NEAR(r.scores.at("risk_ratio") / foretold("early_stopping_ridge", r, "risk_ratio"), 1, 0.002);
}

TEST(EarlyStopping, Refuses) {
  const std::string kind = "measure.kind = \"early_stopping\"\n", diabetes = "data.source = \"diabetes\"\n";
  says(kind + diabetes + "model.kind = \"mlp\"\n", "early_stopping speaks of least squares, and 'mlp' is another model");
  says(early + "training.l2 = 1\n", "early_stopping speaks of descent on all rows without a penalty");
  says(early + "optimizer.kind = \"adam\"\n", "early_stopping speaks of gradient descent at a rate that divides the time");
  says(early + "model.linear_regression.precision = \"float32\"\n", "write model.linear_regression.precision = \"float64\"");
  says(early + "data.scale = \"none\"\n", "early_stopping needs features of mean 0, so that no bias has to be learned");
  says(early + at(0.3), "the time 1 is no whole number of steps of 0.3");
  says(kind + linear + at(0.1) + "data.source = \"iris\"\n", "early_stopping speaks of a target that is a number");
  Examples few;
  few.x = Matrix(3, 2), few.y = Matrix(3, 1);
  try {
    truth(few);
    ADD_FAILURE() << "accepted";
  } catch (const Error& e) {
    EXPECT_STREQ(e.what(), "the noise cannot be told from 3 rows of 2 features; take more rows or fewer features");
  }
}

const std::string modes = deep + "measure.kind = \"linear_modes\"\ntraining.loss = \"squared_error\"\nmodel.mlp.hidden_layer_sizes = [5]\n";

TEST(LinearModes, OnWhiteRowsEachRisesWhenTheFormulaSays) {
  for (const char* mode : {"1", "2"}) {
    const auto late = [&](double rate) {
      const Result r = measured(modes + at(rate) + "measure.linear_modes.mode = " + mode + "\n");
      for (const char* fact : {"imbalance", "misalignment", "input_anisotropy"}) EXPECT_LT(r.facts.at(fact)[0], 1e-10) << fact;
      EXPECT_NEAR(r.facts.at("start_strengths")[0], 0.001, 1e-12);
      return r.scores.at("half_rise_time") / foretold("deep_linear_modes", r, "half_rise_time") - 1;
    };
    EXPECT_NEAR(late(0.01), 0, 0.003) << mode;
    EXPECT_NEAR(late(0.02) / late(0.01), 2, 0.1) << mode;  // late by a share that is as the rate
  }
}

TEST(LinearModes, SaysWhereRowsAreNotWhite) {
  const Result r = measured(modes + at(0.1) + "measure.linear_modes.rows = \"plain\"\n");
  EXPECT_GT(r.facts.at("input_anisotropy")[0], 0.1);
  EXPECT_LT(r.facts.at("misalignment")[0], 1e-10);
}

TEST(LinearModes, Refuses) {
  says(with(modes, "identity", "tanh"), "linear_modes speaks of linear networks");
  says(modes + "training.l2 = 1\n", "linear_modes speaks of squared error on all rows, without a penalty");
  says(modes + "optimizer.kind = \"adam\"\n", "linear_modes speaks of gradient descent at a rate as it is given");
  says(with(modes, "[5]", "[5, 5]"), "linear_modes speaks of two layers");
  says(modes + "measure.linear_modes.mode = 3\n", "the map has 2 modes, the network 5 hidden units, and mode 3 is asked for");
  EXPECT_EQ(measured(modes + at(0.1) + "measure.linear_modes.time = 1\n").words.at("no_half_rise_time"), "the mode had not risen by the end");
}

TEST(Balance, DriftsAsTheRateInAFixedTime) {
  for (const char* sizes : {"[6]", "[6, 5, 4]"}) {
    const auto drift = [&](double rate) {
      return measured(deep + "measure.kind = \"balance\"\nmeasure.balance.time = 2\nmodel.mlp.hidden_layer_sizes = " + sizes + "\n" + at(rate)).scores.at("balance_drift");
    };
    EXPECT_NEAR(drift(0.002) / drift(0.001), 2, 0.02) << sizes;
    EXPECT_GT(drift(0.001), 1e-7) << sizes;
  }
}

TEST(Balance, Refuses) {
  const std::string balance = deep + "measure.kind = \"balance\"\n";
  says(with(balance, "identity", "tanh"), "balance speaks of linear networks");
  says(with(balance, "float64", "float32"), "float32 would hide the drift in its rounding");
  says(balance + "training.batch_size = 8\n", "balance speaks of descent on all rows without a penalty");
  says(balance + "optimizer.learning_rate_unit = \"limit\"\n", "balance speaks of a rate that divides the time");
  says(balance + at(0.3), "the time 4 is no whole number of steps of 0.3");
  EXPECT_EQ(measured(balance + at(4) + "measure.balance.time = 400\n").words.at("no_balance_drift"), "training diverged");
}

const std::string batches = "data.source = \"iris\"\nmeasure.kind = \"critical_batch\"\nmodel.kind = \"logistic_regression\"\ntraining.steps = 5000\n" + at(8);

TEST(CriticalBatch, AFullBatchTakesTheLeastSteps) {
  const Result r = measured(batches + "training.batch_size = \"all\"\n");
  EXPECT_EQ(r.scores.at("steps_to_target"), r.facts.at("least_steps")[0]);
  EXPECT_EQ(r.scores.at("best_rate"), r.facts.at("full_batch_rate")[0]);
  EXPECT_EQ(r.scores.at("examples_to_target"), r.scores.at("steps_to_target") * r.facts.at("batch_size")[0]);
  const Result small = measured(batches + "training.batch_size = 2\n");
  EXPECT_GT(small.scores.at("steps_to_target"), r.scores.at("steps_to_target"));
  EXPECT_EQ(small.facts.at("noise_scale"), r.facts.at("noise_scale"));
  EXPECT_NEAR(foretold("critical_batch", small, "steps_to_target"),
              r.scores.at("steps_to_target") * (1 + r.facts.at("noise_scale")[0] / 2), 1e-9);
}

TEST(CriticalBatch, Refuses) {
  says(batches + "optimizer.kind = \"adam\"\n", "critical_batch speaks of gradient descent, and looks for the rate itself");
  says("data.source = \"iris\"\nmeasure.kind = \"critical_batch\"\nmodel.kind = \"majority\"\n", "critical_batch counts the steps of a gradient method, and 'majority' is trained by none");
  EXPECT_EQ(measured(with(batches, "5000", "50") + "measure.critical_batch.loss = 1e-9\n").words.at("no_steps_to_target"),
            "no learning rate reached the loss within the steps");
}

}  // namespace
}  // namespace paribus
