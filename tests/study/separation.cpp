// Where logistic regression goes as its penalty vanishes, one class against the rest.
#include <cmath>

#include "paribus/study/subject.hpp"
#include "paribus/theory/theory.hpp"
#include "shared.hpp"

namespace paribus {
namespace {

Result measured(double strength, int number, const std::string& more = "data.source = \"iris\"\n") {
  const std::string at = "measure.separation.";
  return first_run(study_from(more + "model.kind = \"logistic\"\nmeasure.kind = \"separation\"\nreplicates.count = 1\n" + at + "strength = " + shortest(strength) + "\n" +
                             at + "class = " + std::to_string(number) + "\n"));
}

double foretold(const Result& r, const std::string& quantity) {
  Words words = r.words;
  words["quantity"] = quantity;
  const auto p = get(theories(), "max_margin", "theory").make(Settings{})->predict(r.facts, words);
  return p ? p->values.at(0) : std::nan("");
}

// Setosa lies apart from the other irises.
TEST(SeparationSubject, WeightsGrowAsTheLawSaysTowardTheLargestMargin) {
  double length = 0, share = -1, angle = 2;
  for (const double strength : {1e-3, 1e-6, 1e-9, 1e-12}) {
    const Result r = measured(strength, 1);
    EXPECT_EQ(r.words.at("classes"), "separable");
    EXPECT_GT(r.scores.at("weight_norm"), length);
    EXPECT_GT(r.scores.at("margin_share"), share);
    EXPECT_LT(r.scores.at("angle"), angle);
    EXPECT_LE(r.scores.at("margin_share"), 1 + 1e-9);
    length = r.scores.at("weight_norm"), share = r.scores.at("margin_share"), angle = r.scores.at("angle");
    if (strength > 1e-9) continue;
    EXPECT_NEAR(length / foretold(r, "weight_norm"), 1, 0.03) << strength;
    EXPECT_NEAR(share / foretold(r, "margin_share"), 1, 0.03) << strength;
  }
  EXPECT_GT(share, 0.9);
}

TEST(SeparationSubject, OverlappingClassesHaveNoMargin) {
  const Result r = measured(1e-4, 2);   // versicolor, between the two others
  EXPECT_EQ(r.words.at("classes"), "overlapping");
  EXPECT_EQ(r.words.at(missing("angle")), "no plane separates the classes");
  EXPECT_TRUE(r.scores.contains("weight_norm"));
  EXPECT_FALSE(r.scores.contains("margin_share"));
  EXPECT_TRUE(std::isnan(foretold(r, "weight_norm")));
}

std::string refusal(int number, const std::string& more) {
  try {
    measured(1e-4, number, more);
    return "measured";
  } catch (const Error& e) {
    return e.what();
  }
}

TEST(SeparationSubject, RefusesWhatHasNoSuchClasses) {
  EXPECT_NE(refusal(4, "data.source = \"iris\"\n").find("there is no class 4: 'species' has 3; write measure.separation.class = 1"), std::string::npos);
  EXPECT_NE(refusal(1, "data.source = \"diabetes\"\n").find("separation speaks of classes, but the target 'progression' is a number; name another column: data.target"), std::string::npos);
  EXPECT_NE(refusal(1, "data.source = \"iris\"\ndata.scale = \"none\"\n").find("separation needs columns of one scale: the penalty weighs all weights alike"), std::string::npos);
}

}  // namespace
}  // namespace paribus
