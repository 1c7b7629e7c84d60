// SGD at rest: what a study measures, beside what theory foretells from the facts it hands over.
#include "paribus/math/dense.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/subject.hpp"
#include "paribus/theory/theory.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

const std::string least_squares =
    "measure.kind = \"stationary_noise\"\nmodel.kind = \"linear_regression\"\ntraining.loss = \"squared_error\"\n"
    "replicates.vary = [\"batches\"]\nreplicates.count = 1\n";

Result measured(const std::string& more) {
  return first_run(study_from(least_squares + more));
}

double foretold(const Result& r, const char* theory, const std::string& quantity) {
  Words words = r.words;
  words["quantity"] = quantity;
  const auto p = get(theories(), theory, "theory").make(Settings{})->predict(r.facts, words);
  EXPECT_TRUE(p) << theory << " " << quantity;
  return p ? p->values[0] : 0;
}

const std::string wine = "data.source = \"wine\"\ntraining.batch_size = 4\noptimizer.learning_rate = 0.1\n";

TEST(StationaryNoise, IsWhatTheExactTheoryForetellsAndNotWhatTheRougherOnesDo) {
  const Result r = measured(wine + "training.steps = 400000\n");
  for (const char* quantity : {"excess_loss", "variance", "top_variance"}) {
    const double x = r.scores.at(quantity), error = r.facts.at(std::string(quantity) + ".error")[0];
    EXPECT_LT(error, 0.02 * x) << quantity;
    EXPECT_NEAR(x, foretold(r, "sgd_stationary", quantity), 4 * error) << quantity;
    EXPECT_GT(x, foretold(r, "sgd_stationary_additive", quantity) + 8 * error) << quantity;
    EXPECT_GT(x, foretold(r, "sgd_stationary_sde", quantity) + 8 * error) << quantity;
  }
  // Three outputs, each a recursion of its own on 14 coordinates.
  EXPECT_EQ(r.facts.at("outputs"), Vector{3});
  EXPECT_EQ(r.facts.at("design").size(), 14 * r.facts.at("targets").size() / 3);
  ASSERT_EQ(r.curves.size(), 1u);
  EXPECT_EQ(r.curves[0].values.size(), 32u);
  EXPECT_EQ(r.curves[0].at.front(), 85000);  // the middle of the first block after a burn-in of 80 000
  // At rest E|g|^2 = tr(H S H): the noise scale there is tr C over it.
  Words words = r.words;
  words["quantity"] = "covariance";
  const auto s = get(theories(), "sgd_stationary", "theory").make(Settings{})->predict(r.facts, words);
  ASSERT_TRUE(s);
  Matrix x(r.facts.at("targets").size() / 3, 14), covariance(14, 14);
  x.values = r.facts.at("design"), covariance.values = s->values;
  Matrix h = gram(x);
  scale(1 / static_cast<double>(x.rows), h.values);
  double g = 0;
  for (std::size_t i = 0; i < 14; ++i)
    for (std::size_t j = 0; j < 14; ++j)
      for (std::size_t k = 0; k < 14; ++k) g += h(i, j) * covariance(j, k) * h(k, i);
  EXPECT_NEAR(r.scores.at("noise_scale") * g / r.facts.at("gradient_noise_trace")[0], 1, 0.03);
  EXPECT_GT(r.scores.at("noise_scale_start"), 0);
}

TEST(StationaryNoise, OfShuffledEpochsIsSmallerAndTheorySaysWhy) {
  const std::string text = wine + "training.steps = 100000\noptimizer.learning_rate = 0.01\n";
  const auto again = text.find("optimizer.learning_rate = 0.1\n");
  const std::string slow = text.substr(0, again) + text.substr(again + 30);
  const Result anew = measured(slow),
               shuffled = measured(slow + "measure.stationary_noise.sampling = \"shuffled_epochs\"\n");
  EXPECT_LT(shuffled.scores.at("excess_loss"), 0.3 * anew.scores.at("excess_loss"));
  const auto p = get(theories(), "sgd_stationary", "theory").make(Settings{})->predict(shuffled.facts, shuffled.words);
  ASSERT_TRUE(p);
  EXPECT_EQ(p->assumption, Prediction::Assumption::broken);
}

TEST(StationaryNoise, BeyondTheLimitHasNoMean) {
  const std::string text = "data.source = \"wine\"\ntraining.batch_size = 1\ntraining.steps = 20000\n";
  for (const char* rate : {"0.12", "1"}) {  // just beyond, and far
    const Result r = measured(text + "optimizer.learning_rate = " + rate + "\n");
    EXPECT_FALSE(r.scores.contains("excess_loss"));
    EXPECT_NE(r.words.at("no_variance").find("beyond the limit"), std::string::npos);
    EXPECT_TRUE(r.scores.contains("noise_scale_start"));
  }
}

TEST(StationaryNoise, RefusesWhatItsTheoryDoesNotSpeakOf) {
  const auto refused = [](const std::string& text, const std::string& problem, const std::string& advice) {
    const Study s = study_from(text);
    try {
      make_subject("stationary_noise", s.fixed)->check(paribus::Setup{s.fixed});
      FAIL() << text;
    } catch (const Error& e) {
      EXPECT_NE(e.problem().find(problem), std::string::npos) << e.what();
      EXPECT_NE(e.advice().find(advice), std::string::npos) << e.what();
    }
  };
  const std::string good = "model.kind = \"linear_regression\"\ntraining.batch_size = 4\ntraining.steps = 10000\n";
  refused("training.batch_size = 4\n", "model.kind is 'mlp'", "linear_regression");
  refused(good + "training.loss = \"cross_entropy\"\n", "squared error", "training.loss");
  refused(good + "training.l2 = 0.1\n", "training.l2 is 0.1", "training.l2 = 0");
  refused(good + "optimizer.kind = \"adam\"\n", "optimizer.kind is 'adam'", "gradient_descent");
  refused(good + "optimizer.learning_rate_unit = \"limit\"\n", "as it is", "absolute");
  refused(good + "training.epochs = 500\n", "training.epochs is given", "training.steps");
  refused("model.kind = \"linear_regression\"\n", "no noise to measure", "training.batch_size");
  refused("model.kind = \"linear_regression\"\ntraining.batch_size = 4\ntraining.steps = 3999\n",
          "3199 steps after the burn-in are too few", "training.steps");
  const Study s = study_from(good);
  EXPECT_NO_THROW(make_subject("stationary_noise", s.fixed)->check(paribus::Setup{s.fixed}));
}

}  // namespace
}  // namespace paribus
