// What a penalty does to least squares, against closed forms and against the theory that stands beside it.
#include <algorithm>
#include <cmath>

#include "paribus/learner/penalized.hpp"
#include "paribus/study/subject.hpp"
#include "paribus/theory/theory.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

const std::string path = "data.rows = 60\nmeasure.kind = \"penalty_path\"\nreplicates.count = 1\n";

Result measured(const std::string& penalty, double strength, int powers = 1, const std::string& source = "diabetes") {
  const std::string at = "measure.penalty_path.";
  return first_run(study_from("data.source = \"" + source + "\"\n" + path + at + "penalty = \"" + penalty + "\"\n" + at + "strength = " + std::to_string(strength) + "\n" + at +
                             "powers = " + std::to_string(powers) + "\n"));
}
double foretold(const Result& r, const std::string& quantity) {
  Words words = r.words;
  words["quantity"] = quantity;
  const auto p = get(theories(), "penalty_degrees_of_freedom", "theory").make(Settings{})->predict(r.facts, words);
  return p ? p->values.at(0) : std::nan("");
}

TEST(PenaltyPathSubject, DegreesOfFreedomAreThoseOfTheory) {
  for (const int powers : {1, 2})  // 36 rows of 10 features, then of 65
    for (const auto& [penalty, strength] : {std::pair{"ridge", 0.3}, {"ridge", 0.03}, {"elastic net", 0.2}, {"lasso", 0.2}, {"lasso", 0.05}}) {
      const Result r = measured(penalty, strength, powers);
      EXPECT_NEAR(r.scores.at("degrees_of_freedom"), foretold(r, "degrees_of_freedom"), 0.02) << penalty << " " << strength << " " << powers;
    }
  const Result lasso = measured("lasso", 0.05, 2), ridge = measured("ridge", 0.05, 2);
  EXPECT_NEAR(lasso.scores.at("degrees_of_freedom"), lasso.scores.at("nonzeros"), 0.02);
  EXPECT_EQ(ridge.scores.at("nonzeros"), 65);
  EXPECT_LT(ridge.scores.at("degrees_of_freedom"), 36);
}

TEST(PenaltyPathSubject, ErrorsGoFromNothingLearnedToLearnedByHeart) {
  const Result strong = measured("lasso", 3, 2), weak = measured("lasso", 0.001, 2), fit = measured("lasso", 0.2, 2);
  EXPECT_EQ(strong.scores.at("nonzeros"), 0);
  EXPECT_NEAR(strong.scores.at("train_loss"), 1, 1e-12);
  EXPECT_NEAR(strong.scores.at("degrees_of_freedom"), 0, 1e-9);
  EXPECT_LT(weak.scores.at("train_loss"), 0.02);
  EXPECT_LT(weak.scores.at("train_loss"), fit.scores.at("train_loss"));
  EXPECT_LT(fit.scores.at("loss"), weak.scores.at("loss"));
  EXPECT_NEAR(foretold(strong, "loss"), 1 / std::pow(1 - 1.0 / 36, 2), 1e-9) << "generalized cross-validation of a mean";
}

std::size_t lines(const std::string& text) { return text.empty() ? 0 : 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')); }

TEST(PenaltyPathSubject, KeepsTheCoefficientsInUseAndTheirNames) {
  for (const char* source : {"diabetes", "breast_cancer"}) {
    const Result r = measured("lasso", 0.1, 2, source);
    ASSERT_EQ(r.curves.size(), 1u);
    EXPECT_EQ(r.curves[0].name, "coefficients");
    EXPECT_GT(r.scores.at("nonzeros"), 2);
    EXPECT_EQ(r.curves[0].at.size(), r.scores.at("nonzeros"));
    EXPECT_EQ(lines(r.words.at("features")), r.curves[0].at.size());
    for (const double w : r.curves[0].values) EXPECT_NE(w, 0);
  }
  const Result r = measured("ridge", 1, 1);
  EXPECT_EQ(r.words.at("features").substr(0, 4), "age\n");
  EXPECT_EQ(measured("ridge", 1, 2).words.at("features").substr(0, 4), "age\n");
  EXPECT_NE(measured("ridge", 1, 2).words.at("features").find("\nage²\nage × sex\n"), std::string::npos);
}

TEST(PenaltyPathSubject, TwoClassesAreFittedByLogisticRegression) {
  const Result strong = measured("lasso", 3, 1, "breast_cancer"), weak = measured("ridge", 0.001, 1, "breast_cancer"),
               fit = measured("lasso", 0.03, 1, "breast_cancer");
  EXPECT_EQ(strong.scores.at("nonzeros"), 0);
  EXPECT_NEAR(strong.scores.at("train_loss"), 1, 1e-9) << "the shares of the classes alone";
  EXPECT_NEAR(foretold(strong, "loss"), 1 / std::pow(1 - 1.0 / 36, 2), 1e-8);
  EXPECT_EQ(weak.scores.at("nonzeros"), 30);
  EXPECT_LT(weak.scores.at("train_loss"), fit.scores.at("train_loss"));
  EXPECT_LT(fit.scores.at("loss"), 0.5);
  EXPECT_GT(foretold(fit, "degrees_of_freedom"), 1);
  EXPECT_LE(foretold(fit, "degrees_of_freedom"), fit.scores.at("nonzeros"));
  EXPECT_EQ(fit.words.at("no_degrees_of_freedom"), "a class cannot be moved a little");
}

TEST(PenaltyPathSubject, RefusesThreeClasses) {
  const Study s = study_from("data.source = \"iris\"\nmeasure.kind = \"penalty_path\"\nreplicates.count = 1\n");
  Preparations shared{s};
  const auto runs = unfold(s, shared);
  const paribus::Run* one[] = {&runs.front()};
  try {
    make_subject(runs.front().subject, runs.front().choices)->perform(s, shared, one);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.problem(), "penalty_path is for targets that are numbers or one of two classes, and 'species' has 3");
    EXPECT_EQ(e.advice(), "choose other data, such as diabetes or breast_cancer");
  }
}

}  // namespace
}  // namespace paribus
